"""A form with a file as a browser really sends it: the test client would clean its name first."""

from typing import Any

from django.test import Client

from tests.conftest import PDF, Cast
from tests.workplan.factories import approved, line

BOUNDARY = "frontera2007"
FIELDS = {"title": "Acta", "dated_on": "2007-11-30"}


def body(disposition: str, content: bytes) -> bytes:
    """`disposition`: what goes after «name="file"; », written by whoever sends it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in FIELDS.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; {disposition}\r\n'
    kind = "Content-Type: application/pdf\r\n\r\n"
    return f"{''.join(parts)}{head}{kind}".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(client: Client, address: str, disposition: str, content: bytes = PDF) -> Any:
    return client.post(
        address,
        body(disposition, content),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )


def upload_address(cast: Cast) -> str:
    plan = approved(cast)
    return f"/programas/{plan.public_id}/actividades/{line(plan).public_id}/cargar/"
