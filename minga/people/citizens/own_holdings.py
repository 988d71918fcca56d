"""What this area holds of a person, for a copy of it and for its erasure."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from minga.core.models import Fact
from minga.people.citizens.holdings import Holding, Rows, register
from minga.people.citizens.models import (
    Attention,
    AttentionStep,
    Citizen,
    CitizenData,
    DataRequest,
    HouseholdMember,
    Merge,
    PersonRead,
)
from minga.people.models import Membership, Party, Person


def declare() -> None:
    for holding in (IDENTITY, HOUSEHOLDS, ATTENTIONS, REQUESTS, FUNCTIONS, READS):
        register(holding)


def _data(people: Collection[int]) -> Rows:
    found = CitizenData.objects.filter(citizen__in=people)
    return found.select_related("citizen__person__party", "commune").order_by("citizen", "pk")


def _commune(row: CitizenData) -> str:
    if row.commune is None:
        return ""
    version = row.commune.versions.order_by("-valid_from").first()
    return version.name if version else ""


# Emptied by the erasure itself, last of all: it is what the rest hangs from.
IDENTITY = Holding(
    CitizenData,
    "identidad y contacto",
    _data,
    (
        ("Documento", lambda row: row.citizen.identifier),
        ("Nombres", lambda row: row.given_names),
        ("Apellidos", lambda row: row.family_names),
        ("Sexo", lambda row: row.get_sex_display()),
        ("Nacimiento", lambda row: row.birth_date),
        ("Teléfono", lambda row: row.phone),
        ("Correo", lambda row: row.email),
        ("Dirección", lambda row: row.address),
        ("Comuna", _commune),
        ("Desde", lambda row: row.on),
        ("Motivo", lambda row: row.reason),
    ),
    apart=False,
    with_models=(Party, Person, Citizen, Merge),
    order=10,
)


def _leave_no_reason(row: HouseholdMember) -> Iterable[Fact]:
    """That somebody lived there stays, of a person without a name."""
    row.reason = ""
    row.save(update_fields=["reason"])
    return (row,)


HOUSEHOLDS = Holding(
    HouseholdMember,
    "hogares",
    lambda people: (
        HouseholdMember.objects.filter(person__in=people)
        .select_related("household")
        .order_by("valid_from")
    ),
    (
        ("Hogar", lambda row: row.household.public_id),
        ("Relación", lambda row: row.get_relation_display()),
        ("Desde", lambda row: row.valid_from),
        ("Hasta", lambda row: row.last_day),
    ),
    empty=_leave_no_reason,
    order=20,
)


def _answers(row: Attention) -> str:
    return "\n".join(step.note for step in row.steps.all() if step.note)


def _without_the_person(row: Attention) -> Iterable[Fact]:
    """It is still counted: by channel, place and subject, of nobody."""
    steps = list(row.steps.all())
    for step in steps:
        step.note = ""
        step.save(update_fields=["note"])
    row.note, row.person = "", None
    row.save(update_fields=["note", "person"])
    return (row, *steps)


def _closed_on(row: Attention) -> date:
    return row.answered_on or row.on


ATTENTIONS = Holding(
    Attention,
    "atenciones",
    lambda people: (
        Attention.objects.filter(person__in=people)
        .select_related("subject", "office", "referred_to")
        .prefetch_related("steps")
        .order_by("on", "pk")
    ),
    (
        ("Número", lambda row: row.folio),
        ("Fecha", lambda row: row.on),
        ("Materia", lambda row: row.subject.name),
        ("Canal", lambda row: row.get_channel_display()),
        ("Oficina", lambda row: row.office.short_name),
        ("Nota", lambda row: row.note),
        ("Estado", lambda row: row.get_state_display()),
        ("Derivada a", lambda row: row.referred_to.short_name if row.referred_to else ""),
        ("Respuesta", _answers),
    ),
    empty=_without_the_person,
    term="keep_attentions",
    since=_closed_on,
    with_models=(AttentionStep,),
    order=30,
)


def _without_documents(row: DataRequest) -> Iterable[Fact]:
    row.identity_check = "borrado"
    row.delivery_check = "borrado" if row.delivery_check else ""
    row.save(update_fields=["identity_check", "delivery_check"])
    return (row,)


REQUESTS = Holding(
    DataRequest,
    "solicitudes sobre sus datos",
    lambda people: DataRequest.objects.filter(person__in=people).order_by("on", "pk"),
    (
        ("Fecha", lambda row: row.on),
        ("Qué pidió", lambda row: row.get_kind_display()),
        ("Estado", lambda row: row.get_state_display()),
        ("Identidad comprobada con", lambda row: row.identity_check),
        ("Cumplida el", lambda row: row.done_on),
        ("Entregada a", lambda row: row.delivery_check),
    ),
    empty=_without_documents,
    term="keep_requests",
    since=lambda row: row.done_on or row.on,
    order=40,
)

# A civil servant's: an erasure is refused to who has or had one.
FUNCTIONS = Holding(
    Membership,
    "funciones en el servicio",
    lambda people: (
        Membership.objects.filter(person__in=people)
        .select_related("organisation")
        .order_by("valid_from")
    ),
    (
        ("Función", lambda row: row.role_label),
        ("Organización", lambda row: row.organisation.name),
        ("Desde", lambda row: row.valid_from),
        ("Hasta", lambda row: row.last_day),
    ),
    apart=False,
    order=60,
)


def _moment(row: Any) -> str:
    return f"{timezone.localtime(row.recorded_at):%d-%m-%Y %H:%M}"


# Proof of who looked: it is kept although the person is erased, and then speaks of nobody.
READS = Holding(
    PersonRead,
    "quién consultó sus datos",
    lambda people: PersonRead.objects.filter(person__in=people).order_by("recorded_at"),
    (
        ("Cuándo", _moment),
        ("Función", lambda row: row.role),
        ("Organización", lambda row: row.organisation),
        ("Qué", lambda row: row.get_what_display()),
        ("Motivo", lambda row: row.purpose),
    ),
    apart=True,
    order=70,
)
