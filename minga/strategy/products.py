"""The products of a version as a person writes them, and how they become rows of a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from minga.core.errors import DomainError
from minga.core.words import fold
from minga.strategy.models import (
    DefinitionVersion,
    LineOfAction,
    ProductLine,
    ProductObjective,
    StrategicDefinition,
    StrategicObjective,
    StrategicProduct,
    StrategicSubproduct,
)


@dataclass(frozen=True)
class Part:
    """A subproduct. `key`: the public id of its line; empty for a new one."""

    name: str
    key: str = ""


@dataclass(frozen=True)
class Product:
    """`objectives`: the numbers of those that it serves. `key`: as in `Part`."""

    name: str
    clients: str
    line_of_action: str
    objectives: tuple[int, ...]
    is_territorial: bool = False
    parts: tuple[Part, ...] = ()
    key: str = field(default="")


class ProductIncomplete(DomainError):
    code = "strategy.product_incomplete"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Del producto «{name}» falta algo: escriba su nombre, su línea de acción, sus "
            "clientes y al menos un objetivo de la lista."
        )


class ProductTwice(DomainError):
    code = "strategy.product_twice"

    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» aparece dos veces: déjelo una sola vez, o cambie un nombre.")


class UnknownLine(DomainError):
    code = "strategy.unknown_product_line"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"«{name}» no continúa un producto de este servicio. Abra de nuevo la página y "
            "escríbalo como nuevo."
        )


def check(products: Sequence[Product], objectives: int) -> None:
    """Before anything is written: complete, and each name once."""
    for product in products:
        known = set(range(1, objectives + 1))
        said = product.name.strip() and product.clients.strip()
        lines = product.line_of_action in LineOfAction.values
        serves = product.objectives and set(product.objectives) <= known
        if not (said and lines and serves):
            raise ProductIncomplete(product.name.strip() or "sin nombre")
        _once(part.name for part in product.parts)
        if any(not part.name.strip() for part in product.parts):
            raise ProductIncomplete(product.name.strip())
    _once(product.name for product in products)


def _once(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if fold(name.strip()) in seen:
            raise ProductTwice(name.strip())
        seen.add(fold(name.strip()))


def clear(version: DefinitionVersion) -> None:
    """Out of a draft, what depends on something before what it depends on."""
    for product in version.products.all():
        for row in [*product.serves.all(), *product.subproducts.all(), product]:
            row.delete()


def write(version: DefinitionVersion, products: Sequence[Product]) -> None:
    """In their order, each on its line; a line that no version names any more is gone."""
    definition = version.definition
    lines = {line.public_id: line for line in definition.product_lines.all()}
    objectives = {row.number: row for row in version.objectives.all()}
    for number, said in enumerate(products, start=1):
        product = StrategicProduct(
            version=version,
            line=_line(lines, said.key, said.name, definition, None),
            number=number,
            name=said.name.strip(),
            clients=said.clients.strip(),
            is_territorial=said.is_territorial,
            line_of_action=said.line_of_action,
        )
        product.save()
        _serve(product, [objectives[number] for number in sorted(set(said.objectives))])
        _divide(product, said.parts, lines)
    _forget_unused(definition)


def _serve(product: StrategicProduct, objectives: Iterable[StrategicObjective]) -> None:
    for objective in objectives:
        ProductObjective(product=product, objective=objective).save()


def _divide(
    product: StrategicProduct, parts: Sequence[Part], lines: dict[str, ProductLine]
) -> None:
    for number, part in enumerate(parts, start=1):
        line = _line(lines, part.key, part.name, product.version.definition, product.line)
        StrategicSubproduct(
            product=product, line=line, number=number, name=part.name.strip()
        ).save()


def _line(
    lines: dict[str, ProductLine],
    key: str,
    name: str,
    definition: StrategicDefinition,
    parent: ProductLine | None,
) -> ProductLine:
    """The one that is continued, taken once; or a new one."""
    if key:
        line = lines.pop(key, None)
        if line is None or line.parent_id != (parent.pk if parent else None):
            raise UnknownLine(name)
        return line
    line = ProductLine(definition=definition, parent=parent)
    line.save()
    return line


def _forget_unused(definition: StrategicDefinition) -> None:
    """Parts before what they are part of."""
    unused = definition.product_lines.filter(products=None, subproducts=None)
    for line in unused.order_by("-pk"):
        line.delete()


def said_of(version: DefinitionVersion) -> list[Product]:
    """What a version says, as it was written: to begin another, or to compare."""
    return [_said(product) for product in products_of(version)]


def products_of(version: DefinitionVersion) -> list[StrategicProduct]:
    """With what a page shows of them."""
    read_whole([version])
    return list(version.products.all())


def read_whole(versions: Sequence[DefinitionVersion]) -> None:
    """All that they say, in the same four questions for one or several; read once."""
    prefetch_related_objects(
        versions,
        "objectives",
        Prefetch("products", StrategicProduct.objects.select_related("line")),
        Prefetch(
            "products__subproducts",
            StrategicSubproduct.objects.select_related("line", "product"),
        ),
        Prefetch("products__serves", ProductObjective.objects.select_related("objective")),
    )


def _said(product: StrategicProduct) -> Product:
    return Product(
        name=product.name,
        clients=product.clients,
        line_of_action=product.line_of_action,
        objectives=tuple(row.objective.number for row in product.serves.all()),
        is_territorial=product.is_territorial,
        parts=tuple(Part(row.name, row.line.public_id) for row in product.subproducts.all()),
        key=product.line.public_id,
    )


def told(products: Iterable[Product]) -> str:
    """One line a product, for who compares two texts."""
    return "\n".join(
        f"{product.name} ({LineOfAction(product.line_of_action).label}; para {product.clients}; "
        f"objetivos {', '.join(map(str, product.objectives))}"
        f"{'; perspectiva territorial' if product.is_territorial else ''})"
        + "".join(f"\n · {part.name}" for part in product.parts)
        for product in products
    )
