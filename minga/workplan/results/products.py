"""The products and subproducts of a service as they were called on a day, by their lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from minga.strategy.models import DefinitionVersion, LineOfAction
from minga.strategy.products import products_of


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
    version = DefinitionVersion.objects.approved_on(day).filter(definition__service=service_id)
    found = version.first()
    return list(_named(found, is_ruling=True)) if found else []


def _named(version: DefinitionVersion, *, is_ruling: bool) -> Iterator[Named]:
    for product in products_of(version):
        yield Named(
            product.line_id, product.line.public_id, (product.number, 0), product.name, "",
            product.line_of_action, is_ruling,
        )  # fmt: skip
        for part in product.subproducts.all():
            yield Named(
                part.line_id, part.line.public_id, (product.number, part.number), part.name,
                product.name, product.line_of_action, is_ruling,
            )  # fmt: skip


def names_for(service_ids: Iterable[int], day: date) -> dict[int, Named]:
    """By line: as the version of the day calls it, else as the last one before that did."""
    versions = DefinitionVersion.objects.filter(
        definition__service__in=set(service_ids), approved_on__isnull=False
    ).order_by("definition", "number")
    found: dict[int, Named] = {}
    # The newest word goes last; the one of the day after all.
    ranked = sorted(versions, key=lambda version: _rules(version, day))
    for version in ranked:
        found |= {n.line_id: n for n in _named(version, is_ruling=_rules(version, day))}
    return found


def _rules(version: DefinitionVersion, day: date) -> bool:
    assert version.approved_on is not None
    ended = version.superseded_on is not None and version.superseded_on <= day
    return version.approved_on <= day and not ended


def labels(products: Iterable[Named]) -> dict[int, str]:
    """How a workbook names each line: its name, with that of its product where two are alike."""
    found = list(products)
    times = Counter(named.name for named in found)
    return {n.line_id: n.name if times[n.name] == 1 else n.full for n in found}
