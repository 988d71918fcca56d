"""Which cases are visited, and the dates of theirs from which rules count: areas register them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.cases import CaseKind, kind_of
from minga.core.panels import Panel, register_panel
from minga.people.models import Organisation
from minga.visits.permissions import READ

# Longitude and latitude, in degrees × 10.000.000.
Point = tuple[int, int]


@dataclass(frozen=True)
class Moment:
    """One date of a case. `key` tells it from the others of the case and never changes; `until` is
    the last day of what began on it, for visits that repeat; `title` says what is visited."""

    case: Any
    anchor: str
    key: str
    title: str
    on: date
    until: date | None = None
    point: Point | None = None
    address: str = ""


def _no_place(case: Any) -> tuple[str, Point | None]:
    return "", None


@dataclass(frozen=True)
class VisitCase:
    """`anchors`: the dates that a rule can count from, by name. `moments` gives those of the cases
    of a service that are known on a day, in as few queries as they need. `place`: the address and
    the point of a case, for a visit asked by hand without one of its own."""

    kind: CaseKind
    anchors: Mapping[str, str]
    moments: Callable[[Organisation, date], Iterable[Moment]]
    place: Callable[[Any], tuple[str, Point | None]] = _no_place


_registered: dict[str, VisitCase] = {}


def register_visit_case(case: VisitCase) -> VisitCase:
    """Called once, at start, after its `CaseKind`. The page of the case gets a panel."""
    label = case.kind.model_label
    assert label not in _registered, label
    _registered[label] = case
    register_panel(Panel(label, "visits:of_case", "Visitas de control", order=40, permission=READ))
    return case


def forget(label: str) -> None:
    """For the tests, which register cases of their own."""
    _registered.pop(label, None)


def visit_cases() -> list[VisitCase]:
    return sorted(_registered.values(), key=lambda case: case.kind.label)


def visit_case_of(model_label: str) -> VisitCase | None:
    """None when its area is no longer installed."""
    return _registered.get(model_label)


def anchor_name(model_label: str, anchor: str) -> str:
    case = visit_case_of(model_label)
    return case.anchors.get(anchor, anchor) if case else anchor


def case_by_public_id(public_id: str, access: Access) -> Any:
    """The case of any kind that the person may see; None when there is none."""
    for case in visit_cases():
        row = case.kind.rows(access).filter(public_id=public_id).first()
        if row is not None:
            return row
    return None


__all__ = [
    "Moment",
    "Point",
    "VisitCase",
    "anchor_name",
    "case_by_public_id",
    "forget",
    "kind_of",
    "register_visit_case",
    "visit_case_of",
    "visit_cases",
]
