"""Tables of places: one file per group, all named here."""

from minga.territory.models.changes import ChangePart, TerritoryChange
from minga.territory.models.figures import OtherCode, Population
from minga.territory.models.geometry import (
    SCHEMATIC_NOTE,
    UNITS,
    Facility,
    GeometryKind,
    GeometryLoad,
    Outline,
    units,
)
from minga.territory.models.places import DIVISION, Kind, Territory, TerritoryVersion

__all__ = [
    "DIVISION",
    "SCHEMATIC_NOTE",
    "UNITS",
    "ChangePart",
    "Facility",
    "GeometryKind",
    "GeometryLoad",
    "Kind",
    "OtherCode",
    "Outline",
    "Population",
    "Territory",
    "TerritoryChange",
    "TerritoryVersion",
    "units",
]
