"""What control visits bring to the tests of the whole site."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.urls import reverse

from minga.core.approvals.rounds import seen_of
from minga.visits import actions
from minga.visits.actions.assigning import Asked
from minga.visits.models import Visit, VisitReport, VisitRule
from minga.visits.views.field import PLAIN
from tests.conftest import SCRIBE, TODAY, Cast
from tests.site.world import Service, World
from tests.visits import factories as make

if TYPE_CHECKING:
    from tests.site.pages import Tour


class Visits:
    """Of one service: each thing made when it is first asked for. Who prepares goes."""

    def __init__(self, service: Service) -> None:
        self.cast: Cast = service.cast
        self.service = service

    @cached_property
    def rule(self) -> VisitRule:
        return make.rule(self.cast, by=SCRIBE)

    @cached_property
    def draft(self) -> VisitRule:
        return make.rule(self.cast, by=SCRIBE, state="draft")

    @cached_property
    def sent(self) -> VisitRule:
        return make.rule(self.cast, by=SCRIBE, state="sent")

    @cached_property
    def asked(self) -> Visit:
        asked = Asked("Obra de la plaza", "Denuncia", point=(-701_400_000, -202_100_000))
        return actions.ask_visit(self.rule, self.service.plan, asked, by=SCRIBE)

    @cached_property
    def given(self) -> Visit:
        return actions.assign_visit(self.asked, self.cast.ana.person, planned_on=TODAY, by=SCRIBE)

    @cached_property
    def twice(self) -> Visit:
        make.reported(self.given, self.cast.ana)
        make.reported(self.given, self.cast.ana, shade=7)
        return self.given


def _of(service: Service) -> Visits:
    found: Visits | None = getattr(service, "_visits", None)
    if found is None:
        found = Visits(service)
        service._visits = found  # type: ignore[attr-defined]
    return found


def subjects(service: Service) -> dict[str, Callable[[], list[object]]]:
    return {
        "visit": lambda: [_of(service).given.public_id],
        "conflict": lambda: [_of(service).twice.public_id],
        "visit_case": lambda: [service.plan.public_id],
        "visit_rule": lambda: [_of(service).rule.public_id],
        "visit_draft": lambda: [_of(service).draft.public_id],
        "visit_sent": lambda: [_of(service).sent.public_id],
    }


def _rule_form(service: Service) -> dict[str, Any]:
    values = vars(make.values(service.cast, unit=service.cast.serviu.pk))
    form = {key: value for key, value in values.items() if value is not None}
    lines = {f"p{number}-kind": "yes_no" for number in range(1, 13)}
    return form | lines | {"revision": 0, "p1-text": "¿Se ve?", "p1-is_required": "on"}


def written(world: World, service: Service, name: str) -> dict[str, Any]:
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "visits:assign": lambda: {
            "seen": _seen(service),
            "inspector": service.cast.ana.pk,
        },
        "visits:extend": lambda: {
            "seen": _seen(service),
            "until": "2009-01-05",
            "act_reference": "Res. Ex. 9",
            "reason": "Paro",
        },
        "visits:place": lambda: {
            "seen": _seen(service),
            "address": "Los Molles 12",
            "reason": "Carpeta",
        },
        "visits:void": lambda: {"seen": _seen(service), "reason": "Terminó"},
        "visits:resolve": lambda: {
            "seen": Visit.objects.get(pk=_of(service).twice.pk).event_id,
            "chosen": VisitReport.objects.filter(visit=_of(service).twice).latest("pk").public_id,
            "reason": "Trae la foto",
        },
        "visits:ask": lambda: {
            "rule": _of(service).rule.pk,
            "title": "Obra",
            "reason": "Denuncia",
        },
        "visits:fail": lambda: {
            "client_uuid": str(uuid4()),
            "reason": "Camino cortado",
            "next_on": TODAY.isoformat(),
        },
        "visits:fill": lambda: _filled(service),
        "visits:new_rule": lambda: (
            _rule_form(service) | {"name": "Otra", "case_model": "workplan.workplan"}
        ),
        "visits:edit_rule": lambda: _rule_form(service),
        "visits:approve_rule": lambda: {"seen": _round(service)},
        "visits:return_rule": lambda: {"seen": _round(service), "remarks": "Falta la fuente."},
    }
    return forms[name]() if name in forms else {}


def things(world: World) -> dict[str, Callable[[], list[object]]]:
    return {"region_place": lambda: [world.cast.region.public_id]}


def _round(service: Service) -> int:
    return seen_of(_of(service).sent.versions.get())


def _seen(service: Service) -> int:
    return Visit.objects.get(pk=_of(service).given.pk).event_id


def _filled(service: Service) -> dict[str, Any]:
    visit, uuid = _of(service).given, UUID(int=PLAIN.int ^ service.cast.ana.pk)
    photo = make.photographed(visit, service.cast.ana, uuid)
    question = visit.version.questions.get(number=1).key
    answers = {f"q-{question}": "Sí", "result": "conforming"}
    return answers | {"client_uuid": str(uuid), "photos": photo.sha256}


HERS_ALONE = frozenset({"visits:fill", "visits:fail"})
ACCESS = """
GET  visits:visits                              200  200  200  200  200  200  200  403  403
GET  visits:worker                              200  200  200  200  200  200  200  200  200
GET  visits:ground                              200  403  200  200  403  403  403  403  403
GET  visits:route                               200  200  200  200  200  200  200  403  403
GET  visits:week                                200  200  200  200  200  200  200  403  403
GET  visits:map                                 200  200  200  200  200  200  200  403  403
GET  visits:rules                               200  200  200  200  200  200  200  403  403
GET  visits:new_rule                            403  403  403  403  403  403  403  403  403
POST visits:new_rule                            403  403  403  403  403  403  403  403  403
POST visits:make_now                            403  403  403  403  403  403  403  403  403
GET  visits:state                               200  403  200  200  403  403  403  403  403
GET  visits:of_place               region_place 200  200  200  200  200  200  200  403  403
GET  visits:of_case          own   visit_case   200  200  200  404  200  200  200  403  403
GET  visits:ask              own   visit_case   403  403  403  403  403  403  403  403  403
POST visits:ask              own   visit_case   403  403  403  403  403  403  403  403  403
GET  visits:rule             own   visit_rule   200  200  404  404  200  200  200  403  403
POST visits:start_rule       own   visit_rule   403  403  403  403  403  403  403  403  403
GET  visits:edit_rule        own   visit_draft  403  403  403  403  403  403  403  403  403
POST visits:edit_rule        own   visit_draft  403  403  403  403  403  403  403  403  403
POST visits:submit_rule      own   visit_draft  403  403  403  403  403  403  403  403  403
POST visits:approve_rule     own   visit_sent   403  302  403  403  403  403  403  403  403
POST visits:return_rule      own   visit_sent   403  302  403  403  403  403  403  403  403
GET  visits:visit            own   visit        200  200  404  404  200  200  200  403  403
GET  visits:fill             own   visit        200  403  404  404  403  403  403  403  403
POST visits:fill             own   visit        302  403  404  404  403  403  403  403  403
POST visits:fail             own   visit        302  403  404  404  403  403  403  403  403
POST visits:assign           own   visit        403  403  403  403  403  403  403  403  403
POST visits:extend           own   visit        403  403  403  403  403  403  403  403  403
POST visits:place            own   visit        403  403  403  403  403  403  403  403  403
POST visits:void             own   visit        403  403  403  403  403  403  403  403  403
POST visits:resolve          own   conflict     403  403  403  403  403  403  403  403  403
GET  visits:of_case          other visit_case   404  404  404  200  404  200  200  403  403
GET  visits:ask              other visit_case   403  403  403  403  403  403  403  403  403
POST visits:ask              other visit_case   403  403  403  403  403  403  403  403  403
GET  visits:rule             other visit_rule   404  404  404  200  404  200  200  403  403
POST visits:start_rule       other visit_rule   403  403  403  403  403  403  403  403  403
GET  visits:edit_rule        other visit_draft  403  403  403  403  403  403  403  403  403
POST visits:edit_rule        other visit_draft  403  403  403  403  403  403  403  403  403
POST visits:submit_rule      other visit_draft  403  403  403  403  403  403  403  403  403
POST visits:approve_rule     other visit_sent   403  404  403  403  403  403  403  403  403
POST visits:return_rule      other visit_sent   403  404  403  403  403  403  403  403  403
GET  visits:visit            other visit        404  404  404  200  404  200  200  403  403
GET  visits:fill             other visit        404  403  404  200  403  403  403  403  403
POST visits:fill             other visit        404  403  404  302  403  403  403  403  403
POST visits:fail             other visit        404  403  404  302  403  403  403  403  403
POST visits:assign           other visit        403  403  403  403  403  403  403  403  403
POST visits:extend           other visit        403  403  403  403  403  403  403  403  403
POST visits:place            other visit        403  403  403  403  403  403  403  403  403
POST visits:void             other visit        403  403  403  403  403  403  403  403  403
POST visits:resolve          other conflict     403  403  403  403  403  403  403  403  403
"""
NOBODY = dict.fromkeys(("staff", "town", "norms_officer", "social_evaluator", "receiver"), 403)
READERS = ("works_inspector", "works_head", "internal_control")
READ = (
    "GET visits:map",
    "GET visits:of_case other visit_case",
    "GET visits:of_case own visit_case",
    "GET visits:of_place region_place",
    "GET visits:route",
    "GET visits:rule other visit_rule",
    "GET visits:rule own visit_rule",
    "GET visits:rules",
    "GET visits:visit other visit",
    "GET visits:visit own visit",
    "GET visits:visits",
    "GET visits:week",
)
# Only those who have a part in the visits read them.
BEYOND: dict[str, dict[str, int]] = {
    line: NOBODY | dict.fromkeys(READERS, 404 if " other " in line else 200) for line in READ
}
BEYOND |= {
    "GET visits:ask other visit_case": {"emilio": 404, "works_head": 404},
    "GET visits:ask own visit_case": {"emilio": 200, "works_head": 200},
    "GET visits:edit_rule other visit_draft": {"emilio": 404, "works_head": 404},
    "GET visits:edit_rule own visit_draft": {"emilio": 200, "works_head": 200},
    "GET visits:fill other visit": {"works_inspector": 404},
    "GET visits:fill own visit": {"works_inspector": 404},
    "GET visits:ground": {"emilio": 403, "works_inspector": 200},
    "GET visits:new_rule": {"emilio": 200, "works_head": 200},
    "GET visits:state": {"emilio": 403, "works_inspector": 200},
    "POST visits:ask other visit_case": {"emilio": 404, "works_head": 404},
    "POST visits:ask own visit_case": {"emilio": 302, "works_head": 302},
    "POST visits:assign other visit": {"emilio": 404, "works_head": 404},
    "POST visits:assign own visit": {"emilio": 302, "works_head": 302},
    "POST visits:edit_rule other visit_draft": {"emilio": 404, "works_head": 404},
    "POST visits:edit_rule own visit_draft": {"emilio": 302, "works_head": 302},
    "POST visits:extend other visit": {"emilio": 404, "works_head": 404},
    "POST visits:extend own visit": {"emilio": 302, "works_head": 302},
    "POST visits:fail other visit": {"works_inspector": 404},
    "POST visits:fail own visit": {"works_inspector": 404},
    "POST visits:fill other visit": {"works_inspector": 404},
    "POST visits:fill own visit": {"works_inspector": 404},
    "POST visits:make_now": {"emilio": 302, "works_head": 302},
    "POST visits:new_rule": {"emilio": 302, "works_head": 302},
    "POST visits:place other visit": {"emilio": 404, "works_head": 404},
    "POST visits:place own visit": {"emilio": 302, "works_head": 302},
    "POST visits:resolve other conflict": {"emilio": 404, "works_head": 404},
    "POST visits:resolve own conflict": {"emilio": 302, "works_head": 302},
    "POST visits:start_rule other visit_rule": {"emilio": 404, "works_head": 404},
    "POST visits:start_rule own visit_rule": {"emilio": 302, "works_head": 302},
    "POST visits:submit_rule other visit_draft": {"emilio": 404, "works_head": 404},
    "POST visits:submit_rule own visit_draft": {"emilio": 302, "works_head": 302},
    "POST visits:void other visit": {"emilio": 404, "works_head": 404},
    "POST visits:void own visit": {"emilio": 302, "works_head": 302},
}


def _tour(going: "Tour", world: World) -> None:
    _empty(going)
    visits = _of(world.own)
    url = reverse("visits:visit", args=[visits.given.public_id])
    fill = reverse("visits:fill", args=[visits.given.public_id])
    for who in ("ana", "emilio", "aldo"):
        going.see("visits", who, "/visitas/")
        going.see("visit", who, url)
        for name in ("route", "week", "map", "rules"):
            going.see(name, who, reverse(f"visits:{name}"))
    for who in ("ana", "emilio", "diana"):
        going.see("home with a visit", who, "/")
    going.see("ground", "ana", "/visitas/terreno/")
    going.see("fill", "ana", fill)
    going.see("fill refused", "ana", fill, {"client_uuid": str(uuid4())})
    going.see("photo refused", "ana", fill, {"client_uuid": str(uuid4()), "add_photo": "1"})
    fail = reverse("visits:fail", args=[visits.given.public_id])
    going.see("fail refused", "ana", fail, {"client_uuid": str(uuid4())})
    for name in ("assign", "extend", "place", "void"):
        one = reverse(f"visits:{name}", args=[visits.given.public_id])
        going.see(f"{name} refused", "emilio", one, {"seen": "1"})
    _rules(going, world, visits)
    for name, row in (("of_case", world.own.plan), ("of_place", world.cast.region)):
        going.see(name, "emilio", reverse(f"visits:{name}", args=[row.public_id]))
    assert visits.twice
    for who in ("ana", "emilio"):
        going.see("two reports", who, url)
    resolve = reverse("visits:resolve", args=[visits.given.public_id])
    going.see("resolve refused", "emilio", resolve, {"seen": "1"})


def _empty(going: "Tour") -> None:
    for who in ("ana", "emilio"):
        for name in ("visits", "route", "week", "map", "rules"):
            going.see(f"no {name}", who, reverse(f"visits:{name}"))
    going.see("nothing to take", "ana", "/visitas/terreno/")


def _rules(going: "Tour", world: World, visits: Visits) -> None:
    for state, row in (
        ("approved", visits.rule),
        ("draft", visits.draft),
        ("sent", visits.sent),
    ):
        for who in ("ana", "emilio", "diana"):
            if who != "ana" or row == visits.rule:
                going.see(f"{state} rule", who, reverse("visits:rule", args=[row.public_id]))
    going.see("new rule", "emilio", "/visitas/reglas/nueva/")
    going.see("new rule refused", "emilio", "/visitas/reglas/nueva/", {"p1-text": "x"})
    draft = [visits.draft.public_id]
    going.see("edit rule", "emilio", reverse("visits:edit_rule", args=draft))
    going.see("edit rule refused", "emilio", reverse("visits:edit_rule", args=draft), {})
    late = _rule_form(world.own) | {"revision": 9}
    going.see("edit rule late", "emilio", reverse("visits:edit_rule", args=draft), late)
    sent = reverse("visits:return_rule", args=[visits.sent.public_id])
    going.see("return refused", "diana", sent, {"remarks": ""})
    ask = reverse("visits:ask", args=[world.own.plan.public_id])
    going.see("ask", "emilio", ask)
    going.see("ask refused", "emilio", ask, {"title": ""})


PARTS = (_tour,)
