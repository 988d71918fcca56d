"""What a draft changes of the version in force, mechanism by mechanism."""

from collections.abc import Sequence
from dataclasses import dataclass

from minga.workplan.diffusion.actions.plan import differences
from minga.workplan.diffusion.models import Mechanism


@dataclass(frozen=True)
class Change:
    """A mechanism that is new, leaves or says something else: label, before, after. `line`: of one
    that leaves, which may be put back."""

    name: str
    what: str
    pairs: tuple[tuple[str, str, str], ...] = ()
    line: str = ""


def changes(ruling: Sequence[Mechanism], proposed: Sequence[Mechanism]) -> list[Change]:
    before = {row.line_id: row for row in ruling}
    after = {row.line_id: row for row in proposed}
    found = [Change(row.name, "nuevo") for line, row in after.items() if line not in before]
    found += [
        Change(row.name, "sale", line=row.line.public_id)
        for line, row in before.items()
        if line not in after
    ]
    for line in after.keys() & before.keys():
        pairs = differences(before[line], after[line])
        told = tuple((label, *pair) for label, pair in pairs.items())
        found += [Change(after[line].name, "cambia", told)] if told else []
    return sorted(found, key=lambda change: change.name)
