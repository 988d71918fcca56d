"""What can be repaired in a shape without asking, and what has to be said about it."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from minga.core.numbers import decimal
from minga.territory.boundaries.remarks import Remark, note
from minga.territory.outlining import area_of, only_areas, same_form

AREAS = ("Polygon", "MultiPolygon")
# A repair that moves more ground than this, in hundredths of a percent, is for a person.
MOST = 100
DRAW_AGAIN = "Corrija su contorno y cárguelo de nuevo."

Mended = tuple[BaseGeometry | None, list[Remark]]


def mend_area(
    geometry: BaseGeometry | None, number: int, said: str, *, is_clockwise: bool
) -> Mended:
    """A valid area in two dimensions with its rings turned as they are stored, and what was done to
    it; none when it can't be repaired."""
    if geometry is None or geometry.is_empty:
        return None, [Remark(number, said, "no trae geometría.", "Agréguela, o borre la fila.")]
    if geometry.geom_type not in AREAS:
        reason = f"es de tipo {_spanish(geometry)} y se espera un polígono."
        return None, [Remark(number, said, reason, "Exporte los contornos como polígonos.")]
    if not _is_finite(geometry):
        return None, [Remark(number, said, "tiene coordenadas que no son números.", DRAW_AGAIN)]
    flat = shapely.force_2d(geometry)
    if flat.is_valid:
        return same_form(flat), _turned(flat, number, said, is_clockwise=is_clockwise)
    return _repaired(flat, number, said)


def mend_point(geometry: BaseGeometry | None, number: int, said: str) -> Mended:
    """One place: a point, or a point inside of the area that a park comes as."""
    if geometry is None or geometry.is_empty:
        return None, [Remark(number, said, "no trae ubicación.", "Agréguela, o borre la fila.")]
    if not _is_finite(geometry):
        return None, [Remark(number, said, "su ubicación no es un número.", "Corríjala.")]
    flat = shapely.force_2d(geometry)
    if flat.geom_type == "Point":
        return flat, []
    if flat.geom_type == "MultiPoint" and len(flat.geoms) == 1:
        return flat.geoms[0], []
    if flat.geom_type in AREAS:
        inside = shapely.point_on_surface(shapely.make_valid(flat))
        return inside, [note(number, said, "viene como área: se usó un punto de su interior.")]
    reason = f"es de tipo {_spanish(geometry)} y se espera un punto."
    return None, [Remark(number, said, reason, "Exporte el equipamiento como puntos.")]


def _is_finite(geometry: BaseGeometry) -> bool:
    return bool(np.isfinite(shapely.get_coordinates(geometry)).all())


def _turned(geometry: BaseGeometry, number: int, said: str, *, is_clockwise: bool) -> list[Remark]:
    """Rings that run the other way than the standard of the format says."""
    other = any(
        shapely.is_ccw(part.exterior) == is_clockwise
        for part in shapely.get_parts(geometry)
        if not part.is_empty
    )
    return (
        [note(number, said, "su contorno venía en el sentido contrario: se dio vuelta.")]
        if other
        else []
    )


def _repaired(geometry: BaseGeometry, number: int, said: str) -> Mended:
    why = _spanish_reason(explain_validity(geometry))
    fixed = only_areas(shapely.make_valid(geometry))
    if fixed.is_empty:
        return None, [Remark(number, said, f"{why}; no encierra una superficie.", DRAW_AGAIN)]
    before, after = _enclosed(geometry), area_of(fixed)
    change = round(abs(after - before) * 10_000 / max(before, 1))
    if change > MOST:
        reason = f"{why}; al repararlo su superficie cambiaría {decimal(change, 2)} %."
        return None, [Remark(number, said, reason, DRAW_AGAIN)]
    return same_form(fixed), [note(number, said, f"{why}: se reparó.")]


def _enclosed(geometry: BaseGeometry) -> int:
    """What its outlines enclose, whichever way they run, without what its holes do."""
    parts = shapely.get_parts(geometry)
    holes = [ring for part in parts for ring in part.interiors]
    return sum(_inside(part.exterior) for part in parts) - sum(map(_inside, holes))


def _inside(ring: BaseGeometry) -> int:
    return area_of(only_areas(shapely.make_valid(shapely.Polygon(ring))))


REASONS = {
    "Self-intersection": "su contorno se cruza a sí mismo",
    "Ring Self-intersection": "su contorno se toca a sí mismo",
    "Hole lies outside shell": "tiene un hueco fuera del contorno",
    "Nested shells": "una de sus partes está dentro de otra",
    "Nested holes": "un hueco está dentro de otro",
    "Duplicate Rings": "repite un contorno",
    "Too few points": "le faltan vértices",
    "Interior is disconnected": "sus huecos lo parten en dos",
}


def _spanish_reason(said: str) -> str:
    """«… cerca de -70,1234; -20,5678»."""
    kind, _, at = said.partition("[")
    reason = REASONS.get(kind.strip(), "su contorno está mal formado")
    x, _, y = at.rstrip("]").partition(" ")
    try:
        near = f" cerca de {float(x):.4f}; {float(y):.4f}".replace(".", ",")
    except ValueError:
        near = ""
    return reason + near


def _spanish(geometry: BaseGeometry) -> str:
    kinds = {
        "Point": "punto",
        "MultiPoint": "varios puntos",
        "LineString": "línea",
        "MultiLineString": "varias líneas",
        "Polygon": "polígono",
        "MultiPolygon": "varios polígonos",
    }
    return kinds.get(geometry.geom_type, "mixto")
