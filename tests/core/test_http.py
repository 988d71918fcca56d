"""Where one is sent back to, and what is answered to what is no page of ours."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from minga.core.http import back, here
from tests.conftest import PASSWORD, Cast, nothing_recorded

SETTINGS = Path(__file__).parents[2] / "config" / "settings.py"
DRAFT = "/programas/bcdfghjkmnpq/borrador/"
NO_PAGES = [
    f"{DRAFT}enviar/", "/salir/", "/demostracion/dia/", "/territorio/mirar/", "/nada/", "abc",
    "//malo.example/", "https://malo.example/", "/%2e%2e/x", "", "/\\malo.example",
]  # fmt: skip
PAGES = ["/", DRAFT, "/buscar/?q=a%20b", "/programas/bcdfghjkmnpq/?evidencia=por-verificar"]


@pytest.mark.parametrize("target", NO_PAGES)
def test_one_is_sent_home_rather_than_to_what_is_no_page(target: str) -> None:
    assert back(RequestFactory().post("/", {"next": target})) == "/"


@pytest.mark.parametrize("target", PAGES)
def test_one_is_sent_back_to_the_page_with_its_question(target: str) -> None:
    assert back(RequestFactory().post("/", {"next": target})) == target


@pytest.mark.parametrize("target", NO_PAGES)
def test_the_small_forms_answer_to_any_target(cast: Cast, target: str) -> None:
    client = cast.ana.client()

    assert client.post("/territorio/mirar/", {"next": target})["Location"] == "/"


@pytest.mark.parametrize(
    ("sent_from", "expected"),
    [
        (f"http://testserver{DRAFT}", DRAFT),
        ("http://testserver/buscar/?q=a", "/buscar/?q=a"),
        (f"http://testserver{DRAFT}enviar/", "/"),
        (f"http://malo.example{DRAFT}", "/"),
        ("http://testserver//malo.example/", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_the_page_of_a_refused_form_knows_where_it_was(sent_from: str, expected: str) -> None:
    request = RequestFactory().post(f"{DRAFT}enviar/", headers={"Referer": sent_from})

    assert here(request) == expected


def test_a_page_comes_back_to_itself() -> None:
    assert here(RequestFactory().get("/buscar/?q=a")) == "/buscar/?q=a"


def test_a_session_that_ended_while_sending_ends_at_ones_work(cast: Cast) -> None:
    asked = Client().post(f"{DRAFT}enviar/")
    target = Client().get(asked["Location"]).context["next"]

    answer = Client().post("/entrar/", {"username": "ana", "password": PASSWORD, "next": target})

    assert answer["Location"] == "/"


@pytest.mark.parametrize("path", ["/salir/", "/territorio/mirar/", f"{DRAFT}enviar/"])
def test_an_address_that_is_no_page_says_so_and_leads_home(cast: Cast, path: str) -> None:
    answer = cast.ana.client().get(path)

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "solo recibe lo que se envía desde un formulario" in answer.content.decode()
    assert "Ir a Mi trabajo" in answer.content.decode()


def test_a_name_that_is_not_ours_is_refused(db: None, client: Client) -> None:
    for answer in (
        client.get("/registro/", headers={"Host": "malo.example"}),
        client.post("/entrar/", headers={"Host": "malo.example", "Referer": "http://x/"}),
    ):
        assert answer.status_code == 400
        assert "No se entendió la solicitud" in answer.content.decode()


def test_an_address_without_its_last_slash_finds_it(db: None, client: Client) -> None:
    assert client.get("/registro")["Location"] == "/registro/"


def test_two_files_in_a_form_are_refused_with_a_page(cast: Cast) -> None:
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-", "application/pdf") for n in "ab"]

    with nothing_recorded():
        answer = cast.ana.client().post("/territorio/mirar/", {"file": files})

    assert answer.status_code == 400
    assert "Cada formulario recibe un solo archivo." in answer.content.decode()


def test_a_page_opened_before_signing_in_again_is_told_to_reload(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ana.person.user)

    answer = strict.post("/territorio/mirar/")

    assert answer.status_code == 403
    assert "recárguela y repita lo último que hizo" in answer.content.decode()


def test_behind_https_cookies_go_only_by_https(monkeypatch: pytest.MonkeyPatch) -> None:
    def settings(value: str) -> dict[str, Any]:
        monkeypatch.setenv("MINGA_HTTPS", value)
        return runpy.run_path(str(SETTINGS))

    plain, secure = settings(""), settings("1")

    assert not plain["SESSION_COOKIE_SECURE"]
    assert not plain["CSRF_COOKIE_SECURE"]
    assert "SECURE_PROXY_SSL_HEADER" not in plain
    assert secure["SESSION_COOKIE_SECURE"]
    assert secure["CSRF_COOKIE_SECURE"]
    assert secure["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert secure["SECURE_HSTS_SECONDS"] == 31_536_000
