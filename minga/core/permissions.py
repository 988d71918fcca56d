"""The permission table: each area declares what can be done in it and which roles start with it.

A permission may be a part of a process («pagos»: who prepares, reviews, decides, reads). What a
service changes from a day on comes as an `Overlay`, which `people` fills from approved changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Reach(Enum):
    """How far a role reads: its own institution, the places it answers for, or everything."""

    INSTITUTION = "institution"
    TERRITORY = "territory"
    ALL = "all"


class Part(Enum):
    """What a role does in a process; whoever prepares never decides."""

    PREPARE = "Prepara"
    REVIEW = "Revisa"
    DECIDE = "Aprueba o decide"
    READ = "Lee"


@dataclass(frozen=True)
class Process:
    """A line of «who does what». `awaits_area`: no page of this version asks for it yet. `note`:
    what its parts don't say (who reads it because of the place)."""

    key: str
    label: str
    note: str = ""
    awaits_area: bool = False


@dataclass(frozen=True)
class Permission:
    code: str
    label: str
    roles: frozenset[str]
    process: str = ""
    part: Part | None = None


_declared: dict[str, Permission] = {}
_processes: dict[str, Process] = {}


def declare(
    code: str, label: str, roles: Iterable[str], *, process: str = "", part: Part | None = None
) -> str:
    """Declare a permission and return its code. Twice the same code is a mistake."""
    assert code not in _declared, code
    assert bool(process) == (part is not None), f"{code}: a process and a part of it, or neither"
    _declared[code] = Permission(code, label, frozenset(roles), process, part)
    return code


def declare_process(process: Process) -> Process:
    assert process.key not in _processes, process.key
    _processes[process.key] = process
    return process


def holders(code: str) -> frozenset[str]:
    """The roles that start with it. An undeclared permission is a mistake, not a refusal."""
    return _declared[code].roles


def permission_of(code: str) -> Permission | None:
    return _declared.get(code)


def all_permissions() -> list[Permission]:
    return list(_declared.values())


def all_processes() -> list[Process]:
    return list(_processes.values())


# Permission and role → from which day on it holds, or no longer does; in order.
Changes = Mapping[str, Mapping[str, tuple[tuple[date, bool], ...]]]


@dataclass(frozen=True)
class Overlay:
    """What approved changes of the table say, over what the code declares."""

    changes: Changes = field(default_factory=dict)
    _known: dict[tuple[str, date], frozenset[str]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def holders(self, code: str, on: date) -> frozenset[str]:
        """The roles that hold it on a day."""
        start = holders(code)
        if code not in self.changes:
            return start
        key = (code, on)
        if key not in self._known:
            self._known[key] = self._on(code, start, on)
        return self._known[key]

    def _on(self, code: str, start: frozenset[str], on: date) -> frozenset[str]:
        held = set(start)
        for role, dated in self.changes[code].items():
            for since, holds in dated:
                if since <= on:
                    (held.add if holds else held.discard)(role)
        return frozenset(held)


AS_DECLARED = Overlay()
