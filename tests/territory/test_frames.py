"""The country as it is divided on a day: the split of 2007 is between the 7th and the 8th of
October."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from minga.territory import frames
from minga.territory.actions import Row, load_territories
from minga.territory.frames import Frame, atlas, frame_on
from minga.territory.models import Kind, Territory, TerritoryVersion
from minga.territory.tables import rows
from tests.conftest import SCRIBE, Cast

BEFORE, AFTER = date(2007, 10, 7), date(2007, 10, 8)
TARAPACA_NOW = "Alto Hospicio, Camiña, Colchane, Huara, Iquique, Pica, Pozo Almonte"


def names(frame: Frame, key: str) -> str:
    found = frame.communes_in(Territory.objects.get(key=key).pk)
    return ", ".join(version.name for version in found)


@pytest.mark.parametrize(
    ("day", "code", "province"),
    [(BEFORE, "01106", "Iquique"), (AFTER, "01401", "Tamarugal")],
)
def test_pozo_almonte_changes_code_and_province_on_the_day_of_the_law(
    cast: Cast, day: date, code: str, province: str
) -> None:
    version = TerritoryVersion.objects.on(day).get(territory__key="pozo-almonte")

    frame = frame_on(day)
    assert version.code == code
    assert [v.name for v in frame.chain(version.territory_id)] == [
        "Pozo Almonte",
        province,
        "Región de Tarapacá",
        "Chile",
    ]


def test_the_first_region_had_eleven_communes_and_has_seven(cast: Cast) -> None:
    before, after = frame_on(BEFORE), frame_on(AFTER)

    assert len(before.communes_in(cast.region.pk)) == 11
    assert names(after, "region-tarapaca") == TARAPACA_NOW
    assert names(after, "region-arica-y-parinacota") == "Arica, Camarones, General Lagos, Putre"


def test_alto_hospicio_begins_with_its_law(cast: Cast) -> None:
    assert "Alto Hospicio" not in names(frame_on(date(2004, 4, 11)), "region-tarapaca")
    assert "Alto Hospicio" in names(frame_on(date(2004, 4, 12)), "region-tarapaca")


def test_a_region_that_does_not_exist_yet_is_not_in_the_frame(cast: Cast) -> None:
    new = Territory.objects.get(key="region-arica-y-parinacota")

    before = frame_on(BEFORE)

    assert [version.code for version in before.regions()] == ["01"]
    assert [version.code for version in frame_on(AFTER).regions()] == ["01", "15"]
    assert before.by_public_id(new.public_id) is None
    assert before.name_of(new.pk) == "territorio sin vigencia ese día"
    assert before.communes_in(new.pk) == []


def test_no_place_has_two_versions_in_a_frame_and_none_hangs_from_nothing(cast: Cast) -> None:
    for day in (date(1974, 1, 1), BEFORE, AFTER, date(2030, 1, 1)):
        versions = list(TerritoryVersion.objects.on(day).select_related("territory"))

        frame = frame_on(day)
        assert len(frame.versions) == len(versions)
        for version in versions:
            top = list(frame.chain(version.territory_id))[-1]
            assert top.territory.kind == Kind.COUNTRY


def test_codes_are_unique_on_each_day(cast: Cast) -> None:
    for day in (date(1974, 1, 1), BEFORE, AFTER):
        codes = [version.code for version in TerritoryVersion.objects.on(day)]
        assert len(codes) == len(set(codes))


def test_a_commune_contains_itself_and_is_contained_up_to_the_country(cast: Cast) -> None:
    arica = Territory.objects.get(key="arica")

    frame = frame_on(AFTER)

    assert [version.name for version in frame.communes_in(arica.pk)] == ["Arica"]
    region = frame.region_of(arica.pk)
    assert region is not None
    assert region.code == "15"
    assert cast.region.pk not in frame.containing(arica.pk)
    assert cast.region.pk in frame_on(BEFORE).containing(arica.pk)


def test_by_code_knows_only_the_codes_of_the_day(cast: Cast) -> None:
    found = frame_on(AFTER).by_code("01401")

    assert found is not None
    assert found.name == "Pozo Almonte"
    assert frame_on(AFTER).by_code("01106") is None


def test_the_country_belongs_to_no_region(cast: Cast) -> None:
    country = Territory.objects.get(key="chile")

    assert frame_on(AFTER).region_of(country.pk) is None
    assert len(frame_on(AFTER).communes_in(country.pk)) == 11


def test_a_frame_is_one_query_and_reading_it_none(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    frames._atlas.clear()
    with django_assert_num_queries(2):
        frame_on(AFTER)
    with django_assert_num_queries(1):
        frame = frame_on(AFTER)
        frame.communes_in(cast.region.pk)
        frame.regions()


def test_a_frame_that_is_known_asks_only_whether_something_changed(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    frame_on(AFTER)
    with django_assert_num_queries(1):
        assert frame_on(BEFORE).division is not frame_on_known(AFTER).division


def frame_on_known(day: date) -> Frame:
    """Of what was read already, without a question."""
    return frames._atlas[0].on(day)


def test_days_of_one_division_share_it(cast: Cast) -> None:
    assert frame_on(AFTER).division is frame_on(date(2026, 1, 1)).division
    assert frame_on(AFTER).on != frame_on(date(2026, 1, 1)).on


def test_what_was_written_since_is_in_the_next_frame(cast: Cast) -> None:
    assert frame_on(AFTER).by_code("09") is None

    load_territories(rows({"09"}), by=SCRIBE)

    assert frame_on(AFTER).by_code("09") is not None


def test_what_was_undone_is_in_no_frame(cast: Cast) -> None:
    sid = transaction.savepoint()
    load_territories(rows({"09"}), by=SCRIBE)
    assert frame_on(AFTER).by_code("09") is not None

    transaction.savepoint_rollback(sid)

    assert frame_on(AFTER).by_code("09") is None


def test_each_region_knows_the_days_on_which_it_changed(db: None) -> None:
    load_territories(rows(None), by=SCRIBE)
    codes = {
        code: [f"{day:%Y-%m-%d}" for day in atlas().changes_of(region.territory_id)]
        for code in ("01", "15", "05", "16", "02")
        if (region := frame_on(date(2026, 1, 1)).by_code(code))
    }

    assert codes == {
        "01": ["2004-04-12", "2007-10-08"],
        "15": ["2007-10-08"],
        "05": ["2010-03-11"],
        "16": ["2018-09-06"],
        "02": [],
    }


def test_the_code_of_the_division_goes_before_another_of_the_same_figures(cast: Cast) -> None:
    """A registry of neighbourhoods that counts from 01101."""
    neighbourhood = Row(
        "barrio", "neighbourhood", "01101", "El Morro", "iquique", AFTER, None, "", False
    )
    load_territories([neighbourhood], by=SCRIBE)

    found = frame_on(AFTER).by_code("01101")
    assert found is not None
    assert found.name == "Iquique"
    place = Territory.objects.get(key="barrio")
    assert [v.name for v in frame_on(AFTER).chain(place.pk)][:2] == ["El Morro", "Iquique"]
    assert frame_on(BEFORE).versions.get(place.pk) is None
