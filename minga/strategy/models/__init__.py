"""Strategic definitions in versions, and the catalogue of initiatives that projects belong to."""

from minga.strategy.models.definitions import (
    DefinitionVersion,
    DefinitionVersionQuerySet,
    LineOfAction,
    ProductLine,
    ProductObjective,
    StrategicDefinition,
    StrategicDefinitionQuerySet,
    StrategicObjective,
    StrategicProduct,
    StrategicSubproduct,
)
from minga.strategy.models.initiatives import Initiative, InitiativeKind, InitiativePart

__all__ = [
    "DefinitionVersion",
    "DefinitionVersionQuerySet",
    "Initiative",
    "InitiativeKind",
    "InitiativePart",
    "LineOfAction",
    "ProductLine",
    "ProductObjective",
    "StrategicDefinition",
    "StrategicDefinitionQuerySet",
    "StrategicObjective",
    "StrategicProduct",
    "StrategicSubproduct",
]
