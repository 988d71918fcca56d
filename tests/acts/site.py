"""What acts bring to the tests of the whole site."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from minga.acts import actions, standing_in
from minga.acts.models import Act, ActKind
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.people.models import Membership, Person
from minga.people.roles import Role
from tests.acts.life import RULE
from tests.conftest import SCRIBE, TODAY, Somebody, _somebody, pdf

if TYPE_CHECKING:
    from tests.site.pages import Tour
    from tests.site.world import Service, World

ACCESS = """
GET  acts:acts                                 200   200   200   200   200   200   200   200   200
GET  acts:new                                  200   403   200   200   403   403   403   403   403
POST acts:new                                  302   403   422   422   403   403   403   403   403
GET  acts:earlier                              403   403   403   403   403   403   403   403   403
POST acts:earlier                              403   403   403   403   403   403   403   403   403
GET  acts:kinds                                200   200   200   200   200   200   200   200   200
GET  acts:new_kind                             403   403   403   403   403   403   403   200   403
POST acts:new_kind                             403   403   403   403   403   403   403   302   403
GET  acts:rule                own   actkind    403   403   403   403   403   403   403   200   403
GET  acts:rule                other actkind    403   403   403   403   403   403   403   404   403
POST acts:rule                own   actkind    403   403   403   403   403   403   403   302   403
POST acts:rule                other actkind    403   403   403   403   403   403   403   404   403
GET  acts:of_case             own   aboutplan   200   200   200   404   200   200   200   200   404
GET  acts:of_case             other aboutplan   404   404   404   200   404   200   200   404   404
GET  acts:act                 own   act        200   200   404   404   404   200   200   200   404
GET  acts:act                 other act        404   404   404   200   404   200   200   404   404
GET  acts:draft_pdf           own   act        200   200   404   404   404   200   200   200   404
GET  acts:draft_pdf           other act        404   404   404   200   404   200   200   404   404
GET  acts:edit                own   act        200   403   404   404   403   403   403   403   403
GET  acts:edit                other act        404   403   404   200   403   403   403   403   403
POST acts:edit                own   act        302   403   404   404   403   403   403   403   403
POST acts:edit                other act        404   403   404   302   403   403   403   403   403
POST acts:send                own   act        302   403   404   404   403   403   403   403   403
POST acts:send                other act        404   403   404   302   403   403   403   403   403
GET  acts:void                own   act        200   403   404   404   403   403   403   403   403
GET  acts:void                other act        404   403   404   200   403   403   403   403   403
POST acts:void                own   act        302   403   404   404   403   403   403   403   403
POST acts:void                other act        404   403   404   302   403   403   403   403   403
GET  acts:add_part            own   actpart    200   403   404   404   403   403   403   403   403
GET  acts:add_part            other actpart    404   403   404   200   403   403   403   403   403
POST acts:add_part            own   actpart    302   403   404   404   403   403   403   403   403
POST acts:add_part            other actpart    404   403   404   302   403   403   403   403   403
POST acts:take_out            own   toldto     302   403   404   404   403   403   403   403   403
POST acts:take_out            other toldto     404   403   404   302   403   403   403   403   403
POST acts:redo                own   toredo     302   403   404   404   403   403   403   403   403
POST acts:redo                other toredo     404   403   404   302   403   403   403   403   403
GET  acts:close               own   toclose    403   200   403   403   403   403   403   403   403
GET  acts:close               other toclose    403   404   403   403   403   403   403   403   403
POST acts:close               own   toclose    403   302   403   403   403   403   403   403   403
POST acts:close               other toclose    403   404   403   403   403   403   403   403   403
GET  acts:step                own   tonumber   403   403   403   403   403   403   403   403   403
GET  acts:step                other tonumber   403   403   403   403   403   403   403   403   403
POST acts:step                own   tonumber   403   403   403   403   403   403   403   403   403
POST acts:step                other tonumber   403   403   403   403   403   403   403   403   403
"""
WRITES = ("edit", "void", "add_part", "send", "take_out", "redo")
THING = {"add_part": "actpart", "take_out": "toldto", "redo": "toredo"}
WORKS = ("works_inspector", "works_head")


def _of_works() -> dict[str, dict[str, int]]:
    """Those of works prepare acts too; the registry office numbers."""
    found: dict[str, dict[str, int]] = {}
    for method, code in (("GET", 200), ("POST", 302)):
        found[f"{method} acts:new"] = dict.fromkeys(WORKS, code)
        for name in WRITES:
            for side in ("own", "other"):
                line = f"{method} acts:{name} {side} {THING.get(name, 'act')}"
                found[line] = dict.fromkeys(WORKS, code if side == "own" else 404)
        found[f"{method} acts:earlier"] = {"registry_officer": code}
        for side in ("own", "other"):
            answer = code if side == "own" else 404
            found[f"{method} acts:step {side} tonumber"] = {"registry_officer": answer}
    for name in ("act", "draft_pdf"):
        found[f"GET acts:{name} own act"] = {"staff": 200}
    return found


BEYOND = _of_works()
SAID = {"subject": "Aprueba el programa", "vistos": "La ley.", "considerando": "Que conviene.",
        "resuelvo": "1. Apruébase."}  # fmt: skip


def _kind(service: "Service", series: str = "exempt") -> ActKind:
    found = ActKind.objects.filter(service=service.cast.serviu, name=series).first()
    rule = {"unit_visa": False, "legal_visa": False, "control_visa": False}
    return found or actions.add_kind(
        service.cast.serviu, series, by=SCRIBE, **(RULE | rule | {"series": series})
    )


def _act(service: "Service", subject: str = "En borrador", series: str = "exempt") -> Act:
    cast = service.cast
    found = Act.objects.filter(service=cast.serviu, subject=subject).first()
    text = actions.Text(subject, "1. Apruébase.", "La ley.", "| A | B |\n| 1 | 2 |")
    return found or actions.draft_act(_kind(service, series), cast.serviu, text, by=cast.ana.access)


def _told(service: "Service") -> list[object]:
    act = _act(service, "Con notificación")
    notice = act.notices.first() or actions.add_notice(
        act, service.cast.seremi, by=service.cast.ana.access
    )
    return [act.public_id, notice.public_id]


def signed(service: "Service", act: Act) -> Act:
    if act.status == Act.Status.DRAFT:
        act = approvals.begin(act, by=service.cast.ana.access)
        act = approvals.pass_step(act, seen=seen_of(act), by=service.cast.diana.access)
    return act


def _closed(service: "Service") -> Act:
    act = _act(service, "Cerrado")
    if act.status == Act.Status.CLOSED:
        return act
    return actions.close(signed(service, act), reason="Ya no.", by=service.cast.diana.access)


def _registry(service: "Service") -> Any:
    name = f"numera-{service.cast.serviu.key}"
    found = Person.objects.filter(user__username=name).first()
    names, role = ("Olga", "Partes"), Role.REGISTRY_OFFICER
    who = Somebody(found) if found else _somebody(name, names, role, service.cast.serviu)
    return who.access


def subjects(service: "Service") -> dict[str, Callable[[], list[object]]]:
    return {
        "actkind": lambda: [_kind(service).public_id],
        "aboutplan": lambda: ["programa", service.plan.public_id],
        "act": lambda: [_act(service).public_id],
        "actpart": lambda: [_act(service).public_id, "notificacion"],
        "toldto": lambda: _told(service),
        "toredo": lambda: [_closed(service).public_id],
        "toclose": lambda: [signed(service, _act(service, "Por cerrar")).public_id],
        "tonumber": lambda: [signed(service, _act(service, "Firmado")).public_id, "numero"],
    }


def written(world: "World", service: "Service", name: str) -> dict[str, Any]:
    day = TODAY.isoformat()
    rule = {"series": "exempt", "valid_from": day, "source": "Res. Ex. 4"}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "acts:new": lambda: SAID
        | {"kind": _kind(service).pk, "unit": service.cast.unit.pk, "revision": 0},
        "acts:edit": lambda: SAID | {"revision": 0},
        "acts:void": lambda: {"reason": "Se repitió."},
        "acts:close": lambda: {"reason": "Se desistió."},
        "acts:add_part": lambda: {"organisation": world.cast.seremi.pk},
        "acts:step": lambda: {"dated": day},
        "acts:earlier": lambda: {
            "kind": _kind(service).pk, "series": "exempt", "number": 7, "dated": day,
            "subject": "Del libro", "is_last": "on",
        },
        "acts:new_kind": lambda: rule | {"name": "Designación"},
        "acts:rule": lambda: rule,
    }  # fmt: skip
    return forms.get(name, dict)()


def _at(act: Act, *more: str) -> str:
    return reverse("acts:act", args=[act.public_id]) + "".join(f"{word}/" for word in more)


def _drafting(going: "Tour", world: "World") -> None:
    for who in ("ana", "pia"):
        going.see("no acts", who, reverse("acts:acts"))
    going.see("no kinds of acts", "nora", reverse("acts:kinds"))
    own = world.own
    act = _act(own)
    for who in ("nora", "ana"):
        going.see("kinds of acts", who, reverse("acts:kinds"))
    going.see("new kind of act", "nora", reverse("acts:new_kind"))
    going.see("new kind of act empty", "nora", reverse("acts:new_kind"), {})
    going.see("rule of acts", "nora", reverse("acts:rule", args=[_kind(own).public_id]))
    going.see("new act", "ana", reverse("acts:new"))
    going.see("new act empty", "ana", reverse("acts:new"), {})
    for who in ("ana", "diana"):
        going.see("act in draft", who, _at(act))
    going.see("act edited", "ana", _at(act, "editar"))
    going.see("act stale", "ana", _at(act, "editar"), SAID | {"revision": 9})
    going.see("void act empty", "ana", _at(act, "anular"), {})
    for what in ("relacion", "notificacion", standing_in.KEY):
        going.see(f"act with {what}", "ana", _at(act, "agregar", what))
        going.see(f"act with {what} empty", "ana", _at(act, "agregar", what), {})
    other = {"kind": "rectifies", "series": "exempt", "number": 99, "year": 2007}
    going.see("act on nothing", "ana", _at(act, "agregar", "relacion"), other)
    approvals.begin(act, by=world.cast.ana.access)
    for who in ("ana", "diana"):
        going.see("act sent", who, _at(act))
    for who in ("ana", "marta"):
        page = reverse("acts:of_case", args=["programa", own.plan.public_id])
        going.see("acts of a case", who, page)
    going.see("acts in process", "ana", reverse("acts:acts") + "?ver=filtros")


def _processing(going: "Tour", world: "World") -> None:
    own, ana = world.own, world.cast.ana.access
    clerk = _registry(own)
    first = signed(own, _act(own, "Primero"))
    going.see("act signed", "ana", _at(first))
    first = actions.number_act(first, by=clerk)
    later = _act(own, "Rectifica", "subject")
    actions.relate(later, first, "rectifies", extent="en su fecha", by=ana)
    held = Membership.objects.own().get(person=world.cast.diana.person)
    data = standing_in.data_of(held, world.cast.ana.person, TODAY, TODAY)
    actions.add_effect(later, standing_in.KEY, data, by=ana)
    actions.add_notice(later, world.cast.seremi, by=ana)
    going.see("act with parts", "ana", _at(later))
    later = actions.number_act(signed(own, later), by=clerk)
    going.see("act numbered", "ana", _at(later))
    later = actions.send_to_review(later, day=TODAY, by=clerk)
    later = actions.record_review(later, result="taken", day=TODAY, by=clerk)
    going.see("act to be told", "ana", _at(later))
    actions.record_notice(later.notices.get(), way="person", day=TODAY, by=clerk)
    actions.file_signed_copy(later, pdf(), by=clerk)
    _closing(going, world)
    for who in ("ana", "marta"):
        going.see("act processed", who, _at(later))
        going.see("act rectified", who, _at(first))


def _closing(going: "Tour", world: "World") -> None:
    """One that another left without its object meanwhile, and that who signs closes."""
    own, ana = world.own, world.cast.ana.access
    dead, late, quick = (_act(own, name) for name in ("Vieja", "Tarde", "Antes"))
    dead = actions.number_act(signed(own, dead), by=_registry(own))
    for act in (late, quick):
        actions.relate(act, dead, "annuls", by=ana)
    late, quick = signed(own, late), signed(own, quick)
    actions.number_act(quick, by=_registry(own))
    for who in ("ana", "diana"):
        going.see("act that can't go on", who, _at(late))
    going.see("close act", "diana", _at(late, "cerrar"))
    going.see("close act empty", "diana", _at(late, "cerrar"), {})
    late = actions.close(late, reason="La otra ya la anuló.", by=world.cast.diana.access)
    actions.redo_act(late, by=ana)
    for who in ("ana", "diana"):
        going.see("act closed", who, _at(late))
    going.see("act that redoes another", "ana", _at(late.redrafts.get()))


def _at_the_registry(going: "Tour", world: "World") -> None:
    """As somebody of the registry office sees it."""
    own, role = world.own, Role.REGISTRY_OFFICER
    clerk = _somebody("partes", ("Olga", "Mena"), role, world.cast.serviu)
    going.clients["partes"] = clerk.client()
    act = signed(own, _act(own, "Con trámite", "subject"))
    going.see("home of the registry", "partes", "/")
    going.see("act to number", "partes", _at(act))
    going.see("number", "partes", _at(act, "tramite", "numero"))
    early = {"dated": "2007-01-02"}
    going.see("number too early", "partes", _at(act, "tramite", "numero"), early)
    act = actions.number_act(act, by=clerk.access)
    for key in ("envio", "copia"):
        going.see(f"step {key}", "partes", _at(act, "tramite", key))
        going.see(f"step {key} empty", "partes", _at(act, "tramite", key), {})
    act = actions.send_to_review(act, day=TODAY, by=clerk.access)
    going.see("step of the review", "partes", _at(act, "tramite", "toma-de-razon"))
    said = {"day": TODAY.isoformat(), "result": "represented"}
    going.see("represented without a reason", "partes", _at(act, "tramite", "toma-de-razon"), said)
    going.see("earlier act", "partes", reverse("acts:earlier"))
    going.see("earlier act empty", "partes", reverse("acts:earlier"), {})
    actions.record_review(
        act, result="represented", day=TODAY, note="Falta el informe.", by=clerk.access
    )
    going.see("act represented", "partes", _at(act))


PARTS = (_drafting, _processing, _at_the_registry)
