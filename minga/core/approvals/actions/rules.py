"""Setting what a step needs at an institution, from a day on."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals import errors
from minga.core.approvals.flows import Flow
from minga.core.approvals.models import StepRule
from minga.core.approvals.permissions import SET_RULES
from minga.core.approvals.rules import ruled_steps
from minga.core.errors import NotAllowed
from minga.core.money import pesos


@action("approvals.rule_set", says="fijó la regla del paso «{step}» de {flow} desde el {since}")
def set_rule(
    flow: Flow,
    step: str,
    *,
    institution_id: int,
    above: int | None,
    second_factor: bool,
    valid_from: date,
    source: str,
    reason: str,
    by: Access,
    on: date | None = None,
) -> StepRule:
    """What was sent before keeps its steps: the rule is for what is sent from that day on."""
    assert on is not None
    if not by.may(SET_RULES, institution_id):
        raise NotAllowed("Solo quien administra el sistema fija las reglas de los pasos.")
    if valid_from < on:
        raise errors.RuleInThePast(on)
    if not reason.strip():
        raise errors.ReasonMissing
    ruled = {item.step.key: item.step for item in ruled_steps(flow, institution_id, valid_from)}
    if step not in ruled:
        raise errors.UnknownStep
    before = ruled[step]
    if (before.above, before.second_factor) == (above, second_factor):
        raise errors.RuleUnchanged
    rule = StepRule(
        institution_id=institution_id,
        flow=flow.kind,
        step=step,
        above=above,
        second_factor=second_factor,
        valid_from=valid_from,
        source=source.strip(),
        reason=reason.strip(),
    )
    rule.save()
    current_act().by = by.acting(SET_RULES, institution_id)
    current_act().about(
        rule,
        reason=rule.reason,
        flow=flow.label,
        step=before.label,
        since=f"{valid_from:%d-%m-%Y}",
        changes=_changes(before.above, above, before.second_factor, second_factor),
    )
    return rule


def _changes(
    old_above: int | None, above: int | None, old_factor: bool, factor: bool
) -> list[list[str]]:
    """As a person reads them in the history."""
    pairs = {
        "Desde el monto": (_amount(old_above), _amount(above)),
        "Segundo factor": (_yes(old_factor), _yes(factor)),
    }
    return [[label, *pair] for label, pair in pairs.items() if pair[0] != pair[1]]


def _amount(amount: int | None) -> str:
    return "siempre" if amount is None else pesos(amount)


def _yes(value: bool) -> str:
    return "sí" if value else "no"
