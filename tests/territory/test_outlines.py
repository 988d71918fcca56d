"""The shape of a place from a day on: what can never be true, what follows what, what is read."""

from datetime import date

import shapely

from minga.territory.models import Kind, Outline, Territory
from minga.territory.outlining import same_form
from minga.territory.shapes import outlines_on, shapes_on
from tests.conftest import SCRIBE, Cast
from tests.core.database import refused, refused_constraint, sql
from tests.territory.shapes import HOSPICIO, IQUIQUE, SINCE, THREE, box, draw

LATER = date(2007, 6, 1)
NO_TWO = "Dos contornos del mismo territorio no pueden regir el mismo día"
NO_CHANGE = "El contorno de un territorio no se cambia"


def drawn_on(day: date, kind: str = Kind.COMMUNE) -> dict[str, shapely.Geometry]:
    return {shape.key: shape.geometry for shape in outlines_on(day, kind)}


def copied(**columns: str) -> str:
    names = [
        *("public_id", "territory_id", "source_kind", "valid_from", "valid_until", "is_withdrawn"),
        *("west", "south", "east", "north", "area", "source", "note", "digest", "geometry"),
        *("simplified", "event_id"),
    ]
    said = ", ".join(columns.get(name, name) for name in names)
    return (
        f"INSERT INTO territory_outline ({', '.join(names)}) SELECT {said} FROM territory_outline "
        "WHERE id = (SELECT MIN(id) FROM territory_outline)"
    )


def test_a_shape_is_read_as_it_was_drawn(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)

    found = drawn_on(SINCE)

    assert sorted(found) == sorted(THREE)
    assert all(found[key].equals(shape) for key, shape in THREE.items())
    assert drawn_on(date(2006, 12, 31)) == {}


def test_what_is_already_so_is_not_drawn_again(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)
    turned = {"iquique": shapely.reverse(IQUIQUE), "alto-hospicio": HOSPICIO}

    assert draw(turned, by=SCRIBE, on=LATER) == 0
    assert Outline.objects.count() == 3


def test_a_new_shape_ends_the_one_before(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)
    wider = box(-70.3, -20.5, -70.1, -20.0)

    draw({"iquique": wider}, by=SCRIBE, on=LATER)

    assert drawn_on(date(2007, 5, 31))["iquique"].equals(IQUIQUE)
    assert drawn_on(LATER)["iquique"].equals(wider)


def test_one_from_the_same_day_takes_its_place(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)
    right = box(-70.3, -20.5, -70.1, -20.0)

    draw({"iquique": right}, by=SCRIBE, on=SINCE)

    assert drawn_on(SINCE)["iquique"].equals(right)
    wrong = Outline.objects.get(is_withdrawn=True)
    assert [row.replaces for row in Outline.objects.filter(replaces__isnull=False)] == [wrong]


def test_one_from_an_earlier_day_lasts_until_the_next(cast: Cast) -> None:
    draw({"iquique": IQUIQUE}, by=SCRIBE, on=LATER)

    draw({"iquique": HOSPICIO}, by=SCRIBE, on=SINCE)

    assert drawn_on(date(2007, 5, 31))["iquique"].equals(HOSPICIO)
    assert drawn_on(LATER)["iquique"].equals(IQUIQUE)


def test_a_boundary_goes_before_a_schematic(cast: Cast) -> None:
    draw({"iquique": HOSPICIO, "huara": HOSPICIO}, schematic=True, by=SCRIBE, on=SINCE)
    draw({"iquique": IQUIQUE}, by=SCRIBE, on=SINCE)

    found = {shape.key: shape for shape in outlines_on(SINCE, Kind.COMMUNE)}

    assert found["iquique"].geometry.equals(IQUIQUE)
    assert not found["iquique"].is_schematic
    assert found["huara"].is_schematic


def test_what_was_read_once_follows_a_later_change(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)
    assert len(shapes_on(LATER, Kind.COMMUNE)) == 3

    draw({"pica": box(-69, -21, -68.5, -20)}, by=SCRIBE, on=SINCE)

    assert len(shapes_on(LATER, Kind.COMMUNE)) == 4


def test_it_is_read_once(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    draw(THREE, by=SCRIBE, on=SINCE)
    shapes_on(LATER, Kind.COMMUNE)

    with django_assert_num_queries(1):
        shapes_on(LATER, Kind.COMMUNE)


def test_a_region_is_its_communes_in_the_division_of_the_day(cast: Cast) -> None:
    arica = box(-70.3, -18.5, -70, -18)
    draw(THREE | {"arica": arica}, by=SCRIBE, on=SINCE)

    before = drawn_on(date(2007, 10, 7), Kind.REGION)
    after = drawn_on(date(2007, 10, 8), Kind.REGION)

    assert before["region-tarapaca"].covers(arica)
    assert not after["region-tarapaca"].intersects(arica)
    assert after["region-arica-y-parinacota"].equals(arica)


def test_two_shapes_of_a_place_never_rule_the_same_day(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)

    for since in ("'2007-01-01'", "'2020-01-01'", "'1990-01-01'"):
        with refused(NO_TWO):
            sql(copied(public_id="'otro'", valid_from=since))
    sql(copied(public_id="'antes'", valid_from="'1990-01-01'", valid_until="'2007-01-01'"))
    sql(copied(public_id="'esquema'", source_kind="'schematic'"))


def test_a_shape_is_never_changed_nor_deleted(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)
    other = Territory.objects.get(key="pica").pk

    for change in ("digest = 'x'", "valid_from = '2000-01-01'", f"territory_id = {other}"):
        with refused(NO_CHANGE):
            sql(f"UPDATE territory_outline SET {change}")
    with refused(NO_CHANGE):
        sql("DELETE FROM territory_outline")
    sql("UPDATE territory_outline SET is_withdrawn = %s", True)
    with refused(NO_CHANGE):
        sql("UPDATE territory_outline SET is_withdrawn = %s", False)


def test_a_shape_encloses_ground_on_earth(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)

    with refused("outline_box_in_order"):
        sql("UPDATE territory_outline SET west = east")
    with refused("outline_box_on_earth"):
        sql("UPDATE territory_outline SET north = 900000001")
    with refused_constraint("outline_ends_after_start", "outline_ends_after_start"):
        sql("UPDATE territory_outline SET valid_until = valid_from")


def test_the_same_shape_has_one_form() -> None:
    ring = [(-70, -20), (-69, -20), (-69, -19), (-70, -19), (-70, -20)]
    other = [*ring[2:], ring[1], ring[2]]

    first, second = (shapely.Polygon(points) for points in (ring, other[::-1]))

    assert shapely.to_wkb(same_form(first)) == shapely.to_wkb(same_form(second))


def test_neighbours_still_meet_on_the_screen(cast: Cast) -> None:
    """A shared edge with a bend too small to be seen goes away on both sides at once."""
    bend = [(-70.1, -20.5), (-70.1000005, -20.25), (-70.1, -20.0)]
    left = shapely.Polygon([(-70.2, -20.0), (-70.2, -20.5), *bend])
    right = shapely.Polygon([(-70.0, -20.0), (-70.0, -20.5), *bend])

    draw({"iquique": left, "alto-hospicio": right}, by=SCRIBE, on=SINCE)

    small = [shape for _, shape in shapes_on(SINCE, Kind.COMMUNE, screen=True)]
    assert [shapely.get_num_coordinates(shape) for shape in small] == [5, 5]
    assert small[0].touches(small[1])
