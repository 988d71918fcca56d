"""What can never be true of the UF and the IPC, whoever writes."""

import pytest

from minga.core.months import Month
from minga.core.uf.actions import correct_uf, load
from minga.core.uf.models import IpcMonth, UFDay
from tests.core.database import refused, refused_constraint, sql
from tests.core.uf.paying import ADMINISTRATOR, LAST, PUBLISHER, pay, prices, published

COLUMNS = ("public_id", "day", "value", "origin", "is_used", "event_id", "load_id", "replaces_id")


@pytest.fixture
def used(db: None) -> UFDay:
    pay(LAST)
    return UFDay.objects.get()


@pytest.fixture
def ipc(db: None) -> IpcMonth:
    load(prices((Month(2010, 1), 5)), source=PUBLISHER, by=ADMINISTRATOR)
    return IpcMonth.objects.get()


def copy(row: UFDay, **other: str) -> None:
    """Another row like this one, with some columns as SQL says."""
    said = {"public_id": "'otro'", **other}
    values = ", ".join(said.get(name, name) for name in COLUMNS)
    sql(
        f"INSERT INTO uf_ufday ({', '.join(COLUMNS)}) SELECT {values} FROM uf_ufday WHERE id = %s",
        row.pk,
    )


@pytest.mark.parametrize("table", ["uf_ufday", "uf_ipcmonth", "uf_ufload"])
@pytest.mark.parametrize("does", ["DELETE FROM {0}", "UPDATE {0} SET event_id = event_id"])
def test_nothing_is_changed_nor_deleted(ipc: IpcMonth, used: UFDay, table: str, does: str) -> None:
    with refused(f"Los registros de {table} no se modifican ni se borran"):
        sql(does.format(table))


def test_a_day_begins_once(used: UFDay) -> None:
    with refused_constraint("ufday_one_first", "uf_ufday.day"):
        copy(used)


def test_a_row_is_replaced_once(used: UFDay) -> None:
    correct_uf(LAST, 1_00, reason="Prueba.", by=ADMINISTRATOR)

    with refused("(?i)unique"):
        copy(used, replaces_id=str(used.pk), origin="'corrected'")


def test_a_value_replaces_only_that_of_its_day(used: UFDay) -> None:
    with refused("Un valor reemplaza solo a otro del mismo día"):
        copy(used, replaces_id=str(used.pk), day="'2007-12-30'")


@pytest.mark.parametrize(
    "other",
    [{"value": "1"}, {"is_used": "FALSE", "origin": "'corrected'"}],
    ids=["another value", "no longer used"],
)
def test_a_used_value_stays(used: UFDay, other: dict[str, str]) -> None:
    with refused("solo cambia por una corrección con motivo"):
        copy(used, replaces_id=str(used.pk), **other)


def test_a_corrected_value_stays(db: None) -> None:
    row = correct_uf(LAST, 1_00, reason="Prueba.", by=ADMINISTRATOR)

    with refused("solo cambia por una corrección con motivo"):
        copy(row, replaces_id=str(row.pk), value="2", origin="'official'")


@pytest.mark.parametrize("value", ["0", "-1"])
def test_a_value_is_more_than_nothing(used: UFDay, value: str) -> None:
    with refused("ufday_value_positive"):
        copy(used, day="'2007-12-30'", value=value)


def test_a_computed_value_is_kept_only_when_used(used: UFDay) -> None:
    with refused("ufday_computed_only_when_used"):
        copy(used, day="'2007-12-30'", is_used="FALSE")


def test_only_a_published_value_comes_from_a_file(db: None) -> None:
    load(published((LAST, 1_00)), source=PUBLISHER, by=ADMINISTRATOR)

    with refused("ufday_load_only_if_official"):
        copy(UFDay.objects.get(), day="'2007-12-30'", origin="'corrected'")


def test_a_month_begins_once_and_replaces_its_own(ipc: IpcMonth) -> None:
    columns = "change, event_id, load_id"
    with refused_constraint("ipcmonth_one_first", "uf_ipcmonth.month"):
        sql(f"INSERT INTO uf_ipcmonth (month, {columns}) SELECT month, {columns} FROM uf_ipcmonth")
    with refused("Un valor reemplaza solo a otro del mismo mes"):
        sql(
            f"INSERT INTO uf_ipcmonth (month, replaces_id, {columns}) "
            f"SELECT '2010-02-01', id, {columns} FROM uf_ipcmonth"
        )


@pytest.mark.parametrize("change", ["500", "-500"])
def test_a_variation_is_within_reason(ipc: IpcMonth, change: str) -> None:
    with refused("ipcmonth_change_within_reason"):
        sql(
            "INSERT INTO uf_ipcmonth (month, change, event_id, load_id) "
            f"SELECT '2010-02-01', {change}, event_id, load_id FROM uf_ipcmonth"
        )
