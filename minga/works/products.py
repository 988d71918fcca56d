"""The strategic products of a service as they are called on a day, and what they serve."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from minga.strategy.models import (
    DefinitionVersion,
    ProductLine,
    StrategicProduct,
    StrategicSubproduct,
)


@dataclass(frozen=True)
class Named:
    """A product, or a part of one: its line, its name, the objectives that it serves."""

    line_id: int
    name: str
    objectives: tuple[str, ...]
    line_of_action: str


def named_on(service_id: int, day: date) -> list[Named]:
    """Those of the version that rules the day, each product before its parts."""
    ruling = DefinitionVersion.objects.approved_on(day).filter(definition__service=service_id)
    products = StrategicProduct.objects.filter(version__in=ruling).order_by("version", "number")
    whole = products.prefetch_related("subproducts", "serves__objective")
    return [named for product in whole for named in _named(product)]


def _named(product: StrategicProduct) -> Iterator[Named]:
    goals = tuple(f"{row.objective.number}. {row.objective.title}" for row in product.serves.all())
    yield Named(product.line_id, str(product), goals, product.line_of_action)
    for part in product.subproducts.all():
        yield Named(
            part.line_id, f"{product.number}.{part.number} {part.name}", goals,
            product.line_of_action,
        )  # fmt: skip


def name_of(line: ProductLine, service_id: int, day: date) -> Named | None:
    """As the version of the day calls it, else as the last that did."""
    ruling = {named.line_id: named for named in named_on(service_id, day)}
    return ruling.get(line.pk) or _last(line)


def _last(line: ProductLine) -> Named | None:
    approved = {"version__approved_on__isnull": False}
    product = StrategicProduct.objects.filter(line=line, **approved).order_by("-version__number")
    if (found := product.prefetch_related("subproducts", "serves__objective").first()) is not None:
        return next(_named(found))
    parts = StrategicSubproduct.objects.filter(
        line=line, product__version__approved_on__isnull=False
    )
    part = parts.order_by("-product__version__number").select_related("product").first()
    if part is None:
        return None
    return next((one for one in _named(part.product) if one.line_id == line.pk), None)
