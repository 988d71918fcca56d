"""Procedures in the tests of the whole site."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.urls import reverse

from minga.core.approvals.rounds import seen_of
from minga.people.roles import Role
from minga.workplan.procedures import actions
from minga.workplan.procedures.models import (
    NonConformity,
    Procedure,
    ProcedureReview,
    ProcedureUse,
    ProcedureVersion,
)
from tests.conftest import TODAY, Cast
from tests.workplan import factories as plans
from tests.workplan.procedures import factories

# Columns: ana diana sofia carla gaby marta aldo nora pia.
ACCESS = """
GET  procedures:procedures                         200  200  200  200  200  200  200  200  200
GET  procedures:faults                             200  200  200  200  200  200  200  200  200
GET  procedures:new                                200  403  200  200  403  403  403  403  403
POST procedures:new                                302  403  422  422  403  403  403  403  403
GET  procedures:of_plan       own   plan_of_all    200  200  200  404  200  200  200  200  404
GET  procedures:procedure     own   ruled_one      200  200  404  404  404  200  200  200  404
GET  procedures:version       own   ruled_version  200  200  404  404  404  200  200  200  404
GET  procedures:paper         own   ruled_paper    200  200  404  404  404  200  200  200  404
POST procedures:set_period    own   ruled_one      403  403  403  403  403  403  403  403  403
GET  procedures:new_use       own   ruled_one      200  403  404  404  403  403  403  403  403
POST procedures:new_use       own   ruled_one      302  403  404  404  403  403  403  403  403
GET  procedures:new_review    own   ruled_one      403  403  403  403  403  403  403  403  403
POST procedures:new_review    own   ruled_one      403  403  403  403  403  403  403  403  403
GET  procedures:review        own   held_one       200  200  404  404  404  200  200  200  404
GET  procedures:new_fault     own   ruled_one      200  403  404  404  403  403  403  403  403
POST procedures:new_fault     own   ruled_one      302  403  404  404  403  403  403  403  403
GET  procedures:fault         own   fault_one      200  200  404  404  404  200  200  200  404
POST procedures:analyse       own   fault_one      302  403  404  404  403  403  403  403  403
POST procedures:correct       own   acting_one     302  403  404  404  403  403  403  403  403
POST procedures:check_effect  own   mended_one     302  403  404  404  403  403  403  403  403
POST procedures:dismiss       own   fault_one      403  302  403  403  403  403  403  403  403
GET  procedures:use           own   used_one       200  200  404  404  404  200  200  200  404
POST procedures:mark_done     own   used_line      302  403  404  404  403  403  403  403  403
POST procedures:undo          own   done_line      302  403  404  404  403  403  403  403  403
POST procedures:move_use      own   left_one       403  403  403  403  403  403  403  403  403
POST procedures:close_use     own   used_one       302  403  404  404  403  403  403  403  403
POST procedures:start_draft   own   ruled_one      302  403  404  404  403  403  403  403  403
GET  procedures:draft         own   draft_one      200  200  404  404  404  404  404  404  404
GET  procedures:text          own   draft_one      200  403  404  404  403  403  403  403  403
POST procedures:text          own   draft_one      302  403  404  404  403  403  403  403  403
POST procedures:submit        own   draft_one      302  403  404  404  403  403  403  403  403
POST procedures:discard       own   again_one      302  403  404  404  403  403  403  403  403
GET  procedures:new_part      own   draft_kind     200  403  404  404  403  403  403  403  403
POST procedures:new_part      own   draft_kind     302  403  404  404  403  403  403  403  403
GET  procedures:edit_part     own   draft_part     200  403  404  404  403  403  403  403  403
POST procedures:edit_part     own   draft_part     302  403  404  404  403  403  403  403  403
POST procedures:move_part     own   draft_part     302  403  404  404  403  403  403  403  403
POST procedures:remove_part   own   draft_part     302  403  404  404  403  403  403  403  403
POST procedures:pass          own   sent_one       403  403  404  404  404  404  404  404  404
POST procedures:return        own   sent_one       403  403  404  404  404  404  404  404  404
GET  procedures:of_plan       other plan_of_all    404  404  404  200  404  200  200  404  404
GET  procedures:procedure     other ruled_one      404  404  404  200  404  200  200  404  404
GET  procedures:version       other ruled_version  404  404  404  200  404  200  200  404  404
GET  procedures:paper         other ruled_paper    404  404  404  200  404  200  200  404  404
POST procedures:set_period    other ruled_one      403  403  403  403  403  403  403  403  403
GET  procedures:new_use       other ruled_one      404  403  404  200  403  403  403  403  403
POST procedures:new_use       other ruled_one      404  403  404  302  403  403  403  403  403
GET  procedures:new_review    other ruled_one      403  403  403  403  403  403  403  403  403
POST procedures:new_review    other ruled_one      403  403  403  403  403  403  403  403  403
GET  procedures:review        other held_one       404  404  404  200  404  200  200  404  404
GET  procedures:new_fault     other ruled_one      404  403  404  200  403  403  403  403  403
POST procedures:new_fault     other ruled_one      404  403  404  302  403  403  403  403  403
GET  procedures:fault         other fault_one      404  404  404  200  404  200  200  404  404
POST procedures:analyse       other fault_one      404  403  404  302  403  403  403  403  403
POST procedures:correct       other acting_one     404  403  404  302  403  403  403  403  403
POST procedures:check_effect  other mended_one     404  403  404  302  403  403  403  403  403
POST procedures:dismiss       other fault_one      403  404  403  403  403  403  403  403  403
GET  procedures:use           other used_one       404  404  404  200  404  200  200  404  404
POST procedures:mark_done     other used_line      404  403  404  302  403  403  403  403  403
POST procedures:undo          other done_line      404  403  404  302  403  403  403  403  403
POST procedures:move_use      other left_one       403  403  403  403  403  403  403  403  403
POST procedures:close_use     other used_one       404  403  404  302  403  403  403  403  403
POST procedures:start_draft   other ruled_one      404  403  404  302  403  403  403  403  403
GET  procedures:draft         other draft_one      404  404  404  200  404  404  404  404  404
GET  procedures:text          other draft_one      404  403  404  200  403  403  403  403  403
POST procedures:text          other draft_one      404  403  404  302  403  403  403  403  403
POST procedures:submit        other draft_one      404  403  404  302  403  403  403  403  403
POST procedures:discard       other again_one      404  403  404  302  403  403  403  403  403
GET  procedures:new_part      other draft_kind     404  403  404  200  403  403  403  403  403
POST procedures:new_part      other draft_kind     404  403  404  302  403  403  403  403  403
GET  procedures:edit_part     other draft_part     404  403  404  200  403  403  403  403  403
POST procedures:edit_part     other draft_part     404  403  404  302  403  403  403  403  403
POST procedures:move_part     other draft_part     404  403  404  302  403  403  403  403  403
POST procedures:remove_part   other draft_part     404  403  404  302  403  403  403  403  403
POST procedures:pass          other sent_one       404  404  404  403  404  404  404  404  404
POST procedures:return        other sent_one       404  404  404  403  404  404  404  404  404
"""
# Who plans prepares and applies as a unit does; who controls finds and checks.
PLANNERS = ("programming_officer", "planning_officer")
READ = {"staff": 200}
BEYOND: dict[str, dict[str, int]] = {
    "GET procedures:new": dict.fromkeys(PLANNERS, 200),
    "POST procedures:new": dict.fromkeys(PLANNERS, 302),
    "GET procedures:procedure own ruled_one": READ,
    "GET procedures:version own ruled_version": READ,
    "GET procedures:paper own ruled_paper": READ,
    "GET procedures:review own held_one": READ,
    "GET procedures:fault own fault_one": READ,
    "GET procedures:use own used_one": READ,
    "GET procedures:draft own draft_one": dict.fromkeys(PLANNERS, 200),
    "POST procedures:discard own again_one": dict.fromkeys((*PLANNERS, "bruno", "emilio"), 422),
    "POST procedures:discard other again_one": dict.fromkeys(PLANNERS, 404),
    "POST procedures:set_period own ruled_one": {"emilio": 302},
    "POST procedures:set_period other ruled_one": {"emilio": 404},
    "GET procedures:new_review own ruled_one": {"emilio": 200},
    "GET procedures:new_review other ruled_one": {"emilio": 404},
    "POST procedures:new_review own ruled_one": {"emilio": 302},
    "POST procedures:new_review other ruled_one": {"emilio": 404},
    "POST procedures:move_use own left_one": {"emilio": 302},
    "POST procedures:move_use other left_one": {"emilio": 404},
    "POST procedures:pass own sent_one": dict.fromkeys(PLANNERS, 403) | {"emilio": 302},
    "POST procedures:return own sent_one": dict.fromkeys(PLANNERS, 403) | {"emilio": 302},
    "POST procedures:check_effect own mended_one": {"internal_control": 302, "bruno": 422},
    "POST procedures:check_effect other mended_one": {"internal_control": 404},
}
for _method, _code in (("GET", 200), ("POST", 302)):
    for _name, _what, _who in (
        ("new_use", "ruled_one", PLANNERS),
        ("new_fault", "ruled_one", (*PLANNERS, "internal_control")),
        ("analyse", "fault_one", PLANNERS),
        ("correct", "acting_one", PLANNERS),
        ("mark_done", "used_line", PLANNERS),
        ("undo", "done_line", PLANNERS),
        ("close_use", "used_one", PLANNERS),
        ("start_draft", "ruled_one", PLANNERS),
        ("text", "draft_one", PLANNERS),
        ("submit", "draft_one", PLANNERS),
        ("new_part", "draft_kind", PLANNERS),
        ("edit_part", "draft_part", PLANNERS),
        ("move_part", "draft_part", PLANNERS),
        ("remove_part", "draft_part", PLANNERS),
    ):
        _line_of = f"{_method} procedures:{_name}"
        BEYOND[f"{_line_of} own {_what}"] = dict.fromkeys(_who, _code)
        BEYOND[f"{_line_of} other {_what}"] = dict.fromkeys(_who, 404)


def _kept(service: Any, name: str, make: Callable[[], Any]) -> Any:
    """Made when it is first asked for."""
    key = f"procedures_{name}"
    if key not in vars(service):
        vars(service)[key] = make()
    return vars(service)[key]


def _cast(service: Any) -> Cast:
    """With a head of a unit and a colleague also in the other service, where the cast has none."""
    cast: Cast = service.cast
    if cast.serviu.key != "serviu-otro":
        return cast

    def make() -> Cast:
        head = plans.member(cast.serviu, Role.UNIT_HEAD, ("Irene", "Mena"))
        return replace(cast, emilio=head, bruno=cast.sofia)

    found: Cast = _kept(service, "cast", make)
    return found


def _ruled(service: Any) -> Procedure:
    found: Procedure = _kept(
        service, "ruled", lambda: factories.approved(_cast(service), code="P-1")
    )
    return found


def _draft(service: Any) -> ProcedureVersion:
    """Never approved: of those who prepare or decide."""
    found: ProcedureVersion = _kept(
        service, "draft", lambda: factories.draft(_cast(service), code="P-2")
    )
    return found


def _sent(service: Any) -> ProcedureVersion:
    def make() -> ProcedureVersion:
        return factories.sent(_cast(service), factories.draft(_cast(service), code="P-3"))

    found: ProcedureVersion = _kept(service, "sent", make)
    return found


def _again(service: Any) -> Procedure:
    """In force, with a second version in preparation."""

    def make() -> Procedure:
        made = factories.approved(_cast(service), code="P-4")
        factories.reopened(_cast(service), made)
        return made

    found: Procedure = _kept(service, "again", make)
    return found


def _used(service: Any) -> ProcedureUse:
    """The first of its activities done."""

    def make() -> ProcedureUse:
        use = factories.used(_cast(service), _ruled(service))
        factories.done(_cast(service), use, 1)
        return ProcedureUse.objects.for_page().get(pk=use.pk)

    found: ProcedureUse = _kept(service, "used", make)
    return found


def _left(service: Any) -> ProcedureUse:
    """On a version that no longer rules."""

    def make() -> ProcedureUse:
        made = factories.approved(_cast(service), code="P-5")
        use = factories.used(_cast(service), made)
        factories.changed(_cast(service), made)
        return use

    found: ProcedureUse = _kept(service, "left", make)
    return found


def _held(service: Any) -> ProcedureReview:
    def make() -> ProcedureReview:
        made = factories.approved(_cast(service), code="P-6")
        reviewed = factories.review(factories.ruling(made))
        return actions.record_review(made, reviewed, by=_cast(service).emilio.access)

    found: ProcedureReview = _kept(service, "held", make)
    return found


def _fault(service: Any, name: str, make: Callable[..., NonConformity]) -> NonConformity:
    found: NonConformity = _kept(service, name, lambda: make(_cast(service), _ruled(service)))
    return found


def _line(service: Any, number: int) -> list[object]:
    use = _used(service)
    return [use.public_id, use.version.activities.get(number=number).line_key]


def _part(service: Any) -> list[object]:
    version = _draft(service)
    one = version.activities.get(number=1)
    return [version.procedure.public_id, "actividades", one.line_key]


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "plan_of_all": lambda: [service.plan.public_id],
        "ruled_one": lambda: [_ruled(service).public_id],
        "ruled_version": lambda: [_ruled(service).public_id, 1],
        "ruled_paper": lambda: [_ruled(service).public_id, 1, "xlsx"],
        "draft_one": lambda: [_draft(service).procedure.public_id],
        "draft_kind": lambda: [_draft(service).procedure.public_id, "productos"],
        "draft_part": lambda: _part(service),
        "sent_one": lambda: [_sent(service).procedure.public_id],
        "again_one": lambda: [_again(service).public_id],
        "used_one": lambda: [_used(service).public_id],
        "used_line": lambda: _line(service, 2),
        "done_line": lambda: _line(service, 1),
        "left_one": lambda: [_left(service).public_id],
        "held_one": lambda: [_held(service).public_id],
        "fault_one": lambda: [_fault(service, "fault", factories.fault).public_id],
        "acting_one": lambda: [_fault(service, "acting", factories.acting).public_id],
        "mended_one": lambda: [_fault(service, "mended", factories.corrected).public_id],
    }


def _seen(service: Any, name: str) -> int:
    """The revision, or the event, that the page of its subject shows."""
    if service is None:
        return 0
    if name in ("pass", "return"):
        return seen_of(_sent(service))
    if name in ("mark_done", "undo", "close_use"):
        return _used(service).revision
    faults = {
        "correct": ("acting", factories.acting),
        "check_effect": ("mended", factories.corrected),
    }
    return _fault(service, *faults[name]).revision if name in faults else 0


def _review_of(service: Any) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "held_on": TODAY.isoformat(),
        "participants": "Todos",
        "result": "stays",
        "remarks": "Bien",
    }
    version = factories.ruling(_ruled(service)) if service else None
    sent["version"] = version.number if version else 1
    for output in version.outputs.all() if version else ():
        for one in output.requirements.all():
            sent |= {
                f"satisfied_{one.line_key}": "si",
                f"figure_{one.line_key}": "100 %",
            }
    return sent


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("procedures:"):
        return {}
    name, day = name.partition(":")[2], TODAY.isoformat()
    cast = (service or world.own).cast
    activity = {"what": "Otra", "responsible": cast.serviu.pk, "revision": 0}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "new": lambda: {"code": "P-9", "title": "Otro", "process": "Uno", "months": "12"},
        "set_period": lambda: {"months": "6", "reason": "Así se acordó."},
        "new_use": lambda: {"label": "Presupuesto"},
        "new_review": lambda: _review_of(service),
        "new_fault": lambda: {
            "found_on": day, "description": "Faltó", "severity": "minor", "source": "user",
        },
        "analyse": lambda: {"cause": "Nadie lo tenía a cargo"},
        "correct": lambda: {
            "what": "Otra más", "responsible": cast.serviu.pk, "due_on": "2007-12-20",
        },
        "check_effect": lambda: {"effective": "si", "text": "Se revisó"},
        "mark_done": lambda: {"done_on": day},
        "close_use": lambda: {"state": "dropped", "reason": "No hubo"},
        "text": lambda: factories.TEXTS | {"revision": 1},
        "new_part": lambda: {"name": "Informe", "receiver": "GORE", "revision": 0},
        "edit_part": lambda: activity,
        "move_part": lambda: {"hacia": "abajo"},
        "return": lambda: {"remarks": "Falta el alcance."},
    }  # fmt: skip
    made = forms.get(name, lambda: {"reason": "Así se acordó."})()
    if name == "new":
        made["owner"] = _own_body(world, service)
    return made | {"seen": _seen(service, name)}


def _own_body(world: Any, service: Any) -> int:
    pk: int = (service or world.own).cast.serviu.pk
    return pk


def _at(name: str, *args: object) -> str:
    return reverse(f"procedures:{name}", args=args)


def _quiet(going: Any, world: Any) -> None:
    for who in ("ana", "aldo"):
        going.see("no procedures", who, _at("procedures"))
        going.see("no non-conformities", who, _at("faults"))
    going.see("no procedures of a plan", "ana", _at("of_plan", world.own.plan.public_id))
    going.see("new procedure", "ana", _at("new"))
    going.see("new procedure empty", "ana", _at("new"), {})
    version = factories.empty(world.own.cast, code="P-0")
    going.see("procedure draft empty", "ana", _at("draft", version.procedure.public_id))
    going.see("empty draft sent", "ana", _at("submit", version.procedure.public_id), {})


def _preparing(going: Any, world: Any) -> None:
    one = _draft(world.own).procedure.public_id
    for who in ("ana", "diana"):
        going.see("draft of a procedure", who, _at("draft", one))
        going.see("procedure sent", who, _at("draft", _sent(world.own).procedure.public_id))
        going.see("second draft", who, _at("draft", _again(world.own).public_id))
    going.see("procedure texts", "ana", _at("text", one))
    going.see("texts empty", "ana", _at("text", one), {})
    for kind in ("actividades", "productos", "requisitos"):
        going.see(f"new {kind}", "ana", _at("new_part", one, kind))
        going.see(f"new {kind} empty", "ana", _at("new_part", one, kind), {})
    going.see("a part", "ana", _at("edit_part", *_part(world.own)))
    sent = _sent(world.own).procedure.public_id
    going.see("a step refused", "emilio", _at("return", sent), {})


def _living(going: Any, world: Any) -> None:
    ruled, use, left = _ruled(world.own).public_id, _used(world.own), _left(world.own)
    for who in ("ana", "diana", "marta", "emilio"):
        if who not in going.clients:
            continue
        going.see("a procedure", who, _at("procedure", ruled))
        going.see("a procedure left behind", who, _at("procedure", left.procedure.public_id))
        going.see("a procedure version", who, _at("version", left.procedure.public_id, 1))
        going.see("a use", who, _at("use", use.public_id))
        going.see("a use left behind", who, _at("use", left.public_id))
        going.see("a review", who, _at("review", _held(world.own).public_id))
    going.see("new use", "ana", _at("new_use", ruled))
    going.see("new use empty", "ana", _at("new_use", ruled), {})
    going.see("done empty", "ana", _at("mark_done", *_line(world.own, 2)), {})
    going.see("undone empty", "ana", _at("undo", *_line(world.own, 1)), {})
    going.see("use close empty", "ana", _at("close_use", use.public_id), {})
    going.see("procedures of a plan", "ana", _at("of_plan", world.own.plan.public_id))
    going.see("procedures", "ana", f"{_at('procedures')}?ver=filtros")


def _correcting(going: Any, world: Any) -> None:
    ruled = _ruled(world.own).public_id
    for name, make in (
        ("fault", factories.fault),
        ("acting", factories.acting),
        ("mended", factories.corrected),
    ):
        found = _fault(world.own, name, make).public_id
        for who in ("ana", "diana", "marta"):
            going.see(f"non-conformity {name}", who, _at("fault", found))
        going.see(f"cause empty {name}", "ana", _at("analyse", found), {})
        going.see(f"correction empty {name}", "ana", _at("correct", found), {})
        going.see(f"effect empty {name}", "ana", _at("check_effect", found), {})
        going.see(f"dismiss empty {name}", "diana", _at("dismiss", found), {})
    going.see("new fault", "ana", _at("new_fault", ruled))
    going.see("new fault empty", "ana", _at("new_fault", ruled), {})
    going.see("non-conformities", "ana", f"{_at('faults')}?ver=filtros")
    going.see("home with procedures", "ana", "/")


PARTS = (_quiet, _preparing, _living, _correcting)
