"""A round passed by somebody with the database open, so that other guards can be tried."""

from typing import Any

from django.db import connection

from minga.core.approvals.models import Submission
from minga.core.ids import new_public_id
from tests.core.database import sql

DAY = "2007-11-30"


def through_its_steps(version: Any, actor: int) -> None:
    """In the round that is open, else in a new one."""
    found = Submission.objects.of(version).open().first()
    number = found.pk if found else _open(version)
    (step,) = _column(
        f"SELECT id FROM approvals_submissionstep WHERE submission_id = {number} ORDER BY position"
    )
    _insert(
        "approvals_decision",
        step_id=step,
        outcome="passed",
        on=DAY,
        actor_id=actor,
        actor="X",
        role="",
        substituted="",
        act_reference="",
        with_second_factor=False,
        remarks="",
        event_id=version.event_id,
    )
    sql(
        "UPDATE approvals_submission SET passed = 1, outcome = 'approved', "
        f"since = '{DAY}', closed_on = '{DAY}' WHERE id = %s",
        number,
    )


def _open(version: Any) -> int:
    number = _insert(
        "approvals_submission",
        public_id=new_public_id(),
        subject_model=version._meta.label_lower,
        subject_id=version.pk,
        subject_event_id=version.event_id,
        institution_id=1,
        number=9,
        four_eyes=True,
        sent_by=0,
        sender="X",
        sent_on="2007-01-01",
        since="2007-01-01",
        outcome="open",
        passed=0,
        reason="",
        event_id=version.event_id,
    )
    _insert(
        "approvals_submissionstep",
        submission_id=number,
        position=1,
        key="x",
        label="X",
        permission="x",
        second_factor=False,
        event_id=version.event_id,
    )
    return number


def _insert(table: str, **values: object) -> int:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    (key,) = _column(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id", *values.values()
    )
    return key


def _column(statement: str, *values: object) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [int(row[0]) for row in cursor.fetchall()]
