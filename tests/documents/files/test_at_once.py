"""Two people upload at the same moment, on PostgreSQL: one document stays, the other is told."""

from functools import partial

import pytest
from django.db import connection

from minga.documents.files import actions
from minga.documents.files.errors import AlreadyReceived, Incomplete
from minga.documents.files.models import Filing, Misfiling
from minga.workplan.actions import submit_version
from tests.conftest import TODAY, Cast
from tests.documents.files.factories import received, ruled
from tests.workplan import factories
from tests.workplan.test_concurrency import at_once, kinds

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def test_two_upload_the_same_thing_at_once(cast: Cast):
    rule, plan = ruled(cast), factories.draft(cast).plan

    results = at_once(
        plan,
        partial(received, plan, rule, by=cast.ana),
        partial(received, plan, rule, by=cast.bruno),
    )

    assert kinds(results) == {Filing, AlreadyReceived}
    assert Filing.objects.count() == 1


def test_one_sets_aside_what_the_other_sends_with(cast: Cast):
    """Either it was there when the plan was sent, or the plan was not sent."""
    rule, version = ruled(cast), factories.draft(cast)
    filing = received(version.plan, rule, by=cast.ana)

    results = at_once(
        version.plan,
        lambda: actions.set_aside(filing, reason="Es del 2006.", by=cast.bruno.access),
        lambda: submit_version(version, by=cast.ana.access, on=TODAY),
    )

    assert Misfiling.objects.count() == 1
    assert kinds(results) in (
        {Misfiling, Incomplete},
        {Misfiling, type(version)},
    )
