"""What rules a day in a service: the package and, over it, what the service approved.

`as_of` leaves out what was approved later; `known_at`, what was recorded later. Whoever decides
something by a parameter asks as of its own day and keeps the digest of the set, so that a
correction that comes later changes nothing that was.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minga.core.canonical import canonical_json
from minga.core.canonical import digest as sha256
from minga.core.parameters.models import ParameterCorrection
from minga.rules import parameters as rules
from minga.rules.parameters import NotInForce, Parameter
from minga.rules.shapes import Shape, known_files, shapes


class NoLongerFits(NotInForce):
    """What was approved has not the shape that this version of Minga asks for: nothing is answered
    until another correction takes its place."""


@dataclass(frozen=True)
class Merged:
    """A file of parameters as it rules in a service. `unfit`: approved corrections, by name and
    day, that no longer have the shape of their parameter."""

    file: str
    series: dict[str, rules.Series]
    unfit: frozenset[tuple[str, date]] = frozenset()

    def on(self, name: str, day: date) -> Parameter:
        """Raises NotInForce where nothing rules."""
        found = rules.ruling(self.series.get(name, ()), name, day)
        if (name, found.since) in self.unfit:
            msg = f"{name} since {found.since} has not the shape of this version"
            raise NoLongerFits(msg)
        return found

    @property
    def digest(self) -> str:
        return sha256(canonical_json({"file": self.file} | self._plain()))

    def _plain(self) -> dict[str, Any]:
        return {name: [vars(row) for row in rows] for name, rows in self.series.items()}


def corrections(
    file: str, service: int | None, *, known_at: datetime | None = None
) -> list[ParameterCorrection]:
    """Approved in the service, in their order: one query."""
    if service is None:
        return []
    found = ParameterCorrection.objects.approved().filter(file=file, institution_id=service)
    if known_at is not None:
        # Nothing is written in an approved row, so its event is that of its approval.
        found = found.filter(event__recorded_at__lte=known_at)
    return list(found)


def merge(file: str, over: Iterable[ParameterCorrection], *, as_of: date | None = None) -> Merged:
    known = [row for row in over if row.known_on(as_of)]
    gone = {row.supersedes_id for row in known}
    by_name: dict[str, list[ParameterCorrection]] = defaultdict(list)
    for row in known:
        if row.pk not in gone:
            by_name[row.name].append(row)
    series = {
        name: rules.merged(rows, map(as_parameter, by_name.pop(name, ())))
        for name, rows in rules.packaged(file).items()
    }
    shaped = shapes(file)
    kept = (row for row in known if row.pk not in gone)
    unfit = ((row.name, row.since) for row in kept if not fits(row, shaped.get(row.name)))
    return Merged(file, series, frozenset(unfit))


def fits(row: ParameterCorrection, shape: Shape | None) -> bool:
    return shape is not None and not shape.faults(row.values)


def as_parameter(row: ParameterCorrection) -> Parameter:
    return Parameter(row.since, row.source, row.verified, row.values)


def ruling(
    file: str,
    name: str,
    day: date,
    known_at: datetime | None = None,
    *,
    service: int | None,
    as_of: date | None = None,
) -> Parameter:
    """What rules that day in a service (None: as the package says). Raises NotInForce. Whoever asks
    for several takes `merged` once."""
    return merged(file, known_at, service=service, as_of=as_of).on(name, day)


def digest(
    file: str,
    known_at: datetime | None = None,
    *,
    service: int | None,
    as_of: date | None = None,
) -> str:
    """Of the whole set, values with their days and sources: what each run keeps."""
    return merged(file, known_at, service=service, as_of=as_of).digest


def merged(
    file: str,
    known_at: datetime | None = None,
    *,
    service: int | None,
    as_of: date | None = None,
) -> Merged:
    """One query."""
    return merge(file, corrections(file, service, known_at=known_at), as_of=as_of)


def all_shapes() -> list[Shape]:
    """Of every file of the package, in the order of their names."""
    return [shape for file in known_files() for shape in shapes(file).values()]


def shape_of(file: str, name: str) -> Shape | None:
    """None of one that this version no longer has."""
    return shapes(file).get(name) if file in known_files() else None
