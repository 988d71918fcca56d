"""What a test does with an answer that holds open files."""

from django.core import signals
from django.db import close_old_connections
from django.http.response import HttpResponseBase
from django.test import Client


def put_away(answer: HttpResponseBase) -> None:
    """Close the files of an answer, as the server does, without its closing our connection."""
    signals.request_finished.disconnect(close_old_connections)
    answer.close()
    signals.request_finished.connect(close_old_connections)


def status_of(client: Client, path: str) -> int:
    """What a person is told who opens an address, be it a page or a file."""
    answer = client.get(path)
    put_away(answer)
    return answer.status_code
