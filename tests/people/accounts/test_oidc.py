"""Signing in by OpenID Connect, against a provider of our own on this machine."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from minga.core.models import Event, User
from minga.people.accounts.models import SignIn
from minga.people.accounts.oidc import provider as real
from minga.people.accounts.oidc.flow import run_of
from minga.people.accounts.oidc.provider import ProviderFailed, _safe
from minga.people.models import Party
from tests.conftest import Cast, nothing_recorded
from tests.core.approvals.codes import code_of, enrolled
from tests.core.database import sql
from tests.people.accounts.browser import enter, is_inside, words
from tests.people.accounts.oidc_server import CLIENT, SECRET, STRANGE_KEY, Provider, serving

DEPART, ARRIVE = "/entrar/identidad/", "/entrar/identidad/vuelta/"
NOT_CONFIRMED = "ClaveÚnica no confirmó su identidad. Comience de nuevo."


@pytest.fixture
def there(settings: Any) -> Iterator[Provider]:
    with serving() as provider:
        settings.OIDC = {
            "issuer": provider.url,
            "client_id": CLIENT,
            "secret": SECRET,
            "name": "ClaveÚnica",
            "scope": "openid run name",
            "algorithms": "RS256",
            "logout_url": "",
        }
        yield provider


@pytest.fixture
def ana(cast: Cast, there: Provider) -> Cast:
    """Ana has the RUN that the provider confirms."""
    sql(f"UPDATE people_party SET rut = '11111111-1' WHERE id = {cast.ana.pk}")
    return cast


def left(client: Client, **said: str) -> str:
    """Where the provider is asked, as the page sends one."""
    answer = client.post(DEPART, said)
    assert answer.status_code == 200
    return str(answer["Refresh"].removeprefix("0;url="))


def confirmed(provider: Provider, address: str) -> str:
    """The way back, as the provider gives it."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    parts = urlsplit(provider.grant(query))
    assert parts.path == ARRIVE
    return f"{parts.path}?{parts.query}"


def there_and_back(provider: Provider, **said: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.get(confirmed(provider, left(client, **said)))


def test_whom_the_provider_confirms_enters_by_their_run(ana: Cast, there: Provider) -> None:
    with nothing_recorded():
        client, answer = there_and_back(there)

    assert answer["Location"] == "/"
    assert is_inside(client)
    assert client.get("/mi-cuenta/").context["username"] == "ana"
    assert SignIn.objects.get().result == "entered"
    assert SignIn.objects.get().how == "provider"
    assert "POST /userinfo/" in there.asked


def test_what_leaves_with_the_person(ana: Cast, there: Provider) -> None:
    query = parse_qs(urlsplit(left(Client())).query)

    assert query["scope"] == ["openid run name"]
    assert query["response_type"] == ["code"]
    assert query["client_id"] == [CLIENT]
    assert query["redirect_uri"] == [f"http://testserver{ARRIVE}"]
    assert query["code_challenge_method"] == ["S256"]
    assert len({*query["state"], *query["nonce"], *query["code_challenge"]}) == 3
    again = parse_qs(urlsplit(left(Client())).query)
    assert all(query[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_it_comes_back_to_the_page_that_was_asked_for_and_only_to_ours(
    ana: Cast, there: Provider
) -> None:
    assert there_and_back(there, next="/programas/")[1]["Location"] == "/programas/"
    assert there_and_back(there, next="https://malo.example/")[1]["Location"] == "/"


def test_an_unknown_run_gets_a_clear_page_and_no_account(cast: Cast, there: Provider) -> None:
    before = User.objects.count(), Party.objects.count(), Event.objects.count()

    client, answer = there_and_back(there)

    assert answer.status_code == 403
    assert "su RUN no tiene una cuenta habilitada" in words(answer)
    assert not is_inside(client)
    assert (User.objects.count(), Party.objects.count(), Event.objects.count()) == before
    assert SignIn.objects.get().result == "no_account"


def test_a_closed_account_is_as_unknown(ana: Cast, there: Provider) -> None:
    sql("UPDATE core_user SET is_active = (1 = 0) WHERE username = 'ana'")

    client, answer = there_and_back(there)

    assert answer.status_code == 403
    assert not is_inside(client)


def test_a_person_without_account_does_not_get_one(cast: Cast, there: Provider) -> None:
    sql(f"UPDATE people_person SET user_id = NULL WHERE party_id = {cast.ana.pk}")
    sql(f"UPDATE people_party SET rut = '11111111-1' WHERE id = {cast.ana.pk}")

    assert there_and_back(there)[1].status_code == 403


def test_the_way_back_serves_once(ana: Cast, there: Provider) -> None:
    client = Client()
    back = confirmed(there, left(client))
    client.get(back)
    client.post("/salir/")

    answer = client.get(back, follow=True)

    assert NOT_CONFIRMED in words(answer)
    assert not is_inside(client)


def test_a_state_serves_once_also_with_another_code(ana: Cast, there: Provider) -> None:
    client = Client()
    asked = left(client)
    client.get(confirmed(there, asked))
    sql("DELETE FROM accounts_signin")
    client.get(confirmed(there, asked))

    assert SignIn.objects.get().result == "refused"


def test_another_browser_cannot_use_the_way_back(ana: Cast, there: Provider) -> None:
    back = confirmed(there, left(Client()))
    other = Client()
    left(other)

    assert NOT_CONFIRMED in words(other.get(back, follow=True))
    assert not is_inside(other)


def test_another_state_is_refused_before_anything_is_asked(ana: Cast, there: Provider) -> None:
    client = Client()
    back = confirmed(there, left(client))
    there.asked.clear()

    answer = client.get(back.replace("state=", "state=x"), follow=True)

    assert NOT_CONFIRMED in words(answer)
    assert there.asked == []
    assert SignIn.objects.get().result == "refused"


def test_a_code_of_another_departure_is_refused(ana: Cast, there: Provider) -> None:
    """Its PKCE verifier is another one: what somebody slipped in is of no use."""
    stolen = parse_qs(urlsplit(confirmed(there, left(Client()))).query)["code"][0]
    client = Client()
    back = confirmed(there, left(client))
    own = parse_qs(urlsplit(back).query)["code"][0]

    client.get(back.replace(own, stolen))

    assert not is_inside(client)


def test_too_late_is_refused(ana: Cast, there: Provider) -> None:
    client = Client()
    back = confirmed(there, left(client))

    with time_machine.travel(time.time() + 601, tick=True):
        assert NOT_CONFIRMED in words(client.get(back, follow=True))


def test_the_provider_may_say_no(ana: Cast, there: Provider) -> None:
    there.says_no = True

    client, answer = there_and_back(there)

    assert answer["Location"] == "/entrar/"
    assert not is_inside(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "otro"},
        {"aud": "otro-sitio"},
        {"iss": "https://malo.example"},
        {"exp": 1_000_000_000},
        {"sub": "otra-persona"},
    ],
)
def test_a_token_that_says_something_else_is_refused(
    ana: Cast, there: Provider, claims: dict[str, Any]
) -> None:
    there.claims = claims

    client, answer = there_and_back(there)

    assert answer["Location"] == "/entrar/"
    assert not is_inside(client)


def test_a_token_signed_by_somebody_else_is_refused(ana: Cast, there: Provider) -> None:
    there.key = STRANGE_KEY

    assert not is_inside(there_and_back(there)[0])


@pytest.mark.parametrize(
    ("role", "run"),
    [
        ({"numero": 11111111, "DV": "1", "tipo": "RUN"}, "11111111-1"),
        ({"numero": 1000005, "DV": "k", "tipo": "RUN"}, "1000005-K"),
        ({"numero": 11111111, "DV": "2", "tipo": "RUN"}, None),
        ({"numero": 11111111, "DV": "1", "tipo": "PASAPORTE"}, None),
        ({"numero": None, "DV": None}, None),
        (None, None),
    ],
)
def test_the_run_is_read_with_its_digit(role: Any, run: str | None) -> None:
    assert run_of({"RolUnico": role}) == run


def test_who_has_a_second_factor_gives_it_here_too(ana: Cast, there: Provider) -> None:
    factor, _ = enrolled(ana.ana)

    client, answer = there_and_back(there)

    assert answer["Location"] == "/entrar/segundo-factor/"
    assert not is_inside(client)
    client.post(answer["Location"], {"code": code_of(factor)})
    assert is_inside(client)


def test_leaving_closes_the_session_of_the_provider_too(ana: Cast, there: Provider) -> None:
    client, _ = there_and_back(there)

    answer = client.post("/salir/")

    address = answer["Refresh"].removeprefix("0;url=")
    query = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{there.url}/logout?")
    assert query["post_logout_redirect_uri"] == ["http://testserver/entrar/"]
    assert query["id_token_hint"][0].count(".") == 2
    assert not is_inside(client)


def test_it_leaves_by_the_door_of_claveunica_where_that_is_set(
    ana: Cast, there: Provider, settings: Any
) -> None:
    settings.OIDC = settings.OIDC | {"logout_url": f"{there.url}/logout"}
    client, _ = there_and_back(there)

    address = client.post("/salir/")["Refresh"]

    assert address == f"0;url={there.url}/logout?redirect=http%3A%2F%2Ftestserver%2Fentrar%2F"


def test_who_came_in_by_password_leaves_as_always(ana: Cast, there: Provider) -> None:
    client, _ = enter("carla")

    assert client.post("/salir/")["Location"] == "/entrar/"


def test_switched_off_there_is_no_button_and_no_door(cast: Cast) -> None:
    assert "ClaveÚnica" not in words(Client().get("/entrar/"))
    assert Client().post(DEPART).status_code == 404
    assert Client().get(ARRIVE).status_code == 404


def test_a_provider_that_does_not_answer_is_said_so(cast: Cast, settings: Any) -> None:
    with serving() as provider:
        gone = provider.url
    settings.OIDC = settings.OIDC | {"issuer": gone, "client_id": CLIENT, "secret": SECRET}

    answer = Client().post(DEPART, follow=True)

    assert "ClaveÚnica no responde en este momento." in words(answer)


def test_a_provider_without_description_stands_as_the_guide_draws_it(
    ana: Cast, there: Provider
) -> None:
    there.describes_itself = False

    assert is_inside(there_and_back(there)[0])


@pytest.mark.parametrize(
    "address", ["http://accounts.example/", "ftp://localhost/", "file:///etc/passwd", "//x/"]
)
def test_a_provider_is_asked_by_https_only(address: str) -> None:
    with pytest.raises(ProviderFailed):
        _safe(address)


def test_a_token_signed_with_an_empty_secret_is_never_right() -> None:
    ours = real.Provider("https://id.example.cl", "minga", "", "Identidad", "openid", ["HS256"])

    with pytest.raises(ProviderFailed, match="anybody can sign"):
        ours.claims("a.b.c", "n")
