"""Our schematic: sound, without gaps, of nobody's cartography; it serves both divisions."""

from datetime import date

import numpy as np
import pytest
import shapely

from minga.core.errors import NotAllowed
from minga.demo.places import load_places
from minga.territory.boundaries.schematic import load_schematic, sketches
from minga.territory.distances import facilities_on
from minga.territory.locate import locate
from minga.territory.models import SCHEMATIC_NOTE, Kind, Outline, Territory
from minga.territory.shapes import outlines_on
from tests.conftest import SCRIBE, Cast, nothing_recorded

BEFORE, AFTER, OLD = date(2007, 10, 7), date(2007, 10, 8), date(2004, 4, 11)
# Where anybody knows the towns to be.
TOWNS = {
    "arica": (-70.31, -18.48),
    "putre": (-69.56, -18.20),
    "general-lagos": (-69.48, -17.65),
    "iquique": (-70.15, -20.21),
    "alto-hospicio": (-70.10, -20.27),
    "pozo-almonte": (-69.79, -20.26),
    "huara": (-69.77, -19.99),
    "camina": (-69.43, -19.31),
    "colchane": (-68.64, -19.28),
    "pica": (-69.33, -20.49),
}


def shapes(day: date) -> dict[str, shapely.Geometry]:
    return {shape.key: shape.geometry for shape in outlines_on(day, Kind.COMMUNE)}


def test_neighbours_meet_without_gaps_or_overlaps() -> None:
    drawn = np.array([sketch.shape for sketch in sketches()][1:], dtype=object)

    assert len(drawn) == 11
    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)
    whole = shapely.union_all(drawn)
    assert (whole.geom_type, len(whole.interiors)) == ("Polygon", 0)
    assert whole.area == pytest.approx(sum(shape.area for shape in drawn))


def test_each_has_a_few_dozen_plain_points() -> None:
    for sketch in sketches():
        points = shapely.get_coordinates(sketch.shape)
        assert 12 <= len(points) <= 90
        assert np.allclose(points * 100, np.round(points * 100))


def test_it_serves_both_divisions_and_says_what_it_is(cast: Cast) -> None:
    load_schematic(by=SCRIBE)

    before, after = shapes(BEFORE), shapes(AFTER)

    assert len(before) == 11
    assert before.keys() == after.keys()
    assert {s.note for s in outlines_on(AFTER, Kind.COMMUNE)} == {SCHEMATIC_NOTE}
    assert all(s.is_schematic for s in outlines_on(AFTER, Kind.COMMUNE))
    assert [s.key for s in outlines_on(BEFORE, Kind.REGION)] == ["region-tarapaca"]
    assert len(outlines_on(AFTER, Kind.REGION)) == 2


def test_before_alto_hospicio_its_ground_was_of_iquique(cast: Cast) -> None:
    load_schematic(by=SCRIBE)

    then, later = shapes(OLD), shapes(date(2004, 4, 12))

    assert "alto-hospicio" not in then
    assert then["iquique"].covers(later["alto-hospicio"])
    assert not later["iquique"].covers(later["alto-hospicio"])


def test_towns_stand_in_their_communes(cast: Cast) -> None:
    load_schematic(by=SCRIBE)
    keys = dict(Territory.objects.values_list("pk", "key"))

    found = locate(list(TOWNS.values()), AFTER)

    assert [keys[place] for place in found.tolist()] == list(TOWNS)


def test_twice_leaves_the_same(cast: Cast) -> None:
    load_schematic(by=SCRIBE)

    assert load_schematic(by=SCRIBE) == 0
    assert Outline.objects.count() == 12


def test_only_who_administers_loads_it(cast: Cast) -> None:
    for who in (cast.ana, cast.diana, cast.aldo):
        with nothing_recorded(), pytest.raises(NotAllowed):
            load_schematic(by=who.access)


def test_the_demonstration_has_places_that_say_they_are_invented(cast: Cast) -> None:
    load_places(by=SCRIBE, on=date(2007, 1, 2))

    inside = outlines_on(AFTER, Kind.NEIGHBOURHOOD)
    assert len(inside) == 5
    assert {shape.source for shape in inside} == {"datos de demostración"}
    schools = facilities_on(AFTER, "school")
    assert len(schools) == 5
    points = [(f.longitude / 1e7, f.latitude / 1e7) for f in schools]
    assert locate(points, AFTER).tolist() == [f.territory_id for f in schools]
