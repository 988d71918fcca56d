"""The chain: numbers without gaps, each hash recomputed, the head where the installation says."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from minga.core.actions import event_hash
from minga.core.models import Chain, Event
from minga.core.registries import Finding
from minga.core.verification.lots import check_batches
from minga.core.verification.reading import Advance, keys, readable, together
from minga.core.verification.told import Told


def check_events(chain: Chain, told: Told, advance: Advance) -> Iterator[Finding]:
    for pks in keys(Event, "sequence"):
        events = together(Event, pks)
        for pk in pks:
            event = events.get(pk) or readable(f"event {pk}", partial(_without_dates, pk))
            if not isinstance(event, Event):
                yield Finding(f"evento de clave {pk}", "El evento no puede leerse.")
            else:
                yield from _check_event(event, chain, told)
        advance(len(pks))


def _without_dates(pk: Any) -> Event:
    """An event one of whose dates is none still says which rows it wrote."""
    return Event.objects.defer("on", "recorded_at").get(pk=pk)


def _check_event(event: Event, chain: Chain, told: Told) -> Iterator[Finding]:
    """Numbers without gaps, the hash recomputed, pointing to the one before; then heard."""
    where, last = f"evento {event.sequence}", told.last
    if event.sequence != last + 1:
        yield Finding(where, f"Antes de este evento falta el {last + 1}.")
    if event.previous != (told.head(last) or ""):
        yield Finding(where, "No continúa la huella del evento anterior.")
    recomputed = readable(where, lambda: event_hash(event, chain.chain_id))
    if recomputed is None:
        yield Finding(where, f"Fue cambiado: parte de él no puede leerse ({event.kind}).")
    elif recomputed != event.hash:
        yield Finding(where, f"Su contenido fue cambiado: la huella no corresponde ({event.kind}).")
    if isinstance(event.sequence, int):
        told.hear_head(event.sequence, event.hash)
    try:
        told.hear(event)
    except (AttributeError, TypeError, ValueError):
        yield Finding(where, "Lo que dice de sus filas no puede leerse.")
    else:
        yield from check_batches(event, told)


def check_head(chain: Chain, told: Told) -> Iterator[Finding]:
    if (chain.sequence, chain.head) != (told.last, told.head(told.last) or ""):
        yield Finding(
            f"evento {told.last}",
            f"La cadena termina aquí y la instalación dice que llegó al evento {chain.sequence}.",
        )


def check_installation(told: Told) -> Iterator[Finding]:
    """Whether it is a demonstration and what day it lives in: only events change it."""
    fields = ("is_demonstration", "opening_day", "chosen_day")
    row = readable("the installation", Chain.objects.values_list(*fields).get)
    if row is None:
        yield Finding("instalación", "Los días de la demostración no pueden leerse.")
        return
    demonstration, opening, chosen = row
    stored = (demonstration, _iso(opening), _iso(chosen))
    if stored != told.installation:
        yield Finding(
            "instalación",
            f"Dice {_in_words(*stored)}; los eventos, {_in_words(*told.installation)}.",
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _in_words(demonstration: bool, opening: str | None, chosen: str | None) -> str:
    if not demonstration:
        return "que no es una demostración" + (f" y vive en el {chosen}" if chosen else "")
    return f"que es una demostración, abierta el {opening} y con {chosen or 'ningún'} día elegido"
