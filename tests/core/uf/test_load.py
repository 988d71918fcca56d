"""Loading a file: all of it or nothing, the same twice changes nothing, and what was seen."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from minga.core.access import operator
from minga.core.errors import NotAllowed
from minga.core.history import sentence
from minga.core.models import Event
from minga.core.months import Month
from minga.core.uf.actions import ChangedSinceSeen, NothingNew, load
from minga.core.uf.files import read_file
from minga.core.uf.models import IpcMonth, UFDay, UFLoad
from minga.core.uf.plan import plan_of
from minga.core.uf.series import series
from minga.core.uf.values import uf_on
from minga.core.verification import verify
from tests.conftest import nothing_recorded
from tests.core.database import commit
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

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "ipc_uf_dia_9_2001_2011.csv"
LATER = date(2010, 3, 1)


def test_a_file_brings_its_values_and_says_where_from(db: None) -> None:
    loaded = load(published((LATER, 21_000_00)), source=PUBLISHER, by=ADMINISTRATOR)

    assert uf_on(LATER) == 21_000_00
    assert series().known[LATER].source == PUBLISHER
    assert (loaded.file_name, loaded.sha256) == ("uf.csv", "0" * 64)
    event = Event.objects.get()
    assert (event.subject_public_id, event.data["days"]) == (loaded.public_id, 1)
    assert sentence(event) == "cargó la UF de un día"
    commit()
    assert verify() == []


def test_an_ipc_moves_what_nobody_used(db: None) -> None:
    load(prices((Month(2007, 11), 9), (Month(2010, 1), 5)), source="INE", by=ADMINISTRATOR)

    assert uf_on(LAST) != LAST_VALUE
    event = Event.objects.get()
    assert sentence(event) == "cargó el IPC de 2 meses"
    assert event.data["changes"] == [["IPC de noviembre de 2007", "0,8 %", "0,9 %"]]


def test_a_new_ipc_gives_the_days_that_it_moves(db: None) -> None:
    load(prices((Month(2010, 1), 5)), source="INE", by=ADMINISTRATOR)

    assert uf_on(date(2010, 3, 9)) == 20_953_93


def test_the_same_file_twice_changes_nothing(db: None) -> None:
    file = published((LATER, 21_000_00), (LAST, LAST_VALUE))
    load(file, source=PUBLISHER, by=ADMINISTRATOR)

    with nothing_recorded(), pytest.raises(NothingNew, match="sus 2 valores ya están"):
        load(file, source=PUBLISHER, by=ADMINISTRATOR)

    assert UFDay.objects.count() == 2
    assert plan_of(file).same == 2


def test_what_minga_brings_is_nothing_new(db: None) -> None:
    with pytest.raises(NothingNew, match="su valor ya está"):
        load(prices((Month(2007, 11), 8)), source="INE", by=ADMINISTRATOR)


def test_a_value_published_again_takes_the_place_of_the_first(db: None) -> None:
    load(published((LATER, 21_000_00)), source=PUBLISHER, by=ADMINISTRATOR)
    load(published((LATER, 21_000_01)), source=PUBLISHER, by=ADMINISTRATOR)
    load(published((LATER, 21_000_00)), source=PUBLISHER, by=ADMINISTRATOR)

    assert uf_on(LATER) == 21_000_00
    assert UFDay.objects.filter(day=LATER).count() == 3
    assert UFDay.objects.current().get(day=LATER).replaces is not None
    assert Event.objects.latest("sequence").data["changes"] == [
        ["UF del 01-03-2010", "21.000,01", "21.000,00"]
    ]


def test_who_has_not_the_permission_is_refused(db: None) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        load(published((LATER, 21_000_00)), source=PUBLISHER, by=OFFICER)

    assert not UFLoad.objects.exists()


def test_a_command_on_the_machine_may_load(db: None) -> None:
    load(published((LATER, 21_000_00)), source=PUBLISHER, by=operator())

    assert Event.objects.get().actor == "Operación del sistema"


def test_what_was_seen_is_what_is_applied(db: None) -> None:
    file = published((LATER, 21_000_00))
    seen = plan_of(file).mark
    load(published((LATER, 20_000_00)), source=PUBLISHER, by=ADMINISTRATOR)

    with nothing_recorded(), pytest.raises(ChangedSinceSeen):
        load(file, source=PUBLISHER, by=ADMINISTRATOR, seen=seen)
    load(file, source=PUBLISHER, by=ADMINISTRATOR, seen=plan_of(file).mark)

    assert uf_on(LATER) == 21_000_00


def test_the_plan_tells_what_changes_before_anything_is_written(db: None) -> None:
    pay(LAST)
    with nothing_recorded():
        plan = plan_of(
            published((LATER, 21_000_00), (date(2007, 1, 2), 1_00), (date(2007, 1, 3), 18_333_28))
        )

    told = {change.when: (change.old, change.new, change.differs) for change in plan.uf}
    assert told[LATER] == (None, 21_000_00, False)
    assert told[date(2007, 1, 2)] == (uf_on(date(2007, 1, 2)), 1_00, True)
    assert told[date(2007, 1, 3)] == (uf_on(date(2007, 1, 3)), 18_333_28, True)
    assert plan.clashes == []
    assert plan.recomputed_from is None
    assert plan_of(prices((Month(2007, 11), 9))).recomputed_from == date(2007, 12, 10)


def test_every_day_9_of_eleven_years_agrees(db: None) -> None:
    """From the first value and the IPC alone, and the rest of the file comes out by itself."""
    if not PUBLISHED.exists():
        pytest.skip("../shared/data is not here: the published series is read from there")
    content = read_file(PUBLISHED.name, PUBLISHED.read_bytes())
    first = min(content.uf)
    begun = prices(*content.ipc.items())
    begun.uf[first] = content.uf[first]
    begun.uf[first + timedelta(days=31)] = content.uf[first + timedelta(days=31)]

    load(begun, source="INE", by=ADMINISTRATOR)

    found = series()
    assert {day: found.on(day) for day in content.uf} == content.uf
    assert IpcMonth.objects.count() + plan_of(begun).same >= 132
    load(content, source="INE", by=ADMINISTRATOR)
    assert {day: uf_on(day) for day in list(content.uf)[:12]} == {
        day: content.uf[day] for day in list(content.uf)[:12]
    }
