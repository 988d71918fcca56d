"""A thing in several communes carries its share of each, adding to 100: what later areas build on.

    class Work(Fact):
        share_total = share_total()
        … constraints = [shares_within("work"), …]   # where approved: share_total = WHOLE

    class WorkShare(Share):
        work = ForeignKey(Work, related_name="shares", …)
        triggers = [counts_shares("works_workshare", "works_work", "work_id")]
        … constraints = share_constraints("workshare", "work")

A share is in hundredths of a percent. The database keeps their sum on the thing itself.
"""

from collections.abc import Iterable

import numpy as np
from django.db import models
from django.db.models import Q

from minga.core.models import Fact
from minga.core.triggers import Trigger, TriggerList
from minga.rules.division import largest_remainder
from minga.territory.models.places import Territory

WHOLE = 10_000


class Share(Fact):
    """Participación de un territorio: its part of a thing, in hundredths of a percent."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="+", verbose_name="territorio"
    )
    hundredths = models.PositiveSmallIntegerField("centésimas de porcentaje")

    class Meta:
        abstract = True


def share_total() -> "models.PositiveIntegerField[int, int]":
    """The counter on the thing that is shared."""
    return models.PositiveIntegerField("suma de participaciones", default=0, editable=False)


def shares_within(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{model}_shares_within_whole",
        condition=Q(share_total__lte=WHOLE),
        violation_error_message="Las participaciones de los territorios no pasan de 100 %.",
    )


def share_constraints(model: str, owner: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=[owner, "territory"],
            name=f"{model}_once_per_territory",
            violation_error_message="Ese territorio ya tiene su participación.",
        ),
        models.CheckConstraint(
            name=f"{model}_between_0_and_100",
            condition=Q(hundredths__gte=1, hundredths__lte=WHOLE),
            violation_error_message="Una participación va de 0,01 % a 100 %.",
        ),
    ]


def counts_shares(table: str, owner_table: str, owner: str) -> TriggerList:
    """The sum on the thing follows its shares, also one that moves to another thing."""
    moves = f"UPDATE {owner_table} SET share_total = share_total"  # noqa: S608
    enter, leave = f"id = NEW.{owner}", f"id = OLD.{owner}"
    # One statement: of two triggers for one event nobody says which comes first.
    change = (
        f"{moves} + CASE WHEN {enter} THEN NEW.hundredths ELSE 0 END "
        f"- CASE WHEN {leave} THEN OLD.hundredths ELSE 0 END WHERE {enter} OR {leave}"
    )
    return TriggerList(
        (
            Trigger(
                f"{table}_share_in",
                table,
                "INSERT",
                statement=f"{moves} + NEW.hundredths WHERE {enter}",
            ),
            Trigger(f"{table}_share_change", table, "UPDATE", statement=change),
            Trigger(
                f"{table}_share_out",
                table,
                "DELETE",
                statement=f"{moves} - OLD.hundredths WHERE {leave}",
            ),
        )
    )


def split(amount: int, shares: Iterable[tuple[int, int]]) -> dict[int, int]:
    """An amount by territory, whole pesos that add to it exactly. `shares`: identity and
    hundredths, adding to 100 %."""
    given = sorted(shares)
    weights = np.array([hundredths for _, hundredths in given], dtype=np.int64)
    if int(weights.sum()) != WHOLE:
        msg = f"Shares add to {int(weights.sum())} hundredths of a percent and not to {WHOLE}."
        raise ValueError(msg)
    parts = largest_remainder(amount, weights).tolist()
    return dict(zip((territory for territory, _ in given), parts, strict=True))
