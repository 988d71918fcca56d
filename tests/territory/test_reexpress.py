"""Figures read in the division of another day: the worked example of the 2007 case, and what is
never divided by guess."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minga.territory.actions import Row, load_territories
from minga.territory.example import AFTER, BEFORE, WORKS, works
from minga.territory.frames import frame_on
from minga.territory.models import Kind, Territory
from minga.territory.reexpress import NotDivided, Reading, figures, reexpress
from minga.territory.tables import rows
from tests.conftest import SCRIBE, Cast

Rows = Sequence[tuple[str, date, int]]


def pk(key: str) -> int:
    return Territory.objects.get(key=key).pk


def read(rows: Rows, on: date, kind: str = Kind.REGION) -> Reading:
    return reexpress(figures((pk(key), day, amount) for key, day, amount in rows), on=on, kind=kind)


def said(reading: Reading) -> dict[str, int]:
    return {reading.frame.versions[place].name: total for place, total in reading.totals.items()}


def test_the_worked_example_on_both_sides_of_the_day_of_the_law(cast: Cast) -> None:
    given = works()
    assert given is not None

    before, after = reexpress(given, on=BEFORE), reexpress(given, on=AFTER)

    assert said(before) == {"Región de Tarapacá": 420}
    assert said(after) == {"Región de Tarapacá": 270, "Región de Arica y Parinacota": 150}
    assert not before.undivided
    assert not after.undivided
    assert frame_on(BEFORE).versions[pk("pozo-almonte")].code == "01106"
    assert frame_on(AFTER).versions[pk("pozo-almonte")].code == "01401"


@pytest.mark.parametrize("day", [date(2000, 1, 1), BEFORE, AFTER, date(2026, 1, 1)])
def test_it_does_not_matter_on_which_side_each_figure_was_written(cast: Cast, day: date) -> None:
    written = [(key, day, amount) for key, _, amount in WORKS]

    assert said(read(written, BEFORE)) == {"Región de Tarapacá": 420}
    assert sum(said(read(written, AFTER)).values()) == 420


def test_a_recoded_commune_takes_its_figures_along(cast: Cast) -> None:
    reading = read([("pozo-almonte", BEFORE, 70)], AFTER, Kind.PROVINCE)

    assert said(reading) == {"Tamarugal": 70}


def test_what_is_known_only_of_the_old_region_is_not_divided(cast: Cast) -> None:
    reading = read([("region-tarapaca", BEFORE, 420), ("pica", BEFORE, 5)], AFTER)

    assert said(reading) == {"Región de Tarapacá": 5}
    (lost,) = reading.undivided
    assert (lost.amount, lost.day) == (420, BEFORE)
    assert lost.sentence == (
        "Sin desglose: 420 se conoce solo para Región de Tarapacá como era el 07-10-2007, y en la "
        "división vigente al 08-10-2007 no cabe en un solo lugar. No se reparte por estimación; "
        "use las cifras de sus partes."
    )
    with pytest.raises(NotDivided, match="Sin desglose: 420"):
        reading.whole()


def test_the_figure_of_a_new_region_is_of_the_old_one_before(cast: Cast) -> None:
    reading = read(
        [("region-tarapaca", AFTER, 270), ("region-arica-y-parinacota", AFTER, 150)], BEFORE
    )

    assert said(reading.whole()) == {"Región de Tarapacá": 420}


def test_what_was_split_within_a_province_is_still_of_the_province(cast: Cast) -> None:
    """Iquique gave Alto Hospicio in 2004: both stayed in its province."""
    figure = [("iquique", date(2003, 12, 31), 100)]

    assert said(read(figure, AFTER, Kind.PROVINCE)) == {"Iquique": 100}
    assert said(read(figure, AFTER, Kind.COMMUNE)) == {}
    assert said(read([("alto-hospicio", AFTER, 7)], date(2003, 1, 1), Kind.COMMUNE)) == {
        "Iquique": 7
    }


def test_a_figure_of_a_place_that_did_not_exist_that_day_says_so(cast: Cast) -> None:
    (lost,) = read([("alto-hospicio", date(2001, 5, 1), 9)], AFTER).undivided

    assert lost.sentence == (
        "«Alto Hospicio» no existía el 01-05-2001, fecha de una cifra de 9: corrija la fecha o el "
        "lugar."
    )


def test_the_figure_of_a_region_is_of_no_commune(cast: Cast) -> None:
    assert len(read([("region-tarapaca", AFTER, 5)], AFTER, Kind.COMMUNE).undivided) == 1


def test_a_figure_of_a_neighbourhood_is_of_its_commune_of_the_day(cast: Cast) -> None:
    """Begun in 2006: it is in no division of before, and its commune is."""
    since = date(2006, 1, 1)
    row = Row("barrio", "neighbourhood", "", "El Salitre", "pozo-almonte", since, None, "", False)
    load_territories([row], by=SCRIBE)
    figure = [("barrio", since, 5)]

    assert said(read(figure, date(2003, 1, 1), Kind.COMMUNE)) == {"Pozo Almonte": 5}
    assert said(read(figure, AFTER, Kind.PROVINCE)) == {"Tamarugal": 5}
    assert len(read([("barrio", date(2005, 1, 1), 5)], AFTER).undivided) == 1


def test_a_place_of_nobody_is_a_mistake(cast: Cast) -> None:
    for place in (0, 10**9):
        with pytest.raises(ValueError, match="nobody knows"):
            reexpress(figures([(place, AFTER, 1)]), on=AFTER)


def test_no_figures_are_no_totals(cast: Cast) -> None:
    assert reexpress(figures([]), on=AFTER).totals == {}


def test_the_province_that_ended_goes_to_nobody_and_its_communes_to_theirs(db: None) -> None:
    load_territories(rows({"08", "16"}), by=SCRIBE)
    before, after = date(2018, 9, 5), date(2018, 9, 6)

    assert said(read([("provincia-nuble", before, 9)], after)) == {"Región de Ñuble": 9}
    assert len(read([("provincia-nuble", before, 9)], after, Kind.PROVINCE).undivided) == 1
    assert said(read([("chillan", before, 3), ("lebu", before, 4)], after)) == {
        "Región de Ñuble": 3,
        "Región del Biobío": 4,
    }


KEYS = (
    "arica",
    "putre",
    "iquique",
    "alto-hospicio",
    "pica",
    "provincia-iquique",
    "region-tarapaca",
)
DAYS = (date(2003, 6, 1), date(2004, 4, 12), BEFORE, AFTER, date(2020, 1, 1))


def one_by_one(rows: Rows, on: date) -> tuple[dict[str, int], int]:
    """The regions of the north, told by a person who knows the two laws and nothing of arrays."""
    sums: dict[str, int] = {}
    lost = 0
    for key, day, amount in rows:
        north = key in ("arica", "putre")
        if key == "alto-hospicio" and day < date(2004, 4, 12):
            lost += amount
        elif on < AFTER:
            sums["Región de Tarapacá"] = sums.get("Región de Tarapacá", 0) + amount
        elif key == "region-tarapaca" and day < AFTER:
            lost += amount
        else:
            name = "Región de Arica y Parinacota" if north else "Región de Tarapacá"
            sums[name] = sums.get(name, 0) + amount
    return sums, lost


@settings(max_examples=60, suppress_health_check=[*HealthCheck], deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(DAYS), st.integers(-50, 10**12)),
        max_size=12,
    ),
    st.sampled_from(DAYS),
)
def test_it_agrees_with_a_person_who_knows_the_two_laws(cast: Cast, given: Rows, on: date) -> None:
    reading = read(given, on)

    assert (said(reading), sum(figure.amount for figure in reading.undivided)) == one_by_one(
        given, on
    )
