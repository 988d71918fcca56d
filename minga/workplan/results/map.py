"""One measure of a product on the map of the communes that one is looking at."""

from minga.core.kinds import INTEGER
from minga.territory.maps import MapArea, PlaceMap
from minga.territory.place_map import address, ground_under, limits_of
from minga.workplan.results.reading import Asked, Row


def map_of(asked: Asked, row: Row) -> PlaceMap:
    place = asked.place.territory
    ground = ground_under(place, asked.frame, near=False)
    values = row.by_commune
    return PlaceMap(
        title=_title(asked, row),
        note=f"{row.measure} en {asked.year}, en {row.unit_label}",
        ground=ground,
        areas=tuple(
            MapArea(
                land.ident,
                values.get(land.version.territory_id),
                address(land.version.territory, asked.frame),
            )
            for land in ground.lands
        ),
        limits=limits_of(list(values.values())),
        value=INTEGER,
        value_title=row.unit_label.capitalize(),
        selected=place.public_id,
        geometry_url=address(place, asked.frame, "geometry"),
        source="Resultados verificados.",
    )


def _title(asked: Asked, row: Row) -> str:
    """The finding: which commune has most of it, and what part."""
    values = {key: value for key, value in row.by_commune.items() if value}
    if len(values) < 2:
        return f"{row.measure} en {asked.place.name}"
    most = max(values, key=lambda key: values[key])
    part = (values[most] * 200 + row.total) // (2 * row.total)
    return f"{asked.frame.name_of(most)} reúne el {part} % de lo entregado"
