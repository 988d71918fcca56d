"""What a version of an agreement says otherwise than another, goal by goal."""

from collections.abc import Iterable, Iterator, Sequence

from minga.core.history import Change
from minga.workplan.agreements.actions.draft import differences, values_of
from minga.workplan.agreements.models import Goal
from minga.workplan.changes import Changed


def changes(before: Sequence[Goal], after: Iterable[Goal]) -> list[Changed] | None:
    """None when there was nothing before: everything is new."""
    return list(_changes(before, after)) if before else None


def _changes(before: Iterable[Goal], after: Iterable[Goal]) -> Iterator[Changed]:
    old = {goal.line_id: goal for goal in before}
    new = {goal.line_id: goal for goal in after}
    for line, goal in new.items():
        if line not in old:
            yield Changed(f"Meta {goal}", "se agrega")
        elif pairs := _pairs(old[line], goal):
            yield Changed(f"Meta {goal}", "cambia", pairs)
    for line, goal in old.items():
        if line not in new:
            yield Changed(f"Meta {goal}", "sale")


def _pairs(old: Goal, new: Goal) -> tuple[Change, ...]:
    found = differences(values_of(old), values_of(new))
    return tuple(Change(label, *pair) for label, pair in found.items())
