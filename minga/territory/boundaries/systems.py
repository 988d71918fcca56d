"""Coordinate systems: the declared one, the asked one or the one that the numbers betray; all
becomes EPSG:4326, longitude first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import AreaOfInterest, TransformerGroup

from minga.territory.boundaries.files import Collection, Feature
from minga.territory.boundaries.remarks import FileRefused, Remark, note

WGS84 = CRS.from_epsg(4326)
# Chile with its islands and its antarctic territory, and the continent by bands of latitude: north,
# south, west, east.
COUNTRY = ((-17.0, -56.6, -110.0, -66.0), (-60.0, -90.0, -90.0, -53.0))
LAND = (
    (-17.0, -26.0, -71.0, -66.9),
    (-26.0, -37.0, -74.2, -68.2),
    (-37.0, -43.0, -75.2, -70.3),
    (-43.0, -56.6, -76.5, -66.0),
)
ZONES = (32719, 32718)
EASTING, NORTHING = (-100_000, 1_400_000), (3_600_000, 8_200_000)
SWAP = "Indique que vienen como latitud, longitud, o cámbielas de orden."
# PSAD56 and SAD69 lie some hundred metres from the modern ones: no range betrays them.
OLD_DATUM = "Si viene en PSAD56 o SAD69, indique su sistema: difiere en cientos de metros."


@dataclass(frozen=True)
class Placed:
    """Features in EPSG:4326, and the system that they came in."""

    features: tuple[Feature, ...]
    crs: str
    remarks: tuple[Remark, ...]


def place(collection: Collection, *, asked: str = "", swapped: bool = False) -> Placed:
    """Bring every feature to EPSG:4326. `asked`: the system that a person says it is in."""
    features = _turned(collection.features) if swapped else collection.features
    boxes = shapely.bounds(np.array([feature.geometry for feature in features], dtype=object))
    seen = boxes[np.isfinite(boxes).all(axis=1)]
    crs, remarks = _settle(asked, collection.declared, seen)
    moved = _transformed(features, crs, seen)
    boxes = shapely.bounds(np.array([feature.geometry for feature in moved], dtype=object))
    remarks += _outside(boxes)
    return Placed(moved, label(crs), tuple(remarks))


def system(text: str) -> CRS | None:
    """«EPSG:32719», «32719», a URN or the text of a .prj; nothing for what says no system."""
    said = text.strip()
    if not said:
        return None
    if "CRS84" in said.upper():
        return WGS84
    number = re.fullmatch(r"(?:.*EPSG)?[\s:/.0-9]*?[\s:/]?(\d{4,6})", said, re.IGNORECASE)
    try:
        if number:
            return CRS.from_epsg(int(number[1]))
        found = CRS.from_user_input(said)
    except CRSError:
        return None
    # A .prj has names and no codes, and only what has a code has its known way to EPSG:4326.
    code = found.to_epsg(min_confidence=25)
    return CRS.from_epsg(code) if code else found


def label(crs: CRS) -> str:
    code = crs.to_epsg(min_confidence=25)
    return f"EPSG:{code}" if code else crs.name[:20]


def _settle(asked: str, declared: str, seen: NDArray[np.float64]) -> tuple[CRS, list[Remark]]:
    chosen = system(asked)
    if asked.strip() and chosen is None:
        raise FileRefused(
            f"«{asked}» no es un sistema de coordenadas. Escriba, p. ej., EPSG:32719."
        )
    if chosen is not None:
        _require_fits(chosen, seen, f"Se indicó {label(chosen)}")
        return chosen, []
    said = system(declared)
    if said is not None:
        _require_fits(said, seen, f"El archivo dice {label(said)}")
        told = [] if said == WGS84 else [note(None, "", f"viene en {_named(said)}: se convirtió.")]
        return said, told
    found, told = _guessed(seen)
    unread = [note(None, "", "no se entiende el sistema que declara.")] if declared else []
    return found, unread + told


def _named(crs: CRS) -> str:
    return f"{crs.name} ({label(crs)})"


def _require_fits(crs: CRS, seen: NDArray[np.float64], who: str) -> None:
    """Degrees where metres are said, or metres where degrees are, are refused with both."""
    if not len(seen):
        return
    in_degrees = bool(np.abs(seen).max() <= 360)
    if crs.is_geographic and not in_degrees:
        zone = _zone(seen)
        hint = f" Si es UTM {zone - 32700} sur, indique EPSG:{zone}." if zone else ""
        raise FileRefused(
            f"{who}, que va en grados, y las coordenadas son metros: {_sample(seen)}. No se cargó "
            f"nada.{hint}"
        )
    if crs.is_projected and in_degrees:
        raise FileRefused(
            f"{who}, que va en metros, y las coordenadas son grados: {_sample(seen)}. No se cargó "
            "nada. Si son longitud y latitud, indique EPSG:4326."
        )


def _sample(seen: NDArray[np.float64]) -> str:
    x, y = seen[0][:2]
    return f"«{x:.2f}; {y:.2f}»".replace(".", ",")


def _guessed(seen: NDArray[np.float64]) -> tuple[CRS, list[Remark]]:
    """What the numbers allow: degrees, or one zone of UTM."""
    if not len(seen) or np.abs(seen).max() <= 360:
        return WGS84, []
    zone = _zone(seen)
    if zone is None:
        raise FileRefused(
            f"No se sabe en qué sistema vienen las coordenadas: {_sample(seen)}. Indíquelo, "
            "p. ej. EPSG:32719 (UTM 19 sur) o EPSG:32718 (UTM 18 sur)."
        )
    reason = f"no dice su sistema; por sus coordenadas es UTM {zone - 32700} sur (EPSG:{zone}): "
    return CRS.from_epsg(zone), [note(None, "", f"{reason}se convirtió. {OLD_DATUM}")]


def _zone(seen: NDArray[np.float64]) -> int | None:
    """The only zone in which all of it lies in the country."""
    x, y = seen[:, [0, 2]], seen[:, [1, 3]]
    if x.min() < EASTING[0] or x.max() > EASTING[1]:
        return None
    if y.min() < NORTHING[0] or y.max() > NORTHING[1]:
        return None
    fits = []
    for zone in ZONES:
        to = Transformer.from_crs(zone, 4326, always_xy=True)
        lon, lat = to.transform((seen[:, 0] + seen[:, 2]) / 2, (seen[:, 1] + seen[:, 3]) / 2)
        if all(_on_land(*pair) for pair in zip(lon, lat, strict=True)):
            fits.append(zone)
    return fits[0] if len(fits) == 1 else None


def _on_land(lon: float, lat: float) -> bool:
    return any(s <= lat <= n and w <= lon <= e for n, s, w, e in LAND)


def _in_country(box: Any) -> bool:
    x0, y0, x1, y1 = box
    return any(x0 >= w and x1 <= e and y0 >= s and y1 <= n for n, s, w, e in COUNTRY)


def _transformed(features: Sequence[Feature], crs: CRS, seen: Any) -> tuple[Feature, ...]:
    if crs == WGS84 or not len(seen):
        return tuple(features)
    to = _way(crs, seen)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to.transform(points[:, 0], points[:, 1], errcheck=True))

    try:
        return tuple(
            replace(one, geometry=one.geometry and shapely.transform(one.geometry, move))
            for one in features
        )
    except ProjError as error:
        raise FileRefused(
            f"Las coordenadas no caben en {_named(crs)}. Indique el sistema que corresponde."
        ) from error


def _way(crs: CRS, seen: NDArray[np.float64]) -> Transformer:
    """The best known one where the file lies; a guess without change of datum is refused."""
    rough = Transformer.from_crs(crs, WGS84, always_xy=True)
    lon, lat = rough.transform(seen[:, [0, 2]].ravel(), seen[:, [1, 3]].ravel())
    lon, lat = np.clip(lon, -180, 180), np.clip(lat, -90, 90)
    area = AreaOfInterest(min(lon), min(lat), max(lon), max(lat))
    ways = TransformerGroup(crs, WGS84, always_xy=True, area_of_interest=area).transformers
    if not ways or "allpark" in ways[0].description:
        raise FileRefused(
            f"No se conoce el paso exacto de {_named(crs)} a longitud y latitud. Indique su "
            "código, p. ej. EPSG:24879 (PSAD56, UTM 19 sur)."
        )
    return ways[0]


def _turned(features: Sequence[Feature]) -> tuple[Feature, ...]:
    def turn(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return points[:, [1, 0]]

    return tuple(
        replace(one, geometry=one.geometry and shapely.transform(one.geometry, turn))
        for one in features
    )


def _outside(boxes: NDArray[np.float64]) -> list[Remark]:
    """What lies in another country, or would lie in Chile with its axes or signs changed."""
    found = [
        (number, why_outside(box)) for number, box in enumerate(boxes, 1) if np.isfinite(box).all()
    ]
    return [Remark(number, "", *why) for number, why in found if why is not None]


def why_outside(box: Any) -> tuple[str, str] | None:
    """Why a box (west, south, east, north) is not in Chile, and what to do; nothing if it is."""
    if _in_country(box):
        return None
    x0, y0, x1, y1 = (float(value) for value in box)
    at = f"«{x0:.4f}; {y0:.4f}»".replace(".", ",")
    if _in_country((y0, x0, y1, x1)):
        return f"trae la latitud donde va la longitud ({at}).", SWAP
    if _in_country((-x1, -y1, -x0, -y0)):
        return f"le falta el signo menos a sus coordenadas ({at}).", "Agréguelo: oeste y sur."
    if x0 == y0 == x1 == y1 == 0:
        return "está en las coordenadas 0; 0.", "Escriba su ubicación."
    return f"está fuera de Chile ({at}).", "Revise sus coordenadas y el sistema en que vienen."
