"""The UF of any day, from what Minga brings: published values, and days that have none."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from minga.core.months import Month
from minga.core.uf.parameters import parameters
from minga.core.uf.series import Known, NoUF, Series, packaged
from minga.core.uf.tables import accumulated, ipc_of
from minga.core.uf.values import pesos_on, uf_on

FIRST, END = date(2006, 12, 9), date(2010, 2, 9)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2006, 12, 31), 18_336_38),
        (date(2007, 1, 9), 18_325_73),
        (date(2007, 6, 30), 18_624_17),
        (date(2007, 8, 9), 18_825_55),
        (date(2007, 12, 31), 19_622_66),
        (date(2008, 12, 31), 21_452_57),
        (date(2009, 5, 10), 21_017_77),
        (date(2009, 12, 31), 20_942_88),
    ],
)
def test_a_fresh_installation_knows_the_uf(db: None, day: date, value: int) -> None:
    assert uf_on(day) == packaged().on(day) == value


def test_205_uf_on_the_last_day_of_2007(db: None) -> None:
    assert pesos_on(2_050_000, date(2007, 12, 31)) == 4_022_645


def test_what_minga_brings_has_a_value_for_every_day_of_its_months() -> None:
    found = packaged()
    days = [FIRST + timedelta(days=n) for n in range((END - FIRST).days + 1)]

    assert all(10_000_00 < found.on(day) < 30_000_00 for day in days)


@pytest.mark.parametrize(("year", "percent"), [(2007, "7.8"), (2008, "7.1"), (2009, "-1.4")])
def test_the_months_add_up_to_the_year_that_the_ine_published(year: int, percent: str) -> None:
    product = Decimal(1)
    for month in Month(year, 1).until(Month(year, 12)):
        product *= 1 + Decimal(parameters().changes[month]) / 1000

    # The index has more decimals than the twelve variations: a year may differ by two tenths.
    assert abs((product - 1) * 100 - Decimal(percent)) < Decimal("0.25")


def test_every_figure_that_minga_brings_says_its_source() -> None:
    assert "INE" in parameters().ipc_source
    assert "Banco Central" in parameters().uf_source


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (FIRST - timedelta(days=1), "comienzan el 09-12-2006"),
        (date.min, "comienzan el 09-12-2006"),
        (END + timedelta(days=1), "falta el IPC de enero de 2010"),
        (date(2026, 1, 1), "falta el IPC de enero de 2010"),
        (date.max, "falta el IPC de enero de 2010"),
    ],
)
def test_a_day_without_uf_says_what_to_load(db: None, day: date, says: str) -> None:
    with pytest.raises(NoUF) as refused:
        uf_on(day)

    assert f"No hay UF para el {day:%d-%m-%Y}" in str(refused.value)
    assert says in str(refused.value)
    assert "«UF e IPC»" in str(refused.value)


def test_the_first_value_is_given_and_not_computed() -> None:
    assert packaged().on(FIRST) == 18_362_45
    with pytest.raises(NoUF, match="comienzan el 09-12-2006"):
        packaged().computed(FIRST)


def test_without_any_day_9_nothing_is_computed() -> None:
    found = Series({}, {date(2007, 1, 1): Known(1, "official")})

    assert found.on(date(2007, 1, 1)) == 1
    with pytest.raises(NoUF, match="no se conoce ninguna anterior"):
        found.on(date(2007, 1, 2))


def test_a_known_day_9_begins_a_new_reckoning() -> None:
    """After a gap without IPC the published values are enough."""
    brought = parameters()
    published = Known(30_000_00, "official")
    found = Series(
        brought.changes | {Month(2020, 1): 5}, packaged().known | {date(2020, 2, 9): published}
    )

    assert found.on(date(2020, 3, 9)) == 30_150_00
    with pytest.raises(NoUF, match="falta el IPC de enero de 2010"):
        found.on(date(2020, 2, 8))
    with pytest.raises(NoUF, match="falta el IPC de febrero de 2020"):
        found.on(date(2020, 3, 10))


def test_the_year_adds_up_and_is_rounded_once(db: None) -> None:
    assert accumulated(ipc_of(2007, packaged())) == 78
    assert accumulated(ipc_of(2009, packaged())) == -16
    assert accumulated(ipc_of(2006, packaged())) is None
