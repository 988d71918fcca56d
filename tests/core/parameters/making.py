"""Corrections as the tests need them, made by the same actions as anybody's."""

from datetime import date
from typing import Any

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.parameters import actions
from minga.core.parameters.actions import Said
from minga.core.parameters.models import ParameterCorrection
from minga.rules.shapes import Shape, shapes
from tests.conftest import TODAY, Cast, Somebody

BEGINS = date(2004, 1, 1)
LAW = "Ley 19.553, artículo 7"


def shape() -> Shape:
    return shapes("agreements")["collective_increment"]


def bands(*pairs: tuple[int, int]) -> dict[str, Any]:
    return {"bands": [{"from": points, "part": part} for points, part in pairs]}


def said(*pairs: tuple[int, int], since: date = BEGINS, **more: Any) -> Said:
    return Said(since, bands(*(pairs or ((90, 100), (80, 40)))), more.pop("source", LAW), **more)


def institution(cast: Cast) -> tuple[int, str]:
    return cast.serviu.pk, cast.serviu.name


def proposed(
    cast: Cast, told: Said | None = None, *, who: Somebody | None = None, **more: Any
) -> ParameterCorrection:
    on = more.pop("on", TODAY)
    where = more.pop("institution", institution(cast))
    seen = more.pop("seen", None)
    return actions.propose(
        shape(),
        told or said(),
        institution=where,
        reason=more.pop("reason", "Así lo dice el texto."),
        seen=actions.mark(shape(), where[0]) if seen is None else seen,
        by=(who or cast.nora).on(on),
        on=on,
        **more,
    )


def approve(
    cast: Cast, row: ParameterCorrection, on: date = TODAY, who: Somebody | None = None
) -> ParameterCorrection:
    approvals.pass_step(row, seen=seen_of(row), by=(who or cast.diana).on(on), on=on)
    row.refresh_from_db()
    return row


def returned(cast: Cast, row: ParameterCorrection) -> ParameterCorrection:
    approvals.return_it(
        row, remarks="Falta el artículo.", seen=seen_of(row), by=cast.diana.access, on=TODAY
    )
    row.refresh_from_db()
    return row


def approved(cast: Cast, told: Said | None = None, **more: Any) -> ParameterCorrection:
    on = more.get("on", TODAY)
    return approve(cast, proposed(cast, told, **more), on)
