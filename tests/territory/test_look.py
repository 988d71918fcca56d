"""What one is looking at: place, year and frame, kept from page to page in a signed cookie."""

from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client

from minga.people.actions import add_person
from minga.territory.look import COOKIE
from minga.territory.models import Territory
from tests.conftest import PASSWORD, SCRIBE, Cast, Somebody, nothing_recorded


def address(key: str) -> str:
    return Territory.objects.get(key=key).public_id


def choose(client: Client, **values: object) -> Any:
    given = {"place": "pica", "year": 2007, "frame": "", "next": "/buscar/"} | values
    return client.post("/territorio/mirar/", given | {"place": address(str(given["place"]))})


def shown(client: Client) -> dict[str, Any]:
    shell: dict[str, Any] = client.get("/buscar/").context["shell"]
    return shell


def selected(shell: dict[str, Any], options: str) -> list[str]:
    return [option["label"] for option in shell[options] if option["selected"]]


def test_at_first_one_looks_at_the_own_region_in_the_year_of_the_day(cast: Cast) -> None:
    shell = shown(cast.bruno.client())

    assert shell["place"]["name"] == "Región de Tarapacá"
    assert shell["place"]["note"] == "7 comunas desde el 08-10-2007"
    assert selected(shell, "year_options") == ["2007"]
    assert selected(shell, "frame_options") == ["la de cada fecha"]


def test_who_works_in_no_territory_looks_at_the_first_region(cast: Cast) -> None:
    assert shown(cast.marta.client())["place"]["name"] == "Región de Tarapacá"


def test_a_choice_stays_from_page_to_page_and_records_nothing(cast: Cast) -> None:
    client = cast.ana.client()

    with nothing_recorded():
        answer = choose(client, place="pica", year=2006, frame="2007-10-07")

    shell = shown(client)
    assert (answer.status_code, answer["Location"]) == (302, "/buscar/")
    assert shell["place"] == {"name": "Pica", "note": "Comuna de la Región de Tarapacá"}
    assert selected(shell, "year_options") == ["2006"]
    assert selected(shell, "frame_options") == ["hasta el 07-10-2007"]


def test_the_frame_of_before_has_eleven_communes_in_the_first_region(cast: Cast) -> None:
    client = cast.ana.client()

    choose(client, place="region-tarapaca", frame="2007-10-07")

    shell = shown(client)
    assert shell["place"]["note"] == "11 comunas hasta el 07-10-2007"
    assert len(shell["place_options"]) == 1 + 11


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(cast: Cast) -> None:
    cookie = choose(cast.ana.client()).cookies[COOKIE]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "forged",
    [
        '{"place": "x", "year": 1999, "frame": "2007-10-07"}:firma',
        "basura",
        "",
        Signer(salt="otra").sign('{"year": 1999}'),
        Signer(salt=COOKIE).sign("sin json"),
        Signer(salt=COOKIE).sign("[1999]"),
        Signer(salt=COOKIE).sign('{"place": "nadie", "year": "1999", "frame": "nunca"}'),
    ],
)
def test_a_cookie_that_is_not_ours_or_says_nothing_is_as_none(cast: Cast, forged: str) -> None:
    client = cast.ana.client()
    client.cookies[COOKIE] = forged

    shell = shown(client)

    assert shell["place"]["name"] == "Región de Tarapacá"
    assert selected(shell, "year_options") == ["2007"]


def test_a_place_that_does_not_exist_in_the_frame_falls_back_to_the_own_region(cast: Cast) -> None:
    client = cast.ana.client()

    choose(client, place="region-arica-y-parinacota", frame="2007-10-07")

    assert shown(client)["place"]["name"] == "Región de Tarapacá"


@pytest.mark.parametrize(
    "values", [{"year": "1973"}, {"year": "2101"}, {"year": "mil"}, {"frame": "nunca"}]
)
def test_a_choice_that_is_not_of_the_lists_is_refused_with_a_sentence(
    cast: Cast, values: dict[str, str]
) -> None:
    client = cast.ana.client()

    answer = choose(client, **values)

    page = client.get("/buscar/").content.decode()
    assert COOKIE not in answer.cookies
    assert "Elija un lugar y un año de las listas." in page


@pytest.mark.parametrize("target", ["https://malo.example/", "//malo.example", "javascript:x", ""])
def test_the_selectors_never_send_to_another_site(cast: Cast, target: str) -> None:
    assert choose(cast.ana.client(), next=target)["Location"] == "/"


def test_looking_elsewhere_is_a_post(cast: Cast) -> None:
    assert cast.ana.client().get("/territorio/mirar/").status_code == 405


def test_before_any_territory_is_loaded_the_page_says_so(db: None) -> None:
    person = add_person(
        given_names="Ana", family_names="Soto", username="ana", password=PASSWORD, by=SCRIBE
    )
    client = Somebody(person).client()

    assert shown(client)["place"]["name"] == "Sin territorios"
    assert client.get("/territorio/").status_code == 200
