"""A value that was used is fixed: no file, no clock and nobody in silence changes it."""

from datetime import date, timedelta

import pytest
import time_machine

from minga.core.acts import NoActionInCourse
from minga.core.clock import living_in
from minga.core.models import Event
from minga.core.months import Month
from minga.core.uf.actions import correct_uf, load
from minga.core.uf.models import UFDay
from minga.core.uf.plan import UsedWouldChange
from minga.core.uf.series import NoUF
from minga.core.uf.values import uf_on, use_uf
from minga.core.verification import verify
from tests.conftest import nothing_recorded
from tests.core.database import commit
from tests.core.uf.paying import (
    ADMINISTRATOR,
    LAST,
    LAST_VALUE,
    PUBLISHER,
    pay,
    prices,
    published,
)


def rows(day: date = LAST) -> list[tuple[int, str, bool]]:
    found = UFDay.objects.filter(day=day).order_by("pk")
    return list(found.values_list("value", "origin", "is_used"))


def test_using_a_day_fixes_its_value(db: None) -> None:
    assert pay(LAST) == LAST_VALUE

    assert rows() == [(LAST_VALUE, "computed", True)]
    assert UFDay.objects.get().event == Event.objects.get()
    commit()
    assert verify() == []


def test_using_it_again_adds_nothing(db: None) -> None:
    pay(LAST)

    assert pay(LAST) == LAST_VALUE
    assert len(rows()) == 1


def test_a_published_value_is_used_as_published(db: None) -> None:
    load(published((LAST, 19_700_00)), source=PUBLISHER, by=ADMINISTRATOR)

    assert pay(LAST) == 19_700_00
    assert rows() == [(19_700_00, "official", False), (19_700_00, "official", True)]
    assert uf_on(LAST) == 19_700_00


def test_it_is_used_only_inside_an_action(db: None) -> None:
    with pytest.raises(NoActionInCourse):
        use_uf(LAST)


def test_a_day_without_uf_stops_the_action_and_leaves_nothing(db: None) -> None:
    with nothing_recorded(), pytest.raises(NoUF):
        pay(date(2030, 1, 1))

    assert not UFDay.objects.exists()


def test_reading_a_value_fixes_nothing(db: None) -> None:
    assert uf_on(LAST) == LAST_VALUE
    assert rows() == []


def test_a_file_that_differs_from_a_used_value_is_refused_with_both(db: None) -> None:
    pay(LAST)

    file = published((LAST, 19_700_00), (date(2010, 3, 1), 21_000_00))
    with nothing_recorded(), pytest.raises(UsedWouldChange) as refused:
        load(file, source=PUBLISHER, by=ADMINISTRATOR)

    said = str(refused.value)
    assert "31-12-2007: se usó 19.622,66 y ahora sería 19.700,00" in said
    assert "un día ya usado" in said
    assert uf_on(LAST) == LAST_VALUE
    with pytest.raises(NoUF):
        uf_on(date(2010, 3, 1))


def test_an_ipc_that_moves_used_values_is_refused_with_each_day(db: None) -> None:
    for place in range(3):
        pay(LAST + timedelta(days=place))

    with nothing_recorded(), pytest.raises(UsedWouldChange) as refused:
        load(prices((Month(2007, 11), 9)), source="INE", by=ADMINISTRATOR)

    assert [clash.day for clash in refused.value.clashes] == [
        LAST + timedelta(days=place) for place in range(3)
    ]
    assert uf_on(LAST) == LAST_VALUE


def test_a_published_day_9_moves_the_used_days_after_it(db: None) -> None:
    """The base of the formula changes: the days that were used would come out otherwise."""
    pay(LAST)

    with pytest.raises(UsedWouldChange):
        load(published((date(2007, 12, 9), 19_600_00)), source=PUBLISHER, by=ADMINISTRATOR)


def test_an_ipc_that_moves_no_used_value_is_loaded(db: None) -> None:
    pay(LAST)

    load(prices((Month(2007, 12), 9)), source="INE", by=ADMINISTRATOR)

    assert uf_on(LAST) == LAST_VALUE
    assert uf_on(date(2008, 2, 9)) != 19_766_45


def test_a_used_value_published_the_same_stays(db: None) -> None:
    pay(LAST)

    load(
        published((LAST, LAST_VALUE), (date(2010, 3, 1), 21_000_00)),
        source=PUBLISHER,
        by=ADMINISTRATOR,
    )

    assert rows() == [(LAST_VALUE, "computed", True)]


def test_after_correcting_it_on_purpose_the_file_goes_in(db: None) -> None:
    pay(LAST)
    correct_uf(LAST, 19_700_00, reason="Así la publicó el Banco Central.", by=ADMINISTRATOR)

    file = published((LAST, 19_700_00), (date(2010, 3, 1), 21_000_00))
    load(file, source=PUBLISHER, by=ADMINISTRATOR)

    assert pay(LAST) == 19_700_00
    assert rows() == [(LAST_VALUE, "computed", True), (19_700_00, "corrected", True)]


def test_what_a_correction_moved_is_not_the_fault_of_a_later_file(db: None) -> None:
    pay(LAST)
    correct_uf(date(2007, 12, 9), 19_600_00, reason="Rectificación.", by=ADMINISTRATOR)

    load(prices((Month(2010, 1), 5)), source="INE", by=ADMINISTRATOR)

    assert uf_on(LAST) == LAST_VALUE


def test_a_clock_moved_back_changes_no_value(db: None) -> None:
    """The last word is the row that nobody replaced, whatever the clock said."""
    load(published((LAST, 19_700_00)), source=PUBLISHER, by=ADMINISTRATOR)
    with time_machine.travel("2001-01-01T12:00:00Z", tick=False), living_in(date(2001, 1, 1)):
        load(published((LAST, 19_800_00)), source=PUBLISHER, by=ADMINISTRATOR)
        assert pay(LAST) == 19_800_00

    assert uf_on(LAST) == 19_800_00
    assert pay(LAST) == 19_800_00
    with pytest.raises(UsedWouldChange):
        load(published((LAST, 19_700_00)), source=PUBLISHER, by=ADMINISTRATOR)
    commit()
    assert verify() == []
