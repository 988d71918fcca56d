"""The action in course: which event its rows will belong to, what it touched, what it says of
itself."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from minga.core.ids import new_event_id

if TYPE_CHECKING:
    from django.db import models

    from minga.core.access import Access


@runtime_checkable
class Subject(Protocol):
    """What an event can be about: a row with an address that knows where it belongs."""

    pk: Any

    @property
    def public_id(self) -> str: ...

    def belongs_to(self) -> dict[str, str]:
        """`service` and `territory`, by public id; empty where there is none."""
        ...


class NoActionInCourse(RuntimeError):
    """A protected row was written outside an action: a mistake of ours, never the user's."""


@dataclass
class Act:
    """One action while it runs."""

    kind: str
    by: "Access"
    on: date
    event_id: int = field(default_factory=new_event_id)
    subject: "Subject | None" = None
    reason: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    touched: "dict[type[models.Model], set[Any]]" = field(default_factory=dict)
    forgotten: "set[tuple[type[models.Model], Any]]" = field(default_factory=set)
    # Tables of which rows were written in bulk: those that carry this event.
    batches: "set[type[models.Model]]" = field(default_factory=set)

    def about(self, subject: "Subject", *, reason: str = "", **data: Any) -> None:
        """Say what the event is about. `data` holds numbers, ids and field names, no personal
        value."""
        self.subject, self.reason = subject, reason or self.reason
        self.data.update(data)

    def touch(self, model: "type[models.Model]", pk: Any) -> None:
        self.touched.setdefault(model, set()).add(pk)

    def forget(self, model: "type[models.Model]", pk: Any) -> None:
        self.touched.get(model, set()).discard(pk)
        self.forgotten.add((model, pk))


_current: ContextVar[Act | None] = ContextVar("act", default=None)


def current_act() -> Act:
    act = _current.get()
    if act is None:
        msg = "A protected row is written only inside an @action."
        raise NoActionInCourse(msg)
    return act
