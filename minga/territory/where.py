"""A place that a person typed: in which commune it is, or a sentence on why that can't be.

    place_of(-70.15, -20.21, on)                  the commune of a point
    require_in(commune, -70.15, -20.21, on)       refuses a point of another one

Only boundaries refuse; over a schematic a point is believed.
"""

from datetime import date

import shapely

from minga.core.errors import DomainError
from minga.core.numbers import decimal, whole
from minga.territory.boundaries.systems import why_outside
from minga.territory.distances import distances
from minga.territory.frames import frame_on
from minga.territory.locate import NOWHERE, locate_in
from minga.territory.models import Kind
from minga.territory.shapes import Shape, outlines_on

# What the shore of a map of reference leaves outside is still of its commune.
NEAR_ENOUGH = 500


class NotInChile(DomainError):
    code = "territory.not_in_chile"
    field = "point"


class InTheSea(DomainError):
    code = "territory.in_the_sea"
    field = "point"

    def __init__(self, nearest: str, metres: float) -> None:
        super().__init__(
            f"El punto cae en el mar o fuera de las comunas, a {away(metres)} de {nearest}. Revise "
            "sus coordenadas."
        )


class InAnother(DomainError):
    code = "territory.in_another"
    field = "point"

    def __init__(self, declared: str, found: str, metres: float) -> None:
        super().__init__(
            f"Se indicó {declared} y el punto está en {found}, a {away(metres)} de {declared}. "
            "Corrija la comuna o las coordenadas."
        )


def place_of(longitude: float, latitude: float, on: date, kind: str = Kind.COMMUNE) -> int | None:
    """The territory of a point; nothing where no shapes are known. Raises NotInChile, InTheSea."""
    if why := why_outside((longitude, latitude, longitude, latitude)):
        raise NotInChile(f"El punto {why[0]} {why[1]}")
    shapes = outlines_on(on, kind)
    found = int(locate_in(shapes, [(longitude, latitude)])[0])
    if found != NOWHERE:
        return found
    sure = [shape for shape in shapes if not shape.is_schematic]
    if not sure:
        return None
    point = shapely.Point(longitude, latitude)
    nearest = min(sure, key=lambda shape: (shape.geometry.distance(point), shape.key))
    metres = metres_to(nearest.geometry, point)
    if metres <= NEAR_ENOUGH:
        return nearest.territory_id
    raise InTheSea(frame_on(on).name_of(nearest.territory_id), metres)


def require_in(territory_id: int, longitude: float, latitude: float, on: date) -> None:
    """That a point is in the commune that somebody says. Raises InAnother besides."""
    found = place_of(longitude, latitude, on)
    own = _boundary(territory_id, on)
    if own is None or found in (None, territory_id):
        return
    metres = metres_to(own.geometry, shapely.Point(longitude, latitude))
    # On an edge, or where two boundaries overlap, it is in both.
    if metres > 1:
        frame = frame_on(on)
        raise InAnother(frame.name_of(territory_id), frame.name_of(found or 0), metres)


def _boundary(territory_id: int, on: date) -> Shape | None:
    shapes = outlines_on(on, Kind.COMMUNE)
    return next((s for s in shapes if s.territory_id == territory_id and not s.is_schematic), None)


def metres_to(shape: shapely.Geometry, point: shapely.Geometry) -> float:
    """From a point to a shape; nothing inside of it."""
    edge = shapely.get_point(shapely.shortest_line(shape, point), 0)
    return float(distances([(point.x, point.y)], [(edge.x, edge.y)]).metres[0])


def away(metres: float) -> str:
    """«850 m», «7,7 km»."""
    return f"{whole(round(metres))} m" if metres < 1000 else f"{decimal(round(metres / 100), 1)} km"
