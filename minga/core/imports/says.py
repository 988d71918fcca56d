"""What the page of an import says first, and the groups of its warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from minga.core.imports.models import Import, Justification
from minga.core.numbers import whole
from minga.core.templatetags.minga import counted

SHOWN = 50


@dataclass
class Group:
    """Warnings of one code: those that wait, and those already justified."""

    code: str
    waiting: list[Mapping[str, Any]] = field(default_factory=list)
    given: dict[int, tuple[Justification, int]] = field(default_factory=dict)

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        return self.waiting[:SHOWN]

    @property
    def others(self) -> int:
        return max(0, len(self.waiting) - SHOWN)


def groups(
    warnings: Sequence[Mapping[str, Any]], known: Mapping[str, Justification]
) -> list[Group]:
    found: dict[str, Group] = {}
    for warning in warnings:
        group = found.setdefault(warning["code"], Group(warning["code"]))
        given = known.get(warning["digest"])
        if given is None:
            group.waiting.append(warning)
        else:
            _, count = group.given.get(given.pk, (given, 0))
            group.given[given.pk] = (given, count + 1)
    return list(found.values())


def figures(upload: Import) -> str:
    """«12 nuevas, 3 cambiadas, 1.225 iguales»."""
    parts = [
        (upload.new, "nueva,nuevas"),
        (upload.changed, "cambiada,cambiadas"),
        (upload.same, "igual,iguales"),
    ]
    return ", ".join(counted(number, words) for number, words in parts)


def to_do(upload: Import) -> str:
    """What is still to be done before it can be applied."""
    parts = []
    if upload.errors:
        parts.append(f"{counted(upload.errors, 'error,errores')} por corregir")
    if upload.unjustified:
        parts.append(f"{counted(upload.unjustified, 'advertencia,advertencias')} por justificar")
    return " y ".join(parts)


def changes(upload: Import) -> str:
    """The button: «Aplicar 15 cambios»."""
    return f"Aplicar {whole(upload.changes)} {'cambio' if upload.changes == 1 else 'cambios'}"
