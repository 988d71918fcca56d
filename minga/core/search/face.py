"""The one face of the full text of both databases: words in, candidates out, best first."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from minga.core.search.words import Term, Text

# Beside the entries, with their keys: a virtual table or one with a tsvector.
TABLE = "search_words"


class Candidate(NamedTuple):
    """An entry that says the words; whether this person may see it is still to be asked."""

    model: str
    object_id: int
    title: str
    note: str
    url: str


class Engine(Protocol):
    def definition(self) -> list[str]:
        """The statements that make the table, in order."""
        ...

    def stands(self) -> bool:
        """Whether the table is there, as it is defined here."""
        ...

    def write(self, texts: Iterable[tuple[int, Text]]) -> None:
        """The words of entries, by key, in place of those they had."""
        ...

    def erase(self, keys: Sequence[int]) -> None: ...

    def prune(self) -> None:
        """Without the words that no entry has."""
        ...

    def count(self) -> int: ...

    def find(self, terms: Sequence[Term], *, start: int, size: int) -> list[Candidate]:
        """Entries that say all the terms, from `start` on, best first."""
        ...
