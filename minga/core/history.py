"""Events as a person reads them: who, when, what, why, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minga.core.actions import SENTENCES
from minga.core.models import Event


@dataclass(frozen=True)
class Line:
    """One line of a history."""

    sequence: int
    on: date
    recorded_at: datetime
    who: str
    role: str
    what: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]
    hash: str


class _Blanks(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(event: Event) -> str:
    """«cargó la evidencia de 3.1»; the kind itself when no area knows it any more."""
    return SENTENCES.get(event.kind, event.kind).format_map(_Blanks(event.data))


def lines(events: Iterable[Event]) -> list[Line]:
    return [
        Line(
            sequence=event.sequence,
            on=event.on,
            recorded_at=event.recorded_at,
            who=event.actor,
            role=event.role,
            what=sentence(event),
            reason=event.reason,
            changes=tuple(
                (label, str(old), str(new)) for label, old, new in event.data.get("changes", ())
            ),
            hash=event.hash,
        )
        for event in events
    ]
