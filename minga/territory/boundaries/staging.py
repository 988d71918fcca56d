"""Between preview and apply: the file waits by its SHA-256 under `MINGA_DATA`, and what was said of
it travels signed in the page. Nothing else is written meanwhile."""

from dataclasses import asdict
from datetime import date

from django.core import signing
from django.db import connection

from minga.core.errors import DomainError
from minga.core.imports import staging
from minga.territory.boundaries.plan import Order

SALT = "minga.territory.boundaries"
ONE_DAY = 24 * 60 * 60
ENDING = "geo"
# Any number, the same in every process: one load at a time.
LOCK = 20_150_003


class FileGone(DomainError):
    code = "boundaries.file_gone"
    field = "file"

    def __init__(self) -> None:
        super().__init__("El archivo revisado ya no está en el servidor. Cárguelo de nuevo.")


def keep(data: bytes) -> str:
    """Its SHA-256, by which it is found again."""
    return staging.keep([data], ENDING)[0]


def fetch(sha256: str) -> bytes:
    path = staging.original(sha256, ENDING)
    if not path.exists():
        raise FileGone
    return path.read_bytes()


def packed(order: Order, name: str, sha256: str) -> str:
    said = asdict(order) | {"on": order.on.isoformat()}
    return signing.dumps({"order": said, "name": name, "sha256": sha256}, salt=SALT, compress=True)


def unpacked(text: str) -> tuple[Order, str, str]:
    """Order, name and SHA-256. Raises BadSignature for what we did not sign, or long ago."""
    value = signing.loads(text, salt=SALT, max_age=ONE_DAY)
    order = value["order"] | {"on": date.fromisoformat(value["order"]["on"])}
    return Order(**order), value["name"], value["sha256"]


def lock() -> None:
    """Until the end of the transaction nobody else loads. SQLite has one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
