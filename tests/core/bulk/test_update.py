"""Many rows changed by one statement."""

from typing import Any

import pytest

from minga.core.acts import NoActionInCourse
from minga.core.bulk import bulk_insert, bulk_update
from minga.core.integrity import AlreadyDecided
from minga.core.models import Preparation, Verification
from minga.people.models import Organisation
from minga.territory.models import Territory
from tests.conftest import SCRIBE, Cast, nothing_recorded
from tests.core.bulk.deeds import last_event, prepared, update

NAMES = ["name", "short_name"]


def test_each_row_gets_its_own_values_and_the_event(cast: Cast) -> None:
    rows = [(cast.unit.pk, "Control", "C"), (cast.seremi.pk, "Secretaría", "S")]

    written = update(Organisation, "party", NAMES, rows, by=SCRIBE)

    assert written == 2
    changed = Organisation.objects.filter(event_id=last_event().pk)
    assert set(changed.values_list("pk", *NAMES)) == set(rows)


def test_a_row_may_be_named_by_any_unique_field(cast: Cast) -> None:
    written = update(Organisation, "key", ["name"], [("minvu", "Vivienda")], by=SCRIBE)

    assert written == 1
    assert Organisation.objects.get(key="minvu").name == "Vivienda"


def test_what_is_not_there_is_not_written(cast: Cast) -> None:
    before = list(Organisation.objects.order_by("pk").values())

    assert update(Organisation, "key", ["name"], [("nadie", "X")], by=SCRIBE) == 0

    assert list(Organisation.objects.order_by("pk").values()) == before
    assert last_event().digests == {}


def test_a_value_may_become_empty(cast: Cast) -> None:
    update(Organisation, "pk", ["territory"], [(cast.serviu.pk, None)], by=SCRIBE)

    assert Organisation.objects.get(pk=cast.serviu.pk).territory_id is None
    assert Organisation.objects.get(pk=cast.seremi.pk).territory_id is not None


MISTAKES: list[tuple[str, list[Any], str]] = [
    ("name", [("a", "b")], "does not tell one row"),
    ("key", [("minvu", "A"), ("minvu", "B")], "there twice"),
]


@pytest.mark.parametrize(("key", "rows", "says"), MISTAKES)
def test_a_row_is_named_once_and_by_what_is_its_own(
    cast: Cast, key: str, rows: list[Any], says: str
) -> None:
    with nothing_recorded(), pytest.raises(ValueError, match=says):
        update(Organisation, key, ["short_name"], rows, by=SCRIBE)


def test_a_protected_row_is_not_changed_outside_an_action(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NoActionInCourse):
        bulk_update(Organisation, "key", ["name"], [("minvu", "X")])

    assert not Organisation.objects.filter(name="X").exists()


def test_triggers_and_constraints_have_their_say(cast: Cast) -> None:
    row = prepared(1)[0]
    with nothing_recorded(), pytest.raises(AlreadyDecided, match="no se modifican ni se borran"):
        update(Preparation, "pk", ["actor"], [(row.pk, "Otra")], by=SCRIBE)

    with nothing_recorded(), pytest.raises(AlreadyDecided):
        update(Organisation, "key", ["valid_until"], [("minvu", "1999-01-01")], by=SCRIBE)


def test_two_updates_in_one_action(cast: Cast) -> None:
    def again() -> None:
        bulk_update(Organisation, "key", ["name"], [("minvu", "Segundo")])
        bulk_update(Territory, "key", ["public_id"], [("arica", "bcdfghjkmnpq")])

    update(Organisation, "key", ["name"], [("minvu", "Primero")], by=SCRIBE, then=again)

    assert Organisation.objects.get(key="minvu").name == "Segundo"
    assert last_event().data["batches"] == {
        "people.organisation": 1,
        "territory.territory": 1,
    }


@pytest.mark.django_db
def test_rows_of_machinery_need_no_action() -> None:
    bulk_insert(Verification, ["done"], [(1,), (2,)])
    first, second = Verification.objects.order_by("pk")

    written = bulk_update(Verification, "public_id", ["done"], [(second.public_id, 9)])

    assert written == 1
    assert list(Verification.objects.order_by("pk").values_list("done", flat=True)) == [1, 9]
    assert first.pk < second.pk
