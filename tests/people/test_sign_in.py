"""Signing in and out: one sentence for whatever is wrong, and only to pages of ours."""

from typing import Any

import pytest
from django.test import Client

from minga.core.demonstration import PASSWORD as PUBLIC
from minga.core.demonstration import open_demonstration
from minga.core.models import Event
from minga.core.verification import verify
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.database import commit, sql

WRONG = "El usuario o la contraseña no corresponden. Revise mayúsculas e intente de nuevo."


def enter(username: str, password: str = PASSWORD, **more: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/entrar/", {"username": username, "password": password} | more)


def is_inside(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_with_name_and_password_one_enters_and_goes_to_ones_work(cast: Cast) -> None:
    client, answer = enter("ana")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_inside(client)


def test_capitals_of_the_name_do_not_matter_those_of_the_password_do(cast: Cast) -> None:
    assert is_inside(enter("ANA")[0])
    assert not is_inside(enter("ana", PASSWORD.upper())[0])


@pytest.mark.parametrize(
    ("username", "password"),
    [("ana", "otra"), ("nadie", PASSWORD), ("ana", PASSWORD + " "), ("ana' OR 1=1 --", PASSWORD)],
)
def test_whatever_is_wrong_is_said_with_one_sentence(
    cast: Cast, username: str, password: str
) -> None:
    with nothing_recorded():
        client, answer = enter(username, password)

    assert answer.status_code == 422
    assert answer.content.decode().count(WRONG) >= 1
    assert not is_inside(client)


def test_a_disabled_account_does_not_enter_nor_say_that_it_exists(cast: Cast) -> None:
    sql("UPDATE core_user SET is_active = %s WHERE username = 'ana'", False)

    client, answer = enter("ana")

    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert not is_inside(client)


def test_who_is_disabled_while_inside_is_outside(cast: Cast) -> None:
    client, _ = enter("ana")

    sql("UPDATE core_user SET is_active = %s WHERE username = 'ana'", False)

    assert not is_inside(client)


@pytest.mark.parametrize(("username", "password"), [("", PASSWORD), ("ana", "")])
def test_what_is_missing_is_asked_for(cast: Cast, username: str, password: str) -> None:
    client, answer = enter(username, password)

    assert answer.status_code == 422
    assert not is_inside(client)


def test_a_page_of_ours_that_asked_to_sign_in_comes_next(cast: Cast) -> None:
    asked = Client().get("/registro/eventos/?pagina=2")

    assert asked["Location"] == "/entrar/?next=/registro/eventos/%3Fpagina%3D2"
    page = Client().get(asked["Location"])
    assert page.context["next"] == "/registro/eventos/?pagina=2"
    assert enter("aldo", next=page.context["next"])[1]["Location"] == page.context["next"]


@pytest.mark.parametrize(
    "target",
    [
        "https://malo.example/",
        "//malo.example/",
        "/\\malo.example",
        "javascript:alert(1)",
        "http:///x",
    ],
)
def test_signing_in_never_leads_to_another_site(cast: Cast, target: str) -> None:
    client, answer = enter("ana", next=target)

    assert answer["Location"] == "/"
    assert is_inside(client)


def test_who_is_inside_is_not_asked_again(cast: Cast) -> None:
    answer = cast.ana.client().get("/entrar/")

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_entering_is_not_an_event_and_changes_no_row(cast: Cast, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    commit()

    with nothing_recorded():
        assert is_inside(enter("ana")[0])

    assert verify() == []
    assert not Event.objects.filter(kind__icontains="sign").exists()


def test_one_leaves_with_a_button_and_not_with_a_link(cast: Cast) -> None:
    client = cast.ana.client()

    assert client.get("/salir/").status_code == 405
    assert is_inside(client)
    assert client.post("/salir/")["Location"] == "/entrar/"
    assert not is_inside(client)


def test_a_new_session_begins_with_each_entrance(cast: Cast) -> None:
    client = Client()
    client.get("/entrar/")
    before = client.session.session_key

    client.post("/entrar/", {"username": "ana", "password": PASSWORD})

    assert client.session.session_key != before
    assert client.cookies["sessionid"]["httponly"]


def test_a_demonstration_says_as_whom_one_may_enter(cast: Cast, client: Client) -> None:
    open_demonstration(TODAY, by=SCRIBE)

    page = client.get("/entrar/").content.decode()

    assert PUBLIC in page
    for person in cast.everybody().values():
        assert (f'<th scope="row">{person.username}</th>' in page) is (person.username != "pia")


def test_a_real_installation_lists_nobody_and_shows_no_password(cast: Cast, client: Client) -> None:
    page = client.get("/entrar/").content.decode()

    assert PUBLIC not in page
    assert "ana" not in page.split()
    assert "Personas de la demostración" not in page


def test_the_session_dies_when_the_password_changes(cast: Cast) -> None:
    client, _ = enter("ana")

    sql("UPDATE core_user SET password = 'md5$x$y' WHERE username = 'ana'")

    assert not is_inside(client)
