"""The rows of the list that a year expects, with what became of each."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.lists.filters import Boolean, Choice, Choices
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Bulk, Column, ListSpec, Rows
from minga.works.actions import drop_expected
from minga.works.models import ExpectedProject, Project, ProjectState
from minga.works.permissions import FORMULATE


def _rows(asking: Asking) -> Rows:
    same = Project.objects.filter(service=OuterRef("service"), bip=OuterRef("bip"))
    loaded = Exists(same.exclude(state=ProjectState.WITHDRAWN))
    return ExpectedProject.objects.select_related("service").annotate(is_loaded=loaded)


def _years(asking: Asking) -> Choices:
    seen = ExpectedProject.objects.visible_to(asking.access).order_by("-year")
    return [(year, str(year)) for year in seen.values_list("year", flat=True).distinct()]


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    codes = {row.bip for row in rows if row.is_loaded}
    seen = Project.objects.visible_to(asking.access).filter(bip__in=codes).order_by("-pk")
    known = {(project.service_id, project.bip): project.public_id for project in seen}
    for row in rows:
        row.project = known.get((row.service_id, row.bip), "")


def _url(row: Any) -> str:
    return reverse("works:project", args=[row.project]) if row.project else ""


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay proyectos esperados con esos filtros.")
    missing = sum(not row.is_loaded for row in found.rows)
    return format_html("<b>{}</b>; en esta página, <b>{}</b> sin cargar.", found.counted, missing)


EXPECTED = ListSpec(
    key="proyectos-esperados",
    title="Proyectos esperados",
    url_name="works:expected",
    queryset=_rows,
    columns=[
        Column("nombre", "Proyecto", path="name", lead=True, width="w-40",
               note=lambda row: row.bip),
        Column("ano", "Año", path="year"),
        Column("estado", "Cartera", value=lambda row: "cargado" if row.is_loaded else "sin cargar",
               order=("is_loaded",), tone=lambda row: "ok" if row.is_loaded else "wait"),
        Column("fuente", "Fuente", path="source"),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("ano_es", "Año", "year", choices=_years),
        Boolean("cargado", "Cargado", "is_loaded"),
    ],
    search=("name", "bip"),
    order="-ano,nombre",
    nouns=("proyecto esperado", "proyectos esperados"),
    empty_title="Aquí verá la lista de proyectos que el año espera",
    empty="Se carga desde un libro con la identificación presupuestaria.",
    says=_says,
    row_url=_url,
    decorate=_decorate,
    bulk=[
        Bulk(
            name="quitar",
            label="Quitar de la lista esperada",
            permission=FORMULATE,
            act=drop_expected,
            says=lambda rows, count: (
                "1 fila sale de la lista." if count == 1 else f"{count} filas salen de la lista."
            ),
            done=lambda count: "Fila quitada." if count == 1 else f"{count} filas quitadas.",
            most=2_000,
        )
    ],
    template="works/expected.html",
    crumb="Proyectos y obras",
)  # fmt: skip
