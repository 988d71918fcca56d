"""The list of problems that one reads, with their open gaps."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.territory.frames import frame_on
from minga.workplan.problems.models import ProblemState, TerritorialProblem


def _problems(asking: Asking) -> Rows:
    gaps = Count("gaps", filter=Q(gaps__state="open"), distinct=True)
    late = Count("gaps", filter=Q(gaps__state="open", gaps__due_on__lt=asking.day), distinct=True)
    services = Count("services", filter=Q(services__left_on__isnull=True), distinct=True)
    found = TerritorialProblem.objects.select_related("service", "territory")
    return found.annotate(open_gaps=gaps, late_gaps=late, helping=services)


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    if not rows:
        return
    frame = frame_on(asking.day)
    for row in rows:
        row.where = frame.name_of(row.territory_id)


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay problemas territoriales con esos filtros.")
    gaps = sum(row.open_gaps for row in found.rows)
    late = sum(row.late_gaps for row in found.rows)
    if not gaps:
        return format_html("<b>{}</b>, sin brechas abiertas en esta página.", found.counted)
    word = "brecha abierta" if gaps == 1 else "brechas abiertas"
    said = format_html(", <b>{}</b> con su plazo vencido", late) if late else ""
    return format_html("<b>{}</b> con <b>{}</b> {}{}.", found.counted, gaps, word, said)


def _late(row: Any) -> str:
    return f"{row.late_gaps} con su plazo vencido" if row.late_gaps else ""


PROBLEMS = ListSpec(
    key="problemas",
    title="Problemas territoriales",
    url_name="problems:problems",
    queryset=_problems,
    columns=[
        Column("problema", "Problema", path="title", lead=True, width="w-30"),
        Column("lugar", "Lugar", value=lambda row: row.where),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.get_state_display(),
            tone=lambda row: row.tone,
            order=("state",),
        ),
        Column("servicios", "Servicios", INTEGER, value=lambda row: row.helping),
        Column(
            "brechas",
            "Brechas abiertas",
            INTEGER,
            value=lambda row: row.open_gaps,
            order=("open_gaps",),
            note=_late,
            short="Brechas",
        ),
        Column("desde", "Se conoce desde", DATE, path="since"),
        Column("convoca", "Convoca", path="service__short_name", shown=False),
    ],
    filters=[Choice("estado_es", "Estado", "state", choices=ProblemState.choices, facet=True)],
    search=("title", "statement"),
    order="-brechas",
    nouns=("problema", "problemas"),
    empty_title="Aquí verá los problemas que varios servicios solucionan juntos",
    empty="Una unidad los prepara y quien dirige el servicio los abre.",
    says=_says,
    row_url=lambda row: reverse("problems:problem", args=[row.public_id]),
    row_edge=lambda row: "is-late" if row.late_gaps else "",
    decorate=_decorate,
    template="problems/problems.html",
    crumb="PMG Gestión Territorial Integrada",
)
