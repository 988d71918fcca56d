"""The data folder of an installation: what lives in it, and how a name in it is made safely.

`minga.sqlite3` (unless DATABASE_URL names a server), `files/` by hash, `anchors/` with the heads of
the event chain, `secret.key`. No Django here: the settings read this module.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


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
