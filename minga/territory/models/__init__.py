"""Tables of places: one file per group, all named here."""

from minga.territory.models.geometry import (
    SCHEMATIC_NOTE,
    UNITS,
    Facility,
    GeometryKind,
    GeometryLoad,
    Outline,
    units,
)
from minga.territory.models.places import Kind, Territory, TerritoryVersion

__all__ = [
    "SCHEMATIC_NOTE",
    "UNITS",
    "Facility",
    "GeometryKind",
    "GeometryLoad",
    "Kind",
    "Outline",
    "Territory",
    "TerritoryVersion",
    "units",
]
