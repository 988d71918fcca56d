"""What day it is: the administrator's, MINGA_TODAY, the opening one, the clock; in that order."""

from contextvars import Context
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from minga.core.clock import day_of, living_in, today
from minga.core.models import Chain
from tests.conftest import TODAY, Cast
from tests.core.database import sql

CHOSEN, NAMED, OPENING, CLOCK = (date(2007, month, 1) for month in (9, 6, 3, 1))


def chain(*, chosen: bool = False, opening: bool = False) -> Chain:
    return Chain(
        is_demonstration=True,
        chosen_day=CHOSEN if chosen else None,
        opening_day=OPENING if opening else None,
    )


@pytest.mark.parametrize(
    ("chosen", "named", "opening", "expected"),
    [
        (True, True, True, CHOSEN),
        (True, False, False, CHOSEN),
        (False, True, True, NAMED),
        (False, True, False, NAMED),
        (False, False, True, OPENING),
        (False, False, False, CLOCK),
    ],
)
@time_machine.travel(datetime(2007, 1, 1, 15, tzinfo=UTC))
def test_the_first_that_says_a_day_decides(
    settings: Any, chosen: bool, named: bool, opening: bool, expected: date
) -> None:
    settings.TODAY = NAMED if named else None

    assert day_of(chain(chosen=chosen, opening=opening)) == expected


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2007, 7, 2, 3, 59, tzinfo=UTC), date(2007, 7, 1)),
        (datetime(2007, 7, 2, 4, 0, tzinfo=UTC), date(2007, 7, 2)),
        (datetime(2007, 1, 2, 2, 59, tzinfo=UTC), date(2007, 1, 1)),
        (datetime(2007, 1, 2, 3, 0, tzinfo=UTC), date(2007, 1, 2)),
    ],
)
def test_the_day_of_the_clock_is_the_chilean_one(
    settings: Any, instant: datetime, day: date
) -> None:
    settings.TODAY = None

    with time_machine.travel(instant):
        assert day_of(None) == day


def test_inside_a_day_one_lives_in_it_and_then_goes_back() -> None:
    with living_in(CHOSEN):
        with living_in(NAMED):
            assert today() == NAMED
        assert today() == CHOSEN

    assert today() == TODAY


def test_who_lives_in_no_day_asks_the_database(db: None, settings: Any) -> None:
    settings.TODAY = None
    sql("UPDATE core_chain SET is_demonstration = %s, opening_day = '2007-03-01'", True)

    assert Context().run(today) == OPENING


def test_a_day_is_left_even_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), living_in(CHOSEN):
        raise ZeroDivisionError

    assert today() == TODAY


def test_a_request_lives_in_the_day_of_the_demonstration(cast: Cast, settings: Any) -> None:
    settings.TODAY = None
    sql("UPDATE core_chain SET is_demonstration = %s, opening_day = '2007-03-01'", True)

    page = cast.ana.client().get("/")

    assert page.context["shell"]["day"] == OPENING
    assert "01-03-2007" in page.content.decode()
