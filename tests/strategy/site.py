"""Versions of strategic definitions in the tests of the whole site."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from minga.strategy.actions import approve_definitions, propose_definitions
from minga.strategy.models import DefinitionVersion
from tests.strategy.factories import HOUSES, OBJECTIVES, STREETS

ACCESS = """
GET  strategy:version own   ruled      200  200  404  404  404  200  200  200  404
GET  strategy:form    own   ruled_form 200  200  404  404  404  200  200  200  404
GET  strategy:version other ruled      404  404  404  200  404  200  200  404  404
GET  strategy:form    other ruled_form 404  404  404  200  404  200  200  404  404
"""
BEYOND: dict[str, dict[str, int]] = {
    "GET strategy:version own ruled": {"staff": 200},
    "GET strategy:form own ruled_form": {"staff": 200},
}


def ruled(service: Any) -> DefinitionVersion:
    """Approved by Diana; what was open before, too."""
    if "ruled" not in vars(service):
        cast, by = service.cast, service.cast.diana.access
        known = DefinitionVersion.objects.filter(definition__service=cast.serviu)
        if opened := known.filter(status="submitted").first():
            approve_definitions(opened, by=by)
        version = propose_definitions(
            cast.serviu,
            mission="Llevar vivienda a cada territorio.",
            objectives=OBJECTIVES,
            products=[HOUSES, STREETS],
            by=cast.ana.access,
        )
        vars(service)["ruled"] = approve_definitions(version, by=by)
    found: DefinitionVersion = vars(service)["ruled"]
    return found


def _arguments(service: Any) -> list[object]:
    version = ruled(service)
    return [version.definition.public_id, version.number]


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "ruled": lambda: _arguments(service),
        "ruled_form": lambda: [*_arguments(service), "xlsx"],
    }


TYPED = {
    "mission": "Servir", "title_1": "Déficit", "text_1": "Bajarlo", "products": "1",
    "name_1": "Viviendas", "parts_1": "2", "part_1_1": "Nuevas",
}  # fmt: skip


def _products(going: Any, world: Any) -> None:
    version = ruled(world.own)
    address = reverse("strategy:version", args=[version.definition.public_id, version.number])
    page, propose = reverse("strategy:definitions"), reverse("strategy:propose")
    for who in ("ana", "aldo"):
        going.see("definitions with products", who, page)
        going.see("a version", who, address)
    going.see("propose with products", "ana", propose)
    going.see("more room for products", "ana", propose, TYPED | {"mas": "producto"})
    going.see("more room for parts", "ana", propose, TYPED | {"mas": "1"})
    going.see("a product half written", "ana", propose, TYPED)
    propose_definitions(
        world.cast.serviu, mission="Otra", objectives=OBJECTIVES, products=[STREETS],
        by=world.cast.ana.access,
    )  # fmt: skip
    for who in ("ana", "diana"):
        going.see("changes proposed", who, page)


PARTS = (_products,)
