"""What a portfolio can be cut by, and how each group is called."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minga.people.models import Organisation
from minga.strategy.models import DefinitionVersion, Initiative, LineOfAction, StrategicProduct
from minga.territory.frames import frame_on
from minga.territory.models import Kind
from minga.works.models import SourceKind
from minga.works.progress.cuts import (
    Asked,
    Totals,
    by_carrying,
    by_field,
    by_place,
    by_source,
)

Names = Callable[[Asked, list[Any]], dict[Any, str]]
OWN = "Propio del servicio"


@dataclass(frozen=True)
class Cut:
    """`note`: what whoever reads the figures has to know."""

    key: str
    title: str
    totals: Callable[[Asked], Totals]
    names: Names
    nobody: str
    note: str = ""
    # The column of a project, where it has one: then each group is measured too.
    field: str = ""


def _organisations(asked: Asked, keys: list[Any]) -> dict[Any, str]:
    found = Organisation.objects.filter(pk__in=keys).select_related("party")
    return {row.pk: row.short_name or str(row) for row in found}


def _products(asked: Asked, keys: list[Any]) -> dict[Any, str]:
    """As the last approved version calls each."""
    approved = DefinitionVersion.objects.filter(approved_on__isnull=False)
    rows = StrategicProduct.objects.filter(line__in=keys, version__in=approved.values("pk"))
    ordered = rows.order_by("version__approved_on", "pk")
    return dict(ordered.values_list("line", "name"))


def _initiatives(asked: Asked, keys: list[Any]) -> dict[Any, str]:
    found = Initiative.objects.filter(pk__in=keys)
    return {row.pk: f"{row.name} ({row.get_kind_display()})" for row in found}


def _places(asked: Asked, keys: list[Any]) -> dict[Any, str]:
    frame = frame_on(asked.division or asked.period.until.last)
    return {key: frame.name_of(key) for key in keys if key is not None}


def _choices(choices: list[tuple[str, Any]]) -> Names:
    return lambda asked, keys: {value: str(label).capitalize() for value, label in choices}


CUTS = {
    cut.key: cut
    for cut in (
        Cut(
            "territorio", "Territorio", by_place, _places, "Sin lugar en esta división",
            note="Cada proyecto se reparte según la parte de cada comuna.",
        ),
        Cut(
            "linea", "Línea de acción", by_field("project__line_of_action"),
            _choices([*LineOfAction.choices]), "Sin línea de acción", field="line_of_action",
        ),
        Cut(
            "mandante", "Mandante", by_field("project__principal"), _organisations, OWN,
            field="principal",
        ),
        Cut(
            "producto", "Producto estratégico", by_field("project__product_line"), _products,
            "Sin producto", field="product_line",
        ),
        Cut(
            "iniciativa", "Iniciativa", by_field("project__ties__initiative"), _initiatives,
            "Sin iniciativa",
            note="Un proyecto de varias iniciativas cuenta entero en cada una: no se suman.",
        ),
        Cut(
            "unidad", "Unidad", by_field("project__unit"), _organisations, "Sin unidad",
            field="unit",
        ),
        Cut(
            "fuente", "Fuente", by_source, _choices([*SourceKind.choices]), "Sin fuente",
            note="Cada proyecto se reparte según lo que paga cada fuente de su costo.",
        ),
        Cut(
            "arrastre", "Arrastre o nuevo", by_carrying,
            lambda asked, keys: {True: "Arrastre", False: "Nuevo"}, "",
            note="Es arrastre lo que entra al año con contrato vigente o gasto en expropiaciones.",
        ),
    )
}  # fmt: skip
PLACES = {
    "comuna": (Kind.COMMUNE, "por comuna"),
    "provincia": (Kind.PROVINCE, "por provincia"),
    "region": (Kind.REGION, "por región"),
}
