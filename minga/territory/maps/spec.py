"""What a map of places says. Areas pass it data; it becomes a drawing, a table and a live map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import cos, radians
from zlib import crc32

from shapely.geometry.base import BaseGeometry

from minga.core.charts import Area, Map, Mark, Route, Tone
from minga.core.charts.map_spec import Place, Rings, Symbol
from minga.core.kinds import INTEGER, Kind
from minga.territory.maps.ground import Ground, Land, LonLat
from minga.territory.models import Kind as TerritoryKind

# Metres of a degree: of latitude everywhere, of longitude at the equator.
LATITUDE, LONGITUDE = 110_574, 111_320


@dataclass(frozen=True, slots=True)
class MapArea:
    """What is known of a place of the ground, by its public id. A place of the ground without one
    is land around."""

    ident: str
    value: int | None = None
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A thing at a point: its kind has a shape, its state a word and a tone."""

    name: str
    kind: str
    at: LonLat
    symbol: Symbol = "disc"
    tone: Tone = "going"
    state: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A thing along a line."""

    name: str
    kind: str
    path: tuple[LonLat, ...]
    tone: Tone = "going"
    state: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceMap:
    """`title` states the finding; `note` the measure and its unit. The day is that of its division,
    which the foot says. `selected` is the public id of the place one looks at; `geometry_url` is
    where a live map fetches the land."""

    title: str
    note: str
    ground: Ground
    areas: tuple[MapArea, ...] = ()
    points: tuple[MapPoint, ...] = ()
    lines: tuple[MapLine, ...] = ()
    limits: tuple[int, ...] = ()
    value: Kind = INTEGER
    value_title: str = "Valor"
    place_title: str = "Comuna"
    area_kind: str = "comuna"
    selected: str = ""
    geometry_url: str = ""
    source: str = ""
    empty: str = "Todavía no hay un contorno de este lugar. Quien administra puede cargarlo."

    @property
    def on(self) -> date:
        return self.ground.on

    @cached_property
    def chart(self) -> Map:
        """The same as core draws it, in whole metres."""
        plane = _Plane.of(self.ground)
        known = {area.ident: area for area in self.areas}
        return Map(
            title=self.title,
            note=self.note,
            areas=tuple(
                self._area(plane, land, known.get(land.ident)) for land in self.ground.lands
            ),
            routes=tuple(self._route(plane, *pair) for pair in enumerate(self.lines, 1)),
            marks=tuple(self._mark(plane, *pair) for pair in enumerate(self.points, 1)),
            limits=self.limits,
            value=self.value,
            value_title=self.value_title,
            place_title=self.place_title,
            area_kind=self.area_kind,
            source=self.foot,
            empty=self.empty,
            metres=1,
        )

    @property
    def prefix(self) -> str:
        """Tells the things of this map from those of another one on the page."""
        return f"m{crc32(f'{self.title}{self.note}'.encode()):08x}"

    @property
    def foot(self) -> str:
        """Where the figures and the land come from, and of which day is the division."""
        division = f"División del {self.on:%d-%m-%Y}."
        return " ".join(filter(None, (self.source, self.ground.source, division)))

    def _area(self, plane: "_Plane", land: Land, known: MapArea | None) -> Area:
        return Area(
            name=land.version.name,
            rings=plane.rings(land.geometry),
            label=plane.at(land.label),
            value=known.value if known else None,
            anchor=land.anchor,
            ident=land.ident,
            href=known.href if known else "",
            is_here=land.ident == self.selected,
            note=known.note if known else "",
            is_part=land.version.territory.kind == TerritoryKind.NEIGHBOURHOOD,
        )

    def _route(self, plane: "_Plane", number: int, line: MapLine) -> Route:
        return Route(
            name=line.name,
            kind=line.kind,
            places=tuple(map(plane.at, line.path)),
            tone=line.tone,
            state=line.state,
            ident=f"{self.prefix}-linea-{number}",
            href=line.href,
            note=line.note,
        )

    def _mark(self, plane: "_Plane", number: int, point: MapPoint) -> Mark:
        return Mark(
            name=point.name,
            kind=point.kind,
            place=plane.at(point.at),
            symbol=point.symbol,
            tone=point.tone,
            state=point.state,
            ident=f"{self.prefix}-punto-{number}",
            href=point.href,
            note=point.note,
        )


@dataclass(frozen=True)
class _Plane:
    """Degrees as whole metres, y downwards: a degree of longitude is as long as at the middle of
    the map."""

    longitude: float

    @classmethod
    def of(cls, ground: Ground) -> "_Plane":
        bounds = [land.geometry.bounds for land in ground.lands]
        south = min((box[1] for box in bounds), default=0.0)
        north = max((box[3] for box in bounds), default=0.0)
        return cls(LONGITUDE * cos(radians((south + north) / 2)))

    def at(self, place: LonLat) -> Place:
        longitude, latitude = place
        return round(longitude * self.longitude), -round(latitude * LATITUDE)

    def rings(self, shape: BaseGeometry) -> Rings:
        """Shores and lakes alike; a shape of several parts has them one after the other."""
        parts: Iterable[BaseGeometry] = getattr(shape, "geoms", [shape])
        lines = [line for part in parts for line in (part.exterior, *part.interiors)]
        return tuple(tuple(self.at(place[:2]) for place in line.coords[:-1]) for line in lines)
