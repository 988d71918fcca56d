"""What is written each morning: one message to each person or unit, with all that awaits it.

Each message is one action, with its rows: killed in the middle, what was written stays written, and
the next run writes only the rest.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse

from minga.commitments.chasing.reach import Directory, Recipient
from minga.commitments.chasing.rules import paces
from minga.commitments.heirs import holder_of
from minga.commitments.models import Commitment, Reminder, ReminderLine, State
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
    commitment: Commitment
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
    open_ones = list(pending.for_page().annotate(last_on=_last_before(day)))
    told_chief = _told_chief(open_ones)
    directory = Directory.of(open_ones, day)
    pace = paces({c.service_id for c in open_ones}, day)
    piles: dict[tuple[str, int], tuple[Recipient, list[Line]]] = {}
    for commitment in open_ones:
        last: date | None = commitment.last_on  # type: ignore[attr-defined]  # annotated above
        own = pace[commitment.service_id]
        why = own.why(commitment.due_on, day, last)
        if why is None:
            continue
        _pile(piles, directory.responsible(commitment), Line(commitment, why))
        if own.tells_chief(commitment.due_on, day) or commitment.pk in told_chief:
            _pile(piles, directory.chief(commitment), Line(commitment, Why.CHIEF))
    return sorted(_unwritten(piles, day).values(), key=lambda pile: pile[0].key)


def _last_before(day: date) -> Max:
    """What was written that same day is of another who reads of it too: each is told once by
    `_unwritten`, and none is passed over because a run was killed after the first."""
    return Max("reminders__reminder__on", filter=Q(reminders__reminder__on__lt=day))


def _told_chief(commitments: Iterable[Commitment]) -> set[int]:
    """Once the chief was told of one that is still late, the chief goes on being told."""
    lines = ReminderLine.objects.filter(commitment__in=list(commitments), why=Why.CHIEF)
    late = {c.pk: c.due_on for c in commitments}
    found = lines.values_list("commitment", "reminder__on")
    return {pk for pk, on in found if on > late[pk]}


Piles = dict[tuple[str, int], tuple[Recipient, list[Line]]]


def _pile(piles: Piles, recipients: Iterable[Recipient], line: Line) -> None:
    """One line for each commitment, also for who is both responsible and chief."""
    for recipient in recipients:
        _, lines = piles.setdefault(recipient.key, (recipient, []))
        if all(other.commitment.pk != line.commitment.pk for other in lines):
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


@action("commitments.chased", says="avisó de {count} compromisos a {who}")
def write(
    recipient: Recipient, lines: list[Line], *, by: Access, on: date | None = None
) -> Reminder:
    """The message and the rows that tell it, or neither."""
    assert on is not None
    service: Organisation = lines[0].commitment.service
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
        ReminderLine(reminder=reminder, commitment=line.commitment, why=line.why).save()
    current_act().about(reminder, count=len(lines), who=recipient.label)
    return reminder


def letter(lines: list[Line], day: date) -> tuple[str, str]:
    """What the message says: by why it is told, the oldest first, with the address of each."""
    late = sum(line.why in (Why.OVERDUE, Why.CHIEF) for line in lines)
    count = len(lines)
    subject = "1 compromiso espera" if count == 1 else f"{count} compromisos esperan"
    subject += f" ({late} {'vencido' if late == 1 else 'vencidos'})" if late else ""
    piles: dict[Why, list[Commitment]] = defaultdict(list)
    for line in lines:
        piles[line.why].append(line.commitment)
    parts = [f"Al {day:%d-%m-%Y}, estos compromisos esperan un informe."]
    for why, heading in HEADINGS.items():
        found = sorted(piles.get(why, ()), key=lambda c: (c.due_on, c.pk))
        if found:
            parts.append("\n".join([heading.upper(), *(_told(c, day) for c in found)]))
    parts.append("Informe el cumplimiento en Minga, con su evidencia. Otra persona lo verifica.")
    return subject, "\n\n".join(parts)


def _told(commitment: Commitment, day: date) -> str:
    path = reverse("commitments:commitment", args=[commitment.public_id])
    # Where the house says its own name: without one the folio finds it.
    base = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    at = f"{base.rstrip('/')}{path}" if base else f"Compromiso {commitment.folio}."
    ended = "" if holder_of(commitment.responsible, day) else _orphaned(commitment.responsible)
    return (
        f"- {commitment.promise}\n  {ended}A {commitment.promised_to}. Plazo: "
        f"{commitment.due_on:%d-%m-%Y}. {at}"
    )


def _orphaned(body: Organisation) -> str:
    return f"{body.short_name} dejó de existir y nadie la sucede: decida quién sigue. "
