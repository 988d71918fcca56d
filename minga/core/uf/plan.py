"""What a file would change, told before it is loaded: nothing that was used changes unseen."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from minga.core.errors import DomainError
from minga.core.money import uf_day
from minga.core.months import Month
from minga.core.uf.files import Content
from minga.core.uf.models import UFDay
from minga.core.uf.series import Known, NoUF, Series, series

W = TypeVar("W", Month, date)


@dataclass(frozen=True)
class Change(Generic[W]):
    """One figure of the file: what it said before (nothing, if it was not known) and will say."""

    when: W
    old: int | None
    new: int
    origin: str = ""

    @property
    def differs(self) -> bool:
        return self.old is not None and self.old != self.new


@dataclass(frozen=True)
class Clash:
    """A day whose value was used or corrected, and would be another one."""

    day: date
    used: int
    other: int

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}: se usó {uf_day(self.used)} y ahora sería {uf_day(self.other)}"


@dataclass
class Plan:
    """The difference between a file and what is known."""

    ipc: list[Change[Month]] = field(default_factory=list)
    uf: list[Change[date]] = field(default_factory=list)
    same: int = 0
    clashes: list[Clash] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.ipc and not self.uf

    @property
    def mark(self) -> str:
        """The same for the same difference: what was seen is what is applied."""
        return hashlib.sha256(repr((self.ipc, self.uf, self.clashes)).encode()).hexdigest()[:16]

    @property
    def recomputed_from(self) -> date | None:
        """The first day whose computed value moves because an IPC already known changes."""
        first = min((change.when for change in self.ipc if change.differs), default=None)
        return (first + 1).first.replace(day=10) if first else None


class UsedWouldChange(DomainError):
    """A file differs from values that were used: each day with both."""

    code = "uf.used_would_change"

    def __init__(self, clashes: list[Clash]) -> None:
        self.clashes = clashes
        days = "; ".join(map(str, clashes[:10])) + ("; …" if len(clashes) > 10 else "")
        many = f"{len(clashes)} días ya usados" if len(clashes) > 1 else "un día ya usado"
        super().__init__(
            f"No se cargó nada: el archivo difiere de {many} ({days}). Si el archivo es el que "
            "vale, corrija antes cada día con su motivo."
        )


def plan_of(content: Content) -> Plan:
    """Compare with what is known now."""
    now = series()
    plan = Plan()
    _compare_ipc(plan, content, now)
    _compare_uf(plan, content, now)
    plan.clashes += _recomputed(content, now)
    plan.clashes.sort(key=lambda clash: clash.day)
    return plan


def _compare_ipc(plan: Plan, content: Content, now: Series) -> None:
    for month, change in sorted(content.ipc.items()):
        old = now.changes.get(month)
        if old == change:
            plan.same += 1
        else:
            plan.ipc.append(Change(month, old, change))


def _compare_uf(plan: Plan, content: Content, now: Series) -> None:
    for day, value in sorted(content.uf.items()):
        known = now.known.get(day)
        if known and known.value == value and known.origin != UFDay.Origin.COMPUTED:
            plan.same += 1
        elif known and _is_fixed(known):
            # Used as it was computed, and published the same: there is nothing to add.
            if known.value == value:
                plan.same += 1
            else:
                plan.clashes.append(Clash(day, known.value, value))
        else:
            old = known or _computed(now, day)
            plan.uf.append(
                Change(day, old.value if old else None, value, old.origin if old else "")
            )


def _is_fixed(known: Known) -> bool:
    return known.is_used or known.origin == UFDay.Origin.CORRECTED


def _computed(found: Series, day: date) -> Known | None:
    try:
        return found.origin(day)
    except NoUF:
        return None


def _recomputed(content: Content, now: Series) -> list[Clash]:
    """Days used as computed to which the formula, with this file, gives another value."""
    published = {
        day: known for day, known in now.known.items() if known.origin != UFDay.Origin.COMPUTED
    }
    added = {
        day: Known(value, UFDay.Origin.OFFICIAL)
        for day, value in content.uf.items()
        if day not in published or not _is_fixed(published[day])
    }
    before = Series(now.changes, published)
    after = Series(now.changes | content.ipc, published | added)
    clashes = []
    for day, known in now.known.items():
        if known.origin == UFDay.Origin.COMPUTED and day not in content.uf:
            other = after.computed(day)
            # What a correction of a day 9 already moved is not the fault of this file.
            if other not in (known.value, before.computed(day)):
                clashes.append(Clash(day, known.value, other))
    return clashes
