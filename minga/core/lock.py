"""One `minga serve` per data folder: a lock on a file, which the system frees when the process
ends."""

import fcntl
import os
from pathlib import Path

from django.conf import settings


def _path() -> Path:
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    return Path(settings.DATA_DIR) / "serve.lock"


def take() -> int | None:
    """The open lock, kept until the process ends; None when another process holds it."""
    handle = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def held_by_server() -> bool:
    handle = take()
    if handle is None:
        return True
    os.close(handle)
    return False
