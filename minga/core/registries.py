"""What areas offer to pages that know none of them: things that await a person, file checks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access


@dataclass(frozen=True)
class Result:
    """One line of a search."""

    kind: str
    label: str
    url: str
    note: str = ""
    # Of a record: its model and its key.
    row: tuple[str, int] = ("", 0)


@dataclass(frozen=True)
class Awaiting:
    """Something that a person must do: what, where, the verb, and by when. `kind` tells it apart
    in «Mi trabajo»; without it, the name of the area."""

    label: str
    note: str
    place: str
    verb: str
    url: str
    due: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class Finding:
    """Damage seen by a verification: which row or file, and a sentence."""

    where: str
    sentence: str


Awaits = Callable[[Access, date], Iterable[Awaiting]]
Check = Callable[[], Iterable[Finding]]

awaiting: list[Awaits] = []
checks: list[Check] = []
