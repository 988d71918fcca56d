"""RUT and RUN in any usual form; a wrong check digit is told with the right one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.errors import Unreadable
from minga.core.rut import check_digit, read_rut, show_rut

numbers = st.integers(1, 99_999_999)


def by_hand(number: int) -> str:
    """Module 11, as it is taught: 2, 3, 4, 5, 6, 7 and again, from the right."""
    total, weight = 0, 2
    while number:
        number, figure = divmod(number, 10)
        total += figure * weight
        weight = 2 if weight == 7 else weight + 1
    return {10: "K", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


@pytest.mark.parametrize(
    "typed",
    [
        "12.345.678-5",
        "12345678-5",
        "123456785",
        "12345678–5",
        " 12.345.678 - 5 ",
        "RUT: 12.345.678-5",
        "run 12345678-5",
        "0012345678-5",
        "12,345,678-5",
        "12.345.6785",
        123456785.0,
        123456785,
    ],
)
def test_it_is_read_in_every_usual_form(typed: Any) -> None:
    assert read_rut(typed) == "12345678-5"


def test_the_digit_k_is_read_in_either_case() -> None:
    assert read_rut("6-k") == read_rut("6K") == "6-K"


@given(numbers)
def test_what_is_shown_is_read_back(number: int) -> None:
    canonical = f"{number}-{check_digit(number)}"

    assert read_rut(canonical) == read_rut(show_rut(canonical)) == canonical
    assert check_digit(number) == by_hand(number)


@given(numbers, st.sampled_from("0123456789K"))
def test_one_digit_only_is_right(number: int, digit: str) -> None:
    expected = check_digit(number)
    if digit == expected:
        return

    with pytest.raises(Unreadable) as refused:
        read_rut(f"{number}-{digit}")

    assert f"es {expected}, no {digit}" in refused.value.reason
    assert f"-{expected}»" in refused.value.proposal


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("12345678", "«12.345.678-5»"),
        ("12.345.678", "«12.345.678-5»"),
        (12345678.0, "«12.345.678-5»"),
        ("11111112", "«11.111.112-K»"),
        ("76543216", "«76.543.216-2» o «7.654.321-6»"),
        ("60000008", "«60.000.008-K»"),
        ("12345674", "«12.345.674-2» o «1.234.567-4»"),
    ],
)
def test_without_its_digit_nobody_guesses_which_one_it_is(typed: Any, proposal: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_rut(typed)

    assert refused.value.proposal == proposal


@pytest.mark.parametrize(
    "typed",
    ["abc", "0-0", "123456789-0", "1234567890", "12345678-55", 1.5, True, []],
)
def test_what_is_no_rut_is_refused(typed: Any) -> None:
    with pytest.raises(Unreadable):
        read_rut(typed)


def test_no_rut_has_reached_a_hundred_million() -> None:
    with pytest.raises(Unreadable, match="no está en uso"):
        read_rut(f"100.000.000-{check_digit(100_000_000)}")


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_an_empty_cell_is_nothing(typed: Any) -> None:
    assert read_rut(typed) is None
