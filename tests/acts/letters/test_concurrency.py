"""Two who number at the same moment, on PostgreSQL: two numbers, none twice, none skipped."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from minga.acts.letters import actions, batches
from minga.acts.letters.models import Letter
from minga.core.errors import Refusal
from tests.acts.letters.factories import numbered, registry, signed, signed_batch
from tests.conftest import TODAY, Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def _number(letter: Letter, by: object) -> object:
    try:
        return actions.number_letter(letter, by=by, on=TODAY).number  # type: ignore[arg-type]
    except Refusal as refusal:
        return type(refusal).__name__
    finally:
        connection.close()


def test_many_at_once_get_consecutive_numbers(cast: Cast) -> None:
    assert numbered(cast).number == 1
    letters, by = [signed(cast) for _ in range(4)], registry(cast).access
    with ThreadPoolExecutor(4) as people:
        got = list(people.map(lambda letter: _number(letter, by), letters))
    assert sorted(map(str, got)) == ["2", "3", "4", "5"]


def test_the_same_letter_twice_at_once_has_one_number(cast: Cast) -> None:
    letter, by = signed(cast), registry(cast).access
    with ThreadPoolExecutor(2) as people:
        got = list(people.map(lambda one: _number(one, by), [letter, letter]))
    assert sorted(map(str, got)) == ["1", "NotSigned"]


def test_the_same_row_of_a_batch_twice_at_once_is_one_letter(cast: Cast) -> None:
    row, by = signed_batch(cast).rows.first(), registry(cast).access
    assert row

    def issue(_: int) -> int | None:
        try:
            return batches.issue_row(row, by=by).number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        assert list(people.map(issue, range(2))) == [1, 1]
    assert Letter.objects.count() == 1
