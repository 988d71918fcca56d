"""All that this area says to the kernel."""

from datetime import date
from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.approvals.flows import Flow, Step
from minga.core.approvals.flows import register as register_flow
from minga.core.history import register_history
from minga.core.imports.spec import Field, ImportSpec
from minga.core.imports.spec import register as register_import
from minga.core.indicators.registry import Indicator, Row
from minga.core.indicators.registry import register as register_indicator
from minga.core.kinds import DATE, PESOS, text
from minga.core.lists.filters import Choice
from minga.core.lists.spec import Column, ListSpec
from minga.core.permissions import declare as permission
from minga.core.search.registry import Searchable
from minga.core.search.registry import register as register_searchable
from tests.orchard.models import Tree

PLANT = permission("orchard.plant", "plantar árboles", ["unit_officer", "unit_head"])
APPROVE = permission("orchard.approve", "aprobar árboles", ["institution_head", "unit_head"])


def url(tree: Tree) -> str:
    return reverse("orchard:tree", args=[tree.public_id])


TREES = ListSpec(
    key="arboles",
    title="Árboles",
    url_name="orchard:trees",
    queryset=lambda asking: Tree.objects.all(),
    columns=[
        Column("codigo", "Código", path="code", lead=True, link=url),
        Column("especie", "Especie", path="species"),
        Column("plantado", "Plantado el", DATE, path="planted_on"),
        Column("costo", "Costo", PESOS, path="cost"),
    ],
    filters=[
        Choice("especie_es", "Especie", "species", [("Tamarugo", "Tamarugo"), ("Molle", "Molle")])
    ],
    search=("code", "species"),
    order="codigo",
    nouns=("árbol", "árboles"),
)


def planted(*, on: date, access: Access, **asked: Any) -> list[Row]:
    """The trees that were in the ground that day, of those that were to be."""
    found = Tree.objects.visible_to(access)
    return [Row(tree.public_id, str(tree), int(tree.planted_on <= on), 1) for tree in found]


def declare() -> None:
    register_import(
        ImportSpec(
            kind="arboles",
            label="árboles",
            permission=PLANT,
            model=Tree,
            key=("code",),
            fields=(
                Field("code", "Código", text(12)),
                Field("species", "Especie", text(40), required=True),
                Field("planted_on", "Plantado el", DATE, required=True),
                Field("cost", "Costo", PESOS, required=True, aliases=("Valor",)),
            ),
            constants=lambda access: {"service_id": min(access.institutions)},
        )
    )
    steps = (Step("chief", "Dirección del servicio", APPROVE),)
    register_flow(
        Flow("orchard", "árboles", "árbol", "un árbol", Tree, steps, PLANT, "service", url)
    )
    register_searchable(Searchable(Tree, url, body=("code", "species")))
    register_history(Tree, url=url)
    register_indicator(
        Indicator(
            key="arboles-plantados",
            label="Árboles plantados",
            definition="Parte de los árboles que ya están en tierra.",
            formula="Árboles plantados ÷ árboles por plantar.",
            source="Arboledas",
            rows=planted,
        )
    )
