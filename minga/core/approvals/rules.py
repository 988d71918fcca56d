"""Which steps a flow has at an institution on a day: as declared, then as its service set them."""

from dataclasses import dataclass, replace
from datetime import date

from minga.core.approvals.flows import Flow, Step
from minga.core.approvals.models import StepRule
from minga.core.approvals.models.rule import ruling


@dataclass(frozen=True)
class RuledStep:
    """A step as it stands on a day, with the row that says so; none where it is as declared."""

    step: Step
    rule: StepRule | None = None


def ruled_steps(flow: Flow, institution_id: int, day: date) -> list[RuledStep]:
    """One query."""
    return steps_of_flows([flow], institution_id, day)[flow.kind]


def steps_of_flows(flows: list[Flow], institution_id: int, day: date) -> dict[str, list[RuledStep]]:
    """Of many flows, by their kind, in the same one query."""
    known = StepRule.objects.known_on(day).filter(
        institution_id=institution_id, flow__in=[flow.kind for flow in flows]
    )
    rules = ruling(known)
    return {
        flow.kind: [ruled(step, rules.get((flow.kind, step.key))) for step in flow.steps]
        for flow in flows
    }


def ruled(step: Step, rule: StepRule | None) -> RuledStep:
    if rule is None:
        return RuledStep(step)
    return RuledStep(replace(step, above=rule.above, second_factor=rule.second_factor), rule)


def needed(steps: list[Step], amount: int | None) -> list[Step]:
    """Those from whose amount it is; an amount that nobody knows needs all. Never none: when no
    step is reached, the last one decides."""
    reached = [
        step for step in steps if step.above is None or amount is None or amount >= step.above
    ]
    return reached or steps[-1:]


def steps_for(flow: Flow, institution_id: int, day: date, amount: int | None) -> list[Step]:
    return needed([item.step for item in ruled_steps(flow, institution_id, day)], amount)
