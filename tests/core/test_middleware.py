"""What holds for every request: content policy, GETs that never write, refusals as pages."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from minga.core.errors import DomainError, NotAllowed
from minga.core.middleware import POLICY, Refusals, content_security, get_never_writes
from minga.core.models import Chain
from minga.core.views import SERVER_ERROR, server_error
from tests.answers import put_away
from tests.conftest import Cast

PATHS = [
    ("/entrar/", 200),
    ("/", 302),
    ("/registro/", 200),
    ("/nada/", 404),
    ("/territorio/bcdfghjkmnpq/", 302),
    ("/salir/", 302),
    ("/estaticos/core/minga.js", 200),
]


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_every_answer_to_a_stranger_carries_the_content_policy(
    db: None, client: Client, path: str, status: int
) -> None:
    answer = client.get(path)
    put_away(answer)

    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/nada/", 404), ("/registro/eventos/", 403), ("/salir/", 405)]
)
def test_every_answer_to_somebody_signed_in_carries_it_too(
    cast: Cast, path: str, status: int
) -> None:
    answer = cast.ana.client().get(path)

    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == POLICY


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))

    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_an_answer_may_bring_a_stricter_policy_of_its_own() -> None:
    strict = HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    answer = content_security(lambda request: strict)(HttpRequest())

    assert answer["Content-Security-Policy"] == "sandbox"


def write(request: HttpRequest) -> HttpResponse:
    Chain.objects.update(is_demonstration=False)
    return HttpResponse("escrito")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_get_that_writes_fails(db: None, method: str) -> None:
    request = getattr(RequestFactory(), method)("/")

    with pytest.raises(RuntimeError, match="A GET tried to write: UPDATE"):
        get_never_writes(write)(request)


def test_a_post_writes(db: None) -> None:
    assert get_never_writes(write)(RequestFactory().post("/")).content == b"escrito"


def test_a_get_reads_and_keeps_its_session(cast: Cast) -> None:
    client = cast.ana.client()
    session = client.session
    session["algo"] = 1
    session.save()

    assert client.get("/").status_code == 200


def test_a_refusal_that_no_view_caught_is_a_page_with_its_sentence(db: None) -> None:
    answer = Refusals(write).process_exception(
        RequestFactory().get("/"), NotAllowed("Solo la jefatura.")
    )

    assert answer is not None
    assert answer.status_code == 403
    assert "Solo la jefatura." in answer.content.decode()


@pytest.mark.parametrize("error", [DomainError("No."), ZeroDivisionError()])
def test_no_other_error_passes_for_a_refusal(db: None, error: Exception) -> None:
    assert Refusals(write).process_exception(RequestFactory().get("/"), error) is None


def test_a_page_that_is_not_here_does_not_say_whether_it_exists(cast: Cast) -> None:
    answer = cast.carla.client().get("/programas/bcdfghjkmnpq/")

    assert answer.status_code == 404
    assert "lo que busca sea de otra institución" in answer.content.decode()


def test_who_may_not_is_told_whom_to_ask(cast: Cast) -> None:
    answer = cast.ana.client().get("/registro/eventos/")

    assert answer.status_code == 403
    assert "pídala a la jefatura de su unidad" in answer.content.decode()


def test_a_crash_is_answered_with_a_page_that_needs_nothing() -> None:
    answer = server_error(HttpRequest())

    assert answer.status_code == 500
    assert answer.content.decode() == SERVER_ERROR
    assert "Lo que estaba guardado sigue intacto" in SERVER_ERROR


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ana.person.user)

    assert strict.post("/salir/").status_code == 403
    assert strict.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/?anio=a%00b", "/importaciones/?pagina=%00", "/a%00b/"])
def test_an_address_with_a_null_byte_is_refused_on_either_engine(cast: Cast, path: str) -> None:
    answer = cast.ana.client().get(path)

    assert answer.status_code == 400
    assert "La dirección trae un carácter que ninguna página usa" in answer.content.decode()


@pytest.mark.parametrize(
    ("tiles", "pictures"),
    [
        ("", "img-src 'self' data:;"),
        ("https://mapas.cl/{z}/{x}/{y}.png", "img-src 'self' https://mapas.cl data:;"),
        ("https://{s}.mapas.cl/{z}.png", "img-src 'self' https://*.mapas.cl data:;"),
        ("https://mapas.cl; script-src *", "img-src 'self' data:;"),
    ],
)
def test_only_a_server_of_tiles_that_a_setting_names_may_give_pictures(
    settings: Any, client: Client, db: None, tiles: str, pictures: str
) -> None:
    settings.TILES = tiles

    policy = client.get("/entrar/")["Content-Security-Policy"]

    assert pictures in policy
    assert policy.replace(pictures, "") == POLICY.replace("img-src 'self' data:;", "")
