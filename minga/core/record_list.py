"""The list of events: the whole record, newest first, for who audits."""

import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q

from minga.core.actions import SENTENCES
from minga.core.history import Line, lines
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice, Text
from minga.core.lists.ranges import days, figures
from minga.core.lists.spec import Asking, Column, ListSpec
from minga.core.models import Event, Fact
from minga.core.permissions import declare
from minga.core.words import fold

BLANK = re.compile(r"\{[^}]*\}")
# Events say what drafts said, of every institution: who administers one verifies and does not read.
READ_EVENTS = declare("core.read_events", "leer los eventos del registro", ["auditor"])


def _told(event: Event) -> Line:
    return lines([event])[0]


def _what(event: Event) -> str:
    """«cambió el nombre a Control», with a capital letter."""
    said = _told(event).what
    return said[:1].upper() + said[1:]


def _told_with(word: str) -> Q:
    """Events whose sentence says a word of its own: «aprobó», but not the name in «{name}»."""
    wanted = fold(word)
    kinds = [kind for kind, says in SENTENCES.items() if wanted in fold(BLANK.sub(" ", says))]
    return Q(kind__in=kinds)


def _changed(event: Event) -> str:
    """What was and what is, and how many rows a bulk event wrote."""
    told = _told(event)
    parts = [f"{change.label}: {change.old} → {change.new}" for change in told.changes]
    return "; ".join(parts)


def _subjects(asking: Asking) -> Iterable[tuple[Any, str]]:
    """What an event can be about: the protected tables, by their names."""
    models = [model for model in apps.get_models() if issubclass(model, Fact)]
    named = [(model._meta.label_lower, str(model._meta.verbose_name)) for model in models]
    return sorted([*named, ("core.chain", "instalación")], key=lambda pair: pair[1])


EVENTS = ListSpec(
    "eventos",
    "Eventos",
    "core:events",
    queryset=lambda asking: Event.objects.defer("digests"),
    unscoped="who audits reads the events of every institution, and nobody else does",
    columns=[
        Column("numero", "Evento", INTEGER, "sequence", width="w-fit"),
        Column("fecha", "Fecha", DATE, "on", order=("on", "sequence"), width="w-fit"),
        Column("que", "Qué pasó", value=_what, note=_changed, order=("kind",), lead=True),
        Column("quien", "Quién", path="actor", note=lambda event: event.role),
        Column("organizacion", "Organización", path="organisation"),
        Column("motivo", "Motivo", path="reason", shown=False),
        Column("asunto", "Asunto", path="subject_public_id", shown=False),
    ],
    filters=[
        days("fecha", "Fecha del hecho", "on", bare=True),
        Text("quien", "Quién", "actor"),
        Text("organizacion", "Organización", "organisation"),
        Choice("asunto", "Asunto", "subject_model", choices=_subjects),
        figures("numero", "Número de evento", "sequence"),
    ],
    search=("actor", "organisation", "reason"),
    finds=_told_with,
    order="-fecha",
    permission=READ_EVENTS,
    nouns=("evento", "eventos"),
    empty="Cada acción que se haga en Minga deja aquí su evento.",
    template="core/events.html",
)
