"""Whether an account has to give a second factor to enter: by its functions, on a day.

Where nobody said otherwise, who decides a step of an approval needs it, and who manages accounts:
whoever can close and invite could become any of them. In a demonstration nobody does: its visitors
have no telephone enrolled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minga.core.approvals.flows import all_flows
from minga.people.accounts.models import FactorRule
from minga.people.actions import MANAGE
from minga.people.roles import Role
from minga.people.table import load


@dataclass(frozen=True)
class Ruled:
    """A function as it stands on a day, with the row that says so; none where it is as declared."""

    role: Role
    required: bool
    rule: FactorRule | None = None


def required_at_first(day: date) -> frozenset[str]:
    """Before any rule: by the table of who does what, as it stands that day."""
    steps = [step.permission for flow in all_flows() for step in flow.steps]
    table = load()
    return frozenset().union(*(table.holders(permission, day) for permission in (MANAGE, *steps)))


def ruled(day: date) -> list[Ruled]:
    """Two queries."""
    known = {rule.role: rule for rule in FactorRule.objects.known_on(day)}
    first = required_at_first(day)
    return [_ruled(role, known.get(role.value), role.value in first) for role in Role]


def _ruled(role: Role, rule: FactorRule | None, first: bool) -> Ruled:
    return Ruled(role, rule.required if rule else first, rule)


def is_required(roles: Iterable[str], day: date) -> bool:
    needing = {item.role.value for item in ruled(day) if item.required}
    return not needing.isdisjoint(roles)
