"""What passes from one year to the next, in the tests of the whole site."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from minga.workplan import leaving
from minga.workplan.carrying import actions
from minga.workplan.carrying.actions import Told
from minga.workplan.carrying.models import Became, CarriedCommitment
from minga.workplan.leaving import Left, Source, register_source
from minga.workplan.models import ActivityLine, WorkPlan
from minga.workplan.permissions import PREPARE
from tests.conftest import pdf
from tests.workplan.carrying.factories import left, next_year

ACCESS = """
GET  carrying:of_plan    own   next_plan    200  200  200  404  200  200  200  200  404
GET  carrying:plan       own   next_plan    200  200  200  404  200  200  200  200  404
GET  carrying:form       own   next_file    200  200  200  404  200  200  200  200  404
GET  carrying:choose     own   next_plan    200  403  403  404  403  403  403  403  403
POST carrying:choose     own   taker        302  403  404  404  403  403  403  403  403
GET  carrying:commitment own   taken        200  200  404  404  404  404  404  404  404
POST carrying:tell       own   taken        302  403  404  404  403  403  403  403  403
POST carrying:drop       own   taken        403  302  403  403  403  403  403  403  403
POST carrying:follow     own   taken        302  403  404  404  403  403  403  403  403
GET  carrying:of_plan    other next_plan    404  404  404  200  404  200  200  404  404
GET  carrying:plan       other next_plan    404  404  404  200  404  200  200  404  404
GET  carrying:form       other next_file    404  404  404  200  404  200  200  404  404
GET  carrying:choose     other next_plan    404  403  404  200  403  403  403  403  403
POST carrying:choose     other taker        404  403  404  302  403  403  403  403  403
GET  carrying:commitment other taken        404  404  404  200  404  404  404  404  404
POST carrying:tell       other taken        404  404  404  302  403  403  403  403  403
POST carrying:drop       other taken        403  404  403  403  403  403  403  403  403
POST carrying:follow     other taken        404  403  404  302  403  403  403  403  403
"""
BEYOND: dict[str, dict[str, int]] = {}
SOURCE = "sitio"
# Which plans leave commitments: no other test knows their names.
LEAVING: set[str] = set()


def _left(plan: WorkPlan) -> list[Left]:
    return [left(number, f"Tarea {number}") for number in range(3 * (plan.public_id in LEAVING))]


def _plan_of(service: Any) -> WorkPlan:
    """The plan in force, which leaves three; told from the first time that somebody asks."""
    if SOURCE not in {source.key for source in leaving.sources()}:
        register_source(Source(SOURCE, "informe de prueba", left=_left))
    plan: WorkPlan = service.plan
    LEAVING.add(plan.public_id)
    return plan


def _taker(service: Any) -> WorkPlan:
    """The draft of the next year."""
    _plan_of(service)
    if "taker" not in vars(service):
        vars(service)["taker"] = next_year(service.cast)
    plan: WorkPlan = vars(service)["taker"]
    return plan


def _taken(service: Any) -> CarriedCommitment:
    if "taken" not in vars(service):
        by, taker = service.cast.bruno.access, _taker(service)
        if not by.may(PREPARE, taker.service_id):
            by = service.cast.sofia.access
        vars(service)["taken"] = actions.carry(taker, [(SOURCE, "k0")], by=by)[0]
    found: CarriedCommitment = vars(service)["taken"]
    return found


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "next_plan": lambda: [_plan_of(service).public_id],
        "next_file": lambda: [_plan_of(service).public_id, "docx"],
        "taker": lambda: [_taker(service).public_id],
        "taken": lambda: [_taken(service).public_id],
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    if not name.startswith("carrying:"):
        return {}
    body = (service or world.own).cast.serviu.pk
    return {
        "choose": {"chosen": [f"{SOURCE}:k1"]},
        "tell": {"kind": "ongoing", "text": "Falta el informe."},
        "drop": {"reason": "No hay fondos."},
        "follow": {"responsible": body, "due_on": "2008-03-31"},
    }.get(name.partition(":")[2], {})


def _at(name: str, *args: object) -> str:
    return reverse(f"carrying:{name}", args=args)


def _quiet(going: Any, world: Any) -> None:
    plan = world.own.plan.public_id
    going.see("nothing to carry", "ana", _at("choose", plan))
    going.see("nothing carried", "ana", _at("plan", plan))
    going.see("nothing carried, panel", "ana", _at("of_plan", plan))


def _passing(going: Any, world: Any) -> None:
    old, new = _plan_of(world.own).public_id, _taker(world.own).public_id
    going.see("to carry", "ana", _at("choose", new))
    going.see("nothing chosen", "ana", _at("choose", new), {})
    row = _taken(world.own)
    for who in ("ana", "diana"):
        going.see("carried", who, _at("plan", new))
        going.see("carried commitment", who, _at("commitment", row.public_id))
    going.see("where they went", "sofia", _at("plan", old))
    going.see("carried, panel", "ana", _at("of_plan", new))
    for name in ("tell", "follow"):
        going.see(f"{name} empty", "ana", _at(name, row.public_id), {})
    going.see("drop empty", "diana", _at("drop", row.public_id), {})
    ana, diana = world.cast.ana.access, world.cast.diana.access
    actions.drop(row, reason="No hay fondos.", by=diana)
    for who in ("ana", "diana"):
        going.see("dropped commitment", who, _at("commitment", row.public_id))
    actions.tell(row, Told(Became.ONGOING, "Hay fondos otra vez."), by=diana)
    actions.follow(row, responsible=world.cast.seremi, due_on=date(2008, 3, 31), by=ana)
    for who in ("ana", "diana"):
        going.see("followed commitment", who, _at("commitment", row.public_id))
    line = ActivityLine.objects.filter(plan=row.plan_id).earliest("pk")
    told = Told(Became.ACTIVITY, "Es parte de ella.", line=line, file=pdf())
    actions.tell(row, told, by=ana)
    going.see("told commitment", "ana", _at("commitment", row.public_id))
    going.see("home with carried", "ana", "/")


PARTS = (_quiet, _passing)
