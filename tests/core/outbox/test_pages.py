"""The page of the mail, for who administers."""

import pytest
from django.utils import timezone

from minga.core.access import operator
from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.core.outbox.actions import NothingToSend, retry, send
from minga.core.outbox.models import Message
from minga.people.roles import Role
from tests.conftest import Somebody, _body, _somebody, nothing_recorded

MAIL = "/correo/"


@pytest.fixture
def nora(db: None) -> Somebody:
    serviu = _body("serviu", "SERVIU", "serviu")
    return _somebody("nora", ("Nora", "Castro"), Role.ADMINISTRATOR, serviu)


@pytest.fixture
def ana(nora: Somebody) -> Somebody:
    serviu = nora.person.memberships.get().organisation
    return _somebody("ana", ("Ana", "Rojas"), Role.UNIT_OFFICER, serviu)


def message(status: str, to: str = "ana@serviu.cl") -> Message:
    (made,) = send(to, f"Aviso {status}", "Lo que solo lee quien lo recibe.", by=operator())
    sent = {"sent_at": timezone.now()} if status == "sent" else {}
    later = {"next_try_at": None} if status != "waiting" else {}
    error = "No se pudo." if status == "failed" else ""
    Message.objects.filter(pk=made.pk).update(status=status, error=error, **sent, **later)
    made.refresh_from_db()
    return made


def test_an_empty_page_says_where_the_messages_stay(nora: Somebody) -> None:
    text = nora.client().get(MAIL).content.decode()

    assert "Ningún mensaje espera." in text
    assert "Correo no configurado: los mensajes quedan en la carpeta «correo»" in text


def test_it_says_how_many_wait_and_failed_and_shows_no_text(
    nora: Somebody, settings: object
) -> None:
    settings.EMAIL_URL = "smtp://correo.cl"  # type: ignore[attr-defined]
    for status in ("waiting", "kept", "sent", "failed"):
        message(status)

    answer = nora.client().get(MAIL)

    text = answer.content.decode()
    assert "<b>1 mensaje</b> no se envió" in text
    assert "Correo no configurado" not in text
    assert "Lo que solo lee" not in text
    assert text.count("Enviar de nuevo") == 2
    assert [chip["count"] for chip in answer.context["chips"]] == [1, 1, 1, 1]
    one = nora.client().get(MAIL, {"estado": "enviados"}).context["page"]
    assert [row.status for row in one] == ["sent"]


def test_who_does_not_administer_has_no_such_page(ana: Somebody) -> None:
    failed = message("failed")

    assert ana.client().get(MAIL).status_code == 403
    assert ana.client().post(f"{MAIL}{failed.public_id}/reintentar/").status_code == 403
    with nothing_recorded(), pytest.raises(NotAllowed):
        retry(failed, by=ana.access)


def test_one_that_failed_is_sent_again_and_it_is_recorded(nora: Somebody) -> None:
    failed = message("failed")

    answer = nora.client().post(f"{MAIL}{failed.public_id}/reintentar/", follow=True)

    failed.refresh_from_db()
    assert "sale de nuevo en unos segundos" in answer.content.decode()
    assert (failed.status, failed.tries, failed.error) == ("waiting", 0, "")
    event = Event.objects.latest("sequence")
    assert (event.kind, event.subject_id) == ("message.retried", failed.pk)
    assert "ana@serviu.cl" not in str(event.data)


@pytest.mark.parametrize("status", ["waiting", "sent"])
def test_one_that_waits_or_left_is_not(nora: Somebody, status: str) -> None:
    other = message(status)

    with nothing_recorded(), pytest.raises(NothingToSend):
        retry(other, by=nora.access)
    answer = nora.client().post(f"{MAIL}{other.public_id}/reintentar/", follow=True)

    assert "no hay qué intentar de nuevo" in answer.content.decode()
    assert nora.client().post(f"{MAIL}abc/reintentar/").status_code == 404
