"""What the database forbids, and what is cleaned at night."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from minga.core.access import operator
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from minga.core.verification import verify
from minga.people.accounts import actions
from minga.people.accounts.jobs import CLEANING
from minga.people.accounts.models import (
    AccountLink,
    FactorRule,
    SecurityKeyUse,
    Session,
    SignIn,
    Throttle,
)
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, Cast
from tests.core.approvals.codes import enrolled
from tests.core.database import commit, sql
from tests.people.accounts.browser import enter
from tests.snapshot import written_once


@written_once
def stocked(cast: Cast) -> Cast:
    """A row of each."""
    for one in (cast.ana, cast.bruno):
        email = f"{one.username}@serviu.cl"
        actions.set_email(one.person, email=email, reason="x", by=SCRIBE)
    actions.send_link(cast.ana.person, address=str, reason="x", by=SCRIBE)
    enrolled(cast.ana)
    actions.add_key(name="Azul", credential="ab", data="00", counter=0, by=cast.ana.access)
    # So that what holds the key is its own guard, and not the row that points to it.
    SecurityKeyUse.objects.all().delete()
    actions.set_factor_rule(
        Role.AUDITOR, required=True, valid_from=TODAY, source="Res. 9", reason="x", by=SCRIBE
    )
    enter("carla", "no")
    return cast


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_accountdetails SET email = 'ANA@serviu.cl' WHERE email LIKE 'bruno%'",
        "UPDATE accounts_accountdetails SET email = '' WHERE email LIKE 'bruno%'",
        "UPDATE accounts_accountlink SET used_at = sent_at, revoked_at = sent_at",
        "UPDATE accounts_accountlink SET expires_at = sent_at",
        "UPDATE accounts_securitykey SET data = 'ff'",
        "UPDATE accounts_securitykey SET user_id = user_id + 1",
        "DELETE FROM accounts_securitykey",
        "UPDATE accounts_factorrule SET required = (1 = 0)",
        "DELETE FROM accounts_factorrule",
        "UPDATE accounts_throttle SET scope = 'origin' WHERE user_id IS NOT NULL",
    ],
)
def test_the_database_forbids_it(stocked: Cast, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement)


def test_an_account_has_one_link_at_a_time(stocked: Cast) -> None:
    link = AccountLink.objects.get()
    again = {"user": link.user, "kind": "reset", "expires_at": link.expires_at}

    with pytest.raises(DatabaseError), transaction.atomic():
        AccountLink.objects.create(digest="otra", **again)
    AccountLink.objects.update(revoked_at=timezone.now())
    AccountLink.objects.create(digest="otra", **again)


def test_a_removed_key_stays_removed(stocked: Cast) -> None:
    sql("UPDATE accounts_securitykey SET ended_on = '2007-11-30'")

    with pytest.raises(DatabaseError), transaction.atomic():
        sql("UPDATE accounts_securitykey SET ended_on = NULL")


def test_the_record_vouches_for_accounts(stocked: Cast) -> None:
    commit()
    assert verify() == []

    sql("UPDATE accounts_accountdetails SET email = 'otra@serviu.cl' WHERE email LIKE 'ana%'")

    assert any("accountdetails" in finding.where for finding in verify())
    assert FactorRule.objects.count() == 1


def clean() -> Any:
    row = ask(CLEANING, by=operator())
    perform(row.public_id)
    return Job.objects.get(pk=row.pk).result


def test_what_ended_is_cleaned_and_what_stands_stays(stocked: Cast) -> None:
    enter("bruno")
    nothing = {"sessions": 0, "entries": 0, "throttles": 0, "links": 0}
    assert clean() == nothing

    with time_machine.travel(timezone.now() + timedelta(days=100), tick=True):
        assert clean() == {"sessions": 1, "entries": 0, "throttles": 3, "links": 1}
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=True):
        assert clean()["entries"] == 2
    left = (Session, SignIn, Throttle, AccountLink)
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]


def test_a_throttle_that_is_closed_is_not_cleaned(cast: Cast) -> None:
    for _ in range(5):
        enter("ana", "no")
    far = timezone.now() + timedelta(days=3)
    Throttle.objects.filter(scope="name").update(locked_until=far)

    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert clean()["throttles"] == 1  # the address

    assert Throttle.objects.filter(scope="name").exists()
