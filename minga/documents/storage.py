"""Bytes on disk: named by their SHA-256, written once, never over another file.

`files/ab/ab12…`: temp → fsync → rename before the row is committed, so that a row never names a
file that is not whole. A file without a row (a crash in between) is harmless: its hash finds it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from minga.core.cases import case_kinds
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
    """Read every stored file again: missing or changed ones are damage, told by the name that a
    person knows them by."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        path = path_of(stored.sha256)
        where = f"archivo {stored.sha256[:12]}"
        if not path.exists():
            size = f"{stored.size} bytes, {stored.extension}"
            yield Finding(where, f"Falta en la carpeta de datos ({size}).{_known_as(stored)}")
        elif hash_of(path) != stored.sha256:
            changed = "Su contenido fue cambiado: ya no corresponde a su huella."
            yield Finding(where, f"{changed}{_known_as(stored)}")


def _known_as(stored: StoredFile) -> str:
    """«Es «Acta N.º 6» (acta.pdf), del 01-06-2007, del expediente de Programa de trabajo 2007.»"""
    named = []
    for document in stored.documents.order_by("pk"):
        case = _case_of(document.dossier_id)
        of = f", del expediente de {case}" if case else ""
        named.append(f"«{document.title}» ({document.name}), del {document.dated_on:%d-%m-%Y}{of}")
    return f" Es {'; y '.join(named)}." if named else " Ningún documento lo usa."


def _case_of(dossier_id: int) -> str:
    """How the case is called whose dossier it is; nothing of one that is no case."""
    for kind in case_kinds():
        if kind.dossier:
            rows = kind.model._base_manager.select_related(*kind.related)
            case = rows.filter(**{kind.dossier: dossier_id}).first()
            if case is not None:
                return kind.title(case)
    return ""
