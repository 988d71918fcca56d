"""Files that work leaves to be fetched or sent: `MINGA_DATA/resultados`, named by their SHA-256.

They are copies of what the database already says, kept some days: no dossier, no chain.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from minga.core.datafolder import store

CHUNK = 1 << 20
NAME_LENGTH = 150
# What no folder of any system takes in a name, and what hides in one.
UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True)
class Kept:
    """One file: what it is called, and which bytes it is."""

    name: str
    sha256: str
    size: int
    content_type: str


def folder() -> Path:
    return Path(settings.DATA_DIR) / "resultados"


def path_of(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def keep(content: bytes | Path | str, name: str, content_type: str) -> Kept:
    """Store the bytes (given, or of a file): temp → fsync → rename. The same bytes are one file."""
    # Again over the same bytes: a younger date keeps them from being cleaned with the older job.
    sha256, size = store(_chunks(content), folder(), path_of, renew=True)
    return Kept(file_name(name), sha256, size, content_type)


def file_name(name: str) -> str:
    """A name that any folder takes; the extension survives the cut."""
    clean = " ".join(UNFIT.sub(" ", name).split()).strip(" .") or "resultado"
    stem, dot, extension = clean.rpartition(".")
    if len(clean) <= NAME_LENGTH:
        return clean
    return f"{stem[: NAME_LENGTH - len(extension) - 1]}{dot}{extension}"[:NAME_LENGTH]


def clean(wanted: Iterable[str], before: float) -> int:
    """Remove the files that nobody names and that are older than an instant; answer how many."""
    named, removed = set(wanted), 0
    for path in folder().glob("*/*") if folder().exists() else ():
        if path.name not in named and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    for left in folder().glob("incoming-*") if folder().exists() else ():
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)
    return removed


def _chunks(content: bytes | Path | str) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with Path(content).open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
