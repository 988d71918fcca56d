"""Who is alive: each process that does jobs holds a lock on a file of its own while it lives.

The system frees the lock when the process ends, also by kill -9 and with the machine, so that no
clock has to be believed.
"""

import fcntl
import os
from collections.abc import Collection
from enum import Enum
from pathlib import Path

from django.conf import settings

from minga.core.ids import new_public_id


class Life(Enum):
    ALIVE = "alive"
    DEAD = "dead"
    # No file: a process of another machine, or one that somebody cleaned away.
    UNKNOWN = "unknown"


def _path(name: str) -> Path:
    return Path(settings.DATA_DIR) / "procesos" / f"{name}.lock"


class Lease:
    """The life of this process, as the others see it."""

    def __init__(self, name: str = "") -> None:
        self.name = name or new_public_id()
        self._path = _path(self.name)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def end(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._handle)


def life_of(name: str) -> Life:
    """Look without disturbing: a shared lock is had only when nobody holds the other one."""
    try:
        handle = os.open(_path(name), os.O_RDONLY)
    except FileNotFoundError:
        return Life.UNKNOWN
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return Life.ALIVE
    finally:
        os.close(handle)
    return Life.DEAD


def sweep(named: Collection[str] = ()) -> None:
    """Remove the files of the dead, but of those whose jobs nobody took back yet: it is how one
    knows that they died."""
    for path in _path("x").parent.glob("*.lock"):
        if path.stem not in named and life_of(path.stem) is Life.DEAD:
            path.unlink(missing_ok=True)
