"""Send a report on a schedule: program it, stop it, and what happens on its day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from minga.core import results
from minga.core.access import Access, access_of_actor, operator
from minga.core.actions import action, current_act
from minga.core.clock import today
from minga.core.errors import DomainError, NotAllowed
from minga.core.jobs import schedule
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job, ScheduledRun, Subscription
from minga.core.jobs.permissions import SEE_ALL, SUBSCRIBE
from minga.core.jobs.registry import job
from minga.core.jobs.reports import choices, chosen, report_of
from minga.core.jobs.run import Run
from minga.core.outbox.actions import address, send

AT = "06:30"
SEND = "subscription"
MOST = 20
NO_LONGER = "Quien lo programó ya no puede ver este informe."
EXPIRED = "Llegó a la fecha hasta la que se programó."
GONE = "Este informe ya no existe."


class CannotBeSent(DomainError):
    code = "jobs.cannot_be_sent"
    field = "report"

    def __init__(self) -> None:
        super().__init__("Elija un informe de la lista: solo se envía lo que usted puede ver.")


class NoRecipients(DomainError):
    code = "jobs.no_recipients"
    field = "recipients"

    def __init__(self) -> None:
        super().__init__(f"Escriba entre una y {MOST} direcciones de correo, una por línea.")


class EndsInThePast(DomainError):
    code = "jobs.ends_in_the_past"
    field = "valid_until"

    def __init__(self) -> None:
        super().__init__("La fecha de término debe ser posterior a hoy.")


class AlreadyStopped(DomainError):
    code = "jobs.already_stopped"
    status = 409

    def __init__(self) -> None:
        super().__init__("Este envío ya está detenido.")


@action("subscription.created", says="programó el envío «{title}», {cadence}")
def subscribe(
    choice: str,
    *,
    title: str = "",
    cadence: str,
    recipients: Sequence[str],
    valid_until: date | None = None,
    service: str = "",
    by: Access,
    on: date | None = None,
) -> Subscription:
    """From the next day of its cadence on. The event keeps no address."""
    report, params = chosen(choice)
    if not by.may(SUBSCRIBE) or by.actor_id is None:
        raise NotAllowed("Ninguna de sus funciones vigentes permite programar envíos.")
    if report is None or not report.visible_to(params, by):
        raise CannotBeSent
    addresses = list(dict.fromkeys(address(one) for one in recipients if one.strip()))
    if not 0 < len(addresses) <= MOST:
        raise NoRecipients
    if valid_until is not None and valid_until <= timezone.localdate():
        raise EndsInThePast
    row = Subscription.objects.create(
        asked_by=by.actor_id,
        asked_by_label=by.label,
        service=service,
        report=report.key,
        params=params,
        title=(title.strip() or dict(choices(by)).get(choice, report.label))[:150],
        cadence=Subscription.Cadence(cadence),
        recipients=addresses,
        valid_until=valid_until,
    )
    # Where its line in the calendar begins: what falls due from now on is owed.
    begins = timezone.localdate() - timedelta(1)
    ScheduledRun.objects.create(kind=line_of(row), due_on=begins)
    words = row.get_cadence_display()
    current_act().about(row, title=row.title, cadence=words, recipients=len(addresses))
    return row


@action("subscription.stopped", says="detuvo el envío «{title}»")
def stop(
    row: Subscription, *, because: str = "", by: Access, on: date | None = None
) -> Subscription:
    row = Subscription.objects.select_for_update().get(pk=row.pk)
    own = by.actor_id is not None and row.asked_by == by.actor_id
    if not (own or by.may(SEE_ALL)):
        raise NotAllowed("Solo quien programó el envío, o quien administra, puede detenerlo.")
    if not row.is_active:
        raise AlreadyStopped
    row.stopped_at = timezone.now()
    row.stopped_because = because[:200] or f"Lo detuvo {by.label}."
    row.save(update_fields=["stopped_at", "stopped_because"])
    current_act().about(row, reason=because, title=row.title)
    return row


def cadence_of(row: Subscription) -> schedule.Cadence:
    return {
        Subscription.Cadence.DAILY: schedule.every_day(AT),
        Subscription.Cadence.WEEKLY: schedule.every_week(0, AT),
        Subscription.Cadence.MONTHLY: schedule.every_month_on_workday(5, AT, ""),
    }[Subscription.Cadence(row.cadence)]


def ask_due(now: datetime | None = None) -> int:
    """The same calendar as what is declared in code, one line for each subscription."""
    now = now or timezone.now()
    asked = 0
    for row in Subscription.objects.active().order_by("pk"):
        cadence = cadence_of(row)
        due_on = cadence.last_due(now)
        # Nothing is owed for what fell due before somebody asked for it.
        if due_on is not None and cadence.moment(due_on) > row.created_at:
            asked += schedule.once(line_of(row), cadence, due_on, _asker(row))
    return asked


def line_of(row: Subscription) -> str:
    """How the calendar calls it."""
    return f"{SEND} {row.public_id}"


def _asker(row: Subscription) -> Callable[[date, int], Job]:
    def begin(due_on: date, missed: int) -> Job:
        person = access_of_actor(row.asked_by, today())
        return ask(
            SEND,
            {"subscription": row.public_id, "due_on": due_on},
            by=person if person.actor_id else operator(schedule.LABEL),
            title=f"Envío de «{row.title}» del {due_on:%d-%m-%Y}",
            subject_url=reverse("jobs:subscriptions"),
            service=row.service,
        )

    return begin


@job(SEND, label="Envío programado")
def send_report(run: Run, *, subscription: str, due_on: str) -> dict[str, Any]:
    """Make the report with what the person may see today, and leave it in the outbox."""
    row = Subscription.objects.get(public_id=subscription)
    if not row.is_active:
        return {"sent": 0}
    access = access_of_actor(row.asked_by, run.on)
    because = _why_not(row, access, date.fromisoformat(due_on))
    if because:
        _stop_and_tell(run, row, because)
        return {"sent": 0, "stopped": because}
    report = report_of(row.report)
    assert report is not None
    name, content_type, content = report.make(row.params, access, run.on)
    file = run.attach(content, name, content_type)
    with run.once("send") as to_do:
        if to_do:
            _send(row, f"{row.title}, al {run.on:%d-%m-%Y}", _letter(row, run.on), [file])
    return {"sent": len(row.recipients)}


def _why_not(row: Subscription, access: Access, due_on: date) -> str:
    """Why it has to stop; empty when it goes on."""
    report = report_of(row.report)
    if report is None:
        return GONE
    if row.valid_until is not None and due_on >= row.valid_until:
        return EXPIRED
    allowed = access.may(SUBSCRIBE) and report.visible_to(row.params, access)
    return "" if allowed else NO_LONGER


def _stop_and_tell(run: Run, row: Subscription, because: str) -> None:
    with run.once("stop") as to_do:
        if to_do:
            stop(row, because=because, by=operator(schedule.LABEL), on=run.on)
            text = f"El envío «{row.title}» se detuvo y no llegará más. {because}\n\n{FOOT}"
            _send(row, f"Se detuvo el envío «{row.title}»", text, [])


def _send(row: Subscription, subject: str, text: str, files: Sequence[results.Kept]) -> None:
    author = Access(row.asked_by, row.asked_by_label)
    send(row.recipients, subject, text, files, by=author, service=row.service)


FOOT = "Este correo sale solo de Minga; no hace falta responderlo."


def _letter(row: Subscription, on: date) -> str:
    return (
        f"Va adjunto «{row.title}», con lo registrado al {on:%d-%m-%Y}.\n\n"
        f"Lo programó {row.asked_by_label}, {row.get_cadence_display()}. Para que deje de llegar, "
        "se detiene en Minga, en Trabajos, «Envíos programados».\n\n" + FOOT
    )
