"""The matrix in the division of any day: totals exact, nothing divided by guess."""

from datetime import date
from typing import Any

import pytest

from minga.core.access import Access
from minga.territory.frames import frame_on
from minga.workplan.results import actions
from minga.workplan.results.models import Result
from minga.workplan.results.periods import Period
from minga.workplan.results.reading import Asked, Matrix, matrix
from tests.conftest import TODAY, Cast
from tests.snapshot import written_once
from tests.workplan.results.factories import (
    STREETS,
    corrected,
    defined,
    line,
    place,
    reported,
    verified,
)

EVE, DAY = date(2007, 10, 7), date(2007, 10, 8)
SEPTEMBER = Period(2007, 9)


def read(access: Access, on: date = TODAY, where: str = "region-tarapaca", **more: Any) -> Matrix:
    frame = frame_on(on)
    version = frame.versions[place(where).pk]
    return matrix(Asked(access, 2007, TODAY, frame, version, **more))


def cells(found: Matrix) -> dict[str, dict[str, int]]:
    names = {version.territory_id: version.name for version in found.communes}
    return {
        row.product.name: {names[key]: value for key, value in row.by_commune.items()}
        for row in found.rows
    }


@written_once
def at(cast: Cast) -> Cast:
    defined(cast)
    return cast


def test_months_of_a_commune_add_up_and_what_waits_is_not_there(at: Cast) -> None:
    verified(at)
    verified(at, period=SEPTEMBER, value=6)
    reported(at, territory="pica")
    verified(at, line="Pasajes", measure="Superficie", unit="square_metres", value=10)

    found = read(at.ana.access)

    assert cells(found) == {"Nuevas": {"Iquique": 220}, "Pasajes": {"Iquique": 10}}
    assert [(row.total, row.unit_label) for row in found.rows] == [(220, "subsidios"), (10, "m²")]
    assert (found.products, found.reached) == (2, 1)


def test_a_correction_counts_once(at: Cast) -> None:
    old = verified(at)
    new = corrected(at, old, 300)
    actions.verify_results(at.serviu, [new], by=at.bruno.access)

    assert cells(read(at.ana.access)) == {"Nuevas": {"Iquique": 300}}


def test_the_same_figures_are_read_in_the_division_before_and_after(at: Cast) -> None:
    """The example of the seed: 420 in the old region; 270 and 150 in the two new ones."""
    for key, value in (("arica", 100), ("putre", 50), ("iquique", 200), ("pozo-almonte", 70)):
        verified(at, territory=key, value=value, period=SEPTEMBER)

    before = read(at.ana.access, on=EVE)
    after = read(at.ana.access, on=DAY)
    other = read(at.ana.access, on=DAY, where="region-arica-y-parinacota")

    assert [m.rows[0].total for m in (before, after, other)] == [420, 270, 150]
    assert (len(before.communes), len(after.communes), len(other.communes)) == (11, 7, 4)


def test_what_is_known_only_of_the_region_stands_apart_and_is_not_divided(at: Cast) -> None:
    verified(at, territory="region-tarapaca", value=40)
    verified(at, value=2)

    row = read(at.ana.access).rows[0]

    assert (dict(row.by_commune), row.only_whole, row.total) == ({place("iquique").pk: 2}, 40, 42)
    pica = read(at.ana.access, where="pica")
    assert pica.rows == []
    assert "40 se conoce solo para Región de Tarapacá" in pica.undivided[0]


@pytest.mark.parametrize("where", ["region-tarapaca", "region-arica-y-parinacota"])
def test_a_whole_that_was_split_is_said_and_not_summed(at: Cast, where: str) -> None:
    verified(at, territory="region-tarapaca", value=40, period=SEPTEMBER)

    after = read(at.ana.access, on=DAY, where=where)

    assert after.rows == []
    assert "Sin desglose: 40" in after.undivided[0]
    assert read(at.ana.access, on=EVE).rows[0].only_whole == 40


def test_it_is_narrowed_by_line_of_action_and_by_product(at: Cast) -> None:
    verified(at)
    verified(at, line="Pasajes", measure="Superficie", unit="square_metres", value=10)

    assert list(cells(read(at.ana.access, action="paving"))) == ["Pasajes"]
    assert list(cells(read(at.ana.access, line=line("Nuevas").public_id))) == ["Nuevas"]


def test_a_product_that_left_keeps_its_name(at: Cast) -> None:
    verified(at, period=SEPTEMBER)
    defined(at, on=date(2007, 10, 15), products=[STREETS])

    (row,) = read(at.ana.access).rows

    assert (row.product.name, row.product.is_ruling) == ("Nuevas", False)


def test_who_reads_by_the_place_sees_what_was_verified_and_others_nothing(at: Cast) -> None:
    verified(at)
    reported(at, territory="pica")

    people = at.everybody()
    seen = [name for name, one in people.items() if read(one.access).rows]

    assert " ".join(seen) == "ana bruno diana emilio gaby marta aldo nora"
    assert Result.objects.visible_to(at.gaby.access).count() == 1
    assert Result.objects.visible_to(at.diana.access).count() == 2


def test_the_questions_do_not_grow_with_the_figures(
    at: Cast, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    verified(at)
    read(at.ana.access)
    with django_assert_max_num_queries(12) as few:
        read(at.ana.access)
    for key in ("pica", "huara", "camina"):
        verified(at, territory=key)
        verified(at, territory=key, line="Usadas")

    with django_assert_num_queries(len(few)):
        read(at.ana.access)
