"""What holds during a time: `[valid_from, valid_until)`, without overlap, as of a day.

The day of `valid_until` is the first on which it no longer holds, so the day of a change belongs to
what begins.
"""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from minga.core.models import FactQuerySet
from minga.core.triggers import TriggerList, refuse

M = TypeVar("M", bound=models.Model, covariant=True)


def holds_on(day: date, path: str = "") -> Q:
    """The condition of being in force on a day; `path` leads to the row («version__»)."""
    ends = Q(**{f"{path}valid_until__isnull": True}) | Q(**{f"{path}valid_until__gt": day})
    return ends & Q(**{f"{path}valid_from__lte": day})


def overlap(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two ranges share a day."""
    (since, until), (other_since, other_until) = first, second
    return (other_until is None or since < other_until) and (until is None or other_since < until)


class ValidityQuerySet(FactQuerySet[M]):
    def on(self, day: date) -> Self:
        """What holds on a day."""
        return self.filter(holds_on(day))

    def during(self, since: date, until: date | None) -> Self:
        """What holds on some day of `[since, until)`."""
        ends = Q(valid_until__isnull=True) | Q(valid_until__gt=since)
        return self.filter(ends) if until is None else self.filter(ends, valid_from__lt=until)


class Validity(models.Model):
    """The two columns. Their constraints and triggers carry the name of the table that has them:
    `ends_after_start`, `one_open` and `starts_once`, `no_overlap`."""

    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def ends_after_start(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{model}_ends_after_start",
        condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
        violation_error_message="El término debe ser posterior al inicio.",
    )


def once_at_a_time(model: str, *owner: str, message: str) -> list[models.BaseConstraint]:
    """One without end and one for each beginning, by owner: what two people at once can't pass."""
    return [
        models.UniqueConstraint(
            name=f"{model}_one_open",
            fields=owner,
            condition=Q(valid_until__isnull=True),
            violation_error_message=message,
        ),
        models.UniqueConstraint(
            name=f"{model}_starts_once",
            fields=[*owner, "valid_from"],
            violation_error_message=message,
        ),
    ]


def no_overlap(table: str, *owner: str, message: str) -> TriggerList:
    """No two rows of the same owner (columns, `territory_id`) hold on the same day, also when two
    transactions write them at once."""
    same = " AND ".join(f"v.{column} = ROW.{column}" for column in owner)
    return refuse(
        table,
        "no_overlap",
        "INSERT UPDATE",
        # Names of our own tables and columns: nothing here can be injected.
        when=(
            f"EXISTS (SELECT 1 FROM {table} v WHERE {same} "  # noqa: S608
            "AND v.id <> ROW.id AND (v.valid_until IS NULL OR v.valid_until > ROW.valid_from) "
            "AND (ROW.valid_until IS NULL OR ROW.valid_until > v.valid_from))"
        ),
        message=message,
        alone=True,
    )
