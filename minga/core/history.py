"""Events as a person reads them: who, when, what, why, and what changed; and whose history a
person may read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from minga.core.access import Access
from minga.core.actions import SENTENCES
from minga.core.models import Event
from minga.core.models.event import EventQuerySet

PAGE = 50
# From so many characters on, two texts are read side by side and not in one line.
LONG = 60


@dataclass(frozen=True)
class Change:
    """One field before and after."""

    label: str
    old: str
    new: str

    @property
    def is_long(self) -> bool:
        return max(len(self.old), len(self.new)) > LONG


@dataclass(frozen=True)
class Line:
    """One line of a history. `rows`: how many a bulk event wrote."""

    sequence: int
    on: date
    recorded_at: datetime
    who: str
    role: str
    what: str
    reason: str
    changes: tuple[Change, ...]
    hash: str
    rows: int = 0


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
                Change(label, str(old), str(new))
                for label, old, new in event.data.get("changes", ())
            ),
            hash=event.hash,
            rows=_rows(event),
        )
        for event in events
    ]


def _rows(event: Event) -> int:
    """Of the bulk writes that the event vouches for, by table."""
    batches = event.data.get("batches", {})
    return sum(rows for rows in batches.values() if isinstance(rows, int))


Events = Callable[[Access, Any, EventQuerySet], EventQuerySet]


@dataclass(frozen=True)
class History:
    """Whose history can be read, by whom, and which of its events each person reads."""

    model: type[models.Model]
    slug: str
    visible: Callable[[Access], models.QuerySet[Any]]
    title: Callable[[Any], str] = str
    url: Callable[[Any], str] = lambda row: ""
    key: str = "public_id"
    events: Events = lambda access, row, events: events


@dataclass(frozen=True)
class Told:
    """The history of one record, as one person reads it."""

    history: History
    row: Any
    events: EventQuerySet
    public_id: str

    @property
    def title(self) -> str:
        return self.history.title(self.row)

    @property
    def kind(self) -> str:
        """«Programa de trabajo»."""
        name = str(self.history.model._meta.verbose_name)
        return name[:1].upper() + name[1:]

    @property
    def url(self) -> str:
        return self.history.url(self.row)


_registered: dict[str, History] = {}


def register_history(
    model: type[models.Model],
    *,
    visible: Callable[[Access], models.QuerySet[Any]] | None = None,
    **more: Any,
) -> History:
    """One line in the `ready()` of an area: its records have a page at
    `/historia/<what it is>/<public id>/`. Without `visible`, the model's own `visible_to` rules."""
    seen = visible or partial(_visible, model)
    slug = more.pop("slug", "") or slugify(str(model._meta.verbose_name))
    assert slug not in _registered, slug
    _registered[slug] = History(model, slug, seen, **more)
    return _registered[slug]


def _visible(model: type[models.Model], access: Access) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = model._default_manager.visible_to(access)  # type: ignore[attr-defined]
    return found


def told(access: Access, slug: str, public_id: str) -> Told:
    """404 for what has no history, for what is not there and for what belongs to others."""
    history = _registered.get(slug)
    if history is None:
        raise Http404
    row = get_object_or_404(history.visible(access), **{history.key: public_id})
    return Told(history, row, history.events(access, row, Event.objects.about(row)), public_id)


# Of so many of the latest events at most, about so many records, it is asked who may read them.
CONSIDERED, RECORDS = 200, 4


@dataclass(frozen=True)
class Recent:
    """One line of what happened lately: what record it is about, and where that is read."""

    on: date
    who: str
    what: str
    subject: str
    url: str


def recent(access: Access, events: EventQuerySet, most: int) -> list[Recent]:
    """The latest of these events that a person may read: those of records with a history, by the
    same rules as the page of each history. The questions do not grow with the events."""
    latest = list(events[:CONSIDERED])
    found: dict[int, Recent] = {}
    for history in _registered.values():
        label = history.model._meta.label_lower
        keys = dict.fromkeys(e.subject_id for e in latest if e.subject_model == label)
        if not keys:
            continue
        rows = history.visible(access).filter(pk__in=list(keys)[:RECORDS])
        for row in rows:
            about = [e.pk for e in latest if (e.subject_model, e.subject_id) == (label, row.pk)]
            readable = history.events(access, row, Event.objects.filter(pk__in=about))
            found |= {event.pk: _recent(history, row, event) for event in readable}
    return [found[event.pk] for event in latest if event.pk in found][:most]


def _recent(history: History, row: Any, event: Event) -> Recent:
    return Recent(event.on, event.actor, sentence(event), history.title(row), history.url(row))


def without_open_versions(events: EventQuerySet, approved: Iterable[int]) -> EventQuerySet:
    """For who does not see drafts: nothing of versions that were not approved."""
    return events.filter(
        models.Q(data__version__isnull=True) | models.Q(data__version__in=list(approved))
    )


def page_of(events: EventQuerySet, asked: str | None) -> "Page[Event]":
    return Paginator(events, PAGE).get_page(asked)
