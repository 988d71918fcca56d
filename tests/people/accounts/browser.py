"""A browser that signs in by the pages, without the short cut of the other tests."""

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from tests.conftest import PASSWORD

INSIDE = "/mi-cuenta/"


def enter(username: str, password: str = PASSWORD, **meta: Any) -> tuple[Client, Any]:
    client = Client(**meta)
    return client, client.post("/entrar/", {"username": username, "password": password})


def words(answer: Any) -> str:
    """What a person reads."""
    tree = html.document_fromstring(answer.content.decode())
    parts = tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")
    return " ".join(" ".join(parts).split())


def is_inside(client: Client) -> bool:
    return client.get(INSIDE).status_code == 200


def page(name: str, *args: Any) -> str:
    return reverse(f"accounts:{name}", args=args)
