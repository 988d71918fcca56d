"""A neighbourhood drawn by a person: what was typed as a polygon, and the action that keeps it."""

import json
import re
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.permissions import declare
from minga.territory.boundaries.actions import free_key
from minga.territory.boundaries.geojson import read_geojson
from minga.territory.boundaries.mending import mend_area
from minga.territory.boundaries.remarks import FileRefused
from minga.territory.boundaries.staging import lock
from minga.territory.boundaries.systems import why_outside
from minga.territory.frames import frame_on
from minga.territory.locate import shares
from minga.territory.models import Kind, Outline, Territory, TerritoryVersion
from minga.territory.outlining import Drawn, digest_of, give, holding, same_form, standing
from minga.territory.shapes import outlines_on

DRAW = declare("territory.draw", "dibujar barrios", ["unit_officer", "unit_head", "administrator"])
SOURCE = "dibujado en Minga"
HALF = 5_000
NUMBER = r"(-?\d+(?:[.,]\d+)?)"
# A comma parts the two numbers unless it is their decimal mark: then it is a semicolon or a space.
PAIR = re.compile(rf"\s*{NUMBER}\s*(?:[;\t]|,\s|,(?=-)|\s)\s*{NUMBER}\s*[,;]?\s*")
EXAMPLE = "Escriba un vértice por línea, como «-70,1440; -20,2260»."


class NotAPolygon(DomainError):
    code = "territory.not_a_polygon"
    field = "shape"


class Elsewhere(DomainError):
    code = "territory.drawn_elsewhere"
    field = "shape"


class NameTaken(DomainError):
    code = "territory.name_taken"
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"En la comuna ya hay un barrio «{name}»: ábralo y cambie su contorno.")


class DrawnMeanwhile(DomainError):
    code = "territory.drawn_meanwhile"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Otra persona cambió este contorno mientras usted dibujaba. Compare con el que se "
            "muestra y guarde de nuevo si corresponde."
        )


class SameShape(DomainError):
    code = "territory.same_shape"
    field = "shape"

    def __init__(self) -> None:
        super().__init__("El contorno es igual al que ya rige: no hay nada que guardar.")


# -- What was typed. --


def read_shape(text: str) -> BaseGeometry:
    """GeoJSON with one polygon, or a vertex «lon; lat» on each line. Raises NotAPolygon."""
    said = text.strip()
    shape = _from_geojson(said) if said.startswith("{") else _from_lines(said)
    box = shape.bounds
    if (wrong := why_outside(box)) is not None:
        raise NotAPolygon(f"El contorno {wrong[0]} {wrong[1]}")
    fixed, told = mend_area(shape, 1, "", is_clockwise=not shapely.is_ccw(_first_ring(shape)))
    stops = [remark for remark in told if remark.stops]
    if fixed is None or stops:
        raise NotAPolygon(f"El contorno no sirve: {stops[0].reason} {stops[0].proposal}")
    if not shape.is_valid:
        # A person that draws is there to draw it well; nothing is repaired unseen.
        raise NotAPolygon(f"El contorno no sirve: {told[0].reason.removesuffix(': se reparó.')}.")
    return fixed


def _first_ring(shape: BaseGeometry) -> BaseGeometry:
    return shapely.get_parts(shape)[0].exterior


def _from_geojson(text: str) -> BaseGeometry:
    try:
        found = read_geojson(json.dumps(json.loads(text)).encode())
    except (ValueError, FileRefused) as error:
        raise NotAPolygon("El GeoJSON está cortado o mal escrito. Péguelo de nuevo.") from error
    shapes = [one.geometry for one in found.features if one.geometry is not None]
    if len(shapes) != 1 or shapes[0].geom_type not in ("Polygon", "MultiPolygon"):
        raise NotAPolygon("El GeoJSON debe traer un polígono y solo uno.")
    if shapes[0].is_empty:
        raise NotAPolygon("Las coordenadas del GeoJSON no se entienden.")
    return shapes[0]


def _from_lines(text: str) -> BaseGeometry:
    points = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = PAIR.fullmatch(line)
        if found is None:
            raise NotAPolygon(f"Línea {number}: «{line.strip()[:40]}» no es un vértice. {EXAMPLE}")
        points.append(tuple(float(part.replace(",", ".")) for part in found.groups()))
    if len(set(points)) < 3:
        raise NotAPolygon(f"Un contorno tiene al menos tres vértices. {EXAMPLE}")
    return shapely.Polygon(points)


def written(shape: BaseGeometry) -> str:
    """A shape as it can be typed again: lines of vertices, GeoJSON when it has parts or holes."""
    parts = list(shapely.get_parts(shape))
    if len(parts) > 1 or parts[0].interiors:
        return str(shapely.to_geojson(shape))
    points = list(parts[0].exterior.coords)[:-1]
    return "\n".join(f"{x:.6f}; {y:.6f}".replace(".", ",") for x, y in points)


# -- Keeping it. --


@action("territory.neighbourhood_drawn", says="dibujó el barrio {name}")
def draw_neighbourhood(
    commune: Territory, *, name: str, shape: BaseGeometry, by: Access, on: date | None = None
) -> Territory:
    """A new neighbourhood inside of a commune."""
    assert on is not None
    require_to_draw(commune, by=by, on=on)
    lock()
    frame = frame_on(on)
    siblings = [
        version.name.casefold()
        for version in frame.versions.values()
        if version.parent_id == commune.pk and version.territory.kind == Kind.NEIGHBOURHOOD
    ]
    if name.casefold() in siblings:
        raise NameTaken(name)
    _require_inside(commune, shape, on)
    taken = set(Territory.objects.values_list("key", flat=True))
    place = Territory(
        key=free_key(Kind.NEIGHBOURHOOD, commune.key, name, taken), kind=Kind.NEIGHBOURHOOD
    )
    place.save()
    TerritoryVersion(territory=place, name=name, parent=commune, valid_from=on).save()
    give([Drawn(place.pk, shape, SOURCE)], on=on)
    current_act().about(place, name=name)
    return place


@action("territory.neighbourhood_redrawn", says="cambió el contorno de {name}")
def redraw(
    place: Territory,
    *,
    shape: BaseGeometry,
    seen: str | None = None,
    by: Access,
    on: date | None = None,
) -> Territory:
    """Another outline from a day on; the one before ends there. `seen`: the digest of the outline
    that the page showed."""
    assert on is not None
    require_to_draw(place, by=by, on=on)
    lock()
    version = frame_on(on).versions.get(place.pk)
    if version is None or version.parent is None:
        raise Elsewhere(f"El lugar no existía el {on:%d-%m-%Y}: elija una fecha posterior.")
    now = outline_of(place, on)
    if seen is not None and seen != (now.digest if now else ""):
        raise DrawnMeanwhile
    if now is not None and now.digest == digest_of(same_form(shape)):
        raise SameShape
    _require_inside(version.parent, shape, on)
    give([Drawn(place.pk, shape, SOURCE)], on=on)
    current_act().about(place, name=version.name)
    return place


def outline_of(place: Territory, on: date) -> Outline | None:
    """The boundary that holds on a day."""
    rows = standing([place.pk]).get((place.pk, Outline.SourceKind.BOUNDARY), [])
    return holding(rows, on)


def may_draw(place: Territory, *, by: Access, on: date) -> bool:
    """Inside of the place that an institution of theirs answers for, and nowhere else."""
    return by.everything or bool(frame_on(on).containing(place.pk) & by.seats(DRAW))


def require_to_draw(place: Territory, *, by: Access, on: date) -> None:
    if not by.may(DRAW):
        raise NotAllowed("Ninguna de sus funciones vigentes permite dibujar barrios.")
    if frame_on(on).containing(place.pk) and not may_draw(place, by=by, on=on):
        raise NotAllowed(
            "Este lugar no es de la región de su institución: pida que lo dibuje la que responde "
            "por él."
        )


def _require_inside(commune: Territory, shape: BaseGeometry, on: date) -> None:
    """At least half of it; a schematic can't tell."""
    frame = frame_on(on)
    if commune.pk not in frame.versions:
        raise Elsewhere(f"La comuna no existía el {on:%d-%m-%Y}: elija otra fecha.")
    own = [s for s in outlines_on(on, Kind.COMMUNE) if s.territory_id == commune.pk]
    if not own or own[0].is_schematic:
        return
    (found,) = shares([shape], on)
    if found.parts.get(commune.pk, 0) * (10_000 - found.outside) < HALF * 10_000:
        where = frame.name_of(found.most) if found.parts else "el mar o fuera de las comunas"
        raise Elsewhere(
            f"El contorno está en {where}, no en {frame.name_of(commune.pk)}. Corrija sus vértices."
        )
