"""Our own table of Chile: how many places it has, that its codes say where each one is, and that
nothing hangs from nothing on any day."""

from collections import Counter
from datetime import date

import pytest

from minga.territory.actions import load_figures, load_territories
from minga.territory.frames import atlas, frame_on
from minga.territory.models import Kind, OtherCode, Population, Territory, TerritoryChange
from minga.territory.models import TerritoryVersion as Version
from minga.territory.tables import other_codes, populations, rows
from tests.conftest import SCRIBE

TODAY = date(2026, 1, 1)
EVERY = list(rows(None))
PRESENT = [row for row in EVERY if row.until is None]


def of(kind: str, day: date = TODAY) -> list[str]:
    """The codes of a kind in force on a day."""
    return [
        row.code
        for row in EVERY
        if row.kind == kind and row.since <= day and (row.until is None or day < row.until)
    ]


def test_it_has_every_region_province_and_commune_of_today() -> None:
    assert [len(of(kind)) for kind in ("region", "province", "commune")] == [16, 56, 346]
    assert sorted(of("region")) == [f"{n:02d}" for n in range(1, 17)]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2004, 1, 1), [13, 51, 342]),
        (date(2004, 7, 21), [13, 51, 346]),
        (date(2007, 10, 2), [14, 52, 346]),
        (date(2007, 10, 8), [15, 53, 346]),
        (date(2010, 3, 11), [15, 54, 346]),
        (date(2018, 9, 6), [16, 56, 346]),
    ],
)
def test_each_law_added_what_it_created(day: date, counts: list[int]) -> None:
    assert [len(of(kind, day)) for kind in ("region", "province", "commune")] == counts


def test_no_key_is_used_twice_and_no_code_twice_on_a_day() -> None:
    assert max(Counter((row.key, row.since) for row in EVERY).values()) == 1
    days = {row.since for row in EVERY} | {row.until for row in EVERY if row.until}
    for day in days:
        for kind in ("region", "province", "commune"):
            assert max(Counter(of(kind, day)).values()) == 1


def test_a_code_begins_with_that_of_what_it_is_part_of() -> None:
    """On the first day of each version; of regions, the code of Chile says nothing."""
    for row in EVERY:
        if row.kind in ("province", "commune"):
            (whole,) = (
                other
                for other in EVERY
                if other.key == row.parent
                and other.since <= row.since
                and (other.until is None or row.since < other.until)
            )
            assert row.code.startswith(whole.code), row
            assert len(row.code) == len(whole.code) + (2 if row.kind == "commune" else 1)


def test_the_recodings_of_2007_are_those_of_the_law() -> None:
    """Domain facts, section 7: old code before 08-10-2007, code since."""
    table = {
        ("01106", "01401"), ("01102", "01402"), ("01103", "01403"), ("01104", "01404"),
        ("01105", "01405"), ("01201", "15101"), ("01202", "15102"), ("01301", "15201"),
        ("01302", "15202"), ("012", "151"), ("013", "152"),
    }  # fmt: skip
    law = next(row.ended_by for row in EVERY if row.code == "01106")
    assert law is not None
    assert (law.cited, law.is_verified) == ("Ley 20.175 (D.O. 11-04-2007)", True)
    before = {row.key: row for row in EVERY if row.ended_by is law}
    after = {row.key: row for row in EVERY if row.begun_by is law}

    assert {(row.code, after[key].code) for key, row in before.items()} == table
    assert {after[key].code for key in after.keys() - before.keys()} == {"15", "014"}
    assert not any(row.is_verified for row in before.values())
    assert all(row.is_verified for row in after.values())


def test_the_communes_of_nuble_were_recoded_in_2018() -> None:
    before = {row.key: row.code for row in EVERY if row.until == date(2018, 9, 6)}
    after = {row.key: row.code for row in EVERY if row.since == date(2018, 9, 6)}

    assert sorted(code for code in before.values()) == ["084"] + [
        f"084{n:02d}" for n in range(1, 22)
    ]
    assert (before["chillan"], after["chillan"]) == ("08401", "16101")
    assert len({key for key in before if after.get(key, "").startswith("16")}) == 21


def test_only_the_codes_before_a_change_are_unverified() -> None:
    assert all(row.is_verified for row in PRESENT)
    assert not any(row.is_verified for row in EVERY if row.until)


def test_the_small_table_of_the_tests_is_part_of_the_whole() -> None:
    assert set(rows()) < set(EVERY)
    assert {row.code[:2] for row in rows()} == {"CL", "01", "15"}


@pytest.mark.django_db
def test_the_database_takes_it_whole_and_stands_on_every_day() -> None:
    load_territories(rows(None), by=SCRIBE)

    assert Version.objects.count() == len(EVERY)
    assert TerritoryChange.objects.in_force().count() == 8
    for day in [date(1974, 1, 1), *atlas().days, TODAY]:
        frame = frame_on(day)
        for version in frame.versions.values():
            assert list(frame.chain(version.territory_id))[-1].code == "CL"
    assert len(frame_on(TODAY).communes_in(Territory.objects.get(key="chile").pk)) == 346


@pytest.mark.django_db
def test_populations_and_other_codes_are_of_places_of_the_table() -> None:
    load_territories(rows(), by=SCRIBE)

    assert load_figures(populations(), other_codes(), by=SCRIBE) == 22 + 11
    assert load_figures(populations(), other_codes(), by=SCRIBE) == 0

    told = Population.objects.filter(territory__kind=Kind.COMMUNE)
    assert not told.filter(is_verified=True).exists()
    sums = [sum(told.filter(year=year).values_list("value", flat=True)) for year in (2002, 2017)]
    assert sums == [428_594, 330_558 + 221_364 + 1_255 + 2_765 + 684]


@pytest.mark.django_db
def test_1101_is_arica_for_the_tax_service_and_iquique_for_the_division() -> None:
    load_territories(rows(), by=SCRIBE)
    load_figures(populations(), other_codes(), by=SCRIBE)

    theirs = OtherCode.objects.on(TODAY).get(system="sii", code="1101")
    ours = frame_on(TODAY).by_code("01101")

    assert theirs.territory.key == "arica"
    assert ours is not None
    assert ours.territory.key == "iquique"
    assert frame_on(TODAY).by_code("1101") is None
