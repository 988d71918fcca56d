"""What is written each morning: one message to each person or unit, with all that awaits it.

Each message is one action, with its rows: killed in the middle, what was written stays written, and
the next run writes only the rest.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse

from minga.commitments.chasing.reach import Asked, Directory, Recipient
from minga.commitments.chasing.rules import paces
from minga.commitments.heirs import holder_of
from minga.commitments.models import Commitment, Finding, Reminder, ReminderLine, State
from minga.core.access import Access, operator
from minga.core.actions import action, current_act
from minga.core.integrity import AlreadyDecided
from minga.core.jobs import schedule
from minga.core.jobs.registry import job
from minga.core.jobs.run import Run
from minga.core.outbox.actions import NotAnAddress, send
from minga.people.models import Organisation

CHASING = "commitments_chasing"
BY = operator("Avisos de compromisos")
Why = ReminderLine.Why
HEADINGS = {
    Why.OVERDUE: "Vencidos",
    Why.TODAY: "Vencen hoy",
    Why.BEFORE: "Por vencer",
    Why.CHIEF: "Vencidos, para su conocimiento como jefatura",
}

schedule.daily(CHASING, at="07:30")


@dataclass(frozen=True)
class Line:
    row: Asked
    why: Why


@job(CHASING, label="Avisos de compromisos")
def chase(run: Run) -> dict[str, int]:
    """Run twice on a day, it writes once."""
    letters = due_letters(run.on)
    sent = 0
    for number, (recipient, lines) in enumerate(letters):
        run.progress(number, len(letters))
        sent += write_once(recipient, lines, run.on)
    run.progress(len(letters), len(letters))
    return {"written": sent}


def due_letters(day: date) -> list[tuple[Recipient, list[Line]]]:
    """What is to be written that day and was not yet, in the order of whom it goes to."""
    pending = Commitment.objects.filter(state=State.PENDING, chase_paused=False)
    promised = pending.for_page().annotate(last_on=_last_before(day))
    found = Finding.objects.awaiting_answer().for_page().annotate(last_on=_last_before(day))
    open_ones: list[Any] = [*promised, *found]
    told_chief = _told_chief(open_ones)
    directory = Directory.of(open_ones, day)
    pace = paces({c.service_id for c in open_ones}, day)
    piles: dict[tuple[str, int], tuple[Recipient, list[Line]]] = {}
    for commitment in open_ones:
        own, due_on = pace[commitment.service_id], due_of(commitment)
        why = own.why(due_on, day, commitment.last_on)
        if why is None:
            continue
        _pile(piles, directory.responsible(commitment), Line(commitment, why))
        if own.tells_chief(due_on, day) or key_of(commitment) in told_chief:
            _pile(piles, directory.chief(commitment), Line(commitment, Why.CHIEF))
    return sorted(_unwritten(piles, day).values(), key=lambda pile: pile[0].key)


def _last_before(day: date) -> Max:
    """What was written that same day is of another who reads of it too: each is told once by
    `_unwritten`, and none is passed over because a run was killed after the first."""
    return Max("reminders__reminder__on", filter=Q(reminders__reminder__on__lt=day))


def due_of(row: Asked) -> date:
    return row.answer_due if isinstance(row, Finding) else row.due_on


def key_of(row: Asked) -> tuple[str, int]:
    return ("finding" if isinstance(row, Finding) else "commitment"), row.pk


def _told_chief(rows: Iterable[Asked]) -> set[tuple[str, int]]:
    """Once the chief was told of one that is still late, the chief goes on being told."""
    late = {key_of(row): due_of(row) for row in rows}
    told: set[tuple[str, int]] = set()
    for kind in ("commitment", "finding"):
        keys = [pk for of, pk in late if of == kind]
        lines = ReminderLine.objects.filter(**{f"{kind}__in": keys}, why=Why.CHIEF)
        found = lines.values_list(kind, "reminder__on")
        told |= {(kind, pk) for pk, on in found if on > late[kind, pk]}
    return told


Piles = dict[tuple[str, int], tuple[Recipient, list[Line]]]


def _pile(piles: Piles, recipients: Iterable[Recipient], line: Line) -> None:
    """One line for each thing, also for who is both responsible and chief."""
    for recipient in recipients:
        _, lines = piles.setdefault(recipient.key, (recipient, []))
        if all(key_of(other.row) != key_of(line.row) for other in lines):
            lines.append(line)


def _unwritten(piles: Piles, day: date) -> Piles:
    written = Reminder.objects.filter(on=day).values_list("person", "organisation")
    done = {("person", p) if p else ("unit", o) for p, o in written}
    return {key: pile for key, pile in piles.items() if key not in done}


def write_once(recipient: Recipient, lines: list[Line], day: date) -> int:
    """An address that no mail takes, or that another process wrote to first, stops nobody else."""
    try:
        write(recipient, lines, by=BY, on=day)
    except (AlreadyDecided, NotAnAddress):
        return 0
    return 1


@action("commitments.chased", says="avisó de {count} pendientes a {who}")
def write(
    recipient: Recipient, lines: list[Line], *, by: Access, on: date | None = None
) -> Reminder:
    """The message and the rows that tell it, or neither."""
    assert on is not None
    service: Organisation = lines[0].row.service
    subject, text = letter(lines, on)
    (message,) = send(recipient.address, subject, text, by=by, service=service.public_id)
    reminder = Reminder(
        service=service,
        on=on,
        person_id=recipient.person_id,
        organisation_id=recipient.organisation_id,
        message=message.public_id,
    )
    reminder.save()
    for line in lines:
        kind, pk = key_of(line.row)
        ReminderLine(reminder=reminder, **{f"{kind}_id": pk}, why=line.why).save()
    current_act().about(reminder, count=len(lines), who=recipient.label)
    return reminder


def letter(lines: list[Line], day: date) -> tuple[str, str]:
    """What the message says: by why it is told, the oldest first, with the address of each."""
    late = sum(line.why in (Why.OVERDUE, Why.CHIEF) for line in lines)
    promised = sum(isinstance(line.row, Commitment) for line in lines)
    subject = _counted(promised, len(lines) - promised)
    subject += f" ({late} {'vencido' if late == 1 else 'vencidos'})" if late else ""
    piles: dict[Why, list[Asked]] = defaultdict(list)
    for line in lines:
        piles[line.why].append(line.row)
    parts = [f"Al {day:%d-%m-%Y}, esto espera un informe o una respuesta."]
    for why, heading in HEADINGS.items():
        found = sorted(piles.get(why, ()), key=lambda row: (due_of(row), key_of(row)))
        if found:
            parts.append("\n".join([heading.upper(), *(_told(row, day) for row in found)]))
    if promised:
        parts.append(
            "Informe el cumplimiento en Minga, con su evidencia. Otra persona lo verifica."
        )
    if promised < len(lines):
        parts.append("Responda cada hallazgo en Minga, con su evidencia. Lo evalúa quien controla.")
    return subject, "\n\n".join(parts)


def _counted(promised: int, found: int) -> str:
    """«2 compromisos y 1 hallazgo esperan»."""
    one = "1 compromiso" if promised == 1 else f"{promised} compromisos"
    other = "1 hallazgo" if found == 1 else f"{found} hallazgos"
    said = " y ".join(part for part, count in ((one, promised), (other, found)) if count)
    return f"{said} {'espera' if promised + found == 1 else 'esperan'}"


def _told(row: Asked, day: date) -> str:
    kind, _ = key_of(row)
    path = reverse(f"commitments:{kind}", args=[row.public_id])
    # Where the house says its own name: without one the folio finds it.
    base = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    at = f"{base.rstrip('/')}{path}" if base else f"{row}."
    gone = holder_of(row.responsible, day) is None
    ended = f"{row.responsible.short_name} dejó de existir y nadie la sucede" if gone else ""
    if isinstance(row, Finding):
        what = f"Hallazgo {row.code}: {row.text}"
        whose = f"{ended}: responde la dirección. " if gone else ""
        whose += f"{row.audit}{f', {row.said}' if row.asked_on else ''}"
    else:
        what, whose = row.promise, f"{ended}: decida quién sigue. " if gone else ""
        whose += f"A {row.promised_to}"
    return f"- {what}\n  {whose}. Plazo: {due_of(row):%d-%m-%Y}. {at}"
