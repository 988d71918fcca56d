"""How far it is to the nearest facility."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.territory.distances import distances
from minga.territory.outlining import ELLIPSOID

REAL = Path(__file__).parents[3] / "shared" / "data"


def real(name: str) -> list[dict[str, Any]]:
    """The features of a real file, read where it lies."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    features: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["features"]
    return features


def test_a_degree_along_the_equator_and_along_a_meridian() -> None:
    found = distances([(0, 0), (0, 0)], [(1, 0)])

    assert found.metres.round().tolist() == [111_319, 111_319]
    assert distances([(-70, -20)], [(-70, -21)]).metres.round().tolist() == [110_711]


def test_without_facilities_nothing_is_near() -> None:
    found = distances([(-70, -20)], [])

    assert found.which.tolist() == [-1]
    assert found.metres.tolist() == [np.inf]
    assert distances([], [(-70, -20)]).which.tolist() == []


def test_of_two_equally_near_it_is_the_first() -> None:
    assert distances([(-70, -20)], [(-70.1, -20), (-69.9, -20)]).which.tolist() == [0]
    assert distances([(-70, -20)], [(-69.9, -20), (-69.9, -20)]).which.tolist() == [0]


# From the desert to Tierra del Fuego, where a degree of longitude is half as long.
places = st.tuples(st.floats(-76, -66, width=32), st.floats(-56, -17, width=32))


@given(st.lists(places, min_size=1, max_size=8), st.lists(places, min_size=1, max_size=8))
def test_no_other_facility_is_nearer(
    points: list[tuple[float, float]], facilities: list[tuple[float, float]]
) -> None:
    found = distances(points, facilities)

    for at, (x, y) in enumerate(points):
        every = [ELLIPSOID.inv(x, y, fx, fy)[2] for fx, fy in facilities]
        assert found.metres[at] == pytest.approx(min(every))
        assert every[found.which[at]] == pytest.approx(min(every))


def test_distances_to_schools_agree_with_those_that_the_ministry_published() -> None:
    """83 estates of social housing: half of them to 20 m, the worst to 210 m."""
    estates = real("condominios_sociales_tarapaca_arica.geojson")
    facilities = real("equipamiento_tarapaca_arica.geojson")
    schools = [f for f in facilities if f["properties"]["tipo"] == "educacion"]

    found = distances(
        [f["geometry"]["coordinates"] for f in estates],
        [f["geometry"]["coordinates"] for f in schools],
    )

    published = np.array([f["properties"]["dist_escuela"] for f in estates])
    off = np.abs(found.metres - published)
    assert len(estates) == 83
    assert np.median(off) <= 20
    assert off.max() <= 210
