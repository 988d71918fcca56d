"""The UF by its formula: published values, the days of a period, and an oracle of whole numbers."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.rules.uf import period, priced_by, uf_of

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "ipc_uf_dia_9_2001_2011.csv"
NINE = date(2007, 12, 9)


def by_whole_numbers(base: int, change: int, k: int, n: int) -> int:
    """The same without roots: the c of which (c − ½)ⁿ ≤ (base · growthᵏ)ⁿ < (c + ½)ⁿ."""
    exact = (2 * base) ** n * (1000 + change) ** k
    scale = 1000**k
    low, high = 0, 4 * base + 4
    while high - low > 1:
        middle = (low + high) // 2
        if (2 * middle - 1) ** n * scale <= exact:
            low = middle
        else:
            high = middle
    return low


@given(
    st.integers(1, 9_999_999),
    st.one_of(st.integers(-30, 30), st.integers(-499, 499)),
    st.integers(28, 31).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))),
)
def test_it_rounds_as_whole_numbers_do(base: int, change: int, place: tuple[int, int]) -> None:
    assert uf_of(base, change, *place) == by_whole_numbers(base, change, *place)


@given(st.integers(1, 9_999_999), st.integers(-499, 499), st.integers(28, 31))
def test_at_the_end_of_a_period_the_whole_variation_is_there(
    base: int, change: int, n: int
) -> None:
    whole = (2 * base * (1000 + change) + 1000) // 2000

    assert uf_of(base, change, n, n) == uf_of(base, change, 1, 1) == whole


def test_an_exact_half_goes_up() -> None:
    assert uf_of(500, 1, 30, 30) == 501  # 500,5
    assert uf_of(500, -1, 30, 30) == 500  # 499,5


@pytest.mark.parametrize(
    ("base", "change", "day", "value"),
    [
        (18_362_45, -2, date(2006, 12, 31), 18_336_38),
        (18_362_45, -2, date(2007, 1, 9), 18_325_73),
        (18_546_35, 6, date(2007, 6, 30), 18_624_17),
        (18_657_63, 9, date(2007, 8, 9), 18_825_55),
        (19_512_01, 8, date(2007, 12, 31), 19_622_66),
        (21_467_81, -1, date(2008, 12, 31), 21_452_57),
        (21_019_13, -2, date(2009, 5, 10), 21_017_77),
        (21_017_51, -5, date(2009, 12, 31), 20_942_88),
    ],
)
def test_the_published_value_comes_out(base: int, change: int, day: date, value: int) -> None:
    _, k, n = period(day)

    assert uf_of(base, change, k, n) == value


def test_it_never_goes_day_by_day() -> None:
    """Rounding each day and going on from there gives other values in the same period."""
    chained, differing = 19_512_01, 0
    for k in range(1, 32):
        chained = uf_of(chained, 8, 1, 31)
        differing += chained != uf_of(19_512_01, 8, k, 31)
    assert differing > 0


def test_every_day_9_of_eleven_years_agrees() -> None:
    if not PUBLISHED.exists():
        pytest.skip("../shared/data is not here: the published series is read from there")
    with PUBLISHED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    months = [date(int(row["anio"]), int(row["mes"]), 1) for row in rows]
    tenths = [row["ipc_variacion_mensual_pct"] for row in rows]
    change = {month: _units(text, 1) for month, text in zip(months, tenths, strict=True)}
    nine = {
        month.replace(day=9): _units(row["uf_dia_9"], 2)
        for month, row in zip(months, rows, strict=True)
    }

    wrong, compared = [], 0
    for day, value in nine.items():
        base, k, n = period(day)
        if base in nine and priced_by(base) in change:
            compared += 1
            if uf_of(nine[base], change[priced_by(base)], k, n) != value:
                wrong.append(day)

    assert (compared, wrong) == (130, [])


def _units(text: str, places: int) -> int:
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(places, "0"))


@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_every_day_has_its_place_in_one_period(day: date) -> None:
    base, k, n = period(day)

    assert base.day == 9
    assert 1 <= k <= n
    assert base + timedelta(days=k) == day
    assert (base + timedelta(days=n)).day == 9


def test_a_period_begins_on_the_tenth_and_ends_on_the_ninth() -> None:
    assert period(date(2007, 12, 10)) == (NINE, 1, 31)
    assert period(date(2008, 1, 9)) == (NINE, 31, 31)
    assert period(date(2008, 2, 29)) == (date(2008, 2, 9), 20, 29)
    assert period(NINE) == (date(2007, 11, 9), 30, 30)


def test_the_ipc_is_that_of_the_month_before_the_period() -> None:
    assert priced_by(NINE) == date(2007, 11, 1)
    assert priced_by(date(2008, 1, 9)) == date(2007, 12, 1)


@pytest.mark.parametrize(
    ("base", "change", "k", "n"),
    [(1, 0, 0, 30), (1, 0, 31, 30), (0, 3, 1, 30), (-5, 3, 1, 30), (1, -1000, 1, 30)],
)
def test_what_is_no_place_in_a_period_is_refused(base: int, change: int, k: int, n: int) -> None:
    with pytest.raises(ValueError, match="No UF"):
        uf_of(base, change, k, n)
