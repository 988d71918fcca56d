"""The map of the page of a place: a region with its communes, a commune with its neighbourhoods and
what serves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from minga.core.charts.map_spec import Symbol
from minga.territory.frames import Frame
from minga.territory.maps import Ground, Land, MapArea, MapPoint, PlaceMap, ground_of
from minga.territory.models import Facility, Kind, Territory, TerritoryVersion
from minga.territory.models.geometry import UNITS

# More points than this hide each other; the map says how many there are.
MOST_POINTS = 120
WIDE = (Kind.COUNTRY, Kind.REGION, Kind.PROVINCE)


class Look(NamedTuple):
    """How a kind of facility is shown, and the word of its legend."""

    symbol: Symbol
    word: str


FACILITIES: dict[str, Look] = {
    Facility.Kind.SCHOOL: Look("square", "educación"),
    Facility.Kind.KINDERGARTEN: Look("square", "educación"),
    Facility.Kind.HEALTH: Look("diamond", "salud"),
    Facility.Kind.POLICE: Look("triangle", "seguridad"),
    Facility.Kind.FIRE: Look("triangle", "seguridad"),
}
OTHER = Look("disc", "otro equipamiento")


def address(territory: Territory, frame: Frame, name: str = "place") -> str:
    """An address that shows the same to another: the place and the day."""
    return f"{reverse(f'territory:{name}', args=[territory.public_id])}?{day_query(frame)}"


def day_query(frame: Frame) -> str:
    return urlencode({"al": frame.on.isoformat()})


def ground_under(territory: Territory, frame: Frame, *, near: bool) -> Ground:
    """`near`: the commune with its neighbourhoods; else all communes of the place, or of the region
    that it is in."""
    commune = commune_of(territory, frame)
    if not near or commune is None:
        region = frame.region_of(territory.pk)
        whole = territory.pk if territory.kind in WIDE or region is None else region.territory_id
        return ground_of(frame, frame.communes_in(whole))
    inside = neighbourhoods_in(commune, frame)
    base = _named_inside(ground_of(frame, [commune]))
    parts = ground_of(frame, inside, Kind.NEIGHBOURHOOD) if inside else Ground(frame.on, ())
    return replace(base, lands=(*base.lands, *parts.lands))


def _named_inside(ground: Ground) -> Ground:
    """A name that stands in the sea of a whole region is far away from one commune drawn large."""
    points = [(land, land.geometry.representative_point()) for land in ground.lands]
    lands = (replace(land, label=(at.x, at.y), anchor="middle") for land, at in points)
    return replace(ground, lands=tuple(lands))


def commune_of(territory: Territory, frame: Frame) -> TerritoryVersion | None:
    chain = frame.chain(territory.pk)
    return next((version for version in chain if version.territory.kind == Kind.COMMUNE), None)


def neighbourhoods_in(place: TerritoryVersion, frame: Frame) -> list[TerritoryVersion]:
    inside = frame.division.inside(place.territory_id)
    found = (version for version in inside if version.territory.kind == Kind.NEIGHBOURHOOD)
    return sorted(found, key=lambda version: version.name)


def facilities_in(places: Iterable[TerritoryVersion], frame: Frame) -> list[Facility]:
    """What serves these communes on the day, by kind and name."""
    rows = Facility.objects.standing().on(frame.on)
    return list(
        rows.filter(territory__in=[place.territory_id for place in places]).order_by("kind", "name")
    )


def map_of(
    territory: Territory,
    frame: Frame,
    *,
    facilities: Sequence[Facility] = (),
    population: Mapping[int, int] | None = None,
    told: str = "",
) -> PlaceMap:
    """`population` by territory colours the communes of a region; `told` is what it counts and
    where it comes from."""
    commune = commune_of(territory, frame)
    near = commune is not None and bool(facilities or neighbourhoods_in(commune, frame))
    ground = ground_under(territory, frame, near=near)
    figures = (population or {}) if not near else {}
    areas = tuple(_area(land, frame, figures) for land in ground.lands)
    measured = any(area.value is not None for area in areas)
    return PlaceMap(
        title=_title(territory, frame, ground, areas),
        note=told if measured else _note(len(ground.lands), near=near),
        ground=ground,
        areas=areas,
        points=tuple(map(_point, facilities[:MOST_POINTS])),
        limits=limits_of([area.value for area in areas if area.value is not None]),
        value_title="Habitantes",
        place_title="Lugar",
        area_kind="lugar",
        selected="" if near and territory.kind == Kind.COMMUNE else territory.public_id,
        geometry_url=address(territory, frame, "geometry") + ("&cerca=1" if near else ""),
        source=_sources(facilities),
    )


def _area(land: Land, frame: Frame, figures: Mapping[int, int]) -> MapArea:
    territory = land.version.territory
    return MapArea(land.ident, figures.get(territory.pk), address(territory, frame))


def limits_of(values: list[int]) -> tuple[int, ...]:
    """Four steps with as many places each, as far as the values differ."""
    ordered = sorted(values)
    cuts = {ordered[len(ordered) * part // 4 - 1] for part in (1, 2, 3) if len(ordered) * part // 4}
    return tuple(sorted(cuts - {ordered[-1]})) if ordered else ()


def _title(territory: Territory, frame: Frame, ground: Ground, areas: tuple[MapArea, ...]) -> str:
    """The finding: which commune has most of the people, and what part."""
    values = {area.ident: area.value for area in areas if area.value}
    if len(values) < 2:
        return f"{frame.name_of(territory.pk)} en el mapa"
    largest = max(values, key=lambda ident: values[ident])
    name = next(land.version.name for land in ground.lands if land.ident == largest)
    part = (values[largest] * 200 + sum(values.values())) // (2 * sum(values.values()))
    return f"{name} reúne el {part} % de los habitantes"


def _note(lands: int, *, near: bool) -> str:
    if near:
        return "La comuna con sus barrios y equipamiento"
    return "La comuna" if lands == 1 else f"Las {lands} comunas que tienen contorno ese día"


def _sources(facilities: Sequence[Facility]) -> str:
    """How many are on the map where not all fit, and who registered them."""
    many = len(facilities) > MOST_POINTS
    most = f"El mapa muestra {MOST_POINTS} de {len(facilities)} equipamientos." if many else ""
    named = ", ".join(dict.fromkeys(facility.source.rstrip(".") for facility in facilities))
    return " ".join(filter(None, (most, f"Equipamiento: {named}." if named else "")))


def _point(facility: Facility) -> MapPoint:
    look = FACILITIES.get(facility.kind, OTHER)
    detail = ", ".join(filter(None, (facility.get_kind_display(), facility.detail)))
    return MapPoint(
        name=facility.name,
        kind=look.word,
        at=(facility.longitude / UNITS, facility.latitude / UNITS),
        symbol=look.symbol,
        note=detail,
    )
