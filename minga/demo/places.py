"""Neighbourhoods and facilities of the demonstration, through the same door as any file."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import shapely

from minga.core.access import Access
from minga.territory.boundaries.actions import load_geometry
from minga.territory.boundaries.files import Collection, Feature
from minga.territory.boundaries.plan import Order
from minga.territory.boundaries.schematic import load_schematic


def load_places(*, by: Access, on: date) -> None:
    """The schematic of the communes, and what the demonstration invents inside of them."""
    load_schematic(by=by, on=on)
    found = tomllib.loads((files("minga.demo") / "places.toml").read_text(encoding="utf-8"))
    for kind in ("neighbourhood", "facility"):
        order = Order(kind, on, found["source"])
        load_geometry(_collection(found[kind]), order, by=by, on=on)


def _collection(rows: list[dict[str, Any]]) -> Collection:
    features = [
        Feature(
            number, row, shapely.Polygon(row["ring"]) if "ring" in row else shapely.Point(row["at"])
        )
        for number, row in enumerate(rows, 1)
    ]
    return Collection(tuple(features))
