"""Writing in the tables as somebody with the database open does: SQL, past every action."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from minga.core import triggers
from minga.core.ids import new_public_id
from minga.workplan.models import (
    Activity,
    ActivityStatus,
    Evidence,
    EvidenceReview,
    Objective,
    WorkPlan,
    WorkPlanVersion,
)
from tests.conftest import Cast
from tests.core.guards import says


@dataclass(frozen=True)
class Made:
    """A plan with a superseded version, one in force and a draft, each of 40, 30 and 30 points;
    the first activity is proved, the second one's evidence waits, the third one's was returned."""

    cast: Cast
    plan: WorkPlan
    superseded: WorkPlanVersion
    in_force: WorkPlanVersion
    draft: WorkPlanVersion
    objective: Objective
    activity: Activity
    proved: Evidence
    waiting: Evidence
    returned: Evidence
    review: EvidenceReview
    status: ActivityStatus

    @property
    def approved_objective(self) -> Objective:
        return self.in_force.objectives.get()

    @property
    def approved_activity(self) -> Activity:
        return self.in_force.activities.order_by("pk")[0]


Break = Callable[[Made], object]


def insert(row: models.Model, **changes: object) -> int:
    """A copy of the row with these columns changed, and a public id of its own; answers its key."""
    columns: dict[str, object] = {
        field.column: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    if "public_id" in columns:
        columns["public_id"] = new_public_id()
    columns |= changes
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({marks}) RETURNING id",
            list(columns.values()),
        )
        return int(cursor.fetchone()[0])


def update(row: models.Model, **changes: object) -> None:
    sets = ", ".join(f'"{name}" = %s' for name in changes)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {sets} WHERE id = %s", [*changes.values(), row.pk]
        )
        assert cursor.rowcount == 1


def delete(row: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


@contextmanager
def barred(guard: str) -> Iterator[None]:
    """The database refuses, and it is this guard that does."""
    with pytest.raises(IntegrityError, match=guards()[guard]), transaction.atomic():
        yield


def guards() -> dict[str, str]:
    """Constraints, unique columns and refusing triggers of the work plans → how they speak."""
    found: dict[str, str] = {}
    for model in apps.get_app_config("workplan").get_models():
        for constraint in model._meta.constraints:
            found[constraint.name] = says(model, constraint)
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key:
                column = f"{model._meta.db_table}.{field.column}"
                found[column] = f"{column.replace('.', '_')}|UNIQUE constraint failed: {column}$"
    for trigger in triggers.declared():
        if trigger.table.startswith("workplan_") and trigger.message:
            found[trigger.name] = re.escape(trigger.message)
    return found
