"""Places of the tests' own, on plain coordinates."""

from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.territory.models import Outline, Territory
from minga.territory.outlining import Drawn, give
from tests.conftest import SCRIBE

SINCE = date(2007, 1, 1)


def box(west: float, south: float, east: float, north: float) -> BaseGeometry:
    return shapely.box(west, south, east, north)


# Three communes side by side, the third over the first one; the sea is west of 70,2.
IQUIQUE = box(-70.2, -20.5, -70.1, -20.0)
HOSPICIO = box(-70.1, -20.5, -70.0, -20.0)
HUARA = box(-70.2, -20.0, -69.0, -19.5)
THREE = {"iquique": IQUIQUE, "alto-hospicio": HOSPICIO, "huara": HUARA}


@action("tests.drawn", says="dibujó")
def draw(
    shapes: dict[str, BaseGeometry],
    *,
    schematic: bool = False,
    by: Access = SCRIBE,
    on: date | None = None,
) -> int:
    """Outlines of known territories, from a day."""
    assert on is not None
    kind = Outline.SourceKind.SCHEMATIC if schematic else Outline.SourceKind.BOUNDARY
    places = {place.key: place for place in Territory.objects.filter(key__in=shapes)}
    drawn = [Drawn(places[key].pk, shape, "pruebas", kind) for key, shape in shapes.items()]
    current_act().about(places[next(iter(shapes))])
    return give(drawn, on=on)
