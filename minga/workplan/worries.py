"""What a head of service asks on a Monday: each part of the work plan registers the lines that it
brings to that page.

register_worry(Worry("convenios", "Convenios de desempeño", find=…))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.people.models import Organisation


@dataclass(frozen=True)
class Line:
    """One thing that is late, waits for somebody or was promised. `due`: its day. `key`: of the
    row, when another part may tell the same one; the page shows it once, and what was promised and
    is late, among the late ones."""

    label: str
    note: str
    url: str
    due: date | None = None
    who: str = ""
    is_late: bool = False
    key: str = ""


@dataclass(frozen=True)
class Worry:
    """A section of the page. `kind`: «late», «waits» or «promised»."""

    key: str
    kind: str
    label: str
    find: Callable[[Organisation, date, Access], Iterable[Line]]
    order: int = 50


_registered: list[Worry] = []


def register_worry(worry: Worry) -> None:
    assert worry.key not in {known.key for known in _registered}, worry.key
    _registered.append(worry)
    _registered.sort(key=lambda item: (item.order, item.key))


def worries(kind: str) -> list[Worry]:
    return [worry for worry in _registered if worry.kind == kind]
