"""Missions, strategic objectives and products in force, by their words."""

from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.clock import today
from minga.core.search.registry import Searchable, register
from minga.strategy.models import (
    DefinitionVersion,
    Initiative,
    StrategicObjective,
    StrategicProduct,
)


def declare() -> None:
    register(
        Searchable(
            DefinitionVersion,
            kind="definiciones estratégicas",
            title=lambda version: f"Definiciones estratégicas de {version.definition.service}",
            body=("mission", "definition__service__short_name"),
            note=lambda version: f"Versión {version.number}",
            url=_url,
            visible=lambda access: DefinitionVersion.objects.visible_to(access).approved_on(
                today()
            ),
            rows=lambda: DefinitionVersion.objects.select_related("definition__service"),
        )
    )
    register(
        Searchable(
            StrategicObjective,
            body=("text",),
            note=lambda objective: f"De {objective.version.definition.service}",
            url=lambda objective: _url(objective.version),
            visible=_objectives,
            rows=lambda: StrategicObjective.objects.select_related("version__definition__service"),
            follows=("version__definition__service",),
        )
    )
    register(
        Searchable(
            StrategicProduct,
            body=("clients", "subproducts__name"),
            note=lambda product: f"De {product.version.definition.service}",
            url=lambda product: _url(product.version),
            visible=_products,
            rows=lambda: StrategicProduct.objects.select_related("version__definition__service"),
            follows=("version__definition__service",),
        )
    )
    register(
        Searchable(
            Initiative,
            lambda row: reverse("strategy:initiative", args=[row.public_id]),
            note=lambda row: f"{row.get_kind_display()}: {row.get_part_display()}",
        )
    )


def _products(access: Access) -> Any:
    ruling = DefinitionVersion.objects.visible_to(access).approved_on(today())
    return StrategicProduct.objects.filter(version__in=ruling)


def _objectives(access: Access) -> Any:
    ruling = DefinitionVersion.objects.visible_to(access).approved_on(today())
    return StrategicObjective.objects.filter(version__in=ruling)


def _url(version: DefinitionVersion) -> str:
    return f"{reverse('strategy:definitions')}?servicio={version.definition.service.key}"
