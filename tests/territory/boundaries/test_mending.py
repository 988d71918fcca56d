"""What is repaired without asking, and what is said about it."""

import numpy as np
import shapely

from minga.territory.boundaries.mending import mend_area, mend_point
from tests.territory.shapes import IQUIQUE

AGAINST = shapely.orient_polygons(IQUIQUE)


def mended(
    shape: shapely.Geometry | None, *, is_clockwise: bool = False
) -> tuple[object, list[str]]:
    found, told = mend_area(shape, 1, "Iquique", is_clockwise=is_clockwise)
    return found, [f"{'!' if r.stops else ''}{r.reason}" for r in told]


def test_a_sound_shape_is_left_and_nothing_is_said() -> None:
    found, told = mended(AGAINST)

    assert told == []
    assert found.equals(IQUIQUE)


def test_a_ring_that_runs_the_other_way_is_turned_and_said() -> None:
    found, told = mended(shapely.reverse(AGAINST))

    assert told == ["su contorno venía en el sentido contrario: se dio vuelta."]
    assert shapely.is_ccw(found.exterior)
    assert mended(shapely.reverse(AGAINST), is_clockwise=True)[1] == []
    assert len(mended(AGAINST, is_clockwise=True)[1]) == 1


def test_a_ring_that_crosses_itself_is_repaired_with_the_place_of_the_crossing() -> None:
    corners = [(-70.2, -20.5), (-70.1, -20.5), (-70.1, -20.0), (-70.2001, -20.0), (-70.2, -19.9999)]
    spike = shapely.Polygon(corners)

    found, told = mended(spike)

    assert found.is_valid
    assert told == ["su contorno se cruza a sí mismo cerca de -70,2000; -20,0000: se reparó."]


def test_an_area_that_is_a_line_is_an_error() -> None:
    flat = shapely.Polygon([(-70, -20), (-70.1, -20), (-70, -20)])

    assert mended(flat)[0] is None
    assert mended(flat)[1][-1].startswith("!")


def test_a_repair_that_moves_much_ground_is_for_a_person() -> None:
    """A hole that lies outside would become ground."""
    hole = [(-69.2, -20.4), (-69.15, -20.4), (-69.15, -20.1), (-69.2, -20.1)]

    found, told = mended(shapely.Polygon(AGAINST.exterior, [hole]))

    assert found is None
    assert "hueco fuera del contorno" in told[0]
    assert "su superficie cambiaría" in told[0]


def test_what_is_no_area_is_an_error() -> None:
    for shape in (
        None,
        shapely.Polygon(),
        shapely.Point(-70, -20),
        shapely.LineString([(0, 0), (1, 1)]),
    ):
        found, told = mended(shape)
        assert found is None
        assert told[0].startswith("!")
    assert mended(shapely.Point(-70, -20))[1] == ["!es de tipo punto y se espera un polígono."]


def test_heights_and_what_is_no_number() -> None:
    raised = shapely.force_3d(AGAINST, 100)
    with np.errstate(invalid="ignore"):
        broken = shapely.Polygon([(-70.2, -20.5), (float("nan"), -20.5), (-70.1, -20.0)])

    assert not shapely.has_z(mended(raised)[0])
    assert mended(broken) == (None, ["!tiene coordenadas que no son números."])


def test_the_place_of_a_facility() -> None:
    point, none = mend_point(shapely.Point(-70, -20, 5), 1, "")
    park, told = mend_point(IQUIQUE, 1, "")

    assert (point.x, point.y, none) == (-70, -20, [])
    assert IQUIQUE.contains(park)
    assert "viene como área" in told[0].reason
    for shape in (None, shapely.Point(), shapely.LineString([(0, 0), (1, 1)])):
        assert mend_point(shape, 1, "")[0] is None
