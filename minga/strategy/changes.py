"""What a version says otherwise than another: the open one than the one in force, each than the
one before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from minga.core.history import Change
from minga.strategy.models import DefinitionVersion, LineOfAction
from minga.strategy.products import Product, said_of


@dataclass(frozen=True)
class Changed:
    """A line: «Producto 2. Barrios», «cambia», and each field before and after."""

    title: str
    how: str
    changes: tuple[Change, ...] = ()


def changes(old: DefinitionVersion | None, new: DefinitionVersion) -> list[Changed] | None:
    """None when there was none before: everything is new."""
    if old is None:
        return None
    found = [*_objectives(old, new), *_products(said_of(old), said_of(new))]
    if old.mission != new.mission:
        found.insert(0, Changed("Misión", "cambia", (Change("Texto", old.mission, new.mission),)))
    return found


def _objectives(old: DefinitionVersion, new: DefinitionVersion) -> Iterator[Changed]:
    """By their number: an objective has no other name that lasts."""
    before = {row.number: row for row in old.objectives.all()}
    after = {row.number: row for row in new.objectives.all()}
    for number, row in after.items():
        was = before.get(number)
        if was is None:
            yield Changed(f"Objetivo {row}", "se agrega")
        elif told := _pairs({"Título": (was.title, row.title), "Texto": (was.text, row.text)}):
            yield Changed(f"Objetivo {number}", "cambia", told)
    for number, row in before.items():
        if number not in after:
            yield Changed(f"Objetivo {row}", "sale")


def _products(old: list[Product], new: list[Product]) -> Iterator[Changed]:
    """By their lines, whatever they are called."""
    before = {product.key: product for product in old}
    for product in new:
        was = before.pop(product.key, None)
        if was is None:
            yield Changed(f"Producto «{product.name}»", "se agrega")
        elif told := _pairs(_compared(was, product)):
            yield Changed(f"Producto «{was.name}»", "cambia", told)
    for product in before.values():
        yield Changed(f"Producto «{product.name}»", "sale")


def _compared(was: Product, now: Product) -> dict[str, tuple[str, str]]:
    pairs = {
        "Nombre": (was.name, now.name),
        "Línea de acción": (_line(was), _line(now)),
        "Clientes o usuarios": (was.clients, now.clients),
        "Objetivos": (_numbers(was), _numbers(now)),
        "Perspectiva territorial": (_yes(was.is_territorial), _yes(now.is_territorial)),
    }
    old, new = ({part.key: part.name for part in product.parts} for product in (was, now))
    for key in dict.fromkeys([*old, *new]):
        pairs[f"Subproducto {list(dict.fromkeys([*old, *new])).index(key) + 1}"] = (
            old.get(key, ""),
            new.get(key, ""),
        )
    return pairs


def _line(product: Product) -> str:
    return str(LineOfAction(product.line_of_action).label)


def _numbers(product: Product) -> str:
    return ", ".join(map(str, product.objectives))


def _yes(value: bool) -> str:
    return "sí" if value else "no"


def _pairs(found: Mapping[str, tuple[str, str]]) -> tuple[Change, ...]:
    return tuple(Change(label, *pair) for label, pair in found.items() if pair[0] != pair[1])
