"""The data folder of an installation: what lives in it, and how a name in it is made safely.

`minga.sqlite3` (unless DATABASE_URL names a server), `files/` by hash, `anchors/` with the heads of
the event chain, `secret.key`. No Django here: the settings read this module.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


def secret_key(data: Path) -> str:
    """The key of this installation, made at the first start and readable by its owner only."""
    path = data / "secret.key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=data, prefix="secret-")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        # A link fails when the name exists: of two processes that start at once, the first one
        # wins.
        with suppress(FileExistsError):
            os.link(temporary, path)
        os.unlink(temporary)
    return path.read_text(encoding="ascii").strip()


def fsync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store(
    chunks: Iterable[bytes], folder: Path, place_of: Callable[[str], Path], *, renew: bool = False
) -> tuple[str, int]:
    """Keep bytes where their SHA-256 says; answer it and their size. The same bytes twice are one
    file, written once; with `renew`, again, so that its date is that of the last time."""
    digest, size = hashlib.sha256(), 0
    with _incoming(folder) as (file, temporary):
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        _to_disk(file)
        target = place_of(digest.hexdigest())
        if renew or not target.exists():
            os.chmod(temporary, 0o440)
            _into_place(temporary, target)
    return digest.hexdigest(), size


def write_whole(target: Path, content: bytes) -> None:
    """Whole or not at all, whatever is killed when."""
    with _incoming(target.parent) as (file, temporary):
        file.write(content)
        _to_disk(file)
        _into_place(temporary, target)


@contextmanager
def _incoming(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file beside those of the folder, gone in the end unless it was put into its place."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _to_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _into_place(temporary: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(temporary, target)
    fsync_folder(target.parent)
