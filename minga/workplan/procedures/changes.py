"""What a version changes of another: its texts, its activities and outputs, line by line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from minga.core.history import Change
from minga.workplan.changes import Changed
from minga.workplan.procedures.models import (
    OutputRequirement,
    ProcedureActivity,
    ProcedureOutput,
    ProcedureVersion,
)
from minga.workplan.procedures.parts import (
    ACTIVITIES,
    OUTPUTS,
    REQUIREMENTS,
    TEXT_LABELS,
    PartKind,
    differences,
)


def changes(before: ProcedureVersion | None, after: ProcedureVersion) -> list[Changed] | None:
    """None when there was nothing before: everything is new."""
    if before is None:
        return None
    return [*_texts(before, after), *_parts(before, after)]


def _texts(before: ProcedureVersion, after: ProcedureVersion) -> Iterator[Changed]:
    """Not why it changes: that is said of each version by itself."""
    for name, label in TEXT_LABELS.items():
        if name != "change" and getattr(before, name) != getattr(after, name):
            pair = (str(getattr(before, name)), str(getattr(after, name)))
            yield Changed(label, "cambia", (Change(label, *pair),))


def _parts(before: ProcedureVersion, after: ProcedureVersion) -> Iterator[Changed]:
    for kind, read in (
        (ACTIVITIES, _activities),
        (OUTPUTS, _outputs),
        (REQUIREMENTS, _requirements),
    ):
        yield from _compared(kind, read(before), read(after))


def _home(part: Any) -> str:
    """Where its place is counted: a requirement, in its output."""
    return str(part.output.line_key) if isinstance(part, OutputRequirement) else ""


def _activities(version: ProcedureVersion) -> list[Any]:
    return list(ProcedureActivity.objects.for_page().filter(version=version))


def _outputs(version: ProcedureVersion) -> list[Any]:
    return list(ProcedureOutput.objects.filter(version=version).order_by("number"))


def _requirements(version: ProcedureVersion) -> list[Any]:
    found = OutputRequirement.objects.filter(output__version=version)
    return list(found.select_related("output").order_by("output__number", "number"))


def _compared(kind: PartKind, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Changed]:
    old = {part.line_key: part for part in before}
    new = {part.line_key: part for part in after}
    was, places = _places(old, new), _places(new, old)
    for key, part in new.items():
        title = f"{kind.noun.capitalize()} {part.number}: {part_name(part)}"
        if key not in old:
            yield Changed(title, "se agrega")
        elif pairs := _pairs(kind, old[key], part):
            yield Changed(title, "cambia", pairs)
        elif was[key] != places[key]:
            change = Change("Lugar", str(old[key].number), str(part.number))
            yield Changed(title, "cambia de lugar", (change,))
    for key, part in old.items():
        if key not in new:
            yield Changed(f"{kind.noun.capitalize()} {part.number}: {part_name(part)}", "sale")


def _places(parts: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """Line → where it stands among those of its home that the other version has too."""
    seen: Counter[str] = Counter()
    found = {}
    for key, part in parts.items():
        if key in others:
            home = _home(part)
            found[key] = (home, seen[home])
            seen[home] += 1
    return found


def part_name(part: Any) -> str:
    name: str = getattr(part, "what", "") or getattr(part, "name", "") or part.requirement
    return name


def _pairs(kind: PartKind, old: Any, new: Any) -> tuple[Change, ...]:
    values = {name: getattr(new, name) for name in kind.names}
    return tuple(
        Change(label, *pair) for label, pair in differences(old, values, kind.labels).items()
    )
