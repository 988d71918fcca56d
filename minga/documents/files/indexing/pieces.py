"""Each document of a file as pages that can be bound: its own, or one that stands for it.

What others wrote is never trusted: a damaged, protected or changed file costs its own pages and not
the whole.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import typst
from pypdf import PdfReader, PdfWriter

from minga.core.reports.text import one_line
from minga.documents.files.indexing import leaves
from minga.documents.files.models import Filing
from minga.documents.storage import hash_of, path_of

PICTURES = {"jpg", "jpeg", "png"}
ATTACHED = "El original va adjunto a este PDF, con el nombre y la huella que se indican."
NO_PAPER = f"Este documento es un archivo de trabajo y no se muestra como página. {ATTACHED}"
UNREADABLE = f"El archivo está dañado y sus páginas no se pueden mostrar. {ATTACHED}"
LOCKED = f"El archivo está protegido con contraseña y no se puede mostrar. {ATTACHED}"
GONE = "El archivo no está en la carpeta de datos de Minga: avise a quien administra el sistema."
CHANGED = (
    "El archivo guardado fue cambiado y ya no corresponde a su huella: no se muestra ni se adjunta."
)


@dataclass(frozen=True)
class Piece:
    """`content`: a PDF. `attachment`: the bytes that travel with it where it has no pages."""

    filing: Filing
    content: bytes
    pages: int
    attachment: bytes | None = None
    problem: str = ""


class Locked(Exception):
    """A PDF that asks for a password."""


def in_blocks(sha256: str) -> str:
    """In eights, so that it breaks between lines and is read aloud without losing one's place."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def piece_of(filing: Filing) -> Piece:
    stored = filing.document.file
    path = path_of(stored.sha256)
    if not path.exists():
        return _stand_in(filing, GONE, None)
    if hash_of(path) != stored.sha256:
        return _stand_in(filing, CHANGED, None)
    if stored.extension in PICTURES:
        return _picture(filing, path)
    if stored.extension == "pdf":
        return _pdf(filing, path)
    return _stand_in(filing, NO_PAPER, path)


def _picture(filing: Filing, path: Path) -> Piece:
    try:
        content = leaves.picture(path, filing.document.file.extension)
    except (typst.TypstError, RuntimeError):
        return _stand_in(filing, UNREADABLE, path)
    return Piece(filing, content, 1)


def _pdf(filing: Filing, path: Path) -> Piece:
    try:
        content, pages = _pages_of(path)
    except Locked:
        return _stand_in(filing, LOCKED, path)
    except Exception:  # noqa: BLE001
        # A reader of PDF fails in as many ways as there are damaged files.
        return _stand_in(filing, UNREADABLE, path)
    return Piece(filing, content, pages)


def _pages_of(path: Path) -> tuple[bytes, int]:
    """The pages alone, upright, without scripts nor forms; what can't be bound fails here."""
    reader = PdfReader(path, strict=False)
    if reader.is_encrypted:
        raise Locked
    writer = PdfWriter()
    for page in reader.pages:
        bound = writer.add_page(page)
        bound.pop("/Annots", None)
        bound.pop("/AA", None)
        if bound.rotation:
            bound.transfer_rotation_to_content()
        bound.get_contents()
    if not writer.pages:
        raise ValueError("no pages")
    made = BytesIO()
    writer.write(made)
    return made.getvalue(), len(writer.pages)


def _stand_in(filing: Filing, reason: str, path: Path | None) -> Piece:
    document = filing.document
    facts = [
        ("Nombre", document.name),
        ("Fecha del documento", f"{document.dated_on:%d-%m-%Y}"),
        ("Cargado por", f"{filing.by}, el {filing.on:%d-%m-%Y}"),
        ("SHA-256", in_blocks(document.file.sha256)),
    ]
    content = leaves.stand_in(one_line(document.title), reason, facts)
    attachment = path.read_bytes() if path else None
    return Piece(filing, content, 1, attachment, reason)
