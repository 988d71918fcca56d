"""What a year of work leaves promised for the next: each part of a plan says its own, and next
year's plan starts from all of them.

register_source(Source("informes", "informes del programa", left=…))
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from minga.people.models import Organisation
from minga.workplan.models import WorkPlan

# What a list puts before each of its items; a dash before a figure is a minus.
BULLET = re.compile(r"^(?:\s|[•●▪◦‣·*]|[-–—−](?![0-9]))+")


@dataclass(frozen=True)
class Left:
    """One commitment. `key` is the public id of the row that holds it, the same in each version of
    it; `where` says it in words: «Formulario 1.2, objetivo 2»."""

    key: str
    text: str
    where: str
    url: str
    responsible: Organisation | None = None
    # As it was written, where it names no single organisation: «SEREMI-SERVIU».
    responsible_words: str = ""
    due_on: date | None = None

    @property
    def title(self) -> str:
        return title_of(self.text)


@dataclass(frozen=True)
class Source:
    """A part of a plan that leaves commitments: those of what was approved in it, in its order."""

    key: str
    label: str
    left: Callable[[WorkPlan], Iterable[Left]]
    order: int = 50


def title_of(text: str) -> str:
    """A text as a title, in one line and without the bullets of its list; one of bullets alone
    stays as it is."""
    lines = [line for line in (_item(line) for line in text.splitlines()) if line]
    ended = [line if line[-1] in ".:;,!?" else f"{line};" for line in lines[:-1]]
    return " ".join([*ended, *lines[-1:]]) or text.strip()


def _item(line: str) -> str:
    return BULLET.sub("", line).rstrip()


_registered: list[Source] = []


def register_source(source: Source) -> None:
    assert source.key not in {known.key for known in _registered}, source.key
    _registered.append(source)
    _registered.sort(key=lambda item: (item.order, item.key))


def sources() -> list[Source]:
    return list(_registered)


def left_by(plan: WorkPlan) -> Iterator[tuple[Source, Left]]:
    """Everything that a plan leaves, source by source."""
    for source in sources():
        for left in source.left(plan):
            yield source, left
