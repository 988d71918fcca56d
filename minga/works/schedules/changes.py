"""What a version changes of another: by line item and month, in the works, and its milestones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from minga.core.money import thousands
from minga.core.months import Month
from minga.core.numbers import decimal
from minga.works.schedules.contents import Contents
from minga.works.schedules.models import MilestoneKind

K = TypeVar("K")


@dataclass(frozen=True)
class Moved:
    """A line: of what, when, before and after, and by how much."""

    what: str
    when: str
    old: str
    new: str
    by: str


@dataclass(frozen=True)
class Changes:
    amounts: tuple[Moved, ...]
    progress: tuple[Moved, ...]
    milestones: tuple[Moved, ...]
    # Pesos that the whole version promises more, or less.
    difference: int

    @property
    def less(self) -> int:
        return -self.difference

    @property
    def is_none(self) -> bool:
        return not (self.amounts or self.progress or self.milestones)


def changes(before: Contents, after: Contents) -> Changes:
    return Changes(
        tuple(_money(before, after)),
        tuple(_works(before.progress, after.progress)),
        tuple(_days(_milestones(before), _milestones(after))),
        after.total - before.total,
    )


def says_the_same(before: Contents, after: Contents) -> bool:
    return changes(before, after).is_none


def _milestones(contents: Contents) -> dict[tuple[str, int, str], Any]:
    return {
        (row.slot, row.round, row.kind): (row.on, row.get_outcome_display())
        for row in contents.milestones
    }


def _differing(old: Mapping[K, Any], new: Mapping[K, Any]) -> Iterator[tuple[K, Any, Any]]:
    keys: Any = sorted({*old, *new})
    for key in keys:
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)


def _money(before: Contents, after: Contents) -> Iterator[Moved]:
    place = {key: at for at, key in enumerate(after.items)}
    found = [
        (place[item], item, month, was or 0, now or 0)
        for (item, month), was, now in _differing(before.amounts, after.amounts)
    ]
    for _, key, month, was, now in sorted(found):
        item = after.items[key]
        what = f"{item.code} {item.name}"
        yield Moved(what, month.name, thousands(was), thousands(now), _signed(now - was))


def _signed(amount: int) -> str:
    return f"+{thousands(amount)}" if amount > 0 else thousands(amount)


def _percent(hundredths: int | None) -> str:
    return "sin avance" if hundredths is None else f"{decimal(hundredths, 2)} %"


def _works(old: Mapping[Month, int], new: Mapping[Month, int]) -> Iterator[Moved]:
    for month, was, now in _differing(old, new):
        by = "" if was is None or now is None else f"{decimal(now - was, 2)} puntos"
        by = f"+{by}" if by and now > was else by
        yield Moved("Avance físico acumulado", month.name, _percent(was), _percent(now), by)


def _days(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterator[Moved]:
    order = {kind: place for place, kind in enumerate(MilestoneKind.values)}
    keys = sorted({*old, *new}, key=lambda key: (key[0], order[key[2]], key[1]))
    for key in keys:
        slot, round_number, kind = key
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        name = MilestoneKind(kind).label.capitalize()
        name = f"{name}, ronda {round_number}" if round_number else name
        yield Moved(name, slot, _day(was), _day(now), _shift(was, now))


def _day(found: Any) -> str:
    if found is None:
        return "sin fecha"
    on, outcome = found
    return f"{on:%d-%m-%Y}, {outcome}" if outcome else f"{on:%d-%m-%Y}"


def _shift(was: Any, now: Any) -> str:
    """«se atrasa 34 días»."""
    if was is None:
        return "se agrega"
    if now is None:
        return "sale"
    days = (now[0] - was[0]).days
    if not days:
        return "cambia su resultado"
    many = "1 día" if abs(days) == 1 else f"{abs(days)} días"
    return f"se atrasa {many}" if days > 0 else f"se adelanta {many}"
