"""Regulatory changes in the tests of the whole site."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from minga.workplan.norms import actions
from minga.workplan.norms.models import NormStage, RegulatoryChange
from tests.conftest import TODAY
from tests.workplan.norms.factories import TITLE, change, tell, until

ACCESS = """
GET  norms:changes                200  200  200  200  200  200  200  200  200
GET  norms:new                    200  403  200  200  403  403  403  403  403
POST norms:new                    302  403  302  302  403  403  403  403  403
GET  norms:of_plan  own   plan    200  200  200  404  200  200  200  200  404
GET  norms:of_plan  other plan    404  404  404  200  404  200  200  404  404
GET  norms:change   own   norm    200  200  404  404  404  200  200  200  404
GET  norms:change   other norm    404  404  404  200  404  200  200  404  404
GET  norms:correct  own   norm    200  403  404  404  403  403  403  403  403
GET  norms:correct  other norm    404  403  404  200  403  403  403  403  403
POST norms:correct  own   norm    302  403  404  404  403  403  403  403  403
POST norms:correct  other norm    404  403  404  302  403  403  403  403  403
POST norms:step     own   norm    302  403  404  404  403  403  403  403  403
POST norms:step     other norm    404  403  404  302  403  403  403  403  403
POST norms:abandon  own   norm    403  302  403  403  403  403  403  403  403
POST norms:abandon  other norm    403  404  403  403  403  403  403  403  403
"""
BEYOND: dict[str, dict[str, int]] = {"GET norms:change own norm": {"staff": 200}}


def _norm(service: Any) -> RegulatoryChange:
    if "norm" not in vars(service):
        vars(service)["norm"] = change(service.cast)
    found: RegulatoryChange = vars(service)["norm"]
    return found


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {"norm": lambda: [_norm(service).public_id]}


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    if not name.startswith("norms:"):
        return {}
    said = {
        "title": TITLE,
        "norm": "DS 40",
        "observed": "De 90 a 170 UF.",
        "observed_where": "Iquique",
        "observed_on": "2007-03-01",
        "certainty": "unsure",
        "revision": "0",
    }
    return {
        "new": said,
        "correct": said,
        "step": {"kind": "proposed", "on": TODAY.isoformat()},
        "abandon": {"reason": "No se acogió."},
    }.get(name.partition(":")[2], {})


def _at(name: str, *args: object) -> str:
    return reverse(f"norms:{name}", args=args)


def _quiet(going: Any, world: Any) -> None:
    going.see("no norms", "ana", _at("changes"))
    going.see("no norms of the plan", "ana", _at("of_plan", world.own.plan.public_id))
    going.see("new norm", "ana", _at("new"))
    going.see("new norm empty", "ana", _at("new"), {})


def _going(going: Any, world: Any) -> None:
    made = _norm(world.own)
    page = _at("change", made.public_id)
    for who in ("ana", "diana"):
        going.see("norm observed", who, page)
    going.see("correcting a norm", "ana", _at("correct", made.public_id))
    going.see("correcting a norm, empty", "ana", _at("correct", made.public_id), {})
    stale = written(world, world.own, "norms:correct") | {"revision": "7"}
    going.see("correcting a norm, late", "ana", _at("correct", made.public_id), stale)
    going.see("step empty", "ana", _at("step", made.public_id), {})
    going.see("abandon empty", "diana", _at("abandon", made.public_id), {})
    until(world.own.cast, NormStage.PUBLISHED, made)
    going.see("norm published", "ana", page)
    tell(world.own.cast, made, NormStage.IN_FORCE, on=TODAY + timedelta(days=9))
    going.see("norm to rule", "ana", page)
    late = until(world.own.cast, NormStage.IN_FORCE)
    going.see("norm late", "ana", _at("change", late.public_id))
    for who in ("ana", "aldo"):
        going.see("norms", who, f"{_at('changes')}?ver=filtros")
    going.see("norms of the plan", "ana", _at("of_plan", world.own.plan.public_id))
    going.see("home with norms", "ana", "/")
    tell(world.own.cast, late, NormStage.UPDATED)
    going.see("norm in the rules", "ana", _at("change", late.public_id))
    given_up = change(world.own.cast)
    actions.abandon(given_up, reason="No se acogió.", by=world.cast.diana.access)
    going.see("norm given up", "ana", _at("change", given_up.public_id))


PARTS = (_quiet, _going)
