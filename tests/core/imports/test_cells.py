"""Addresses, and the patterns that tell one out of bounds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from minga.core.imports.cells import address, letters, position, up_to_letters, up_to_number

# Few of them, so that the limit itself and its neighbours are the rule.
near = st.integers(1, 1200)


def test_columns_are_named_as_a_spreadsheet_does():
    named = [letters(column) for column in (0, 25, 26, 51, 52, 701, 702, 16_383)]

    assert named == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_an_address_reads_back(row: int, column: int):
    assert position(address(row, column)) == (row, column)


def test_what_is_no_address_is_told():
    assert [position(text) for text in ("", "A0", "1A", "a1", "AAAA1", "A12345678")] == [None] * 6


@given(near, st.integers(-3, 3))
def test_a_number_matches_when_it_is_not_above_the_limit(limit: int, by: int):
    for number in (limit + by, limit * 10 + by, limit // 10):
        found = re.fullmatch(f"(?:{up_to_number(limit)})", str(number)) is not None
        assert found == (1 <= number <= limit)


@given(near)
def test_a_number_with_zeros_before_it_does_not_match(limit: int):
    assert not re.fullmatch(f"(?:{up_to_number(limit)})", "01")


@given(st.integers(0, 800), st.integers(0, 800))
def test_a_column_matches_when_it_is_not_beyond_the_limit(limit: int, column: int):
    found = re.fullmatch(f"(?:{up_to_letters(limit)})", letters(column)) is not None

    assert found == (column <= limit)
