"""The region whose holidays count in a place, and how far a photo is from its case."""

from datetime import date

from minga.territory.frames import frame_on
from minga.territory.models.geometry import UNITS
from minga.territory.outlining import ELLIPSOID

# Code of the region in the political division → its subdivision in ISO 3166-2:CL.
ISO = {
    "01": "TA", "02": "AN", "03": "AT", "04": "CO", "05": "VS", "06": "LI", "07": "ML", "08": "BI",
    "09": "AR", "10": "LL", "11": "AI", "12": "MA", "13": "RM", "14": "LR", "15": "AP", "16": "NB",
}  # fmt: skip


def holidays_of(territory_id: int | None, day: date) -> str:
    """Empty, for the national holidays alone, where the place lies in no one region."""
    region = frame_on(day).region_of(territory_id) if territory_id else None
    return ISO.get(region.code[:2], "") if region else ""


def metres_between(
    longitude: int | None, latitude: int | None, to_longitude: int | None, to_latitude: int | None
) -> int | None:
    """Over the ellipsoid; None when one of the two has no place."""
    if longitude is None or latitude is None or to_longitude is None or to_latitude is None:
        return None
    ends = (longitude, latitude, to_longitude, to_latitude)
    x, y, to_x, to_y = (value / UNITS for value in ends)
    return round(float(ELLIPSOID.inv(x, y, to_x, to_y)[2]))
