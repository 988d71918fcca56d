"""What a column holds: what goes out to a workbook comes back in, whole columns as single cells."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minga.core.errors import Unreadable
from minga.core.kinds import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONTH,
    PERCENT,
    PESOS,
    RUT,
    TEXT,
    UF,
    Kind,
    choice,
    text,
)
from minga.core.months import Month
from minga.core.rut import check_digit

STATE = choice({"open": "abierto", "closed": "cerrado", "in_review": "en revisión"})
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8).map(
    lambda said: said.strip()
)
KINDS: dict[str, tuple[Kind, st.SearchStrategy[Any]]] = {
    "text": (TEXT, words.filter(bool)),
    "integer": (INTEGER, st.integers(-(10**15), 10**15)),
    "pesos": (PESOS, st.integers(-(10**15), 10**15)),
    "uf": (UF, st.integers(-(10**10), 10**10)),
    "percent": (PERCENT, st.integers(-100_000, 100_000)),
    "date": (DATE, st.dates(date(1900, 1, 1), date(2199, 12, 31))),
    "month": (MONTH, st.builds(Month, st.integers(1900, 2199), st.integers(1, 12))),
    "rut": (RUT, st.integers(1, 99_999_999).map(lambda n: f"{n}-{check_digit(n)}")),
    "boolean": (BOOLEAN, st.booleans()),
    "choice": (STATE, st.sampled_from(["open", "closed", "in_review"])),
}
each_kind = pytest.mark.parametrize("name", KINDS)


@each_kind
@given(data=st.data())
def test_what_goes_out_to_a_cell_comes_back(name: str, data: st.DataObject) -> None:
    kind, values = KINDS[name]
    value = data.draw(values)

    cell = kind.cell(value)

    assert kind.parse(cell) == value
    if type(cell) is int:  # as the reader of workbooks gives every number
        assert kind.parse(float(cell)) == value


@each_kind
@given(data=st.data())
def test_what_is_shown_is_read_back(name: str, data: st.DataObject) -> None:
    kind, values = KINDS[name]
    value = data.draw(values)

    assert kind.parse(kind.show(value)) == value


@each_kind
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_whole_column_is_read_as_its_cells(name: str, data: st.DataObject) -> None:
    """Native cells, texts, blanks and rubbish in any order."""
    kind, values = KINDS[name]
    odd = st.sampled_from(
        ["", None, "x y z", 0.5, 3.0, True, "1.234", datetime(2007, 1, 2, 3), 1e300]
    )
    cell = st.one_of(values.map(kind.cell), values.map(kind.show), odd)
    column = data.draw(st.one_of(st.lists(values.map(kind.cell)), st.lists(cell)))

    found, failures = kind.parse_many(column)

    expected, failed = [], []
    for index, one in enumerate(column):
        try:
            expected.append(kind.parse(one))
        except Unreadable as error:
            expected.append(None)
            failed.append((index, error.reason))
    assert found == expected
    assert [(index, error.reason) for index, error in failures] == failed


@each_kind
def test_an_empty_cell_is_nothing_and_nothing_is_shown(name: str) -> None:
    kind, _ = KINDS[name]

    assert kind.parse("") is kind.parse(None) is kind.parse(" ") is None
    assert kind.show(None) == ""
    assert kind.cell(None) in (None, "")
    assert kind.parse_many(["", None]) == ([None, None], [])


def test_a_native_column_takes_the_fast_way() -> None:
    assert INTEGER.fast is not None
    assert INTEGER.fast([1.0, 2]) == [1, 2]
    assert INTEGER.fast([1.0, "2"]) is INTEGER.fast([1.5]) is INTEGER.fast([float("nan")]) is None
    assert INTEGER.fast([True]) is INTEGER.fast([10**18]) is None
    assert UF.fast is not None
    assert UF.fast([1.5, 2]) == [15_000, 20_000]
    assert UF.fast([1.23456]) is UF.fast([float("inf")]) is UF.fast([1e12]) is None
    assert DATE.fast is not None
    assert DATE.fast([datetime(2007, 1, 2)]) == [date(2007, 1, 2)]
    assert DATE.fast([datetime(2007, 1, 2, 3)]) is DATE.fast([39447.0]) is None
    assert TEXT.fast is not None
    assert TEXT.fast([" a "]) == ["a"]
    assert TEXT.fast(["  "]) is TEXT.fast(["a\0"]) is TEXT.fast([1.0]) is None


def test_a_text_has_its_room() -> None:
    short = text(3)

    assert short.parse(" abc ") == "abc"
    with pytest.raises(Unreadable, match="4 caracteres y caben 3"):
        short.parse("abcd")
    assert short.parse_many(["abcd", "abc"])[0] == [None, "abc"]


def test_a_number_in_a_text_is_written_as_people_do() -> None:
    assert TEXT.parse(12345.0) == "12345"
    assert TEXT.parse(1.5) == "1,5"
    assert TEXT.parse(date(2007, 1, 2)) == "02-01-2007"
    assert TEXT.parse(datetime(2007, 1, 2, 3, 4)) == "02-01-2007 03:04"
    assert TEXT.parse(datetime.combine(date(2007, 1, 2), time())) == "02-01-2007"
    assert TEXT.parse(True) == "sí"


def test_what_cannot_be_seen_in_a_text_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        TEXT.parse("a\x00b\x1fc")

    assert refused.value.proposal == "«abc»"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("Abierto", "open"), (" EN REVISION ", "in_review"), ("closed", "closed")],
)
def test_a_choice_is_known_by_its_word_or_its_value(typed: str, value: str) -> None:
    assert STATE.parse(typed) == value


def test_a_choice_that_is_none_of_them_says_which_there_are() -> None:
    with pytest.raises(Unreadable) as refused:
        STATE.parse("cerado")

    assert "«abierto», «cerrado», «en revisión»" in refused.value.reason
    assert refused.value.proposal == "«cerrado»"


@pytest.mark.parametrize("typed", ["sí", "SI", "s", "Verdadero", "x", "1", 1, 1.0, True])
def test_yes(typed: Any) -> None:
    assert BOOLEAN.parse(typed) is True


@pytest.mark.parametrize("typed", ["no", "N", "falso", "0", 0, 0.0, False])
def test_no(typed: Any) -> None:
    assert BOOLEAN.parse(typed) is False


@pytest.mark.parametrize("typed", ["quizás", 2, 0.5, "-"])
def test_neither_yes_nor_no(typed: Any) -> None:
    with pytest.raises(Unreadable, match="Se esperaba «sí» o «no»"):
        BOOLEAN.parse(typed)


@pytest.mark.parametrize(
    ("typed", "value"), [("12,5 %", 1250), ("50%", 5000), (12.5, 1250), (100, 10_000), ("1", 100)]
)
def test_a_percentage(typed: Any, value: int) -> None:
    assert PERCENT.parse(typed) == value


def test_a_bare_fraction_may_be_a_whole_percentage() -> None:
    """A cell with percent format keeps 50 % as 0.5."""
    with pytest.raises(Unreadable) as refused:
        PERCENT.parse(0.5)

    assert refused.value.proposal == "«0,5 %» o «50 %», como texto"
    assert PERCENT.parse(0) == 0
    assert PERCENT.cell(50) == "0,5 %"
