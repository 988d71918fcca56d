"""Where a commitment comes from: each area registers its own origins at start.

register_origin(Origin("board", "mesa técnica", url=lambda public_id: reverse(…)))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


def _nowhere(public_id: str) -> str:
    return ""


@dataclass(frozen=True)
class Origin:
    """`url` leads to what it was promised in, by its public id; empty where there is no page.
    `offered`: a person may choose it in the form; else only its area makes commitments of it."""

    key: str
    label: str
    url: Callable[[str], str] = _nowhere
    offered: bool = True


_registered: dict[str, Origin] = {}


def register_origin(origin: Origin) -> Origin:
    assert origin.key not in _registered, origin.key
    _registered[origin.key] = origin
    return origin


def origins() -> list[Origin]:
    return list(_registered.values())


def offered() -> list[tuple[str, str]]:
    return [(origin.key, origin.label) for origin in _registered.values() if origin.offered]


def origin_of(key: str) -> Origin:
    """An area that is no longer there leaves its word."""
    return _registered.get(key) or Origin(key, key)


AUDIT = "audit"
for _key, _label in (
    ("board", "mesa técnica"),
    ("meeting", "reunión entre servicios"),
    ("analysis", "análisis"),
    ("act", "acto"),
    ("visit", "visita"),
    ("other", "otro origen"),
):
    register_origin(Origin(_key, _label))


def declare_own() -> None:
    """What corrects an audit finding: registered in the page of the finding, where it leads."""
    register_origin(
        Origin(
            AUDIT,
            "auditoría",
            url=lambda public_id: reverse("commitments:finding", args=[public_id]),
            offered=False,
        )
    )
