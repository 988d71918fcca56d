"""In which territory a point, a line or an area is."""

from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from minga.territory.locate import NOWHERE, Shares, locate, locate_in, shares, to_whole
from minga.territory.models import Territory
from minga.territory.shapes import Shape
from tests.conftest import SCRIBE, Cast
from tests.territory.shapes import SINCE, THREE, box, draw

ON = date(2007, 11, 30)


@pytest.fixture
def ids(cast: Cast) -> dict[str, int]:
    draw(THREE, by=SCRIBE, on=SINCE)
    return dict(Territory.objects.values_list("key", "pk"))


def test_each_point_is_in_its_commune(ids: dict[str, int]) -> None:
    points = [(-70.15, -20.3), (-70.05, -20.3), (-69.5, -19.7), (-71, -20.3), (np.nan, np.nan)]

    found = locate(np.array(points), ON)

    wanted = [ids["iquique"], ids["alto-hospicio"], ids["huara"], NOWHERE, NOWHERE]
    assert found.tolist() == wanted
    assert locate(shapely.points(points), ON).tolist() == wanted
    assert locate(points, ON).tolist() == wanted


def test_before_there_were_shapes_nothing_is_anywhere(ids: dict[str, int]) -> None:
    assert locate([(-70.15, -20.3)], date(2006, 12, 31)).tolist() == [NOWHERE]
    assert shares([box(-70.15, -20.3, -70.12, -20.2)], date(2006, 12, 31)) == [Shares({}, 10_000)]
    assert locate([], ON).tolist() == []


def test_a_point_on_an_edge_has_always_the_same_commune(ids: dict[str, int]) -> None:
    """The first by its key: Alto Hospicio before Iquique, Huara before Iquique."""
    edges = [(-70.1, -20.3), (-70.15, -20.0), (-70.1, -20.0)]

    found = locate(edges, ON).tolist()

    assert found == [ids["alto-hospicio"], ids["huara"], ids["alto-hospicio"]]


def test_a_boundary_decides_before_a_schematic(ids: dict[str, int]) -> None:
    """Arica's schematic lies over Iquique, and goes before it by its key."""
    draw({"arica": THREE["iquique"].buffer(0.05)}, schematic=True, by=SCRIBE, on=SINCE)

    found = locate([(-70.15, -20.3), (-70.22, -20.3)], ON)

    assert found.tolist() == [ids["iquique"], ids["arica"]]


def test_an_area_in_several_communes_is_divided_to_the_hundredth(ids: dict[str, int]) -> None:
    whole, two = box(-70.15, -20.3, -70.12, -20.2), box(-70.13, -20.3, -70.04, -20.2)
    at_sea = box(-70.3, -20.3, -70.1, -20.2)

    found = shares([whole, two, at_sea], ON)

    assert found[0] == Shares({ids["iquique"]: 10_000}, 0)
    assert found[1] == Shares({ids["alto-hospicio"]: 6667, ids["iquique"]: 3333}, 0)
    assert found[2] == Shares({ids["iquique"]: 10_000}, 5000)
    assert found[1].most == ids["alto-hospicio"]


def test_a_line_is_divided_by_its_length(ids: dict[str, int]) -> None:
    road = shapely.LineString([(-70.16, -20.3), (-70.08, -20.3)])

    assert shares([road], ON) == [Shares({ids["iquique"]: 7500, ids["alto-hospicio"]: 2500}, 0)]


def test_a_line_along_an_edge_counts_once(ids: dict[str, int]) -> None:
    edge = shapely.LineString([(-70.1, -20.3), (-70.1, -20.1)])

    assert shares([edge], ON) == [Shares({ids["alto-hospicio"]: 10_000}, 0)]


def test_several_points_are_divided_by_how_many_they_are(ids: dict[str, int]) -> None:
    points = shapely.MultiPoint([(-70.15, -20.3), (-70.14, -20.3), (-70.05, -20.3)])

    assert shares([points], ON)[0].parts == {ids["iquique"]: 6667, ids["alto-hospicio"]: 3333}


def test_where_two_overlap_nothing_counts_twice(ids: dict[str, int]) -> None:
    draw({"iquique": box(-70.2, -20.5, -70.05, -20.0)}, by=SCRIBE, on=ON)

    found = shares([box(-70.15, -20.3, -70.05, -20.2)], ON)

    assert found == [Shares({ids["alto-hospicio"]: 5000, ids["iquique"]: 5000}, 0)]


@given(st.lists(st.integers(1, 7), min_size=1, max_size=12))
def test_parts_always_add_up_to_the_whole(sizes: list[int]) -> None:
    parts = to_whole(dict(enumerate(map(float, sizes))))

    assert sum(parts.values()) == 10_000
    for place, part in parts.items():
        assert abs(part - sizes[place] * 10_000 / sum(sizes)) < 1


# Few whole coordinates, so that edges and corners are the rule and not the exception.
squares = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6)
spots = st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), max_size=20)


@given(squares, spots)
def test_it_agrees_with_asking_each_shape_about_each_point(
    corners: list[tuple[int, int]], points: list[tuple[int, int]]
) -> None:
    shapes = tuple(
        Shape(number, str(number), box(x, y, x + 2, y + 2), False, "", "")
        for number, (x, y) in enumerate(corners, 1)
    )

    found = locate_in(shapes, np.array(points, dtype=float).reshape(-1, 2))

    for point, place in zip(points, found, strict=True):
        inside = [s.territory_id for s in shapes if s.geometry.covers(shapely.Point(point))]
        assert place == next(iter(inside), NOWHERE)
