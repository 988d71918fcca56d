"""Which activities of an application are done: read from its steps, matched by line.

A tick is of the line and not of the row: an activity that two versions share keeps it."""

from dataclasses import dataclass

from minga.workplan.procedures.models import ProcedureActivity, ProcedureUse, UseStep


@dataclass(frozen=True)
class Ticked:
    """An activity of the version that is followed, and the step that did it."""

    activity: ProcedureActivity
    step: UseStep | None


def done_in(use: ProcedureUse) -> dict[str, UseStep]:
    """Line → the step that stands."""
    found: dict[str, UseStep] = {}
    steps = use.steps.filter(activity__isnull=False).select_related("activity", "actor", "version")
    for step in steps.order_by("pk"):
        assert step.activity is not None
        if step.kind == "done":
            found[step.activity.line_key] = step
        else:
            found.pop(step.activity.line_key, None)
    return found


def ticked(use: ProcedureUse) -> tuple[list[Ticked], list[UseStep]]:
    """The activities of its version in order, with what is done of each; and what was done of those
    that this version does not have."""
    done = done_in(use)
    rows = [
        Ticked(activity, done.pop(activity.line_key, None))
        for activity in use.version.activities.for_page()
    ]
    return rows, list(done.values())
