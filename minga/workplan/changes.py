"""What an open version changes of the one in force, for who decides it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from minga.core.history import Change
from minga.workplan.actions.draft import differences_between
from minga.workplan.models import Activity


@dataclass(frozen=True)
class Changed:
    """A line: «1.1 Ajustes», «cambia», and each field before and after."""

    title: str
    how: str
    changes: tuple[Change, ...] = ()


def changes(ruling: Sequence[Activity], proposed: Sequence[Activity]) -> list[Changed] | None:
    """None when no version is in force: everything is new."""
    before, after = _by_line(ruling), _by_line(proposed)
    if not before:
        return None
    return [*_objectives(before, after), *_activities(before, after)]


def _by_line(activities: Sequence[Activity]) -> dict[int, Activity]:
    return {activity.line_id: activity for activity in activities}


def _objectives(before: Mapping[int, Activity], after: Mapping[int, Activity]) -> Iterator[Changed]:
    old, new = _titles(before), _titles(after)
    for number in sorted(old.keys() & new.keys()):
        if old[number] != new[number]:
            change = Change("Título", old[number], new[number])
            yield Changed(f"Objetivo {number}", "cambia", (change,))


def _titles(activities: Mapping[int, Activity]) -> dict[int, str]:
    objectives = (activity.objective for activity in activities.values())
    return {objective.number: objective.title for objective in objectives}


def _activities(before: Mapping[int, Activity], after: Mapping[int, Activity]) -> Iterator[Changed]:
    for line, activity in after.items():
        if line not in before:
            yield Changed(str(activity), "se agrega")
        elif pairs := _pairs(before[line], activity):
            yield Changed(str(activity), "cambia", pairs)
    for line, activity in before.items():
        if line not in after:
            yield Changed(str(activity), "sale")


def _pairs(old: Activity, new: Activity) -> tuple[Change, ...]:
    found = differences_between(old, new)
    if old.code != new.code:
        found = {"Número": (old.code, new.code)} | found
    return tuple(Change(label, *pair) for label, pair in found.items())
