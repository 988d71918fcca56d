"""Performance agreements in the tests of the whole site."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse

from minga.people.roles import Role
from minga.workplan.agreements import actions
from minga.workplan.agreements.models import Agreement, AgreementVersion, Goal, Measurement
from tests.conftest import TODAY, Somebody, pdf
from tests.workplan import factories as plans
from tests.workplan.agreements import factories as made

ACCESS = """
GET  agreements:agreements                        200  200  200  200  200  200  200  200  200
GET  agreements:create                            200  403  200  200  403  403  403  403  403
POST agreements:create                            302  403  302  302  403  403  403  403  403
GET  agreements:agreement      own   convenio     200  200  404  404  200  200  200  200  404
GET  agreements:agreement      other convenio     404  404  404  200  404  200  200  404  404
GET  agreements:agreement      own   convenio_new 302  302  404  404  404  404  404  404  404
GET  agreements:agreement      other convenio_new 404  404  404  302  404  404  404  404  404
GET  agreements:version        own   convenio_1   200  200  404  404  200  200  200  200  404
GET  agreements:version        other convenio_1   404  404  404  200  404  200  200  404  404
GET  agreements:form           own   convenio_pdf 200  200  404  404  200  200  200  200  404
GET  agreements:form           other convenio_pdf 404  404  404  200  404  200  200  404  404
GET  agreements:of_plan        own   its_plan     200  200  200  404  200  200  200  200  404
GET  agreements:of_plan        other its_plan     404  404  404  200  404  200  200  404  404
GET  agreements:draft          own   convenio_new 200  200  404  404  404  404  404  404  404
GET  agreements:draft          other convenio_new 404  404  404  200  404  404  404  404  404
POST agreements:start_draft    own   convenio     302  403  404  404  403  403  403  403  403
POST agreements:start_draft    other convenio     404  403  404  302  403  403  403  403  403
POST agreements:submit         own   convenio_new 302  403  404  404  403  403  403  403  403
POST agreements:submit         other convenio_new 404  403  404  302  403  403  403  403  403
POST agreements:approve        own   convenio_out 403  302  403  403  403  403  403  403  403
POST agreements:approve        other convenio_out 403  404  403  403  403  403  403  403  403
POST agreements:return         own   convenio_out 403  302  403  403  403  403  403  403  403
POST agreements:return         other convenio_out 403  404  403  403  403  403  403  403  403
POST agreements:discard        own   convenio_mod 302  403  404  404  403  403  403  403  403
POST agreements:discard        other convenio_mod 404  403  404  302  403  403  403  403  403
GET  agreements:new_goal       own   convenio_new 200  403  404  404  403  403  403  403  403
GET  agreements:new_goal       other convenio_new 404  403  404  200  403  403  403  403  403
POST agreements:new_goal       own   convenio_new 302  403  404  404  403  403  403  403  403
POST agreements:new_goal       other convenio_new 404  403  404  302  403  403  403  403  403
GET  agreements:edit_goal      own   meta_new     200  403  404  404  403  403  403  403  403
GET  agreements:edit_goal      other meta_new     404  403  404  200  403  403  403  403  403
POST agreements:edit_goal      own   meta_new     302  403  404  404  403  403  403  403  403
POST agreements:edit_goal      other meta_new     404  403  404  302  403  403  403  403  403
POST agreements:remove_goal    own   meta_new     302  403  404  404  403  403  403  403  403
POST agreements:remove_goal    other meta_new     404  403  404  302  403  403  403  403  403
GET  agreements:goal           own   meta         200  200  404  404  200  200  200  200  404
GET  agreements:goal           other meta         404  404  404  200  404  200  200  404  404
POST agreements:measure        own   meta         302  403  404  404  403  403  403  403  403
POST agreements:measure        other meta         404  403  404  302  403  403  403  403  403
POST agreements:correct        own   cifra        302  403  404  404  403  403  403  403  403
POST agreements:correct        other cifra        404  403  404  302  403  403  403  403  403
POST agreements:verify         own   cifra_wait   302  403  404  404  403  403  403  403  403
POST agreements:verify         other cifra_wait   404  403  404  302  403  403  403  403  403
POST agreements:return_figure  own   cifra_wait   302  403  404  404  403  403  403  403  403
POST agreements:return_figure  other cifra_wait   404  403  404  302  403  403  403  403  403
"""
BEYOND: dict[str, dict[str, int]] = {}
# Only who wrote all of a draft discards it.
HERS_ALONE = frozenset({"agreements:discard"})
NEW, SENT, MODIFIED = 2004, 2003, 2002


def _once(service: Any, name: str, make: Callable[[], Any]) -> Any:
    """Each thing is made when it is first asked for."""
    if name not in vars(service):
        vars(service)[name] = make()
    return vars(service)[name]


def _colleague(service: Any) -> Somebody:
    """Who prepares in the service besides those of the table."""
    make = partial(plans.member, service.cast.serviu, Role.UNIT_OFFICER, ("Nelly", "Rojo"))
    found: Somebody = _once(service, "colleague_of_agreements", make)
    return found


def _agreement(service: Any) -> Agreement:
    """In force: a goal met by a corrected figure, one that waits (of a colleague), one of Minga."""

    def make() -> Agreement:
        cast = service.cast
        later = {"weight": 20, "indicator": made.FAKE}
        found = made.approved(cast, {"weight": 50, "parts": ("Una",)}, {"weight": 30}, later)
        colleague = _colleague(service)
        first = made.informed(made.line(found), cast.ana, 20)
        actions.verify_measurement(first, by=colleague.access, on=TODAY)
        again = made.corrected(first, cast.ana, 30)
        actions.verify_measurement(again, by=colleague.access, on=TODAY)
        made.informed(made.line(found, 1), colleague)
        return found

    found: Agreement = _once(service, "convenio", make)
    return found


def _figure(service: Any, position: int) -> Measurement:
    line = made.line(_agreement(service), position)
    return Measurement.objects.filter(line=line).order_by("-pk")[0]


def _new(service: Any) -> Agreement:
    make = partial(made.draft, service.cast, year=NEW)
    found: Agreement = _once(service, "convenio_new", make).agreement
    return found


def _out(service: Any) -> Agreement:
    make = partial(made.sent, service.cast, year=SENT)
    found: Agreement = _once(service, "convenio_out", make).agreement
    return found


def _sent_at(service: Any) -> int:
    """The event that the page of the decision showed."""
    version: AgreementVersion = _out(service).versions.get()
    assert version.event_id
    return version.event_id


def _modified(service: Any) -> Agreement:
    def make() -> Agreement:
        found = made.approved(service.cast, year=MODIFIED)
        actions.start_draft(found, by=service.cast.ana.access, on=TODAY)
        return found

    found: Agreement = _once(service, "convenio_mod", make)
    return found


def _goal(agreement: Agreement, position: int = 0) -> list[object]:
    goals = Goal.objects.filter(version__agreement=agreement).order_by("pk")
    return [agreement.public_id, goals.select_related("line")[position].line.public_id]


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "convenio": lambda: [_agreement(service).public_id],
        "convenio_1": lambda: [_agreement(service).public_id, 1],
        "convenio_pdf": lambda: [_agreement(service).public_id, "xlsx"],
        "convenio_new": lambda: [_new(service).public_id],
        "convenio_out": lambda: [_out(service).public_id],
        "convenio_mod": lambda: [_modified(service).public_id],
        "meta": lambda: _goal(_agreement(service)),
        "meta_new": lambda: _goal(_new(service)),
        "cifra": lambda: [_figure(service, 0).public_id],
        "cifra_wait": lambda: [_figure(service, 1).public_id],
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("agreements:"):
        return {}
    body = (service or world.own).cast.serviu
    document = {"title": "Planilla", "dated_on": TODAY.isoformat()}
    paper = document | {"numerator": "31", "denominator": "42"}
    goal = {
        "statement": "Otra", "unit": "percent", "numerator_words": "esto",
        "denominator_words": "aquello", "direction": "at_least", "target": "70,5", "weight": "100",
        "due": f"{NEW}-12", "responsible": body.pk, "verification": "planilla", "revision": "0",
    }  # fmt: skip
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "create": lambda: {"kind": "institutional", "year": "2009"},
        "approve": lambda: {"seen": _sent_at(service)},
        "return": lambda: {"seen": _sent_at(service), "remarks": "Falta una meta."},
        "new_goal": lambda: goal,
        "edit_goal": lambda: goal,
        "measure": lambda: paper | {"month": "2007-09", "file": pdf()},
        "correct": lambda: paper | {"reason": "Faltaba uno.", "file": pdf()},
        "return_figure": lambda: {"remarks": "Falta la firma."},
    }
    asked = forms.get(name.partition(":")[2])
    return asked() if asked else {}


def _at(name: str, *args: object) -> str:
    return reverse(f"agreements:{name}", args=args)


def _reading(going: Any, world: Any) -> None:
    for who in ("ana", "aldo"):
        going.see("no agreements", who, _at("agreements"))
    going.see("new agreement", "ana", _at("create"))
    going.see("new agreement empty", "ana", _at("create"), {})
    found = _agreement(world.own).public_id
    for who in ("ana", "diana", "gaby"):
        going.see("agreement", who, _at("agreement", found))
        going.see("agreements", who, _at("agreements"))
    going.see("agreement before it was approved", "ana", f"{_at('agreement', found)}?al=2007-01-31")
    going.see("agreement version", "ana", _at("version", found, 1))
    going.see("agreements of the plan", "ana", _at("of_plan", world.own.plan.public_id))


def _measuring(going: Any, world: Any) -> None:
    corrected, waiting = _figure(world.own, 0), _figure(world.own, 1)
    for position, label in enumerate(("corrected", "waiting", "of no area")):
        where = _goal(_agreement(world.own), position)
        for who in ("ana", "bruno", "gaby"):
            going.see(f"goal {label}", who, _at("goal", *where))
    where = _goal(_agreement(world.own))
    going.see("measure empty", "ana", _at("measure", *where), {})
    going.see("measure of no area", "ana", _at("measure", *_goal(_agreement(world.own), 2)),
              {"month": "2007-10"})  # fmt: skip
    going.see("figure correct empty", "ana", _at("correct", corrected.public_id), {})
    going.see("return figure empty", "ana", _at("return_figure", waiting.public_id), {})
    for who in ("ana", "diana"):
        going.see("home with agreements", who, "/")


def _writing(going: Any, world: Any) -> None:
    new, goal = _new(world.own).public_id, _goal(_new(world.own))
    for who in ("ana", "diana"):
        going.see("draft agreement", who, _at("draft", new))
        going.see("sent agreement", who, _at("draft", _out(world.own).public_id))
    going.see("modified agreement", "ana", _at("agreement", _modified(world.own).public_id))
    going.see("new goal", "ana", _at("new_goal", new))
    going.see("new goal empty", "ana", _at("new_goal", new), {})
    going.see("edit goal", "ana", _at("edit_goal", *goal))
    stale = written(world, world.own, "agreements:edit_goal") | {"revision": "7"}
    going.see("edit goal stale", "ana", _at("edit_goal", *goal), stale)
    going.see("return agreement empty", "diana", _at("return", _out(world.own).public_id), {})


PARTS = (_reading, _measuring, _writing)
