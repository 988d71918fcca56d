"""What awaits a person, from every area: gathered, told apart by kind, in the order of its days."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps

from minga.core import registries
from minga.core.access import Access
from minga.core.registries import Awaiting

log = logging.getLogger(__name__)

SOON = timedelta(days=15)
LATE, TODAY, NEXT, LATER, ANYTIME = (
    "Atrasados",
    "Vencen hoy",
    "Próximos 15 días",
    "Más adelante",
    "Sin plazo",
)


@dataclass(frozen=True)
class Item:
    """One thing to do, on a day."""

    awaiting: Awaiting
    kind: str
    day: date

    @property
    def group(self) -> str:
        due = self.awaiting.due
        if due is None:
            return ANYTIME
        if due < self.day:
            return LATE
        if due == self.day:
            return TODAY
        return NEXT if due <= self.day + SOON else LATER

    @property
    def is_late(self) -> bool:
        return self.group == LATE

    @property
    def when(self) -> str:
        """«hace 2 días», «hoy», «mañana», «en 7 días»: how far its day is."""
        if self.awaiting.due is None:
            return ""
        days = (self.awaiting.due - self.day).days
        if days in (-1, 0, 1):
            return {-1: "ayer", 0: "hoy", 1: "mañana"}[days]
        return f"en {days} días" if days > 0 else f"hace {-days} días"

    @property
    def tone(self) -> str:
        return {LATE: "stop", TODAY: "wait"}.get(self.group, "")


@dataclass(frozen=True)
class Chip:
    label: str
    number: int
    value: str
    current: bool


@dataclass(frozen=True)
class Work:
    """Everything that awaits, and the areas that could not be asked."""

    items: tuple[Item, ...]
    failed: tuple[str, ...] = ()

    def count(self, group: str) -> int:
        return sum(item.group == group for item in self.items)

    @property
    def late(self) -> int:
        return self.count(LATE)

    @property
    def today(self) -> int:
        return self.count(TODAY)

    def of(self, kind: str) -> "Work":
        """Only one kind; an unknown one is all."""
        kept = tuple(item for item in self.items if item.kind == kind)
        return Work(kept or self.items, self.failed)

    def groups(self) -> list[tuple[str, list[Item]]]:
        """In the order a person should take them; groups without items go."""
        found = [(group, [i for i in self.items if i.group == group]) for group in _ORDER]
        return [(group, items) for group, items in found if items]

    def chips(self, asked: str) -> list[Chip]:
        """One for each kind, where there are several."""
        kinds = Counter(item.kind for item in self.items)
        if len(kinds) < 2:
            return []
        current = asked if asked in kinds else ""
        each = [Chip(kind, number, kind, kind == current) for kind, number in sorted(kinds.items())]
        return [Chip("Todos", len(self.items), "", not current), *each]


_ORDER = (LATE, TODAY, NEXT, LATER, ANYTIME)


def gather(access: Access, day: date) -> Work:
    """Ask every area; one that fails is logged and said, and the others are shown."""
    items: list[Item] = []
    failed: list[str] = []
    for find in registries.awaiting:
        area = _area(find)
        try:
            found = list(find(access, day))
        except Exception:
            log.exception("What awaits in «%s» could not be read", area)
            failed.append(area)
        else:
            items += [Item(awaiting, awaiting.kind or area, day) for awaiting in found]
    return Work(tuple(_in_order(items)), tuple(failed))


def _in_order(items: Sequence[Item]) -> list[Item]:
    return sorted(
        items, key=lambda item: (item.awaiting.due is None, item.awaiting.due or item.day)
    )


def _area(find: registries.Awaits) -> str:
    """The area that asks, as a person calls it: «Programas de trabajo»."""
    config = apps.get_containing_app_config(getattr(find, "__module__", ""))
    name = str(config.verbose_name) if config else "otra área"
    return name[:1].upper() + name[1:]
