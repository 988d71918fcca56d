"""The line items that come with Minga: loaded once, never changed."""

from datetime import date

import pytest

from minga.budget.actions import NothingNew, load_classification
from minga.budget.classification import shipped
from minga.budget.models import LineItem, SpendKind
from minga.core.errors import NotAllowed
from tests.budget.factories import line_item
from tests.conftest import SCRIBE, Cast
from tests.core.database import refused, sql
from tests.core.guards import barred
from tests.workplan.by_hand import insert


def test_it_comes_whole_with_its_source_and_as_not_verified(db: None) -> None:
    load_classification(shipped(), by=SCRIBE)

    works = line_item("31-02-004")
    assert (works.name, works.kind) == ("Obras civiles", SpendKind.CIVIL_WORKS)
    assert (works.code, works.is_verified) == ("31-02-004", False)
    assert "854" in works.source
    assert LineItem.objects.count() == len(shipped().items)


def test_each_part_has_its_whole_in_the_file() -> None:
    codes = {row.code for row in shipped().items}

    assert {code.rpartition("-")[0] for code in codes if "-" in code} <= codes
    assert len(codes) == len(shipped().items)


def test_a_second_load_changes_nothing(db: None) -> None:
    load_classification(shipped(), by=SCRIBE)

    with pytest.raises(NothingNew, match="no hay asignaciones nuevas"):
        load_classification(shipped(), by=SCRIBE)
    assert LineItem.objects.count() == len(shipped().items)


def test_only_who_administers_loads_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        load_classification(shipped(), by=cast.ana.access)
    assert not LineItem.objects.exists()


def test_costs_are_written_in_what_has_a_class_of_spending(db: None) -> None:
    load_classification(shipped(), by=SCRIBE)

    assert {item.code for item in LineItem.objects.of_projects()} == {
        row.code for row in shipped().items if row.kind
    }


def test_it_rules_from_its_first_day_until_the_day_it_ends(db: None) -> None:
    item = line_item("31-02-004")
    sql("UPDATE budget_lineitem SET valid_until = '2008-01-01' WHERE id = %s", item.pk)

    valid = LineItem.objects.filter(pk=item.pk).valid_on
    assert valid(date(2005, 1, 1)).exists()
    assert valid(date(2007, 12, 31)).exists()
    assert not valid(date(2008, 1, 1)).exists()
    assert not valid(date(2004, 12, 31)).exists()


@pytest.mark.parametrize(
    ("how", "guard"),
    [
        ("UPDATE budget_lineitem SET allocation = '005'", "no cambia de código"),
        ("UPDATE budget_lineitem SET kind = 'land'", "no cambia de código"),
        ("DELETE FROM budget_lineitem", "no se borra"),
    ],
)
def test_the_database_keeps_what_a_code_means(db: None, how: str, guard: str) -> None:
    item = line_item("31-02-004")

    with refused(guard):
        sql(f"{how} WHERE id = %s", item.pk)


def test_the_database_refuses_codes_that_clash_and_times_that_turn_back(db: None) -> None:
    item = line_item("31-02-004")

    with barred("budget", "lineitem_one_in_force"):
        insert(item, valid_from="2006-01-01")
    with barred("budget", "lineitem_code_once_per_start"):
        insert(item, valid_until="2005-06-01")
    with barred("budget", "lineitem_validity_in_order"):
        insert(item, valid_from="2006-01-01", valid_until="2006-01-01")
    with barred("budget", "lineitem_from_the_whole_to_the_part"):
        insert(item, item="")
