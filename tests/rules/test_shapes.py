"""The files of `rules/params`: all whole, and what a bad one or a bad value is told."""

from datetime import date

import pytest
from django.utils.text import slugify

from minga.rules.parameters import Parameter, merged, packaged
from minga.rules.shapes import BadParameters, Kind, Shape, Why, known_files, read, shapes

TEXT = """
[about]
title = "Obras"
[about.fine]
title = "Multa"
[[about.fine.values]]
name = "rate"
title = "Por día"
kind = "percent"
places = 2
[[about.fine.values]]
name = "floor"
title = "Desde"
kind = "uf"
least = 1
[[about.fine.values]]
name = "kind_of_day"
title = "Días"
kind = "choice"
options = { working = "hábiles", calendar = "corridos" }
[[fine]]
since = 2005-01-01
source = "DS 1"
verified = true
rate = 2.5
floor = 12.5
kind_of_day = "working"
"""


def every() -> list[Shape]:
    return [shape for file in known_files() for shape in shapes(file).values()]


def test_every_file_of_the_package_is_whole_and_has_a_title_for_each_parameter() -> None:
    found = every()

    assert "agreements" in known_files()
    assert all(shape.title and shape.of and shape.values and shape.rows for shape in found)
    assert all(not shape.faults(row["values"]) for shape in found for row in shape.rows)
    slugs = [slugify(shape.title) for shape in found]
    assert len(set(slugs)) == len(slugs)
    assert "correcciones" not in slugs


def test_amounts_are_whole_numbers_of_the_smallest_unit() -> None:
    fine = read("works", TEXT)["fine"]

    assert fine.rows[0]["values"] == {"rate": 250, "floor": 125_000, "kind_of_day": "working"}
    assert [value.kind for value in fine.values] == [Kind.PERCENT, Kind.UF, Kind.CHOICE]
    assert (fine.values[0].most, fine.values[1].least) == (10_000, 10_000)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rate = 2.5", "rate = 2.555"),
        ("rate = 2.5", "rate = 100.5"),
        ("rate = 2.5", "rate = -1"),
        ("rate = 2.5", "rate = true"),
        ("rate = 2.5", ""),
        ("rate = 2.5", "rate = 2.5\nother = 1"),
        ("floor = 12.5", "floor = 0.5"),
        ('"working"\n', '"feasts"\n'),
        ('source = "DS 1"', 'source = ""'),
        ("verified = true", 'verified = "yes"'),
        ("since = 2005-01-01", "since = 2005-01-01T00:00:00"),
        ("[about.fine]", "[about.other]"),
        ('[about]\ntitle = "Obras"', "[about]"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(BadParameters):
        read("works", TEXT.replace(old, new, 1))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], [Why.MISSING]),
        ([{"from": 90}], [Why.MISSING]),
        ([{"from": 101, "part": 100}], [Why.TOO_MUCH]),
        ([{"from": 90, "part": 101}], [Why.TOO_MUCH]),
        ([{"from": -1, "part": 100}], [Why.TOO_LITTLE]),
        ([{"from": 75, "part": 100}, {"from": 90, "part": 50}], [Why.OUT_OF_ORDER]),
        ([{"from": 90, "part": 100}, {"from": 90, "part": 50}], [Why.OUT_OF_ORDER]),
        ([{"from": 90, "part": 50}, {"from": 75, "part": 50}], [Why.OUT_OF_ORDER]),
        ([{"from": 90, "part": 50, "x": 1}], [Why.UNKNOWN]),
        ([{"from": True, "part": 50}], [Why.NOT_WHOLE]),
        ([{"from": 90 - n, "part": 90 - n} for n in range(7)], [Why.MANY_ROWS]),
    ],
)
def test_bands_out_of_shape_are_told(rows: list[dict[str, int]], why: list[Why]) -> None:
    shape = shapes("agreements")["collective_increment"]

    assert [fault.why for fault in shape.faults({"bands": rows})] == why


def test_what_lies_over_the_package_wins_on_its_day_and_the_rest_stays() -> None:
    package = packaged("agreements")["collective_increment"]
    same = Parameter(package[0].since, "otra", True, {})
    later = Parameter(date(2006, 1, 1), "otra", True, {})

    assert merged(package, [later, same]) == (same, later)
    assert merged(package, []) == package
