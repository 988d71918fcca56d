"""Which files are taken, and whether one is what its name says."""

import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO
from zipfile import BadZipFile, ZipFile

import puremagic
from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True)
class Kind:
    """`looks_like`: the endings by which puremagic knows these bytes. It knows a zip from any
    other file, but not what a zip holds: for those, `part` is the file in it that tells its kind
    and `mark` what it says (Word may name the text itself as it likes)."""

    label: str
    media_type: str
    looks_like: frozenset[str] = frozenset()
    part: str = ""
    mark: str = ""


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "application/vnd.oasis.opendocument.text"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT_TYPES = "[Content_Types].xml"
# More than the list of parts of any real document: a bomb is not read to its end.
MOST_BYTES = 1_000_000
JPG = Kind("foto JPG", "image/jpeg", frozenset({".jpg", ".jpeg"}))
KINDS = {
    "pdf": Kind("PDF", "application/pdf", frozenset({".pdf"})),
    "docx": Kind(
        "Word",
        WORD,
        part=CONTENT_TYPES,
        mark=f"{WORD}.main+xml",
    ),
    "xlsx": Kind(
        "Excel",
        EXCEL,
        part=CONTENT_TYPES,
        mark=f"{EXCEL}.main+xml",
    ),
    "odt": Kind("texto OpenDocument", TEXT, part="mimetype", mark=TEXT),
    "ods": Kind(
        "planilla OpenDocument",
        SHEET,
        part="mimetype",
        mark=SHEET,
    ),
    "jpg": JPG,
    "jpeg": JPG,
    "png": Kind("imagen PNG", "image/png", frozenset({".png"})),
}
TAKEN = "PDF, Word (docx), Excel (xlsx), OpenDocument (odt, ods), JPG o PNG"
ACCEPT = ",".join(f".{ending}" for ending in KINDS)


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def is_what_it_says(file: UploadedFile, ending: str) -> bool:
    """Whether the first bytes (and, of a zip, its parts) are of the kind that the name claims."""
    kind, content = KINDS[ending], file.file
    assert content is not None
    content.seek(0)
    try:
        if kind.part:
            return _is_zip_with(kind, content)
        found = puremagic.magic_stream(content, filename=None)
        return any(match.extension in kind.looks_like for match in found)
    except (puremagic.PureError, ValueError):
        return False
    finally:
        content.seek(0)


def _is_zip_with(kind: Kind, content: IO[bytes]) -> bool:
    """Only the part that tells the kind is read, and no more of it than a real one has."""
    try:
        with ZipFile(content) as parts, parts.open(kind.part) as part:
            return kind.mark.encode() in part.read(MOST_BYTES)
    except (BadZipFile, KeyError, RuntimeError, EOFError, OSError, zlib.error):
        return False
