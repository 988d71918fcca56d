"""Links by e-mail: they serve once, for a while, and tell nobody which accounts exist."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from minga.core.models import Event
from minga.core.outbox.models import Message
from minga.people.accounts import actions
from minga.people.accounts.models import AccountLink
from tests.conftest import SCRIBE, Cast, nothing_recorded
from tests.people.accounts.browser import enter, is_inside, page, words

NEW = "otra quebrada, otra pampa"
SENT = "Si hay una cuenta abierta con ese usuario o correo"


@pytest.fixture
def mailed(cast: Cast) -> Cast:
    """Ana has an e-mail."""
    actions.set_email(cast.ana.person, email="Ana@Serviu.cl", reason="Es nueva.", by=SCRIBE)
    return cast


def forget(name: str, **meta: Any) -> Any:
    return Client(**meta).post(page("forgot"), {"name": name})


def link() -> str:
    """The path of the last message."""
    found = re.search(r"http://testserver(/entrar/enlace/\S+)", Message.objects.latest("pk").text)
    assert found
    return found[1]


def choose(path: str, password: str = NEW) -> Any:
    return Client().post(path, {"password": password, "again": password}, follow=True)


@pytest.mark.parametrize("name", ["ana", "ANA", "ana@serviu.cl", " Ana@SERVIU.cl "])
def test_a_forgotten_password_is_replaced_by_a_link(mailed: Cast, name: str) -> None:
    inside, _ = enter("ana")
    with nothing_recorded():
        assert SENT in words(forget(name))
    assert Message.objects.get().to == "ana@serviu.cl"

    answer = choose(link())

    assert "Contraseña guardada. Entre con ella como ana." in words(answer)
    assert not is_inside(inside)
    assert is_inside(enter("ana", NEW)[0])
    assert not is_inside(enter("ana")[0])
    assert Event.objects.latest("sequence").kind == "accounts.password_set"


@pytest.mark.parametrize("name", ["nadie", "nadie@serviu.cl", "bruno", "ana' OR 1=1"])
def test_who_has_no_account_or_no_mail_gets_the_same_answer(mailed: Cast, name: str) -> None:
    known = words(forget("ana"))
    Message.objects.all().delete()

    assert words(forget(name)) == known
    assert not Message.objects.exists()


def test_a_closed_account_gets_no_link(mailed: Cast) -> None:
    actions.close_account(mailed.ana.person, reason="Dejó el servicio.", by=SCRIBE)

    assert SENT in words(forget("ana"))
    assert not Message.objects.exists()


def test_a_link_serves_once(mailed: Cast) -> None:
    forget("ana")
    path = link()
    choose(path)

    again = choose(path, "y otra más, de la costa")

    assert again.status_code == 404
    assert "El enlace no sirve" in words(again)
    assert is_inside(enter("ana", NEW)[0])


def test_a_link_of_a_forgotten_password_lasts_an_hour(mailed: Cast) -> None:
    forget("ana")
    path = link()

    with time_machine.travel(timezone.now() + timedelta(minutes=59), tick=True):
        assert Client().get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=True):
        assert Client().get(path).status_code == 404
        assert choose(path).status_code == 404


def test_the_second_link_takes_the_place_of_the_first(mailed: Cast) -> None:
    forget("ana")
    first = link()
    forget("ana")

    assert choose(first).status_code == 404
    assert choose(link()).status_code == 200


def test_a_link_does_not_outlive_its_account_nor_its_mail(mailed: Cast) -> None:
    forget("ana")
    path = link()
    actions.set_email(mailed.ana.person, email="otra@serviu.cl", reason="Cambió.", by=SCRIBE)
    assert choose(path).status_code == 404

    forget("ana")
    path = link()
    actions.close_account(mailed.ana.person, reason="Dejó el servicio.", by=SCRIBE)
    assert choose(path).status_code == 404


def test_a_weak_password_is_refused_and_the_link_still_serves(mailed: Cast) -> None:
    forget("ana")
    path = link()

    with nothing_recorded():
        refused = choose(path, "corta")

    assert refused.status_code == 422
    assert "Use al menos 12 caracteres" in words(refused)
    assert choose(path).status_code == 200


def test_opening_a_link_uses_nothing_up(mailed: Cast) -> None:
    forget("ana")

    for _ in range(3):
        answer = Client().get(link())
        assert "no-store" in answer["Cache-Control"]
    assert AccountLink.objects.get().used_at is None


def test_the_database_holds_no_link(mailed: Cast) -> None:
    forget("ana")
    token = link().rstrip("/").rpartition("/")[2]

    assert token not in str(AccountLink.objects.values())


def test_asking_again_and_again_sends_three_messages_an_hour(mailed: Cast) -> None:
    answers = {words(forget("ana")) for _ in range(6)}

    assert len(answers) == 1
    assert Message.objects.count() == 3


def test_an_address_that_asks_for_many_names_is_not_served(mailed: Cast) -> None:
    for number in range(10):
        forget(f"nadie{number}", REMOTE_ADDR="203.0.113.7")

    assert SENT in words(forget("ana", REMOTE_ADDR="203.0.113.7"))
    assert not Message.objects.exists()


def test_the_owner_is_told_when_the_password_changes(mailed: Cast) -> None:
    forget("ana")
    choose(link())

    assert Message.objects.latest("pk").subject == "Su contraseña de Minga cambió"


def test_a_link_opens_what_was_closed_by_failures(mailed: Cast) -> None:
    for _ in range(6):
        enter("ana", "no")
    forget("ana")
    choose(link())

    assert is_inside(enter("ana", NEW)[0])
