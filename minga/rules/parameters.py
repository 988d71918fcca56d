"""Parameters of norms: dated tables of `params/*.toml`, each with its source.

What a service corrects by an act comes from whoever calls: `merged` lays it over the package, and
the rules are handed what `ruling` answers of it. Amounts are whole numbers of the smallest unit
that its shape names (`shapes.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.rules.shapes import Shape, shapes


class NotInForce(LookupError):
    """Asked for a day before the first table: never answered with a zero."""


@dataclass(frozen=True)
class Parameter:
    """What ruled a day, since when, and by which norm; `verified` against its text or not."""

    since: date
    source: str
    verified: bool
    values: dict[str, Any]


Series = tuple[Parameter, ...]


def parameter(file: str, name: str, day: date) -> Parameter:
    """As the package says it: the last table of that name whose day has come."""
    return ruling(packaged(file).get(name, ()), name, day)


def packaged(file: str) -> dict[str, Series]:
    """What Minga brings, by name, in the order of its days."""
    return {name: _series(shape) for name, shape in shapes(file).items()}


def merged(package: Iterable[Parameter], over: Iterable[Parameter]) -> Series:
    """Both in the order of their days; of one day, what lies over the package."""
    by_day = {row.since: row for row in package} | {row.since: row for row in over}
    return tuple(by_day[since] for since in sorted(by_day))


def ruling(series: Iterable[Parameter], name: str, day: date) -> Parameter:
    begun = [row for row in series if row.since <= day]
    if not begun:
        msg = f"{name} does not rule on {day}"
        raise NotInForce(msg)
    return max(begun, key=lambda row: row.since)


def _series(shape: Shape) -> Series:
    return tuple(
        Parameter(row["since"], row["source"], row["verified"], row["values"]) for row in shape.rows
    )
