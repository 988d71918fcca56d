"""What is wrong with the portfolio, as a list."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE
from minga.core.lists.filters import Choice, Choices
from minga.core.lists.rows import Found, narrowed
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.works.validations.catalogue import BY_CODE, ENTRIES
from minga.works.validations.models import FindingSeverity, KeptFinding

TONES = {FindingSeverity.STOPS.value: "late", FindingSeverity.WARNS.value: "due"}


def url(finding: KeptFinding) -> str:
    """Its project, where all of its findings are; of the whole portfolio, where it is mended."""
    if finding.project is None:
        return finding.url
    return reverse("validations:project", args=[finding.project.public_id])


def _rows(asking: Asking) -> Rows:
    return KeptFinding.objects.waiting().select_related("project", "service__party")


def _codes(asking: Asking) -> Choices:
    return [(entry.code, f"{entry.code} {entry.title}") for entry in ENTRIES]


def _units(asking: Asking) -> Choices:
    seen = KeptFinding.objects.visible_to(asking.access).exclude(project__unit=None)
    names = seen.values_list("project__unit", "project__unit__short_name").distinct()
    return [(str(key), name) for key, name in names.order_by("project__unit__short_name")]


def _rule(row: Any) -> str:
    entry = BY_CODE.get(row.code)
    return f"{row.code} {entry.title}" if entry else row.code


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("La última revisión no encontró nada pendiente con esos filtros.")
    counts = narrowed(found.asked).aggregate(
        stops=Count("pk", filter=Q(severity=FindingSeverity.STOPS)),
        projects=Count("project", distinct=True),
    )
    projects = "1 proyecto" if counts["projects"] == 1 else f"{counts['projects']} proyectos"
    return format_html(
        "<b>{}</b> en {}; <b>{}</b> impiden aprobar.", found.counted, projects, counts["stops"]
    )


FINDINGS = ListSpec(
    key="validaciones",
    title="Validaciones",
    url_name="validations:findings",
    queryset=_rows,
    columns=[
        Column(
            "que",
            "Qué ocurre",
            path="sentence",
            note=_rule,
            lead=True,
            width="w-50",
        ),
        Column(
            "gravedad",
            "Gravedad",
            value=lambda row: row.get_severity_display(),
            order=("severity",),
            tone=lambda row: TONES[row.severity],
        ),
        Column(
            "proyecto",
            "Proyecto",
            value=lambda row: row.project.name if row.project else "la cartera",
            order=("project__name",),
            note=lambda row: row.project.bip if row.project else "",
        ),
        Column("desde", "Vista desde", DATE, path="found_on"),
        Column("codigo", "Validación", path="code", shown=False),
        Column("bip", "Código BIP", value=lambda row: row.project.bip if row.project else "",
               order=("project__bip",), shown=False),
        Column("corregir", "Dónde se corrige", path="mend", shown=False),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("gravedad_es", "Gravedad", "severity", FindingSeverity.choices, facet=True),
        Choice("validacion", "Validación", "code", choices=_codes),
        Choice("unidad", "Unidad", "project__unit", choices=_units),
    ],
    search=("sentence", "code", "project__name", "project__bip"),
    order="gravedad",
    nouns=("observación", "observaciones"),
    empty_title="Aquí verá lo que la revisión encuentra en la cartera",
    empty="La revisión corre cada noche; también puede pedirla ahora.",
    says=_says,
    row_url=url,
    template="validations/findings.html",
    crumb="Lo que hay que corregir o justificar",
)  # fmt: skip


def counts(access: Any) -> list[dict[str, Any]]:
    """By code, in the order of the catalogue, what waits."""
    rows = KeptFinding.objects.visible_to(access).waiting().values("code").order_by("code")
    found = {row["code"]: row["many"] for row in rows.annotate(many=Count("pk"))}
    return [{"entry": entry, "many": found.get(entry.code, 0)} for entry in ENTRIES]
