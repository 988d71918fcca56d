"""When a commitment is written about: days before its term, on it, and then every so often.

The values are of the house until a service fixes its own (`ChaseRule`), and shown as such.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from minga.commitments.models import ChaseRule, ReminderLine

Why = ReminderLine.Why
BROUGHT = {ChaseRule.Key.BEFORE: 5, ChaseRule.Key.EVERY: 7, ChaseRule.Key.CHIEF: 10}


@dataclass(frozen=True)
class Rule:
    """One number of days; `reason` is empty for the one that Minga brings."""

    key: str
    label: str
    days: int
    valid_from: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Pace:
    """`before` its term, `every` so many days after it, and from `chief` days late on also to the
    chief."""

    before: int
    every: int
    chief: int

    def why(self, due_on: date, day: date, last_on: date | None) -> Why | None:
        """Whether to write today to the responsible; `last_on`: the last time it was written.

        What was missed while nothing ran is written on the first day that something does.
        """
        if day < due_on:
            begins = due_on - timedelta(days=self.before)
            due = day >= begins and (last_on is None or last_on < begins)
            return Why.BEFORE if due else None
        if day == due_on:
            return None if last_on == day else Why.TODAY
        again = last_on is None or last_on < due_on or (day - last_on).days >= self.every
        return Why.OVERDUE if again else None

    def tells_chief(self, due_on: date, day: date) -> bool:
        return (day - due_on).days >= self.chief


def rules_of(service_id: int, day: date) -> list[Rule]:
    """As they hold for a service on a day: its own, or those that Minga brings."""
    own = _own([service_id], day).get(service_id, {})
    return [
        Rule(key, str(key.label), row.days, row.valid_from, row.reason)
        if (row := own.get(key))
        else Rule(key, str(key.label), BROUGHT[key])
        for key in ChaseRule.Key
    ]


def paces(services: Iterable[int], day: date) -> dict[int, Pace]:
    """Of many services, in one question."""
    wanted = set(services)
    own = _own(wanted, day)
    return {
        service: Pace(
            *(
                own[service][key].days if key in own.get(service, {}) else BROUGHT[key]
                for key in (ChaseRule.Key.BEFORE, ChaseRule.Key.EVERY, ChaseRule.Key.CHIEF)
            )
        )
        for service in wanted
    }


def _own(services: Iterable[int], day: date) -> dict[int, dict[str, ChaseRule]]:
    rows = ChaseRule.objects.filter(service__in=services, valid_from__lte=day)
    found: dict[int, dict[str, ChaseRule]] = {}
    for row in rows.order_by("valid_from", "pk"):
        found.setdefault(row.service_id, {})[row.key] = row
    return found
