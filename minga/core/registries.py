"""What areas offer to pages that know none of them: search results, things that await a person,
file checks."""

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


@dataclass(frozen=True)
class Awaiting:
    """Something that a person must do: what, where, the verb, and by when."""

    label: str
    note: str
    place: str
    verb: str
    url: str
    due: date | None = None


@dataclass(frozen=True)
class Finding:
    """Damage seen by a verification: which row or file, and a sentence."""

    where: str
    sentence: str


Search = Callable[[Access, str], Iterable[Result]]
Awaits = Callable[[Access, date], Iterable[Awaiting]]
Check = Callable[[], Iterable[Finding]]

searches: list[Search] = []
awaiting: list[Awaits] = []
checks: list[Check] = []
