"""Our schematic of the communes of the north (`data/schematic.toml`) as outlines: for an
installation that has no boundaries yet, and for the demonstration."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.territory.actions.load import START
from minga.territory.boundaries.actions import LOAD_GEOMETRY
from minga.territory.models import SCHEMATIC_NOTE, Outline, Territory
from minga.territory.outlining import Drawn, give

HUNDREDTHS = 100
SOURCE = "esquema de Minga"


@dataclass(frozen=True)
class Sketch:
    """How a commune is drawn from a day on."""

    key: str
    since: date
    shape: BaseGeometry


class NoneOfThese(DomainError):
    code = "territory.none_of_the_schematic"

    def __init__(self) -> None:
        super().__init__("Ninguna comuna del esquema está cargada: cargue antes los territorios.")


def sketches() -> Iterator[Sketch]:
    """In the order of their days."""
    text = (files("minga.territory") / "data" / "schematic.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    shapes = {one["key"]: _shape(one) for one in found["commune"]}
    for one in found["former"]:
        yield Sketch(one["key"], START, shapely.union_all([shapes[k] for k in one["made_of"]]))
    for one in sorted(found["commune"], key=lambda one: one.get("since", START)):
        yield Sketch(one["key"], one.get("since", START), shapes[one["key"]])


def _shape(one: Mapping[str, Any]) -> BaseGeometry:
    return shapely.Polygon([(x / HUNDREDTHS, y / HUNDREDTHS) for x, y in one["ring"]])


@action("territory.sketched", says="cargó el esquema de {count} comunas")
def load_schematic(*, by: Access, on: date | None = None) -> int:
    """Give each known commune its schematic, from the day it is so; twice leaves the same."""
    if not by.may(LOAD_GEOMETRY):
        raise NotAllowed("Ninguna de sus funciones vigentes permite cargar límites.")
    every = list(sketches())
    places = {p.key: p for p in Territory.objects.filter(key__in=[s.key for s in every])}
    if not places:
        raise NoneOfThese
    added = 0
    for since in sorted({sketch.since for sketch in every}):
        drawn = [
            Drawn(
                places[sketch.key].pk,
                sketch.shape,
                SOURCE,
                Outline.SourceKind.SCHEMATIC,
                SCHEMATIC_NOTE,
            )
            for sketch in every
            if sketch.since == since and sketch.key in places
        ]
        added += give(drawn, on=since)
    current_act().about(next(iter(places.values())), count=len(places), added=added)
    return added
