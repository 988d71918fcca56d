"""Protected rows: written one by one, inside an action, or not at all."""

from collections.abc import Callable
from typing import Any

import pytest

from minga.core.acts import NoActionInCourse
from minga.core.models import Event
from minga.core.verification import protected_models
from minga.people.actions import add_membership
from minga.people.models import Membership, Organisation, Party
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.deeds import rename


def test_a_row_is_not_saved_outside_an_action(cast: Cast) -> None:
    cast.unit.name = "Control"

    with nothing_recorded(), pytest.raises(NoActionInCourse):
        cast.unit.save()

    assert not Organisation.objects.filter(name="Control").exists()


def test_a_row_is_not_created_outside_an_action(db: None) -> None:
    with nothing_recorded(), pytest.raises(NoActionInCourse):
        Party.objects.create(kind=Party.Kind.PERSON)

    assert not Party.objects.exists()


def test_a_row_is_not_deleted_outside_an_action(cast: Cast) -> None:
    membership = Membership.objects.earliest("pk")

    with nothing_recorded(), pytest.raises(NoActionInCourse):
        membership.delete()

    assert Membership.objects.filter(pk=membership.pk).exists()


BULK: list[Callable[[Any], object]] = [
    lambda rows: rows.update(event=None),
    lambda rows: rows.all().delete(),
    lambda rows: rows.bulk_create([]),
    lambda rows: rows.bulk_update([], ["event"]),
]


@pytest.mark.parametrize("write", BULK, ids=["update", "delete", "bulk_create", "bulk_update"])
@pytest.mark.parametrize("model", protected_models(), ids=lambda model: model.__name__)
def test_no_protected_table_is_written_in_bulk(model: Any, write: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match="one by one"):
        write(model.objects)


def test_the_bulk_doors_are_closed_inside_an_action_too(cast: Cast) -> None:
    def bulk() -> None:
        Organisation.objects.update(name="Todas")

    with nothing_recorded(), pytest.raises(TypeError, match="one by one"):
        rename(cast.unit, "Control", by=SCRIBE, then=bulk)

    assert not Organisation.objects.filter(name__in=["Todas", "Control"]).exists()


def test_the_related_rows_of_another_are_closed_as_well(cast: Cast) -> None:
    with pytest.raises(TypeError, match="one by one"):
        cast.serviu.members.update(role=Role.AUDITOR)


def test_an_event_has_the_digest_of_every_row_that_its_action_wrote(cast: Cast) -> None:
    person = cast.pia.person

    membership = add_membership(
        person, role=Role.AUDITOR, organisation=cast.unit, valid_from=TODAY, by=SCRIBE
    )

    digests = Event.objects.latest("sequence").digests
    assert list(digests) == [f"people.membership:{membership.pk}"]
    assert len(digests[f"people.membership:{membership.pk}"]) == 64


def test_an_event_says_nothing_for_a_row_that_its_action_deleted(cast: Cast) -> None:
    membership = Membership.objects.earliest("pk")
    name = f"people.membership:{membership.pk}"

    rename(cast.unit, "Control", by=SCRIBE, then=membership.delete)

    digests = Event.objects.latest("sequence").digests
    assert digests.pop(name) is None
    assert list(digests) == [f"people.organisation:{cast.unit.pk}"]
