"""Attentions by channel, subject and place, as of a day: how many, how they were answered, how
long it took. No person is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from minga.core.access import Access
from minga.core.workdays import working_days_between
from minga.people.citizens.models import Attention, Channel
from minga.people.citizens.terms import iso_region
from minga.people.models import Organisation
from minga.territory.frames import frame_on

NO_PLACE = "Sin territorio"


@dataclass(frozen=True)
class One:
    """An attention, without anybody's name. `took`: working days from it to its answer, of those
    that were referred."""

    channel: str
    subject: str
    place: str
    answered_on: date | None
    due_on: date | None
    took: int | None
    day: date

    @property
    def is_referred(self) -> bool:
        return self.due_on is not None

    @property
    def is_in_time(self) -> bool:
        return self.answered_on is not None and (
            self.due_on is None or self.answered_on <= self.due_on
        )

    @property
    def is_overdue(self) -> bool:
        return self.answered_on is None and self.due_on is not None and self.due_on < self.day


@dataclass(frozen=True)
class Line:
    """The count of some attentions: the first four add up to `received`."""

    label: str
    key: str = ""
    received: int = 0
    in_time: int = 0
    late: int = 0
    pending: int = 0
    overdue: int = 0
    at_once: int = 0
    days: Fraction | None = None

    @classmethod
    def of(cls, label: str, found: Iterable[One], key: str = "") -> "Line":
        rows = list(found)
        answered = [row for row in rows if row.answered_on]
        overdue = sum(row.is_overdue for row in rows)
        in_time = sum(row.is_in_time for row in rows)
        return cls(
            label=label,
            key=key,
            received=len(rows),
            in_time=in_time,
            late=len(answered) - in_time,
            pending=len(rows) - len(answered) - overdue,
            overdue=overdue,
            at_once=sum(not row.is_referred for row in rows),
            days=median([row.took for row in rows if row.took is not None]),
        )


@dataclass(frozen=True)
class Told:
    """Of a service and a year, as of a day. `voided` are counted nowhere else."""

    service: Organisation
    year: int
    day: date
    rows: tuple[One, ...]
    voided: int = 0
    kept: dict[str, list[Line]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def total(self) -> Line:
        return Line.of("Total", self.rows)

    @property
    def channels(self) -> list[Line]:
        """The five, also those by which nobody asked anything."""
        return [
            Line.of(label.capitalize(), (row for row in self.rows if row.channel == key), key)
            for key, label in Channel.choices
        ]

    @property
    def subjects(self) -> list[Line]:
        return self._by(lambda row: row.subject)

    @property
    def places(self) -> list[Line]:
        return self._by(lambda row: row.place)

    def _by(self, name: Callable[[One], str]) -> list[Line]:
        groups: dict[str, list[One]] = {}
        for row in self.rows:
            groups.setdefault(name(row), []).append(row)
        lines = [Line.of(label, rows) for label, rows in groups.items()]
        return sorted(lines, key=lambda line: (-line.received, line.label))


def median(values: list[int]) -> Fraction | None:
    """The middle one; of an even number, half way between the two in the middle, exactly."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    if len(values) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)


def told_of(service: Organisation, year: int, day: date, access: Access) -> Told:
    """What happened after the day is not known yet; one query, and one for those voided."""
    seen = Attention.objects.visible_to(access).filter(service=service, year=year, on__lte=day)
    standing = seen.exclude(state=Attention.State.VOIDED)
    frame, region = frame_on(day), iso_region(service, frame_on(day))
    columns = ("channel", "subject__name", "territory", "on", "due_on", "answered_on")
    rows = tuple(
        _one(*values, region=region, day=day, place=frame.name_of(values[2]) if values[2] else "")
        for values in standing.order_by("pk").values_list(*columns)
    )
    return Told(service, year, day, rows, voided=seen.count() - len(rows))


def _one(
    channel: str,
    subject: str,
    territory: int | None,
    on: date,
    due_on: date | None,
    answered_on: date | None,
    *,
    region: str,
    day: date,
    place: str,
) -> One:
    answer = answered_on if answered_on and answered_on <= day else None
    took = working_days_between(on, answer, region) if answer and due_on else None
    return One(channel, subject, place or NO_PLACE, answer, due_on, took, day)
