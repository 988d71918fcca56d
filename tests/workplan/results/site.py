"""Results in the tests of the whole site."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from minga.people.roles import Role
from minga.strategy.actions import approve_definitions, propose_definitions
from minga.strategy.models import DefinitionVersion, ProductLine
from minga.workplan.results import actions
from minga.workplan.results.models import Result
from minga.workplan.results.periods import Period
from tests.conftest import TODAY
from tests.strategy.factories import OBJECTIVES
from tests.workplan.factories import member
from tests.workplan.results.factories import HOUSES, place

DEFINED = date(2007, 1, 22)
ACCESS = """
GET  results:results                 200  200  200  200  200  200  200  200  200
GET  results:download       sheet    200  200  200  200  200  200  200  200  200
GET  results:figures                 200  200  200  200  200  200  200  200  200
GET  results:new                     200  403  200  200  403  403  403  403  403
POST results:new                     302  403  422  422  403  403  403  403  403
GET  results:product  own   product  200  200  404  404  200  200  200  200  404
GET  results:of_plan  own   its_plan 200  200  200  404  200  200  200  200  404
GET  results:result   own   counted  200  200  404  404  200  200  200  200  404
GET  results:result   own   unproved  200  200  404  404  404  200  200  200  404
POST results:verify   own   unproved  302  403  404  404  403  403  403  403  403
POST results:return   own   unproved  302  403  404  404  403  403  403  403  403
POST results:correct  own   unproved  302  403  404  404  403  403  403  403  403
GET  results:product  other product  404  404  404  200  404  200  200  404  404
GET  results:of_plan  other its_plan 404  404  404  200  404  200  200  404  404
GET  results:result   other counted  404  404  404  200  404  200  200  404  404
GET  results:result   other unproved  404  404  404  200  404  200  200  404  404
POST results:verify   other unproved  404  403  404  302  403  403  403  403  403
POST results:return   other unproved  404  403  404  302  403  403  403  403  403
POST results:correct  other unproved  404  403  404  302  403  403  403  403  403
"""
BEYOND: dict[str, dict[str, int]] = {
    "GET results:product own product": {"staff": 200, "municipality": 200},
    "GET results:of_plan own its_plan": {"staff": 200},
    "GET results:result own counted": {"staff": 200, "municipality": 200},
    "GET results:result own unproved": {"staff": 200},
}


def _defined(service: Any) -> ProductLine:
    """A product that rules since January; what was open before is approved too."""
    cast = service.cast
    known = DefinitionVersion.objects.filter(definition__service=cast.serviu)
    if opened := known.filter(status="submitted").first():
        approve_definitions(opened, by=cast.diana.access)
    if not known.filter(products__isnull=False).exists():
        last = known.filter(approved_on__isnull=False).order_by("-approved_on").first()
        on = (last and last.approved_on) or DEFINED
        version = propose_definitions(
            cast.serviu, mission="Servir", objectives=OBJECTIVES, products=[HOUSES],
            by=cast.ana.on(on), on=on,
        )  # fmt: skip
        approve_definitions(version, by=cast.diana.on(on), on=on)
    return ProductLine.objects.filter(definition__service=cast.serviu, parent=None).latest("pk")


def _said(service: Any, measure: str) -> actions.Said:
    key = "iquique" if service.cast.serviu.key == "serviu-tarapaca" else "arica"
    return actions.Said(
        _defined(service), place(key), Period(2007, 11), measure, "subsidies", 7, "Nómina"
    )


def _made(service: Any, kind: str) -> Result:
    """Reported by somebody whom nobody else plays: «counted» was verified by Ana."""
    if kind not in vars(service):
        cast = service.cast
        author = member(cast.serviu, Role.UNIT_OFFICER)
        result = actions.report_result(
            cast.serviu, _said(service, kind), by=author.access, on=TODAY
        )
        if kind == "counted":
            actions.verify_results(cast.serviu, [result], by=cast.ana.access, on=TODAY)
        vars(service)[kind] = result
    found: Result = vars(service)[kind]
    return found


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "counted": lambda: [_made(service, "counted").public_id],
        "unproved": lambda: [_made(service, "waiting").public_id],
        "product": lambda: [_made(service, "counted").line.public_id],
    }


def things(world: Any) -> dict[str, Callable[[], list[object]]]:
    return {"sheet": lambda: ["xlsx"]}


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    words = {"value": "9", "source": "Otra nómina", "reason": "Faltaban dos."}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "results:new": lambda: words
        | {
            "product": _defined(world.own).public_id, "place": place("iquique").public_id,
            "year": "2007", "month": "11", "measure": "Otra", "unit": "subsidies",
        },
        "results:return": lambda: {"remarks": "Falta la nómina."},
        "results:correct": lambda: words,
    }  # fmt: skip
    return forms.get(name, dict)()


def _at(name: str, *args: object) -> str:
    return reverse(f"results:{name}", args=args)


def _quiet(going: Any, world: Any) -> None:
    _defined(world.own)
    for who in ("ana", "pia"):
        going.see("no results", who, _at("results"))
        going.see("no figures", who, _at("figures"))
    going.see("new result", "ana", _at("new"))
    going.see("new result empty", "ana", _at("new"), {})
    going.see("no results of a plan", "ana", _at("of_plan", world.own.plan.public_id))


def _counting(going: Any, world: Any) -> None:
    counted, waiting = _made(world.own, "counted"), _made(world.own, "waiting")
    whole = actions.Said(
        counted.line,
        place("region-tarapaca"),
        Period(2007, 11),
        "counted",
        "subsidies",
        5,
        "Nómina",
    )
    known = actions.report_result(world.cast.serviu, whole, by=world.cast.bruno.access, on=TODAY)
    actions.verify_results(world.cast.serviu, [known], by=world.cast.ana.access, on=TODAY)
    for who in ("ana", "bruno", "gaby"):
        going.see("results", who, _at("results"))
        going.see("results of a line", who, f"{_at('results')}?linea=subsidies")
        going.see("figures", who, f"{_at('figures')}?ver=filtros")
        going.see("a product", who, _at("product", counted.line.public_id))
        going.see("a figure that counts", who, _at("result", counted.public_id))
    for who in ("ana", "bruno", "diana"):
        going.see("a figure that waits", who, _at("result", waiting.public_id))
    for name in ("return", "correct"):
        going.see(f"result {name} empty", "ana", _at(name, waiting.public_id), {})
    going.see("results of a plan", "ana", _at("of_plan", world.own.plan.public_id))
    going.see("home with results", "ana", "/")
    going.clients["ana"].post(_at("return", waiting.public_id), {"remarks": "Falta una."})
    going.see("a returned figure", "bruno", _at("result", waiting.public_id))
    words = {"value": "9", "source": "Otra", "reason": "Faltaba una."}
    going.clients["bruno"].post(_at("correct", waiting.public_id), words)
    going.see("a corrected figure", "bruno", _at("result", waiting.public_id))


PARTS = (_quiet, _counting)
