"""The counter in each state: nobody, somebody, without a purpose and with one; what was asked,
referred, answered; two records of one; a copy and an erasure; subjects, terms, readings."""

from typing import TYPE_CHECKING

from django.urls import reverse

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from tests.people.citizens.places import at_home
from tests.site.world import World

if TYPE_CHECKING:
    from tests.site.pages import Tour

COUNTER, ADD = "/atencion/", "/atencion/personas/nueva/"


def attending(going: "Tour", world: World) -> None:
    _begin(going)
    _find(going, world)
    _register(going, world)
    _open(going, world)
    _answer(going, world)
    _rights(going, world)


def _of(world: World, name: str, what: str = "citizen") -> str:
    return reverse(f"citizens:{name}", args=world.own.counter.subjects[what]())


def _begin(going: "Tour") -> None:
    going.see("counter without subjects", "celia", f"{COUNTER}?anonima=si")
    for who in ("aldo", "celia"):
        going.see("no attentions", who, "/atencion/lista/")
    going.see("no readings", "aldo", "/atencion/consultas/")
    for who in ("nora", "emilio"):
        going.see("no subjects", who, "/atencion/materias/")
    going.see("a subject without a name", "nora", "/atencion/materias/", {"name": ""})
    going.see("term", "nora", "/atencion/plazos/answer/")
    going.see("term refused", "nora", "/atencion/plazos/answer/", {"value": "0"})


def _find(going: "Tour", world: World) -> None:
    rosa = world.own.counter.citizen
    assert world.own.counter.waiting
    for query in ("", f"?run={rosa.run}", "?run=33.333.301-0", "?run=33.333.309-0", "?run=AB-99"):
        going.see(f"counter «{query}»", "celia", f"{COUNTER}{query}")
    going.see("counter without a name", "celia", f"{COUNTER}?anonima=si")
    for who in ("celia", "hugo", "emilio"):
        going.see("person", who, _of(world, "person"))
        for name in ("panel_data", "panel_household", "panel_attentions"):
            going.see(f"{name} closed", who, _of(world, name))


def _register(going: "Tour", world: World) -> None:
    at, register = world.own.counter, reverse("citizens:register")
    sent = at.written("citizens:register")
    going.see("attention twice", "celia", register, sent)
    going.see("attention of nothing", "celia", register, sent | {"subject": "zzz"})
    going.see("attention empty", "celia", register, {"person": at.citizen.public_id})
    going.see("add a person", "celia", f"{ADD}?run=33.333.309-0")
    going.see("add nobody", "celia", ADD, {"document": "run"})
    there = at.written("citizens:add") | {"run": at.citizen.run}
    going.see("add one who is there", "celia", ADD, there)


def _open(going: "Tour", world: World) -> None:
    going.see("a purpose of nothing", "celia", _of(world, "purpose"), {"purpose": ""})
    going.clients["celia"].post(_of(world, "purpose"), {"purpose": "Revisar su postulación"})
    going.see("person with a purpose", "celia", _of(world, "person"))
    for name in ("panel_data", "panel_household", "correct", "give_run", "join_household"):
        going.see(f"{name} open", "celia", _of(world, name))
    for name in ("correct", "give_run", "join_household", "propose_merge", "ask_data"):
        going.see(f"{name} empty", "celia", _of(world, name), {})
    at_home(world.cast, world.own.counter.citizen)
    for name in ("panel_household", "join_household"):
        going.see(f"{name} with a household", "celia", _of(world, name))
    for name in ("leave_household", "part_household"):
        going.see(f"{name} empty", "celia", _of(world, name), {})
    for name in ("propose_merge", "ask_data"):
        going.see(name, "celia", _of(world, name))


def _answer(going: "Tour", world: World) -> None:
    going.see("home of the unit", "emilio", "/")
    for who in ("celia", "emilio"):
        going.see("merge", who, _of(world, "merge", "fusion"))
        going.see("attention", who, _of(world, "attention", "waiting"))
    going.see("attention reserved", "ana", _of(world, "attention", "waiting"))
    for name in ("answer", "refer", "void"):
        going.see(f"{name} empty", "celia", _of(world, name, "waiting"), {})
    for query in ("", "?ver=filtros", "?vencida=no&mi_unidad=si&canal_es=oficina"):
        going.see(f"attentions {query}", "emilio", f"/atencion/lista/{query}")
    for who in ("nora", "emilio"):
        going.see("subjects", who, "/atencion/materias/")
    going.see("subject ended, no reason", "nora", _of(world, "end_subject", "matter"), {})
    going.clients["emilio"].post(_of(world, "answer", "waiting"), {"note": "Sigue vigente."})
    going.see("attention answered", "celia", _of(world, "attention", "waiting"))


def _rights(going: "Tour", world: World) -> None:
    at = world.own.counter
    going.see("copy asked", "celia", _of(world, "data_request", "copy"))
    going.see("copy to nobody", "celia", _of(world, "deliver", "copy"), {})
    going.see("readings", "aldo", "/atencion/consultas/?ver=filtros")
    for who in ("celia", "diana"):
        going.see("erasure asked", who, _of(world, "data_request", "erasure"))
    approvals.pass_step(at.erasure, seen=seen_of(at.erasure), by=world.cast.diana.access)
    for who in ("celia", "diana"):
        going.see("erasure done", who, _of(world, "data_request", "erasure"))
    going.see("a blocked person", "celia", _of(world, "person"))
    history = f"/historia/ficha-de-persona/{at.citizen.public_id}/"
    going.see("history of a person", "celia", history)
