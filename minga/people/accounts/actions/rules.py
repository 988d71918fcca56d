"""Which functions need a second factor to enter, as the service decides it from a day on."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.people.accounts import errors
from minga.people.accounts.models import FactorRule
from minga.people.accounts.rules import ruled
from minga.people.actions import MANAGE
from minga.people.roles import Role


@action("accounts.factor_rule_set", says="dispuso si la función «{role}» necesita segundo factor")
def set_factor_rule(
    role: Role,
    *,
    required: bool,
    valid_from: date,
    source: str,
    reason: str,
    by: Access,
    on: date | None = None,
) -> FactorRule:
    """Rows are added; a later one, or a later correction of the same day, takes its place."""
    assert on is not None
    if not by.may(MANAGE):
        raise NotAllowed("Solo quien administra el sistema dispone qué funciones lo necesitan.")
    if valid_from < on:
        raise errors.RuleInThePast(on)
    stands = next(item for item in ruled(valid_from) if item.role == role)
    if stands.required == required:
        raise errors.RuleUnchanged
    rule = FactorRule(
        role=role.value,
        required=required,
        valid_from=valid_from,
        source=source.strip(),
        reason=reason.strip(),
    )
    rule.save()
    current_act().about(rule, reason=reason.strip(), role=str(role.label), required=required)
    return rule
