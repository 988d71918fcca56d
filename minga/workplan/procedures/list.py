"""The lists: procedures by state and late review, and non-conformities of any procedure."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Asked, Choice, Choices
from minga.core.lists.ranges import days
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.people.models import Organisation
from minga.workplan.procedures.due import due_on, late, with_reviews
from minga.workplan.procedures.models import (
    NonConformity,
    Procedure,
    ProcedureUse,
    ProcedureVersion,
)
from minga.workplan.procedures.models.fault import OPEN, FaultState, Severity, Source

STANDINGS = [
    ("in_force", "vigente"),
    ("changing", "vigente, en modificación"),
    ("draft", "en preparación"),
]


def _procedures(asking: Asking) -> Rows:
    version = ProcedureVersion.objects.filter(procedure=OuterRef("pk"))
    rules = Exists(version.filter(status="in_force"))
    is_open = Exists(version.filter(status__in=("draft", "submitted")))
    standing = Case(
        When(rules & is_open, then=Value("changing")),
        When(rules, then=Value("in_force")),
        default=Value("draft"),
    )
    rows = Procedure.objects.open_to(asking.access).for_page()
    return rows.annotate(standing=standing)


class Late(Asked):
    """Past the day of its review."""

    def condition(self, asking: Asking) -> Q:
        known = with_reviews(Procedure.objects.open_to(asking.access))
        return Q(pk__in=[procedure.pk for procedure, _ in late(known, asking.day)])


def _owners(asking: Asking) -> Choices:
    found = Procedure.objects.open_to(asking.access).values("owner")
    bodies = Organisation.objects.filter(pk__in=found).order_by("short_name")
    return [(body.pk, body.short_name) for body in bodies]


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    keys = [row.pk for row in rows]
    known = {row.pk: row for row in with_reviews(Procedure.objects.filter(pk__in=keys))}
    uses = _counted(ProcedureUse.objects.going().filter(procedure__in=keys))
    faults = _counted(NonConformity.objects.open().filter(procedure__in=keys))
    for row in rows:
        row.due = due_on(known[row.pk], asking.day)
        row.is_late = row.due is not None and row.due < asking.day
        row.in_use, row.open_faults = uses.get(row.pk, 0), faults.get(row.pk, 0)


def _counted(rows: Any) -> dict[int, int]:
    found = rows.order_by().values("procedure").annotate(many=Count("pk"))
    return {row["procedure"]: row["many"] for row in found}


def _state(row: Any) -> str:
    return "revisión atrasada" if row.is_late else dict(STANDINGS)[row.standing]


def _tone(row: Any) -> str:
    return "stop" if row.is_late else "none" if row.standing == "draft" else "ok"


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay procedimientos con esos filtros.")
    past = sum(row.is_late for row in found.rows)
    if not past:
        return format_html("<b>{}</b>; ninguno con revisión atrasada.", found.counted)
    return format_html("<b>{}</b>; <b>{}</b> con revisión atrasada.", found.counted, past)


PROCEDURES = ListSpec(
    key="procedimientos",
    title="Procedimientos",
    url_name="procedures:procedures",
    queryset=_procedures,
    columns=[
        Column(
            "procedimiento",
            "Procedimiento",
            value=str,
            order=("code",),
            note=lambda row: row.process,
            lead=True,
            width="w-30",
        ),
        Column("duena", "Unidad dueña", path="owner__short_name"),
        Column("estado", "Estado", value=_state, order=("standing",), tone=_tone),
        Column("revision", "Próxima revisión", DATE, value=lambda row: row.due),
        Column("en_uso", "En uso", INTEGER, value=lambda row: row.in_use),
        Column(
            "no_conformidades",
            "No conformidades abiertas",
            INTEGER,
            value=lambda row: row.open_faults,
            short="No conf.",
        ),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "standing", choices=STANDINGS, facet=True),
        Late("atrasada", "Revisión atrasada", "pk"),
        Choice("duena_es", "Unidad dueña", "owner", choices=_owners),
    ],
    search=("code", "title", "process"),
    order="procedimiento",
    nouns=("procedimiento", "procedimientos"),
    empty_title="Aquí verá cómo se hace lo que el servicio repite",
    empty="Cada procedimiento dice sus actividades, sus productos y qué deben cumplir.",
    says=_says,
    row_url=lambda row: reverse("procedures:procedure", args=[row.public_id]),
    row_edge=lambda row: "is-late" if row.is_late else "",
    decorate=_decorate,
    template="procedures/procedures.html",
    crumb="ISO 9001, Planificación y Control de Gestión",
)


def fault_tone(fault: NonConformity) -> str:
    tones = {FaultState.CLOSED: "ok", FaultState.DISMISSED: "none", FaultState.ACTING: ""}
    return tones.get(FaultState(fault.state), "wait")


FAULTS = ListSpec(
    key="no-conformidades",
    title="No conformidades",
    url_name="procedures:faults",
    queryset=lambda asking: NonConformity.objects.for_page(),
    columns=[
        Column(
            "no_conformidad",
            "No conformidad",
            value=lambda row: f"N.º {row.folio}",
            order=("year", "number"),
            note=lambda row: row.description[:140],
            lead=True,
            width="w-30",
        ),
        Column(
            "procedimiento",
            "Procedimiento",
            value=lambda row: row.where,
            order=("procedure__code",),
        ),
        Column("detectada", "Detectada", DATE, path="found_on"),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.get_state_display(),
            order=("state",),
            tone=fault_tone,
        ),
        Column("gravedad", "Gravedad", value=lambda row: row.get_severity_display()),
        Column("origen", "Origen", value=lambda row: row.get_source_display()),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "state", choices=FaultState.choices, facet=True),
        Choice("gravedad_es", "Gravedad", "severity", choices=Severity.choices),
        Choice("origen_es", "Origen", "source", choices=Source.choices),
        days("detectada_es", "Detectada", "found_on"),
    ],
    search=("description", "procedure__title", "procedure__code"),
    order="-no_conformidad",
    nouns=("no conformidad", "no conformidades"),
    empty_title="Aquí verá lo que no salió como dice su procedimiento",
    empty="Se anota en la página de cada procedimiento.",
    row_url=lambda row: reverse("procedures:fault", args=[row.public_id]),
    row_edge=lambda row: "is-late" if row.state in OPEN and row.severity == "major" else "",
    crumb="Procedimientos",
)
