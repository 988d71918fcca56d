"""What the record itself says for a paragraph of the evaluation (stage 4), and the rows behind it:
each area that knows something registers its sentences.

register_backing(Backing("problemas", ("1.1", "1.2", "1.3"), says=…))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.workplan.models import WorkPlan


@dataclass(frozen=True)
class Said:
    """A sentence for a paragraph, and the rows that it stands on: (words, address)."""

    part: str  # «1.1», «1.2», «1.3», «2.1»
    sentence: str
    rows: tuple[tuple[str, str], ...] = ()
    # What the sentence leaves open, as a recommendation for the next year; may be empty.
    advice: str = ""


@dataclass(frozen=True)
class Backing:
    """`says` answers for a plan as known on a day, with what the person may read."""

    key: str
    label: str
    says: Callable[[WorkPlan, date, Access], Iterable[Said]]
    order: int = 50


_registered: list[Backing] = []


def register_backing(backing: Backing) -> None:
    assert backing.key not in {known.key for known in _registered}, backing.key
    _registered.append(backing)
    _registered.sort(key=lambda item: (item.order, item.key))


def said_of(plan: WorkPlan, part: str, day: date, access: Access) -> list[Said]:
    """What the record says for one paragraph."""
    return [
        said
        for backing in _registered
        for said in backing.says(plan, day, access)
        if said.part == part
    ]
