"""Which sessions are open, closing them, and how they end by themselves."""

import time

import pytest
import time_machine
from django.test import Client

from minga.people.accounts.models import Session, SignIn
from minga.people.accounts.origin import device_of
from minga.people.accounts.sessions import ENTRY, open_sessions
from tests.conftest import PASSWORD, Cast, nothing_recorded
from tests.core.database import sql
from tests.people.accounts.browser import enter, is_inside, page, words

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
NEW = "otra quebrada, otra pampa"


def two(cast: Cast) -> tuple[Client, Client]:
    here, _ = enter("ana", HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7")
    there, _ = enter("ana")
    return here, there


def test_each_session_says_device_address_and_since_when(cast: Cast) -> None:
    here, _ = two(cast)

    text = words(here.get("/mi-cuenta/"))

    assert "2 sesiones abiertas" in text
    assert "Firefox en Windows" in text
    assert "203.0.113.7" in text
    assert text.count("Cerrar esta sesión de") == 1
    found = open_sessions(cast.ana.person.user_id or 0, here.session.session_key)
    assert [one.is_this for one in found] == [True, False]


def test_closing_another_one(cast: Cast) -> None:
    here, there = two(cast)
    other = there.session[ENTRY]["id"]

    with nothing_recorded():
        answer = here.post(page("end_session", other), follow=True)

    assert "Se cerró la sesión de" in words(answer)
    assert is_inside(here)
    assert not is_inside(there)
    assert here.post(page("end_session", other)).status_code == 404


def test_closing_all_the_others(cast: Cast) -> None:
    here, there = two(cast)
    third, _ = enter("ana")
    bruno, _ = enter("bruno")

    here.post(page("end_others"))

    assert [is_inside(one) for one in (here, there, third, bruno)] == [True, False, False, True]


def test_the_session_of_somebody_else_is_not_there(cast: Cast) -> None:
    bruno, _ = enter("bruno")
    here, _ = enter("ana")

    assert here.post(page("end_session", bruno.session[ENTRY]["id"])).status_code == 404
    assert is_inside(bruno)


def test_the_one_in_hand_is_closed_by_leaving(cast: Cast) -> None:
    here, _ = enter("ana")

    here.post(page("end_session", here.session[ENTRY]["id"]))

    assert is_inside(here)


@pytest.mark.parametrize(
    ("pauses", "inside"),
    [([119 * 60] * 4, True), ([121 * 60], False), ([100 * 60] * 6 + [60], False)],
)
def test_it_ends_when_it_rests_and_when_it_is_old(
    cast: Cast, pauses: list[int], inside: bool
) -> None:
    with time_machine.travel(time.time(), tick=False) as clock:
        client, _ = enter("ana")
        for pause in pauses:
            clock.shift(pause)
            last = is_inside(client)

    assert last is inside


def test_who_was_away_is_told_why(cast: Cast) -> None:
    client, _ = enter("ana")

    with time_machine.travel(time.time() + 121 * 60, tick=True):
        answer = client.get("/programas/", follow=True)

    assert answer.redirect_chain[0][0] == "/entrar/?next=/programas/"
    assert "se cerró porque no se usó por un tiempo" in words(answer)


def test_being_seen_is_noted_once_a_minute(cast: Cast) -> None:
    client, _ = enter("ana")
    before = client.session[ENTRY]["seen"]
    client.get("/mi-cuenta/")
    assert client.session[ENTRY]["seen"] == before

    with time_machine.travel(time.time() + 61, tick=True):
        client.get("/mi-cuenta/")
    assert client.session[ENTRY]["seen"] > before


def test_changing_the_password_asks_for_the_old_one_and_ends_the_others(cast: Cast) -> None:
    here, there = two(cast)
    said = {"old": PASSWORD, "password": NEW, "again": NEW}
    url = page("change_password")
    with nothing_recorded():
        assert here.post(url, said | {"old": "otra"}).status_code == 422
        assert here.post(url, said | {"again": "otra"}).status_code == 422
        assert here.post(url, said | {"password": PASSWORD, "again": PASSWORD}).status_code == 422

    answer = here.post(url, said, follow=True)

    assert "Contraseña cambiada. Sus otras sesiones se cerraron." in words(answer)
    assert is_inside(here)
    assert not is_inside(there)
    assert Session.objects.filter(user=cast.ana.person.user).count() == 1
    assert is_inside(enter("ana", NEW)[0])
    assert not is_inside(enter("ana")[0])


def test_the_old_password_is_not_guessed_from_a_session_left_open(cast: Cast) -> None:
    here, _ = enter("ana")
    said = {"old": "otra", "password": NEW, "again": NEW}
    for _ in range(5):
        here.post(page("change_password"), said)

    answer = here.post(page("change_password"), said | {"old": PASSWORD})

    assert "Hubo demasiados intentos con este usuario." in words(answer)
    sql("UPDATE accounts_throttle SET locked_until = NULL, failures = 0")
    assert is_inside(enter("ana")[0])


def test_cookies_are_not_for_scripts_nor_for_other_sites(cast: Cast) -> None:
    _, answer = enter("ana")

    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_session_keeps_whose_it_is_in_its_own_column(cast: Cast) -> None:
    client = Client()
    client.get("/entrar/identidad/vuelta/")
    enter("ana")

    assert list(Session.objects.values_list("user__username", flat=True)) == ["ana"]


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox en Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537", "Chrome en Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130.0", "Edge en Windows"),
        ("Mozilla/5.0 (iPhone; CPU) Version/17 Mobile Safari/604", "Safari en iPhone"),
        ("curl/8", "Otro navegador"),
        ("", "Otro navegador"),
    ],
)
def test_a_device_has_a_name(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_last_entries_are_on_ones_page(cast: Cast) -> None:
    enter("ana", "equivocada")
    client, _ = enter("ana")

    text = words(client.get("/mi-cuenta/"))

    assert "no correspondía" in text
    assert "entró" in text
    assert SignIn.objects.count() == 2
