"""The lists of this area: attentions, and who looked at persons' data. Neither names a person:
that takes opening one."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE, choice
from minga.core.lists.filters import Asked, Choice, Choices, Text
from minga.core.lists.ranges import days
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.people.citizens.models import (
    Attention,
    AttentionSubject,
    Channel,
    PersonRead,
)
from minga.people.citizens.permissions import SEE_ATTENTIONS, SEE_READS
from minga.people.citizens.units import units_of
from minga.people.models import Organisation
from minga.territory.frames import frame_on

TONES = {"referred": "wait", "answered": "ok", "voided": ""}


def _url(attention: Attention) -> str:
    return reverse("citizens:attention", args=[attention.public_id])


def _attentions(asking: Asking) -> Rows:
    return Attention.objects.for_page()


def _places(rows: Any, asking: Asking) -> None:
    frame = frame_on(asking.day) if rows else None
    for row in rows:
        row.place = frame.name_of(row.territory_id) if frame and row.territory_id else "–"
        row.late = row.is_late(asking.day)


def _units(asking: Asking) -> Choices:
    found = Attention.objects.visible_to(asking.access).exclude(referred_to=None)
    units = Organisation.objects.filter(pk__in=found.values("referred_to"))
    return [(unit.pk, unit.short_name) for unit in units.order_by("name")]


def _services(asking: Asking) -> Choices:
    found = Attention.objects.visible_to(asking.access)
    services = Organisation.objects.filter(pk__in=found.values("service"))
    return [(service.pk, service.short_name) for service in services.order_by("name")]


def _subjects(asking: Asking) -> Choices:
    found = AttentionSubject.objects.filter(service__in=asking.access.institutions)
    if asking.access.reads_all:
        found = AttentionSubject.objects.all()
    names = found.order_by("name").values_list("name", flat=True).distinct()
    return [(name, name) for name in names]


class Late(Asked):
    """Whether it awaits an answer after its term."""

    def condition(self, asking: Asking) -> Q:
        return Q(state="referred", due_on__lt=asking.day)


class Mine(Asked):
    """Whether it was referred to a unit where the person works."""

    def condition(self, asking: Asking) -> Q:
        return Q(referred_to__in=units_of(asking.access, asking.day))


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay atenciones con esos filtros.")
    return format_html("<b>{}</b>, la más reciente primero.", found.counted)


def _edge(row: Any) -> str:
    return "is-late" if row.late else ""


ATTENTIONS = ListSpec(
    key="atenciones",
    title="Atenciones",
    url_name="citizens:attentions",
    queryset=_attentions,
    columns=[
        Column(
            "numero", "Número", value=lambda row: row.folio, order=("year", "number"), lead=True
        ),
        Column("fecha", "Fecha", DATE, path="on"),
        Column("materia", "Materia", path="subject__name"),
        Column("canal", "Canal", choice(dict(Channel.choices)), path="channel"),
        Column("lugar", "Lugar", value=lambda row: row.place),
        Column(
            "derivada",
            "Derivada a",
            value=lambda row: row.referred_to.short_name if row.referred_to else "",
            order=("referred_to__short_name",),
        ),
        Column("plazo", "Plazo", DATE, path="due_on"),
        Column(
            "estado",
            "Estado",
            choice(dict(Attention.State.choices)),
            path="state",
            tone=lambda row: "stop" if row.late else TONES[row.state],
            note=lambda row: "fuera de plazo" if row.late else "",
        ),
    ],
    filters=[
        Choice("estado_es", "Estado", "state", choices=Attention.State.choices, facet=True),
        Choice("servicio_es", "Servicio", "service", choices=_services),
        Choice("canal_es", "Canal", "channel", choices=Channel.choices),
        Choice("materia_es", "Materia", "subject__name", choices=_subjects),
        Choice("unidad", "Derivada a", "referred_to", choices=_units),
        Late("vencida", "Fuera de plazo", "due_on"),
        Mine("mi_unidad", "De mi unidad", "referred_to"),
        days("fecha_es", "Fecha", "on"),
    ],
    order="-fecha,-numero",
    permission=SEE_ATTENTIONS,
    nouns=("atención", "atenciones"),
    empty_title="Aquí verá lo que las personas piden y lo que se les responde",
    empty="Quien atiende público registra cada atención desde la pantalla de atención.",
    says=_says,
    row_url=_url,
    row_edge=_edge,
    decorate=_places,
    crumb="Atención de público",
)


def _moment(row: PersonRead) -> str:
    return f"{timezone.localtime(row.recorded_at):%d-%m-%Y %H:%M}"


READS = ListSpec(
    key="consultas",
    title="Quién consultó datos de personas",
    url_name="citizens:reads",
    queryset=lambda asking: PersonRead.objects.select_related("person__party"),
    columns=[
        Column("dia", "Día", DATE, path="on"),
        Column(
            "hora",
            "Registrada",
            value=_moment,
            order=("recorded_at",),
        ),
        Column("quien", "Quién", path="reader_label", lead=True, note=lambda row: row.role),
        Column("organizacion", "Organización", path="organisation"),
        Column(
            "persona",
            "Persona consultada",
            value=lambda row: row.person.public_id,
            order=("person",),
        ),
        Column("que", "Qué", choice(dict(PersonRead.What.choices)), path="what"),
        Column("motivo", "Motivo", path="purpose"),
        Column("pagina", "Página", path="page", shown=False),
    ],
    filters=[
        Choice("que_es", "Qué", "what", choices=PersonRead.What.choices, facet=True),
        Text("quien_es", "Quién", "reader_label"),
        Text("persona_es", "Persona consultada", "person__party__public_id"),
        days("dia_es", "Día", "on"),
    ],
    search=("purpose", "reader_label"),
    order="-hora",
    permission=SEE_READS,
    nouns=("consulta", "consultas"),
    empty_title="Aquí verá quién consultó datos de personas, y para qué",
    empty="Cada vez que alguien abre la ficha de una persona queda una línea aquí.",
    crumb="Atención de público",
)
