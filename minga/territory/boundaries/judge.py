"""A file compared with what holds on a day: every problem at once, and the exact difference."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from minga.core.errors import DomainError
from minga.territory.boundaries.areas import judge_areas
from minga.territory.boundaries.files import Collection, Feature
from minga.territory.boundaries.known import known_on
from minga.territory.boundaries.matching import CODE_COLUMNS, NAME_COLUMNS, OWN_NAME, text
from minga.territory.boundaries.plan import Order, Plan
from minga.territory.boundaries.points import judge_points
from minga.territory.boundaries.remarks import Remark
from minga.territory.boundaries.systems import place
from minga.territory.models import GeometryKind


class NoTerritories(DomainError):
    code = "boundaries.no_territories"

    def __init__(self, day: date) -> None:
        super().__init__(
            f"No hay comunas vigentes el {day:%d-%m-%Y}: elija otra fecha, o cargue antes "
            "la división del país («minga territory load»)."
        )


def plan_of(collection: Collection, order: Order) -> Plan:
    """Judge every feature, and compare with what holds on the day."""
    placed = place(collection, asked=order.crs, swapped=order.swapped)
    plan = Plan(order, placed.crs, remarks=[*collection.remarks, *placed.remarks])
    known = known_on(plan.frame)
    if not known.communes:
        raise NoTerritories(order.on)
    if order.kind == GeometryKind.FACILITY:
        judge_points(plan, placed.features, known)
    else:
        judge_areas(plan, placed.features, known, is_clockwise=collection.is_clockwise)
    plan.remarks = _named(plan.remarks, placed.features)
    return plan


def _named(remarks: Iterable[Remark], features: Sequence[Feature]) -> list[Remark]:
    """In the order of the file, what is wrong first, each with the name that it carries there."""

    def named(remark: Remark) -> Remark:
        if remark.number is None or remark.said:
            return remark
        properties = features[remark.number - 1].properties
        said = text(properties, (*OWN_NAME, *NAME_COLUMNS, *CODE_COLUMNS))
        return replace(remark, said=said[:80])

    ordered = sorted(remarks, key=lambda r: (not r.stops, r.number or 0))
    return [named(remark) for remark in dict.fromkeys(ordered)]
