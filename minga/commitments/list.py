"""The list of commitments of any origin: overdue first, with its filters."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.commitments.chasing.reach import Directory
from minga.commitments.heirs import inherited
from minga.commitments.models import Commitment, State
from minga.commitments.origins import origins
from minga.commitments.scope import mine, units_of
from minga.core.access import StaffRequest
from minga.core.cases import case_kinds
from minga.core.kinds import DATE
from minga.core.lists.filters import Asked, Choice, Choices
from minga.core.lists.ranges import days
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.territory.look import look_of


def url(commitment: Commitment) -> str:
    return reverse("commitments:commitment", args=[commitment.public_id])


def _ranked(asking: Asking) -> Rows:
    """Overdue, then pending, then reported, then closed."""
    late = Q(state=State.PENDING, due_on__lt=asking.day)
    rank = Case(
        When(late, then=Value(0)),
        When(state=State.PENDING, then=Value(1)),
        When(state=State.REPORTED, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return Commitment.objects.for_page().annotate(rank=rank)


def _responsibles(asking: Asking) -> Choices:
    found = Commitment.objects.visible_to(asking.access).values("responsible")
    bodies = Organisation.objects.filter(pk__in=found).order_by("short_name")
    return [(body.pk, body.short_name) for body in bodies]


def _origins(asking: Asking) -> Choices:
    return [(origin.key, origin.label) for origin in origins()]


def _cases(asking: Asking) -> Choices:
    return [("", "ninguno"), *((kind.model_label, kind.label) for kind in case_kinds())]


class Overdue(Asked):
    def condition(self, asking: Asking) -> Q:
        return Q(state=State.PENDING, due_on__lt=asking.day)


class Mine(Asked):
    def condition(self, asking: Asking) -> Q:
        return mine(asking.access, asking.day)


class OfMyUnit(Asked):
    def condition(self, asking: Asking) -> Q:
        units = units_of(asking.access, asking.day)
        return Q(responsible__in=units) | inherited("responsible", asking.day, bodies=units)


class InPlace(Asked):
    """Of the place that one is looking at, and of what is part of it."""

    def condition(self, asking: Asking) -> Q:
        return Q(territory__in=asking.context.get("inside", ()))


def _looking_at(request: StaffRequest) -> Mapping[str, Any]:
    look = look_of(request)
    if look.place is None:
        return {"inside": [], "place": ""}
    inside = look.frame.division.inside(look.place.territory_id)
    keys = sorted({v.territory_id for v in inside} | {look.place.territory_id})
    return {"inside": keys, "place": look.place.name}


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    """The place, whom it passed to, and whether somebody can be written to."""
    if not rows:
        return
    frame, directory = frame_on(asking.day), Directory.of(rows, asking.day)
    for row in rows:
        row.place = frame.name_of(row.territory_id) if row.territory_id else ""
        row.said, row.tone = row.said_on(asking.day), row.tone_on(asking.day)
        holder = directory.holder(row)
        row.holder = holder.short_name if holder else "por decidir"
        row.inherited = "" if holder and holder.pk == row.responsible_id else _from(row)
        pending = row.state == State.PENDING
        row.left = pending and directory.left(row)
        row.unreached = pending and not row.chase_paused and not directory.responsible(row)


def _from(row: Any) -> str:
    return f"heredado de {row.responsible.short_name}"


def _notes(row: Any) -> str:
    if row.unreached:
        return "sin correo a quien avisar"
    return "avisos en pausa" if row.chase_paused and row.is_open else ""


def _who(row: Any) -> str:
    person = str(row.person) if row.person else ""
    told = [row.inherited, f"{person} ya no trabaja ahí" if row.left else person]
    return ", ".join(filter(None, told))


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay compromisos con esos filtros.")
    late = sum(row.is_late(found.asked.asking.day) for row in found.rows)
    if not late:
        return format_html("<b>{}</b>; ninguno vencido en esta página.", found.counted)
    word = "vencido, que va" if late == 1 else "vencidos, que van"
    return format_html("<b>{}</b>; <b>{}</b> {} primero.", found.counted, late, word)


COMMITMENTS = ListSpec(
    key="compromisos",
    title="Compromisos",
    url_name="commitments:commitments",
    queryset=_ranked,
    columns=[
        Column(
            "compromiso",
            "Compromiso",
            value=lambda row: row.short,
            order=("rank", "due_on"),
            note=lambda row: f"N.º {row.folio}, a {row.promised_to}",
            lead=True,
            width="w-30",
        ),
        Column(
            "responsable",
            "Responsable",
            value=lambda row: row.holder,
            order=("responsible__short_name",),
            note=_who,
        ),
        Column("plazo", "Plazo", DATE, path="due_on"),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.said,
            order=("rank",),
            tone=lambda row: row.tone,
            note=_notes,
        ),
        Column("origen", "Origen", value=lambda row: row.origin_label, order=("origin",)),
        Column("lugar", "Lugar", value=lambda row: row.place),
        Column("caso", "Caso", path="case_label", shown=False),
        Column("original", "Plazo original", DATE, path="first_due_on", shown=False),
        Column("desde", "Desde", DATE, path="made_on", shown=False),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "state", choices=State.choices, facet=True),
        Overdue("vencido", "Vencido", "due_on"),
        Mine("mio", "Mío", "person"),
        OfMyUnit("mi_unidad", "De mi unidad", "responsible"),
        Choice("origen_es", "Origen", "origin", choices=_origins),
        Choice("responsable_es", "Responsable", "responsible", choices=_responsibles),
        InPlace("en_el_lugar", "En el lugar que mira", "territory"),
        Choice("caso_es", "Tipo de caso", "case_model", choices=_cases),
        days("plazo_es", "Plazo", "due_on"),
    ],
    search=("promise", "promised_to", "origin_reference", "case_label"),
    order="compromiso",
    nouns=("compromiso", "compromisos"),
    empty_title="Aquí verá lo que alguien prometió y hasta cuándo",
    empty="Registre lo que se acuerda en una mesa, una reunión, un análisis o una auditoría.",
    says=_says,
    row_url=url,
    row_edge=lambda row: "is-late" if row.tone == "stop" and row.is_open else "",
    decorate=_decorate,
    context=_looking_at,
    template="commitments/commitments.html",
    crumb="Compromisos de cualquier origen",
)
