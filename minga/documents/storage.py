"""Bytes on disk: named by their SHA-256, written once, never over another file.

`files/ab/ab12…`: temp → fsync → rename before the row is committed, so that a row never names a
file that is not whole. A file without a row (a crash in between) is harmless: its hash finds it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from minga.core.datafolder import store
from minga.core.registries import Finding
from minga.documents.models import StoredFile

CHUNK = 1 << 20


def path_of(sha256: str) -> Path:
    return Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256


def keep(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Store the bytes; answer their SHA-256 and size. The same bytes twice are one file."""
    return store(chunks, Path(settings.DATA_DIR) / "files", path_of)


def hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def check_files() -> Iterator[Finding]:
    """Read every stored file again: missing or changed ones are damage."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        path = path_of(stored.sha256)
        where = f"archivo {stored.sha256[:12]}"
        if not path.exists():
            yield Finding(
                where, f"Falta en la carpeta de datos ({stored.size} bytes, {stored.extension})."
            )
        elif hash_of(path) != stored.sha256:
            yield Finding(where, "Su contenido fue cambiado: ya no corresponde a su huella.")
