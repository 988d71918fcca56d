"""No page asks the database more because there is more to show."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core import registries
from minga.people.roles import Role
from minga.territory.frames import frame_on
from minga.workplan.models import WorkPlan
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories
from tests.workplan.pages import to

MOST = 14  # the page of an activity also asks what other plans proved
OVER = date(2007, 10, 31)


def queries(by: Somebody, url: str) -> int:
    client = by.client()
    frame_on(TODAY)  # read once by each process, and again when the division changes
    # «Mi trabajo» asks every area once.
    most = MOST + (len(registries.awaiting) if url == "/" else 0)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= most, [query["sql"][:150] for query in asked]
    return len(asked)


def small(cast: Cast) -> WorkPlan:
    """Two activities, one piece of evidence that waits."""
    plan = factories.approved(cast, ends_on=OVER, evidence_needed=10)
    factories.uploaded(factories.line(plan), cast.ana)
    return plan


def large(cast: Cast) -> WorkPlan:
    """Twenty activities in five objectives; ten pieces of evidence, verified, returned, waiting."""
    plan = factories.approved(
        cast, ((5,) * 4,) * 5, year=2006, ends_on=date(2006, 10, 31), evidence_needed=10
    )
    lines = [activity.line for activity in factories.activities(plan)]
    on = date(2006, 11, 30)
    for _ in range(4):
        factories.verified(lines[0], uploader=cast.ana, verifier=cast.bruno, on=on)
    for position in range(4):
        factories.uploaded(lines[position], cast.ana, on=on)
    for position in (5, 6):
        factories.returned(lines[position], uploader=cast.bruno, verifier=cast.ana, on=on)
    return plan


PAGES: dict[str, Callable[[WorkPlan], str]] = {
    "plan": lambda plan: to("plan", plan.public_id),
    "history": lambda plan: to("history", plan.public_id),
    "version": lambda plan: to("version", plan.public_id, 1),
    "form": lambda plan: to("form", plan.public_id, "docx"),
    "activity": lambda plan: to("activity", plan.public_id, factories.line(plan).public_id),
}


@pytest.mark.parametrize("name", PAGES)
def test_twenty_activities_cost_what_two_do(cast: Cast, name: str) -> None:
    url = PAGES[name]
    plans = small(cast), large(cast)

    few, many = (queries(cast.bruno, url(plan)) for plan in plans)

    assert few == many


def test_a_long_draft_costs_what_a_short_one_does(cast: Cast) -> None:
    short = factories.draft(cast, ((50,),)).plan
    long = factories.draft(cast, ((5,) * 5,) * 4, year=2008).plan

    few, many = (queries(cast.ana, to("draft", plan.public_id)) for plan in (short, long))

    assert few == many


def test_a_list_of_three_plans_costs_what_one_does(cast: Cast) -> None:
    factories.approved(cast)
    few = queries(cast.marta, to("plans"))
    for service in (cast.seremi, cast.other):
        preparer, head = (
            factories.member(service, role) for role in (Role.UNIT_OFFICER, Role.INSTITUTION_HEAD)
        )
        factories.approved(cast, service=service, preparer=preparer, head=head)

    assert queries(cast.marta, to("plans")) == few


def test_ten_things_that_wait_cost_what_one_does(cast: Cast) -> None:
    plan = factories.approved(cast, ((10,) * 10,), ends_on=OVER)
    lines = [activity.line for activity in factories.activities(plan)]
    factories.uploaded(lines[0], cast.ana)
    few = queries(cast.bruno, "/")

    for line in lines[1:6]:
        factories.uploaded(line, cast.ana)
    factories.returned(lines[6], uploader=cast.bruno, verifier=cast.ana)

    assert queries(cast.bruno, "/") == few
