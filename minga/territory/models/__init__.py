"""Tables of places: one file per group, all named here."""

from minga.territory.models.places import Kind, Territory, TerritoryVersion

__all__ = ["Kind", "Territory", "TerritoryVersion"]
