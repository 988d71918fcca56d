"""Reports that leave on a schedule: with what their author may see that day, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from minga.core.access import NOBODY, Access
from minga.core.errors import NotAllowed
from minga.core.jobs import subscriptions
from minga.core.jobs.models import Job, Subscription
from minga.core.jobs.runner import perform
from minga.core.jobs.subscriptions import (
    AlreadyStopped,
    CannotBeSent,
    EndsInThePast,
    NoRecipients,
    ask_due,
    stop,
    subscribe,
)
from minga.core.models import Event
from minga.core.outbox.actions import NotAnAddress
from minga.core.outbox.models import Message
from tests.conftest import nothing_recorded
from tests.core.jobs.conftest import ANA, BRUNO, NORA

Register = Callable[..., str]


@pytest.fixture(autouse=True)
def people(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[int, Access]:
    """Who may what, on the day a job runs."""
    known = {access.actor_id: access for access in (ANA, BRUNO, NORA)}
    provider = [lambda pk, on: known.get(pk, NOBODY)]
    monkeypatch.setattr("minga.core.access._actor_providers", provider)
    return known  # type: ignore[return-value]


def made(params: Any, access: Access, on: Any) -> tuple[str, str, bytes]:
    return "atrasadas.csv", "text/csv", f"{access.label} {on} {params}".encode()


def subscribed(choice: str, **more: Any) -> Subscription:
    whole: dict[str, Any] = {
        "title": "Atrasadas",
        "cadence": "daily",
        "recipients": ["ana@serviu.cl", "jefa@serviu.cl"],
    }
    return subscribe(choice, **(whole | more), by=ANA)


def its_day_comes(days: int = 1) -> Job | None:
    """Look at the calendar at noon some days from now, and do what is due."""
    before = Job.objects.count()
    ask_due((timezone.localtime() + timedelta(days)).replace(hour=12))
    row = Job.objects.last() if Job.objects.count() > before else None
    if row is not None:
        perform(row.public_id)
        row.refresh_from_db()
    return row


def test_programming_one_is_recorded_without_the_addresses(report: Register) -> None:
    row = subscribed(report(made))

    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.actor_id) == ("subscription.created", row.pk, 7)
    assert event.data == {"title": "Atrasadas", "cadence": "cada día", "recipients": 2}
    assert "serviu.cl" not in str(event.data)


def test_on_its_day_the_report_is_in_the_outbox_for_each_address(report: Register) -> None:
    subscribed(report(made, options=lambda access: [("v1", "Vista")]) + " v1")

    row = its_day_comes()

    assert row is not None
    assert (row.status, row.asked_by, row.result) == ("done", 7, {"sent": 2})
    assert row.file_name == "atrasadas.csv"
    messages = list(Message.objects.order_by("to"))
    assert [message.to for message in messages] == ["ana@serviu.cl", "jefa@serviu.cl"]
    assert messages[0].subject == "Atrasadas, al 30-11-2007"
    assert messages[0].attachments[0]["sha256"] == row.file_sha256
    assert "Lo programó A. Rojas, cada día" in messages[0].text


def test_done_again_from_the_start_it_is_sent_once(report: Register) -> None:
    subscribed(report(made))
    row = its_day_comes()
    assert row is not None
    Job.objects.update(status="waiting", finished_at=None)

    assert perform(row.public_id) == "done"

    assert Message.objects.count() == 2


def test_it_leaves_once_a_day_and_nothing_is_owed_for_the_days_before(report: Register) -> None:
    subscribed(report(made))

    assert its_day_comes(-1) is None
    assert its_day_comes(1) is not None
    assert its_day_comes(1) is None
    assert its_day_comes(2) is not None


def test_programmed_at_noon_what_fell_due_that_morning_is_not_owed(report: Register) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0, second=0)
    with time_machine.travel(noon, tick=False):
        subscribed(report(made))

        assert ask_due(noon + timedelta(hours=1)) == 0
        assert ask_due(noon + timedelta(hours=18)) == 0
        assert ask_due(noon + timedelta(hours=19)) == 1


def test_when_its_author_may_no_longer_see_it_it_stops_and_says_so(
    report: Register, people: dict[int, Access]
) -> None:
    choice = report(made, lambda params, access: access.actor_id is not None)
    row = subscribed(choice)
    del people[7]

    done = its_day_comes()

    row.refresh_from_db()
    assert done is not None
    assert done.result == {"sent": 0, "stopped": row.stopped_because}
    assert "ya no puede ver este informe" in row.stopped_because
    assert {message.subject for message in Message.objects.all()} == {
        "Se detuvo el envío «Atrasadas»"
    }
    assert not Message.objects.exclude(attachments=[]).exists()
    assert Event.objects.latest("sequence").kind == "subscription.stopped"
    assert its_day_comes(2) is None


def test_when_its_date_comes_it_stops(report: Register) -> None:
    row = subscribed(report(made), valid_until=timezone.localdate() + timedelta(2))

    assert its_day_comes(1) is not None
    assert Message.objects.count() == 2
    its_day_comes(2)

    row.refresh_from_db()
    assert row.stopped_because == "Llegó a la fecha hasta la que se programó."


def test_when_nobody_registers_the_report_any_more_it_stops(report: Register) -> None:
    row = subscribed(report(made))
    Subscription.objects.update(report="of-before")

    its_day_comes()

    row.refresh_from_db()
    assert row.stopped_because == "Este informe ya no existe."


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"recipients": []}, NoRecipients),
        ({"recipients": [" ", ""]}, NoRecipients),
        ({"recipients": [f"a{n}@b.cl" for n in range(21)]}, NoRecipients),
        ({"recipients": ["ana@serviu.cl\nBcc: x@y.cl"]}, NotAnAddress),
        ({"recipients": ["nadie"]}, NotAnAddress),
    ],
)
def test_wrong_addresses_are_refused(
    report: Register, more: dict[str, Any], refusal: type[Exception]
) -> None:
    with nothing_recorded(), pytest.raises(refusal):
        subscribed(report(made), **more)

    assert not Subscription.objects.exists()


def test_a_date_that_is_past_is_refused(report: Register) -> None:
    with pytest.raises(EndsInThePast):
        subscribed(report(made), valid_until=timezone.localdate())


def test_what_one_may_not_see_is_not_programmed(report: Register) -> None:
    for choice in (report(made, lambda params, access: False), "nothing"):
        with nothing_recorded(), pytest.raises(CannotBeSent):
            subscribed(choice)


def test_who_has_no_function_programs_nothing(report: Register) -> None:
    with pytest.raises(NotAllowed):
        subscribe(report(made), cadence="daily", recipients=["a@b.cl"], by=Access(5, "P. Nuñez"))


def test_its_author_and_the_administrator_stop_it_once(report: Register) -> None:
    row = subscribed(report(made))

    with nothing_recorded(), pytest.raises(NotAllowed):
        stop(row, by=BRUNO)
    stop(row, by=NORA)

    row.refresh_from_db()
    assert row.stopped_because == "Lo detuvo N. Castro."
    with nothing_recorded(), pytest.raises(AlreadyStopped):
        stop(row, by=ANA)
    assert its_day_comes() is None


def test_after_a_night_off_it_leaves_once(report: Register) -> None:
    subscribed(report(made))

    with time_machine.travel(timezone.now() + timedelta(days=5)):
        subscriptions.ask_due(timezone.localtime().replace(hour=12, minute=0, second=0))
        subscriptions.ask_due(timezone.localtime().replace(hour=13))

    assert Job.objects.count() == 1
