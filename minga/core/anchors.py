"""Anchors: heads of the event chain kept outside the database, so that a cut tail is seen.

One file per chain in `MINGA_DATA/anchors/`, one line per event: «sequence hash». The public page
and the foot of every official form print the same pair, so that paper is an anchor too.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from minga.core.models import Chain


def anchor_file(chain_id: str) -> Path:
    return Path(settings.DATA_DIR) / "anchors" / f"{chain_id}.txt"


def append_on_commit(chain: Chain) -> None:
    chain_id, sequence, head = chain.chain_id, chain.sequence, chain.head

    def anchor() -> None:
        append(chain_id, sequence, head)

    # Robust: what was committed is not undone by a full disk. Django logs it, `minga doctor` tells.
    transaction.on_commit(anchor, robust=True)


def append(chain_id: str, sequence: int, head: str) -> None:
    """Add a line; short enough for O_APPEND to be whole even with several writers."""
    path = anchor_file(chain_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(handle, f"{sequence} {head}\n".encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def last(chain_id: str) -> int:
    """The number of the last event with an anchor; 0 without any."""
    return max((sequence for sequence, _ in read(chain_id)), default=0)


def read(chain_id: str) -> Iterator[tuple[int, str]]:
    """Each anchored (sequence, hash). A last line cut by a crash is not an anchor."""
    path = anchor_file(chain_id)
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            sequence, _, head = line.rstrip("\n").partition(" ")
            if sequence.isdigit() and len(head) == 64 and line.endswith("\n"):
                yield int(sequence), head
