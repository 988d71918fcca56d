"""The register of regulatory changes, with its states and filters."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE
from minga.core.lists.filters import Choice, Choices, Text
from minga.core.lists.ranges import days
from minga.core.lists.rows import Found, narrowed
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.territory.frames import frame_on
from minga.workplan.norms.models import NormCertainty, NormStage, RegulatoryChange


def url(change: RegulatoryChange) -> str:
    return reverse("norms:change", args=[change.public_id])


def _years(asking: Asking) -> Choices:
    seen = RegulatoryChange.objects.visible_to(asking.access)
    found = seen.values_list("year", flat=True).distinct().order_by("-year")
    return [(year, str(year)) for year in found]


def _rows(asking: Asking) -> Rows:
    return RegulatoryChange.objects.for_page()


def _decorate(rows: Any, asking: Asking) -> None:
    frame = frame_on(asking.day)
    for row in rows:
        row.place = frame.name_of(row.territory_id) if row.territory_id else ""
        row.tone, row.late = row.tone_on(asking.day), row.is_late(asking.day)


def _note(row: Any) -> str:
    return f"rige desde el {row.in_force_on:%d-%m-%Y}" if row.late else ""


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay cambios normativos con esos filtros.")
    day = found.asked.asking.day
    late = narrowed(found.asked).filter(stage=NormStage.IN_FORCE, in_force_on__lte=day).count()
    if not late:
        return format_html("<b>{}</b>; las reglas siguen a todos los que rigen.", found.counted)
    words = "rige y las reglas no lo siguen" if late == 1 else "rigen y las reglas no los siguen"
    return format_html("<b>{}</b>; <b>{}</b> {}.", found.counted, late, words)


CHANGES = ListSpec(
    key="cambios-normativos",
    title="Cambios normativos",
    url_name="norms:changes",
    queryset=_rows,
    columns=[
        Column(
            "titulo",
            "Cambio",
            path="title",
            note=lambda row: f"N.º {row.folio}, {row.norm}",
            lead=True,
            width="w-40",
        ),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.get_stage_display(),
            order=("stage",),
            tone=lambda row: row.tone,
            note=_note,
        ),
        Column("observado", "Observado", DATE, path="observed_on"),
        Column("rige", "Rige desde", DATE, path="in_force_on"),
        Column("lugar", "Lugar", value=lambda row: row.place),
        Column("norma", "Programa o norma", path="norm", shown=False),
        Column("resultado", "Resultado observado", path="observed", shown=False),
        Column("donde", "Dónde se observó", path="observed_where", shown=False),
        Column("certeza", "Certeza", value=lambda row: row.get_certainty_display(), shown=False),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "stage", NormStage.choices, facet=True),
        Choice("anio", "Año", "year", choices=_years),
        Choice("certeza_es", "Certeza", "certainty", NormCertainty.choices),
        Text("norma_dice", "Programa o norma", "norm"),
        days("rige_entre", "Rige desde", "in_force_on"),
    ],
    search=("title", "norm", "observed", "observed_where"),
    order="-observado",
    nouns=("cambio normativo", "cambios normativos"),
    empty_title="Aquí verá los cambios de normas que el servicio propone o sigue",
    empty="Registre un resultado observado y la norma que convendría cambiar.",
    says=_says,
    row_url=url,
    row_edge=lambda row: "is-late" if row.late else "",
    decorate=_decorate,
    template="norms/changes.html",
    crumb="Del resultado observado a las reglas actualizadas",
)
