"""Tables of places: one file per group, all named here."""

from minga.territory.models.changes import ChangePart, TerritoryChange
from minga.territory.models.figures import OtherCode, Population
from minga.territory.models.places import DIVISION, Kind, Territory, TerritoryVersion

__all__ = [
    "DIVISION",
    "ChangePart",
    "Kind",
    "OtherCode",
    "Population",
    "Territory",
    "TerritoryChange",
    "TerritoryVersion",
]
