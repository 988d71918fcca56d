"""What the events say of their rows, heard in order and kept on disk."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from minga.core.batches import TOGETHER
from minga.core.demonstration import DAY_CHOSEN, OPENED
from minga.core.erasure import KEY_ERASED
from minga.core.models import Event

TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE head (sequence INTEGER PRIMARY KEY, hash TEXT);
CREATE TABLE row (name TEXT UNIQUE, digest TEXT, erased INTEGER NOT NULL DEFAULT 0);
CREATE TABLE batch (event INTEGER, model TEXT, root TEXT, PRIMARY KEY (event, model));
BEGIN;
"""
# Written again, a row whose secret was erased has a new one and can be vouched for again.
ROW = """
INSERT INTO row (name, digest) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, erased = 0
"""


class Told:
    """What the events say. A temporary database, gone with this object."""

    def __init__(self) -> None:
        self.installation: tuple[bool, str | None, str | None] = (False, None, None)
        self.last = 0
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.executescript(TABLES)

    def hear(self, event: Event) -> None:
        """Its rows, and what it changed of the installation. Batches are told row by row, apart."""
        rows = {str(name): said for name, said in event.digests.items()}
        ending = f":{TOGETHER}"
        self.hear_rows((name, said) for name, said in rows.items() if not name.endswith(ending))
        for name, root in rows.items():
            if name.endswith(ending):
                label = name.removesuffix(ending)
                batch = (event.pk, label, str(root))
                self._kept.execute("INSERT OR REPLACE INTO batch VALUES (?, ?, ?)", batch)
        if event.kind == KEY_ERASED:
            self._erase(event.data.get("rows", ()))
        elif event.kind == OPENED:
            self.installation = (True, event.data.get("opening_day"), None)
        elif event.kind == DAY_CHOSEN:
            self.installation = (*self.installation[:2], event.data.get("chosen_day"))

    def hear_rows(self, rows: Iterable[tuple[str, str | None]]) -> None:
        self._kept.executemany(ROW, rows)

    def _erase(self, names: Iterable[str]) -> None:
        erased = ((str(name),) for name in names)
        self._kept.executemany("UPDATE row SET erased = 1 WHERE name = ?", erased)

    def hear_head(self, sequence: int, head: str) -> None:
        self._kept.execute("INSERT OR REPLACE INTO head VALUES (?, ?)", (sequence, head))
        self.last = sequence

    def head(self, sequence: int) -> str | None:
        """The hash of that event; nothing when it was not there."""
        found = self._kept.execute("SELECT hash FROM head WHERE sequence = ?", (sequence,))
        row = found.fetchone()
        return str(row[0]) if row else None

    def roots(self, event_id: int) -> dict[str, str]:
        """The batches of an event: table → root."""
        found = self._kept.execute("SELECT model, root FROM batch WHERE event = ?", (event_id,))
        return dict(found)

    def take(self, names: list[str]) -> Mapping[str, tuple[str | None, bool]]:
        """What was said of these rows, and whether their secret was erased; it is not told
        again."""
        marks = ", ".join("?" * len(names))
        query = f"SELECT name, digest, erased FROM row WHERE name IN ({marks})"  # noqa: S608
        found = {
            name: (said, bool(erased)) for name, said, erased in self._kept.execute(query, names)
        }
        self._kept.execute(f"DELETE FROM row WHERE name IN ({marks})", names)  # noqa: S608
        return found

    def left(self) -> Iterator[str]:
        """Rows that the events vouch for and that nobody took."""
        for (name,) in self._kept.execute(
            "SELECT name FROM row WHERE digest IS NOT NULL ORDER BY rowid"
        ):
            yield name
