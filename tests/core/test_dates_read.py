"""Dates typed or in a cell."""

from datetime import date, datetime
from typing import Any

import pytest

from minga.core.errors import Unreadable
from minga.core.words import fold, natural, read_date

LAST = date(2007, 12, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "31-12-2007",
        "31/12/2007",
        "31.12.2007",
        " 2007-12-31 ",
        "31 de diciembre de 2007",
        "31-dic-2007",
        "31 Dic. 2007",
        "2007-12-31 00:00:00",
        "2007-12-31T00:00:00Z",
        LAST,
        datetime(2007, 12, 31),
    ],
)
def test_it_is_read_as_people_and_workbooks_write_it(typed: Any) -> None:
    assert read_date(typed) == LAST


def test_the_day_goes_before_the_month() -> None:
    assert read_date("1-2-2007") == date(2007, 2, 1)


@pytest.mark.parametrize(
    ("typed", "proposal", "said"),
    [
        ("12-31-2007", "«31-12-2007»", "mes primero"),
        ("31-12-07", "«31-12-2007» o «31-12-1907»", "año completo"),
        (39447.0, "«31-12-2007»", "viene un número"),
        (datetime(2007, 12, 31, 8, 30), "«31-12-2007»", "la hora 08:30"),
        ("31-02-2026", "", "febrero no tiene día 31"),
        ("29-02-2007", "", "febrero no tiene día 29"),
        ("0-1-2007", "", "no existe"),
        ("1-0-2007", "", "no existe"),
        ("31-12-0207", "", "revise el año"),
        ("ayer", "", "dd-mm-aaaa"),
        (7, "", "viene un número"),
        (True, "", "viene un número"),
        (float("nan"), "", "viene un número"),
        ("2007-12-31 08:30", "", "dd-mm-aaaa"),
    ],
)
def test_what_is_not_sure_is_refused(typed: Any, proposal: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(typed)

    assert refused.value.proposal == proposal
    assert said in refused.value.reason


@pytest.mark.parametrize("typed", ["", " ", None])
def test_an_empty_cell_is_nothing(typed: Any) -> None:
    assert read_date(typed) is None


def test_words_are_compared_without_accents_nor_case() -> None:
    assert fold("  Año\u00a0 PÚBLICO ") == "ano publico"


def test_codes_are_sorted_as_people_count() -> None:
    codes = ["2007, actividad 1.10", "2007, actividad 1.2", "2006, actividad 9", "Árbol", "10"]

    assert sorted(codes, key=natural) == [
        "10",
        "2006, actividad 9",
        "2007, actividad 1.2",
        "2007, actividad 1.10",
        "Árbol",
    ]
