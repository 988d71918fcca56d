"""The permission table: each area declares what can be done in it and which roles start with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Reach(Enum):
    """How far a role reads: its own institution, the places it answers for, or everything."""

    INSTITUTION = "institution"
    TERRITORY = "territory"
    ALL = "all"


@dataclass(frozen=True)
class Permission:
    code: str
    label: str
    roles: frozenset[str]


_declared: dict[str, Permission] = {}


def declare(code: str, label: str, roles: Iterable[str]) -> str:
    """Declare a permission and return its code. Twice the same code is a mistake."""
    assert code not in _declared, code
    _declared[code] = Permission(code, label, frozenset(roles))
    return code


def holders(code: str) -> frozenset[str]:
    """The roles that hold it. An undeclared permission is a mistake, not a refusal."""
    return _declared[code].roles


def all_permissions() -> list[Permission]:
    return list(_declared.values())
