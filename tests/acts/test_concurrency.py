"""Two who number or close at the same moment, on PostgreSQL: each number once, one end only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from minga.acts import actions
from minga.acts.models import Act
from minga.core.errors import Refusal
from tests.acts.life import open_office
from tests.conftest import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def _try(do: Callable[[], Act]) -> str:
    try:
        act = do()
        return str(act.number) if act.status == Act.Status.PROCESSED else act.status
    except Refusal as refusal:
        return type(refusal).__name__
    finally:
        connection.close()


def _at_once(*doing: Callable[[], Act]) -> list[str]:
    with ThreadPoolExecutor(len(doing)) as people:
        return sorted(people.map(_try, doing))


def test_the_first_of_a_year_at_once_get_consecutive_numbers(cast: Cast) -> None:
    office = open_office(cast)
    acts = [office.sign(office.draft()) for _ in range(4)]
    assert _at_once(*(lambda act=act: office.number(act) for act in acts)) == ["1", "2", "3", "4"]


def test_the_same_act_at_once_has_one_number(cast: Cast) -> None:
    office = open_office(cast)
    act = office.sign(office.draft())
    got = _at_once(lambda: office.number(act), lambda: office.number(act))
    assert got == ["1", "ActRefused"]


def test_numbered_or_closed_and_never_both(cast: Cast) -> None:
    office = open_office(cast)
    act = office.sign(office.draft())

    def close() -> Act:
        return actions.close(act, reason="Se repitió.", by=cast.diana.access)

    got = _at_once(close, lambda: office.number(act))
    assert got in (["1", "NothingToClose"], ["ActRefused", "closed"])
