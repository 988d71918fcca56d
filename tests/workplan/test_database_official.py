"""What the database itself refuses of what makes a version official."""

from datetime import date

import pytest

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.workplan.models import Officialisation, WorkPlanVersion
from tests.conftest import SCRIBE
from tests.workplan.by_hand import Break, Made, barred, delete, insert, update


@action("tests.official", says="oficializó una versión")
def make_official(
    version: WorkPlanVersion, *, by: Access, on: date | None = None
) -> Officialisation:
    made = Officialisation(
        version=version, act_reference="Res. Ex. 1", act_public_id="222222222222", on=on
    )
    made.save()
    current_act().about(version.plan)
    return made


def official(it: Made) -> Officialisation:
    known = Officialisation.objects.filter(version=it.in_force).first()
    return known or make_official(it.in_force, by=SCRIBE)


BREAKS: dict[str, Break] = {
    "officialisation_one_stands": lambda it: insert(official(it)),
    "officialisation_ends_by_an_act": lambda it: update(official(it), ended_on="2099-01-01"),
    "workplan_officialisation_only_ends_update": lambda it: update(official(it), on="2007-01-01"),
    "workplan_officialisation_stays_delete": lambda it: delete(official(it)),
    "workplan_officialisation_of_an_approved_one_insert": lambda it: insert(
        official(it), version_id=it.draft.pk
    ),
}


@pytest.mark.parametrize(("guard", "attempt"), BREAKS.items(), ids=BREAKS)
def test_it_is_refused(made: Made, guard: str, attempt: Break) -> None:
    official(made)
    with barred(guard):
        attempt(made)
