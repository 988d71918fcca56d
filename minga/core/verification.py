"""`minga audit verify`: recompute chain, rows and files, and compare the head with the anchors.

It names the damage and survives it: what cannot be read is a finding, never an error.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from minga.core import anchors, registries, triggers
from minga.core.actions import event_hash
from minga.core.canonical import digests_of, has_key, name_of
from minga.core.demonstration import DAY_CHOSEN, OPENED
from minga.core.erasure import KEY_ERASED
from minga.core.models import Chain, Event, Fact, Verification
from minga.core.registries import Finding

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Advance = Callable[[int], None]
T = TypeVar("T")
CHUNK = 500
READINGS = 3
# How many findings a verification keeps to be read; all of them are counted.
KEPT = 1_000


@dataclass(frozen=True)
class Reading:
    """What was found in the record, and the event at which it was read."""

    sequence: int
    head: str
    findings: list[Finding]


@dataclass
class Told:
    """What the events say, heard in order."""

    hashes: dict[int, str] = field(default_factory=dict)
    digests: dict[str, str | None] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    installation: tuple[bool, str | None, str | None] = (False, None, None)

    @property
    def last(self) -> int:
        return next(reversed(self.hashes), 0)

    def hear(self, event: Event) -> None:
        self.digests.update(event.digests)
        # A row written again has a new key, and can be vouched for again.
        self.erased.difference_update(event.digests)
        if event.kind == KEY_ERASED:
            self.erased.update(event.data.get("rows", ()))
        elif event.kind == OPENED:
            self.installation = (True, event.data.get("opening_day"), None)
        elif event.kind == DAY_CHOSEN:
            self.installation = (*self.installation[:2], event.data.get("chosen_day"))


def verify(progress: Progress = lambda done, total: None) -> list[Finding]:
    """Every finding, in order: triggers, chain, anchors, rows, files. Empty when the record is
    whole."""
    return check(progress).findings


def check(progress: Progress = lambda done, total: None) -> Reading:
    """Read the record. There is no snapshot of database and folder together: when somebody worked
    meanwhile, what was found is looked for again, the last time with nobody writing."""
    for _ in range(READINGS - 1):
        reading = _read(progress)
        chain = _chain()
        if not reading.findings or (chain.head if chain else "") == reading.head:
            return reading
    with transaction.atomic():
        Chain.objects.select_for_update().only("pk").first()
        return _read(progress)


def protected_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, Fact)]


def _chain() -> Chain | None:
    """Without its days: the row is read even when one of them is no date."""
    return Chain.objects.only("chain_id", "sequence", "head").first()


def _read(progress: Progress) -> Reading:
    chain = _chain()
    if chain is None:
        lost = "Falta la fila que guarda el identificador de la cadena y su última huella."
        return Reading(0, "", [Finding("instalación", lost)])
    findings = [Finding("disparadores", sentence) for sentence in triggers.problems()]
    tables, unreadable = _counted([Event, *protected_models()])
    findings += unreadable
    advance = _advance(progress, sum(tables.values()))
    told = Told()
    findings += _check_events(chain, told, advance)
    findings += _check_head(chain, told)
    findings += _check_installation(told)
    findings += _surviving("anclas", lambda: _check_anchors(chain, told.hashes))
    for model in list(tables)[1:]:
        findings += _check_rows(model, told, advance)
    findings += [
        Finding(name, "La fila figura en el registro y ya no está en la base de datos.")
        for name, digest in told.digests.items()
        if digest is not None
    ]
    for look in registries.checks:
        findings += _surviving("archivos", look)
    return Reading(chain.sequence, chain.head, findings)


def _counted(
    found: list[type[models.Model]],
) -> tuple[dict[type[models.Model], int], list[Finding]]:
    """How many rows each table has, and the tables that cannot be read at all."""
    counts: dict[type[models.Model], int] = {}
    findings = []
    for model in found:
        rows = _readable(model._meta.db_table, model._base_manager.count)
        if rows is None:
            what = f"La tabla {model._meta.db_table} no puede leerse."
            findings.append(Finding(model._meta.label_lower, what))
        else:
            counts[model] = rows
    return counts, findings


def _advance(progress: Progress, total: int) -> Advance:
    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done = min(done + rows, total)
        progress(done, total)

    return advance


def _apart() -> AbstractContextManager[Any]:
    """So that a failed query does not spoil the transaction around it; without one, none is
    begun, for on SQLite it would keep everybody from writing."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _readable(what: str, read: Callable[[], T]) -> T | None:
    """Nothing (None) for what the damage left unreadable; any error may come of it."""
    try:
        with _apart():
            return read()
    except Exception as error:  # noqa: BLE001
        log.warning("%s cannot be read: %s: %s", what, type(error).__name__, error)
        return None


def _surviving(where: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """A check that fails is a finding: the others still have to be made."""
    try:
        yield from look()
    except Exception as error:
        log.exception("The check of «%s» failed", where)
        yield Finding(
            where, f"No puede leerse todo: {type(error).__name__}. Vea el registro técnico."
        )


def _batches(
    model: type[models.Model], order: str = "pk"
) -> Iterator[tuple[list[Any], dict[Any, models.Model]]]:
    """Keys in order and their rows, but those that cannot be read. No cursor stays open between
    batches: on SQLite it would bar the progress from being written while others work."""
    keys = list(model._base_manager.order_by(order).values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        batch = keys[start : start + CHUNK]
        yield batch, _together(model, batch)


def _together(model: type[models.Model], batch: list[Any]) -> dict[Any, models.Model]:
    """One query; row by row when one of them spoils it."""
    where = name_of(model, batch[0])
    rows = _readable(where, lambda: model._base_manager.in_bulk(batch))
    if rows is not None or len(batch) == 1:
        return rows or {}
    return {key: row for pk in batch for key, row in _together(model, [pk]).items()}


def _check_events(chain: Chain, told: Told, advance: Advance) -> Iterator[Finding]:
    for batch, events in _batches(Event, "sequence"):
        for pk in batch:
            event = events.get(pk) or _readable(f"event {pk}", partial(_without_dates, pk))
            if not isinstance(event, Event):
                yield Finding(f"evento de clave {pk}", "El evento no puede leerse.")
            else:
                yield from _check_event(event, chain, told)
        advance(len(batch))


def _without_dates(pk: Any) -> Event:
    """An event one of whose dates is none still says which rows it wrote."""
    return Event.objects.defer("on", "recorded_at").get(pk=pk)


def _check_event(event: Event, chain: Chain, told: Told) -> Iterator[Finding]:
    """Numbers without gaps, the hash recomputed, pointing to the one before; then heard."""
    where, last = f"evento {event.sequence}", told.last
    if event.sequence != last + 1:
        yield Finding(where, f"Antes de este evento falta el {last + 1}.")
    if event.previous != told.hashes.get(last, ""):
        yield Finding(where, "No continúa la huella del evento anterior.")
    recomputed = _readable(where, lambda: event_hash(event, chain.chain_id))
    if recomputed is None:
        yield Finding(where, f"Fue cambiado: parte de él no puede leerse ({event.kind}).")
    elif recomputed != event.hash:
        yield Finding(where, f"Su contenido fue cambiado: la huella no corresponde ({event.kind}).")
    if isinstance(event.sequence, int):
        told.hashes[event.sequence] = event.hash
    try:
        told.hear(event)
    except (AttributeError, TypeError, ValueError):
        yield Finding(where, "Lo que dice de sus filas no puede leerse.")


def _check_head(chain: Chain, told: Told) -> Iterator[Finding]:
    if (chain.sequence, chain.head) != (told.last, told.hashes.get(told.last, "")):
        yield Finding(
            f"evento {told.last}",
            f"La cadena termina aquí y la instalación dice que llegó al evento {chain.sequence}.",
        )


def _check_installation(told: Told) -> Iterator[Finding]:
    """Whether it is a demonstration and what day it lives in: only events change it."""
    fields = ("is_demonstration", "opening_day", "chosen_day")
    row = _readable("the installation", Chain.objects.values_list(*fields).get)
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


def _check_anchors(chain: Chain, hashes: dict[int, str]) -> Iterator[Finding]:
    """Each anchored head must still be in the chain: a cut or rewritten tail is seen here. Every
    line counts: when a cut tail grew again, its numbers are there twice."""
    anchored, missing, rewritten = False, set(), set()
    for sequence, head in anchors.read(chain.chain_id):
        anchored = True
        if sequence not in hashes:
            missing.add(sequence)
        elif hashes[sequence] != head:
            rewritten.add(sequence)
    if not anchored and chain.sequence:
        yield Finding(
            "anclas",
            "No hay anclas de esta cadena en la carpeta de datos: se borraron o se movieron.",
        )
    if missing:
        yield Finding(
            f"evento {min(missing)}",
            f"Las anclas guardan {len(missing)} evento(s) que ya no están: falta la cadena "
            f"desde aquí hasta el {max(missing)}.",
        )
    for sequence in sorted(rewritten):
        yield Finding(
            f"evento {sequence}",
            "Su huella no es la que quedó en el ancla: la cadena se reescribió.",
        )


def _check_rows(model: type[models.Model], told: Told, advance: Advance) -> Iterator[Finding]:
    """Each row against the digest of the last event that touched it; what is left over has
    vanished."""
    for batch, rows in _batches(model):
        digests = _digests(model, list(rows.values()))
        for pk in batch:
            name = name_of(model, pk)
            recorded = told.digests.pop(name, None)
            if name not in digests:
                said = f"{model._meta.verbose_name}: la fila fue cambiada y no puede leerse."
                yield Finding(name, said)
            elif recorded is None:
                yield Finding(name, f"{_label(rows[pk])}: ningún evento registra esta fila.")
            elif recorded != digests[name] and name not in told.erased:
                yield Finding(name, f"{_label(rows[pk])}: {_what_happened(rows[pk])}")
        advance(len(batch))


def _digests(model: type[models.Model], rows: list[models.Model]) -> dict[str, str]:
    """Of all at once; one by one, without those that have none, when one of them spoils it."""
    digests = _readable(model._meta.label_lower, lambda: digests_of(model, rows))
    if digests is not None or len(rows) == 1:
        return digests or {}
    return {name: digest for row in rows for name, digest in _digests(model, [row]).items()}


def _label(row: models.Model) -> str:
    """What a person calls it, if the damage lets it say so."""
    said = _readable(name_of(type(row), row.pk), lambda: str(row))
    return f"{row._meta.verbose_name} «{row.pk if said is None else said}»"


def _what_happened(row: models.Model) -> str:
    if getattr(row, "has_personal_data", False) and not has_key(type(row), row.pk):
        return "falta la clave de su huella, y ningún evento dice que se borró."
    return "la fila fue cambiada fuera de Minga."


def run(verification: Verification) -> Verification:
    """Do a verification that was asked for, keeping its progress; safe to run twice."""
    stored = Verification.objects.filter(pk=verification.pk)

    def progress(done: int, total: int) -> None:
        stored.update(done=done, total=total)

    stored.update(status=Verification.Status.RUNNING, finished_at=None)
    try:
        reading = check(progress)
        found = len(reading.findings)
        verification.status = Verification.Status.DAMAGED if found else Verification.Status.CLEAN
        verification.findings_count = found
        verification.findings = as_json(reading.findings[:KEPT])
        verification.finished_at, verification.head = timezone.now(), reading.head
        verification.save(
            update_fields=["status", "findings", "findings_count", "finished_at", "head"]
        )
    except Exception:
        # Its page would wait for ever.
        stored.update(status=Verification.Status.FAILED, finished_at=timezone.now())
        raise
    return verification


def close_interrupted() -> int:
    """Those that a killed worker left in course: said so at the next start, to be asked again."""
    running = Verification.objects.filter(status=Verification.Status.RUNNING)
    return running.update(status=Verification.Status.FAILED, finished_at=timezone.now())


def as_json(findings: list[Finding]) -> list[dict[str, Any]]:
    return [{"where": finding.where, "sentence": finding.sentence} for finding in findings]


def compare(copied: list[str]) -> list[Finding]:
    """Each «event:hash» that somebody copied from the public page or from paper."""
    findings = []
    for text in copied:
        number, _, head = text.partition(":")
        events = Event.objects.filter(sequence=int(number)) if number.isdecimal() else None
        stored = events.values_list("hash", flat=True).first() if events is not None else None
        if stored is None:
            findings.append(
                Finding(f"evento {number}", "Quien lo copió lo vio, y ya no está en la cadena.")
            )
        elif not head or not stored.startswith(head.lower()):
            findings.append(
                Finding(
                    f"evento {number}", "Su huella no es la que se copió: la cadena se reescribió."
                )
            )
    return findings
