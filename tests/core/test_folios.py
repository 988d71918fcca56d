"""Numbers without gaps: by series and year, forward only, given back by what fails."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from minga.core.folios import FolioBehind, last_number, skip_to, take_number
from minga.core.models import Folio
from tests.conftest import Cast
from tests.core.deeds import crash, rename

Doing = Callable[[Callable[[], object]], None]


@pytest.fixture
def doing(cast: Cast) -> Doing:
    """Run something inside an action."""

    def do(what: Callable[[], object]) -> None:
        rename(cast.serviu, "SERVIU", by=cast.ana.access, then=what)

    return do


def test_each_series_and_year_counts_by_itself(doing: Doing) -> None:
    taken: list[int] = []
    for series, year in (("a", 2007), ("a", 2007), ("b", 2007), ("a", 2008)):
        doing(lambda series=series, year=year: taken.append(take_number(series, year)))  # type: ignore[misc]
    assert taken == [1, 2, 1, 1]
    assert (last_number("a", 2007), last_number("a", 2006)) == (2, 0)


def test_what_fails_gives_its_number_back(doing: Doing) -> None:
    with pytest.raises(ZeroDivisionError):
        doing(lambda: (take_number("a", 2007), crash()))
    doing(lambda: take_number("a", 2007))
    assert last_number("a", 2007) == 1


def test_a_series_goes_on_from_the_book_on_paper(doing: Doing) -> None:
    doing(lambda: (skip_to("a", 2007, 1480), take_number("a", 2007)))
    assert last_number("a", 2007) == 1481


def test_a_series_never_goes_back(doing: Doing) -> None:
    doing(lambda: skip_to("a", 2007, 10))
    with pytest.raises(FolioBehind, match="El último número entregado es 10"):
        doing(lambda: skip_to("a", 2007, 9))
    assert last_number("a", 2007) == 10


@pytest.mark.parametrize("statement", ["UPDATE core_folio SET last = 1", "DELETE FROM core_folio"])
def test_the_database_refuses_to_give_a_number_twice(doing: Doing, statement: str) -> None:
    doing(lambda: skip_to("a", 2007, 10))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Folio.objects.get().last == 10
