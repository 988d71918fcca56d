"""The products and subproducts of a service as they were called on a day, by their lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from minga.strategy.models import (
    DefinitionVersion,
    LineOfAction,
    StrategicProduct,
    StrategicSubproduct,
)


@dataclass(frozen=True)
class Named:
    """A product, or a subproduct with the name of its product. `order` sorts as the form does."""

    line_id: int
    public_id: str
    order: tuple[int, int]
    name: str
    of: str
    line_of_action: str
    is_ruling: bool = True

    @property
    def code(self) -> str:
        product, part = self.order
        return f"{product}.{part}" if part else str(product)

    @property
    def full(self) -> str:
        return f"{self.of} · {self.name}" if self.of else self.name

    @property
    def action_label(self) -> str:
        return str(LineOfAction(self.line_of_action).label)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


def named_on(service_id: int, day: date) -> list[Named]:
    """Those of the version that ruled a day, products before their parts."""
    ruling = DefinitionVersion.objects.approved_on(day).filter(definition__service=service_id)
    return [_named(*pair, is_ruling=True) for pair in _rows(ruling)]


def names_for(service_ids: Iterable[int], day: date) -> dict[int, Named]:
    """By line: as the version of the day calls it, else as the last one that did."""
    versions = DefinitionVersion.objects.filter(
        definition__service__in=set(service_ids), approved_on__isnull=False
    )
    pairs = [(_rules(product.version, day), product, part) for product, part in _rows(versions)]
    # The newest word goes last; the one of the day after all.
    pairs.sort(key=lambda pair: (pair[0], pair[1].version.number))
    return {
        (part or product).line_id: _named(product, part, is_ruling=ruling)
        for ruling, product, part in pairs
    }


PARTS = Prefetch("subproducts", StrategicSubproduct.objects.select_related("line"))
Pair = tuple[StrategicProduct, StrategicSubproduct | None]


def _rows(versions: "QuerySet[DefinitionVersion]") -> Iterator[Pair]:
    """The same two questions, whatever the number of versions."""
    found = StrategicProduct.objects.filter(version__in=versions)
    ordered = found.select_related("line", "version").order_by("version", "number")
    for product in ordered.prefetch_related(PARTS):
        yield product, None
        for part in product.subproducts.all():
            yield product, part


def _named(
    product: StrategicProduct, part: StrategicSubproduct | None, *, is_ruling: bool
) -> Named:
    row = part or product
    return Named(
        line_id=row.line_id,
        public_id=row.line.public_id,
        order=(product.number, part.number if part else 0),
        name=row.name,
        of=product.name if part else "",
        line_of_action=product.line_of_action,
        is_ruling=is_ruling,
    )


def _rules(version: DefinitionVersion, day: date) -> bool:
    assert version.approved_on is not None
    ended = version.superseded_on is not None and version.superseded_on <= day
    return version.approved_on <= day and not ended


def labels(products: Iterable[Named]) -> dict[int, str]:
    """How a workbook names each line: its name, with that of its product where two are alike."""
    found = list(products)
    times = Counter(named.name for named in found)
    return {n.line_id: n.name if times[n.name] == 1 else n.full for n in found}
