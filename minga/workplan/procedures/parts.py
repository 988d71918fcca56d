"""The three kinds of part of a version, told once: what is written of each and how it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from minga.workplan.procedures.models import (
    OutputRequirement,
    ProcedureActivity,
    ProcedureOutput,
    ProcedureVersion,
)


@dataclass(frozen=True)
class PartKind:
    """`key` goes into addresses; `parent`: what numbers it; `labels`: each column, as a person
    reads it."""

    key: str
    model: type[models.Model]
    noun: str
    parent: str
    labels: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.labels)

    def of(self, version: ProcedureVersion) -> Any:
        path = "version" if self.parent == "version" else "output__version"
        return self.model._default_manager.filter(**{path: version})


ACTIVITIES = PartKind(
    "actividades",
    ProcedureActivity,
    "actividad",
    "version",
    {
        "what": "Qué se hace",
        "responsible": "Unidad responsable",
        "responsible_words": "Función",
        "takes": "Entrada",
        "gives": "Salida",
        "working_days": "Plazo en días hábiles",
        "term_words": "Plazo en palabras",
        "record": "Registro que deja",
    },
)
OUTPUTS = PartKind(
    "productos",
    ProcedureOutput,
    "producto",
    "version",
    {"name": "Producto", "receiver": "Quién lo recibe"},
)
REQUIREMENTS = PartKind(
    "requisitos",
    OutputRequirement,
    "requisito",
    "output",
    {"requirement": "Requisito", "checked_by": "Cómo se comprueba", "target": "Meta"},
)
KINDS = {kind.key: kind for kind in (ACTIVITIES, OUTPUTS, REQUIREMENTS)}
TEXT_LABELS = {
    "purpose": "Objetivo",
    "scope": "Alcance",
    "references": "Referencias",
    "change": "Qué cambia y por qué",
    "distribution": "Distribución",
    "retention_years": "Años que se conservan los registros",
}


def kind_of(part: models.Model) -> PartKind:
    return next(kind for kind in KINDS.values() if isinstance(part, kind.model))


def differences(
    old: Any, new: Mapping[str, Any], labels: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Label → (before, after), of the columns that differ, as a person reads them."""
    pairs = {
        label: (_shown(getattr(old, name)), _shown(new[name])) for name, label in labels.items()
    }
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
