"""What one is looking at, for pages of core: the place, the year and the division on top.

Core knows no places: `territory` registers who tells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from minga.core.access import StaffRequest


@dataclass(frozen=True)
class Looking:
    """`place` is a public id, empty where there are no places; `frame`, the day whose division
    counts."""

    year: int
    frame: date
    place: str = ""
    place_id: int | None = None
    place_label: str = ""


Teller = Callable[[StaffRequest], Looking]
_tellers: list[Teller] = []


def register_looking(teller: Teller) -> None:
    _tellers[:] = [teller]


def looking_of(request: StaffRequest) -> Looking:
    if _tellers:
        return _tellers[0](request)
    return Looking(year=request.day.year, frame=request.day)
