"""What each area brings to the tests of the whole site, in its own folder: `tests/<area>/site.py`.

An area says there who may go where, what its things are, what its forms send and how its pages
are brought to every state; `tests/test_site.py` and `tests/site/pages.py` ask all of them. A file
may define any of `ACCESS`, `BEYOND`, `HERS_ALONE`, `subjects(service)`, `things(world)`,
`written(world, service, name)` and `PARTS`.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

TESTS = Path(__file__).parent.parent
FOLDERS = tuple(
    ".".join(found.parent.relative_to(TESTS).parts) for found in sorted(TESTS.glob("*/**/site.py"))
)


@cache
def joined() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"tests.{folder}.site") for folder in FOLDERS)


def lines() -> list[str]:
    """Of the access table: method, address, of whom, what and the codes of its columns."""
    said = [getattr(module, "ACCESS", "") for module in joined()]
    return [line for text in said for line in text.strip("\n").split("\n") if line.strip()]


def beyond() -> dict[str, dict[str, int]]:
    """Line → role (or «staff», «town») → code, where a role gets something of its own."""
    return {
        line: codes for module in joined() for line, codes in getattr(module, "BEYOND", {}).items()
    }


def hers_alone() -> frozenset[str]:
    """Addresses that Ana's peers do not share."""
    return frozenset(name for module in joined() for name in getattr(module, "HERS_ALONE", ()))


def _only(function: str, key: str, *asked: Any) -> Any:
    """What the area that knows the key answers; two areas do not call their things the same."""
    known = [getattr(module, function)(*asked) for module in joined() if hasattr(module, function)]
    found = [said[key] for said in known if key in said]
    assert len(found) <= 1, f"{key}: of several areas"
    return found[0] if found else None


def subject_of(service: Any, key: str) -> Callable[[], list[object]] | None:
    """The arguments of an address of one side: «own», «other»."""
    found: Callable[[], list[object]] | None = _only("subjects", key, service)
    return found


def thing_of(world: Any, key: str) -> Callable[[], list[object]] | None:
    """The arguments of an address that is of no side."""
    found: Callable[[], list[object]] | None = _only("things", key, world)
    return found


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for module in joined():
        if hasattr(module, "written"):
            sent |= module.written(world, service, name)
    return sent


def parts() -> list[Callable[[Any, Any], None]]:
    """Of the tour: each brings pages of its area to a state and sees them."""
    return [part for module in joined() for part in getattr(module, "PARTS", ())]
