"""From the table to the server: sent once if all goes well, at least once if not."""

import email
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from minga.core import results
from minga.core.access import operator
from minga.core.outbox import delivery
from minga.core.outbox.actions import send
from minga.core.outbox.delivery import deliver
from minga.core.outbox.models import Message
from minga.core.outbox.settings import parse
from tests.core.outbox.server import MailServer, mail_server

BY = operator("Pruebas")


@pytest.fixture
def server(db: None, settings: Any) -> Iterator[MailServer]:
    with mail_server() as state:
        settings.EMAIL_URL = f"smtp://127.0.0.1:{state.port}"
        settings.EMAIL_FROM = "Minga <minga@serviu.cl>"
        yield state


def written(**more: Any) -> Message:
    return send("ana@serviu.cl", "Día de hoy", "Señora Añez:\nva el año.", by=BY, **more)[0]


def read(content: bytes) -> Any:
    return email.message_from_bytes(content, policy=policy.default)


def test_it_arrives_as_it_was_written_with_its_file(server: MailServer) -> None:
    kept = results.keep(b"a;b\n", "Año.csv", "text/csv")
    message = written(attachments=[kept])

    assert deliver()["sent"] == 1

    (got,) = map(read, server.taken)
    assert (got["To"], got["From"]) == ("ana@serviu.cl", "Minga <minga@serviu.cl>")
    assert (got["Subject"], got["Auto-Submitted"]) == ("Día de hoy", "auto-generated")
    assert got["Message-ID"] == f"<{message.public_id}@serviu.cl>"
    body, file = got.iter_parts()
    assert body.get_content().strip() == "Señora Añez:\nva el año."
    assert (file.get_filename(), file.get_content()) == ("Año.csv", "a;b\n")
    message.refresh_from_db()
    assert (message.status, message.tries, message.error) == ("sent", 1, "")
    assert message.sent_at is not None
    assert deliver()["sent"] == 0
    assert len(server.taken) == 1


def test_told_to_have_hung_up_it_sends_the_same_again_and_it_can_be_known(
    server: MailServer,
) -> None:
    message = written()
    server.dies = True
    deliver()
    server.dies = False

    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        deliver()

    first, second = map(read, server.taken)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    message.refresh_from_db()
    assert (message.status, message.tries) == ("sent", 2)


def test_an_address_that_does_not_exist_is_not_tried_again(server: MailServer) -> None:
    message = written()
    server.to_recipient = "550 no such user"

    deliver()

    message.refresh_from_db()
    assert (message.status, message.next_try_at) == ("failed", None)
    assert "no aceptó la dirección ana@serviu.cl" in message.error


@pytest.mark.parametrize("answer", ["450 later", "421 busy"])
def test_a_server_that_says_later_is_asked_later(server: MailServer, answer: str) -> None:
    message = written()
    server.to_recipient = answer

    deliver()

    message.refresh_from_db()
    assert message.status == "waiting"
    assert deliver()["waiting"] == 0
    assert "Se intentará de nuevo" in message.error


def test_each_wait_is_longer_and_in_the_end_it_is_given_up(db: None, settings: Any) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    message = written()
    waits = []

    with time_machine.travel(timezone.now(), tick=False) as clock:
        while True:
            deliver()
            message.refresh_from_db()
            if message.next_try_at is None:
                break
            waits.append(message.next_try_at - timezone.now())
            clock.move_to(message.next_try_at)

    assert waits == [*delivery.WAITS] == sorted(waits)
    assert (message.status, message.tries) == ("failed", len(waits) + 1)
    assert "en 9 intentos" in message.error


def test_a_clock_moved_back_does_not_keep_it_waiting(server: MailServer) -> None:
    message = written()
    Message.objects.update(next_try_at=timezone.now() + timedelta(days=365))

    deliver()

    message.refresh_from_db()
    assert message.status == "sent"


def test_a_message_whose_file_is_gone_says_which(server: MailServer) -> None:
    kept = results.keep(b"a", "a.csv", "text/csv")
    message = written(attachments=[kept])
    results.path_of(kept.sha256).unlink()

    deliver()

    message.refresh_from_db()
    assert message.status == "failed"
    assert "«a.csv» ya no está" in message.error
    assert server.taken == []


def test_one_that_fails_does_not_hold_the_others(server: MailServer) -> None:
    kept = results.keep(b"a", "a.csv", "text/csv")
    written(attachments=[kept])
    results.path_of(kept.sha256).unlink()
    written()

    assert (deliver()["sent"], len(server.taken)) == (1, 1)


def test_without_a_server_it_stays_in_the_folder_and_is_not_said_to_be_sent(
    db: None, settings: Any
) -> None:
    message = written()

    assert deliver()["kept"] == 1

    (path,) = (Path(settings.DATA_DIR) / "correo").iterdir()
    assert path.name.endswith(f"-{message.public_id}.eml")
    kept = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (kept["To"], kept["Subject"]) == ("ana@serviu.cl", "Día de hoy")
    message.refresh_from_db()
    assert (message.status, message.sent_at) == ("kept", None)


def test_what_somebody_decided_meanwhile_stays(server: MailServer) -> None:
    message = written()
    stale = Message.objects.get()
    Message.objects.update(status="failed", error="Por algo.", next_try_at=None)

    delivery._try(stale, delivery.server())

    message.refresh_from_db()
    assert (message.status, message.error) == ("failed", "Por algo.")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://correo.cl", ("correo.cl", 25, "", "", False, False)),
        ("smtp://u%40s.cl:c%3Ave@c.cl:587?tls=1", ("c.cl", 587, "u@s.cl", "c:ve", True, False)),
        ("smtps://u:c@c.cl", ("c.cl", 465, "u", "c", False, True)),
    ],
)
def test_the_server_is_read_from_its_address(url: str, expected: tuple[Any, ...]) -> None:
    found = parse(url)

    assert (found.host, found.port, found.user, found.password, found.tls, found.ssl) == expected


@pytest.mark.parametrize("url", ["http://c.cl", "correo.cl:25", "smtp://"])
def test_an_address_that_is_none_says_how_it_is_written(url: str) -> None:
    with pytest.raises(ValueError, match="debe ser como smtp://"):
        parse(url)


def test_a_message_that_no_mail_can_carry_fails_alone(server: MailServer) -> None:
    broken = written(attachments=[results.keep(b"a;b\n", "Año.csv", "texto")])
    written()

    assert deliver() == {"waiting": 0, "sent": 1, "kept": 0, "failed": 1}

    broken.refresh_from_db()
    assert "no se puede escribir como correo" in broken.error
    assert len(server.taken) == 1
