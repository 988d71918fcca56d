"""The list: projects and how far their programme is."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Exists, OuterRef, Sum, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.works.models import Project
from minga.works.models.costs import THOUSAND
from minga.works.schedules.models import (
    Milestone,
    MilestoneKind,
    MonthAmount,
    ScheduleVersion,
)

STANDINGS = [
    ("in_force", "vigente"),
    ("sent", "espera aprobación"),
    ("changing", "en preparación"),
    ("none", "sin programa"),
]
TONES = {"in_force": "ok", "sent": "wait", "changing": "wait", "none": "none"}


def _projects(asking: Asking) -> Rows:
    version = ScheduleVersion.objects.filter(schedule__project=OuterRef("pk"))
    standing = Case(
        When(Exists(version.filter(status="submitted")), then=Value("sent")),
        When(Exists(version.filter(status="draft")), then=Value("changing")),
        When(Exists(version.filter(status="in_force")), then=Value("in_force")),
        default=Value("none"),
    )
    return Project.objects.for_page().filter(state="active").annotate(standing=standing)


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    keys = [row.pk for row in rows]
    path = "version__schedule__project"
    ruling = {"version__status": "in_force", f"{path}__in": keys}
    year = asking.day.year
    money = dict(
        MonthAmount.objects.filter(**ruling, month__year=year)
        .order_by()
        .values_list(path)
        .annotate(total=Sum("amount"))
    )
    coming: dict[int, Milestone] = {}
    # The last one that is written down for a project is its nearest.
    milestones = Milestone.objects.filter(**ruling, on__gte=asking.day).order_by("-on", "-pk")
    for row in milestones.select_related("version__schedule"):
        coming[row.version.schedule.project_id] = row
    versions = ScheduleVersion.objects.in_force().filter(schedule__project__in=keys)
    numbers = dict(versions.values_list("schedule__project", "number"))
    for row in rows:
        row.programmed = money.get(row.pk, 0) // THOUSAND or None
        row.coming = coming.get(row.pk)
        row.number = numbers.get(row.pk)


def _ruling(row: Any) -> str:
    if row.number is None:
        return "–"
    return "línea base" if row.number == 1 else f"reprogramación {row.number - 1}"


def _coming(row: Any) -> str:
    return MilestoneKind(row.coming.kind).label if row.coming else ""


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay proyectos con esos filtros.")
    without = sum(row.standing == "none" for row in found.rows)
    if not without:
        return format_html("<b>{}</b>; todos los de esta página con programa.", found.counted)
    return format_html("<b>{}</b>; en esta página, <b>{}</b> sin programa.", found.counted, without)


SCHEDULES = ListSpec(
    key="programacion",
    title="Programación",
    url_name="schedules:schedules",
    queryset=_projects,
    columns=[
        Column(
            "proyecto",
            "Proyecto",
            value=str,
            order=("name",),
            note=lambda row: f"{row.bip} · {row.get_stage_display()}",
            lead=True,
            width="w-30",
        ),
        Column("rige", "Rige", value=_ruling),
        Column(
            "estado",
            "Estado",
            value=lambda row: dict(STANDINGS)[row.standing],
            order=("standing",),
            tone=lambda row: TONES[row.standing],
        ),
        Column(
            "programado",
            "Programado en el año",
            INTEGER,
            value=lambda row: row.programmed,
            unit="M$",
        ),
        Column(
            "hito",
            "Próximo hito",
            DATE,
            value=lambda row: row.coming.on if row.coming else None,
            note=_coming,
        ),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[Choice("estado_es", "Estado", "standing", choices=STANDINGS, facet=True)],
    search=("name", "bip"),
    order="proyecto",
    nouns=("proyecto", "proyectos"),
    empty_title="Aquí verá qué gasta y avanza cada proyecto, mes por mes",
    empty="Aparece cada proyecto de la cartera, con programa o sin él.",
    says=_says,
    row_url=lambda row: reverse("schedules:schedule", args=[row.public_id]),
    decorate=_decorate,
    crumb="Proyectos y obras",
)
