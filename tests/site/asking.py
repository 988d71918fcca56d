"""Asking an address as somebody, and taking back whatever it did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from minga.core import middleware
from minga.core.access import Access
from minga.core.approvals.models import Submission
from minga.core.models import Event
from minga.core.uf.files import Content
from minga.core.uf.plan import plan_of
from minga.core.uf.staging import packed
from minga.people.handover import mark_of, piles_of
from minga.people.models import Membership
from minga.territory.boundaries import staging as boundaries
from minga.territory.boundaries.judge import plan_of as plan_of_boundaries
from minga.territory.boundaries.plan import Order
from minga.territory.boundaries.reading import read_file
from tests.answers import put_away
from tests.conftest import PASSWORD, TODAY, pdf
from tests.core.imports.making import LOT, xlsx
from tests.site import joined
from tests.site.world import DRAFT_YEAR, Service, World
from tests.territory.boundaries.making import geojson, three

NEW = "otra quebrada, otra pampa"
# Of an account: they ask for a reason and nothing else.
REASONED = {
    f"accounts:{name}"
    for name in (
        "close", "reopen", "unlock", "send_link", "revoke_link", "give_password", "remove_factors"
    )
}  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back, so that each request finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def undrawn() -> Iterator[None]:
    """Answers without their HTML: who is let in is asked of dozens of people; what a refusal says
    and what each one is shown, in the tour of the pages."""
    drawn = Template.render
    Template.render = lambda *args, **kwargs: ""  # type: ignore[method-assign]
    try:
        yield
    finally:
        Template.render = drawn  # type: ignore[method-assign]


@contextmanager
def worked_out_once() -> Iterator[None]:
    """What a person may do is read once after each change among people, and not at each request:
    functions do not change without an event."""
    read, known = middleware.access_of, {}
    of_people = Event.objects.filter(subject_model__startswith="people.").order_by("sequence")

    def access_of(user: Any, day: date) -> Access:
        key = (user.pk, day, of_people.values_list("hash", flat=True).last())
        if key not in known:
            known[key] = read(user, day)
        return known[key]

    middleware.access_of = access_of
    try:
        yield
    finally:
        middleware.access_of = read


def ask(client: Client, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
    """The answer, its files closed; the person stays signed in even if the request signed out."""
    cookies = deepcopy(client.cookies)
    with undone():
        response: HttpResponseBase = getattr(client, method.lower())(url, data or {})
        put_away(response)
    client.cookies = cookies
    return response


def url_of(world: World, name: str, side: str, what: str) -> str:
    return reverse(name, args=world.arguments(side, what))


def written(world: World, name: str, side: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    # Made for the address that is asked and for no other: some take a workbook to be written.
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "core:day": lambda: {"day": "2007-06-30"},
        "jobs:retry": lambda: {"reason": "La lista se volvió a crear."},
        "imports:upload": lambda: {"file": SimpleUploadedFile("p.xlsx", xlsx([LOT]))},
        "imports:columns": lambda: {"code": "0", "name": "1", "amount": "2"},
        "imports:justify": lambda: {"code": "dear", "text": "Lo confirmó obras."},
        "indicators:take": lambda: {"reason": "Actividad 3.1", "on": TODAY.isoformat()},
        "uf:load": lambda: {"file": uf_file(), "source": "Banco Central"},
        "uf:apply": lambda: {"content": packed(UF, "Banco Central"), "seen": plan_of(UF).mark},
        "uf:correct": lambda: {"value": "19.700,00", "reason": "Rectificación.", "seen": 1962266},
        "approvals:return": lambda: {"remarks": "Faltan los plazos."},
        "approvals:withdraw": lambda: {"reason": "Cambia un plazo."},
        "approvals:rule": lambda: {
            "second_factor": "on",
            "valid_from": TODAY.isoformat(),
            "source": "Res. Ex. 88",
            "reason": "Lo pide Contraloría.",
        },
        "people:name_substitute": lambda: {
            "membership": Membership.objects.get(person=world.cast.diana.person).pk,
            "person": world.cast.emilio.pk,
            "valid_from": TODAY.isoformat(),
            "last_day": TODAY.isoformat(),
            "act_reference": "Res. Ex. 120",
        },
        "people:delegate": lambda: {
            "membership": Membership.objects.get(person=world.cast.diana.person).pk,
            "person": world.cast.emilio.pk,
            "permissions": ["strategy.approve"],
            "valid_from": TODAY.isoformat(),
            "last_day": TODAY.isoformat(),
            "act_reference": "Res. Ex. 121",
        },
        "people:end_delegation": lambda: {"reason": "Volvió antes."},
        "people:add_organisation": lambda: {
            "name": "Municipalidad de Huara",
            "short_name": "M. Huara",
            "kind": "municipality",
            "valid_from": TODAY.isoformat(),
        },
        "people:change_organisation": lambda: {
            "name": "SERVIU de Tarapacá",
            "short_name": "SERVIU",
            "reason": "Cambia su nombre.",
            "seen": world.own.cast.serviu.event_id,
        },
        "people:close_organisation": lambda: {
            "last_day": TODAY.isoformat(),
            "reason": "Res. Ex. 3",
        },
        "people:add_person": lambda: {
            "given_names": "Eva",
            "family_names": "Paz",
            "rut": "12.345.678-5",
        },
        "people:give_function": lambda: {
            "organisation": world.cast.unit.pk,
            "role": "legal",
            "valid_from": TODAY.isoformat(),
            "act_reference": "Res. Ex. 90",
        },
        "people:pass_work": lambda: {
            "heir": world.cast.emilio.pk,
            "reason": "Se va del servicio.",
            "seen": mark_of(piles_of(world.own.worker, TODAY)),
        },
        "people:end_function": lambda: {"last_day": TODAY.isoformat(), "reason": "Renunció."},
        "people:change_table": lambda: {
            "valid_from": TODAY.isoformat(),
            "roles": ["legal", "internal_control"],
            "act_reference": "Res. Ex. 91",
            "reason": "Lo pide Contraloría.",
        },
        "lists:save_view": lambda: {"name": "De la región"},
        "lists:change_view": lambda: {"name": "De la provincia", "default": "on"},
        "people:end_substitution": lambda: {"reason": "Volvió antes."},
        "territory:boundaries": lambda: {**BOUNDARIES, "file": boundaries_file()},
        "territory:apply_boundaries": apply_boundaries,
        "territory:draw": lambda: {
            "name": "Caleta Vieja",
            "on": TODAY.isoformat(),
            "shape": "-70,15; -20,3\n-70,14; -20,3\n-70,14; -20,29",
        },
        "accounts:sign_in": lambda: {"username": "ana", "password": PASSWORD},
        "accounts:forgot": lambda: {"name": "ana"},
        "accounts:follow_link": lambda: {"password": NEW, "again": NEW},
        "accounts:change_password": lambda: {"old": PASSWORD, "password": NEW, "again": NEW},
        "accounts:invite": lambda: {
            "given_names": "Rosa",
            "family_names": "Lara",
            "rut": "44.444.444-4",
            "username": "rlara",
            "email": "rlara@serviu.cl",
            "service": world.cast.serviu.pk,
        },
        "accounts:factor_rule": lambda: {
            "required": "si",
            "valid_from": TODAY.isoformat(),
            "source": "Res. Ex. 88",
            "reason": "Lo pide Contraloría.",
        },
        "accounts:set_email": lambda: {"email": "otra@serviu.cl", "reason": "Cambió de correo."},
        "territory:look": lambda: {"place": world.cast.region.public_id, "year": 2007, "frame": ""},
        "territory:prepare_change": lambda: {
            "kind": "rename",
            "title": "Pica cambia de nombre",
            "legal_basis": "Ley de ejemplo",
            "takes_effect_on": "2009-01-01",
        },
        "territory:add_part": lambda: {"origin": "01401"},
        "strategy:propose": lambda: {
            "mission": "Dar vivienda.",
            "title_1": "Déficit",
            "text_1": "Bajar.",
        },
        "strategy:return": lambda: {"remarks": "Falta un objetivo."},
        "workplan:create": lambda: {"year": TODAY.year + 1},
        "workplan:upload": lambda: {"title": "Informe", "dated_on": "2007-11-20", "file": pdf()},
        "workplan:close_stage": lambda: {"stage": "evaluation"},
        "workplan:share": lambda: {"evidence": "zzzzzzzzzzzz"},
        "workplan:status": lambda: {"status": "not_fulfilled"},
        "workplan:return_evidence": lambda: {"remarks": "Falta la firma."},
        "workplan:return": lambda: {"remarks": "Faltan los plazos."},
        "workplan:new_objective": lambda: {"title": "Coordinar los barrios", "revision": 0},
        "workplan:edit_objective": lambda: {"title": "Coordinar los barrios", "revision": 0},
        "workplan:new_activity": lambda: activity(world.other if side == "other" else world.own),
        "workplan:edit_activity": lambda: activity(world.other if side == "other" else world.own),
    }
    service = world.other if side == "other" else world.own
    why = {"reason": "Lo pidió su jefatura."} if name in REASONED else {}
    sent = why | forms.get(name, dict)() | service.counter.written(name)
    return sent | _decided(world, service, name) | joined.written(world, service, name)


def _decided(world: World, service: Service, name: str) -> dict[str, Any]:
    """What is decided on was read: the event of its round, as the page shows it."""
    rounds: dict[str, Callable[[], Submission]] = {
        "strategy:approve": lambda: service.round_of(service.definition),
        "strategy:return": lambda: service.round_of(service.definition),
        "workplan:approve": lambda: service.round_of(service.submitted),
        "workplan:return": lambda: service.round_of(service.submitted),
        "approvals:pass": lambda: service.approval,
        "approvals:return": lambda: service.approval,
    }
    if name == "territory:approve_change":
        return {"seen": world.division.event_id}
    if name == "imports:apply":
        return {"seen": service.ready_import.seen}
    return {"seen": rounds[name]().event_id} if name in rounds else {}


UF = Content("uf.csv", uf={date(2010, 3, 1): 21_000_00})


BOUNDARIES = {"kind": "commune", "on": TODAY.isoformat(), "source": "Pruebas"}


def boundaries_file() -> SimpleUploadedFile:
    """Three communes of our own."""
    return SimpleUploadedFile("limites.geojson", geojson(three()))


def apply_boundaries() -> dict[str, str]:
    """As the preview sends it on."""
    data, order = geojson(three()), Order("commune", TODAY, "Pruebas")
    content = boundaries.packed(order, "limites.geojson", boundaries.keep(data))
    return {"content": content, "seen": plan_of_boundaries(read_file("a", data), order).mark}


def uf_file(text: str = "01-03-2010;21.000,00") -> SimpleUploadedFile:
    """Values of the UF as they are published."""
    return SimpleUploadedFile("uf.csv", text.encode(), "text/csv")


def activity(service: Service) -> dict[str, Any]:
    """The form of an activity of the draft."""
    return {
        "title": "Actualizar los planes",
        "weight": 20,
        "responsible": service.cast.seremi.pk,
        "starts_on": f"{DRAFT_YEAR}-04-01",
        "ends_on": f"{DRAFT_YEAR}-11-30",
        "expected_evidence": "plan regional actualizado",
        "evidence_needed": 1,
        "revision": 0,
    }
