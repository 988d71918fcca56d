"""Several people use and load the same day at once (PostgreSQL; on SQLite writers queue)."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections

from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.errors import Refusal
from minga.core.models import Chain, Event
from minga.core.months import Month
from minga.core.uf.actions import load
from minga.core.uf.models import UFDay
from minga.core.uf.plan import UsedWouldChange
from minga.core.uf.values import uf_on, use_uf
from tests.core.uf.paying import (
    ADMINISTRATOR,
    LAST,
    LAST_VALUE,
    OFFICER,
    PUBLISHER,
    pay,
    prices,
    published,
)

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


@pytest.fixture(autouse=True)
def chain(transactional_db: None) -> None:
    Chain.objects.get_or_create(pk=1)


def at_once(*things: Callable[[], Any]) -> list[Any]:
    """What each one answers, or its refusal; all begin together."""
    barrier, answers = threading.Barrier(len(things)), [None] * len(things)

    def run(place: int, thing: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            answers[place] = thing()
        except Refusal as error:
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(things)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    close_old_connections()
    return answers


def test_two_who_use_a_day_for_the_first_time_get_the_same_value() -> None:
    answers = at_once(*[lambda: pay(LAST)] * 4)

    assert answers == [LAST_VALUE] * 4
    assert UFDay.objects.count() == 1
    assert Event.objects.count() == 4


def test_who_uses_and_who_loads_never_disagree() -> None:
    file = published((LAST, 19_700_00))

    used, loaded = at_once(
        lambda: pay(LAST), lambda: load(file, source=PUBLISHER, by=ADMINISTRATOR)
    )

    assert used == uf_on(LAST)
    assert isinstance(loaded, Refusal) == (used == LAST_VALUE)


@action("test.paid_slowly", says="pagó con calma con la UF del {day}")
def _pay_slowly(used: threading.Event, over: threading.Event, *, by: Any, on: Any = None) -> int:
    value = use_uf(LAST)
    used.set()
    over.wait(1)
    current_act().about(Chain.objects.get(), day="31-12-2007")
    return value


def test_a_load_waits_for_who_is_using_a_value() -> None:
    used, over = threading.Event(), threading.Event()

    def loads() -> object:
        used.wait(10)
        try:
            return load(prices((Month(2007, 11), 9)), source="INE", by=ADMINISTRATOR)
        finally:
            over.set()

    paid, refused = at_once(lambda: _pay_slowly(used, over, by=OFFICER), loads)

    assert paid == LAST_VALUE
    assert isinstance(refused, UsedWouldChange)
