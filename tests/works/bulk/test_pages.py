"""Taking the workbook out of the list: what is shown, what is marked, by whom."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minga.people.actions import add_membership
from minga.people.roles import Role
from minga.works.actions import register_project
from minga.works.bulk import views
from minga.works.bulk.there import service_of
from minga.works.models import Project
from tests.conftest import SCRIBE, Cast, Somebody
from tests.works.bulk.making import opened
from tests.works.factories import programmer, project, record

LIST = "/proyectos/"


@pytest.fixture
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@pytest.fixture
def made(cast: Cast, paula: Somebody) -> list[Project]:
    return [project(cast, by=paula, name=name) for name in ("Uno", "Dos", "Tres")]


def asked(client: Client, **more: Any) -> Any:
    return client.post(reverse("bulk:book"), {"camino": LIST, **more})


def names(answer: Any) -> set[str]:
    assert answer.status_code == 200
    return {one["name"] for one in opened(answer.content)}


def test_what_the_list_shows_or_what_is_marked_goes_out(
    cast: Cast, paula: Somebody, made: list[Project]
) -> None:
    client = paula.client()
    keys = [one.public_id for one in made]
    theirs = programmer(cast.other)
    foreign = register_project(cast.other, record(), by=theirs.access)

    assert names(asked(client)) == {"Uno", "Dos", "Tres"}
    assert names(asked(client, consulta="q=Dos")) == {"Dos"}
    assert names(asked(client, fila=keys[:2])) == {"Uno", "Dos"}
    # All the rows of the filter, also those of other pages.
    assert names(asked(client, fila=keys[:1], todas="1", consulta="q=Tres")) == {"Tres"}
    assert names(asked(client, fila=[keys[0], foreign.public_id, "x\0"])) == {"Uno"}
    assert asked(client).headers["Content-Disposition"].startswith('attachment; filename="cartera')


def test_who_formulates_in_two_services_takes_one_of_them(
    cast: Cast, paula: Somebody, made: list[Project]
) -> None:
    theirs = programmer(cast.other)
    register_project(cast.other, record(name="Ajeno"), by=theirs.access)
    add_membership(
        paula.person, role=Role.PROGRAMMING_OFFICER, organisation=cast.other,
        valid_from=date(2000, 1, 1), by=SCRIBE,
    )  # fmt: skip
    service = service_of(paula.access)

    found = names(asked(paula.client()))

    assert found == set(Project.objects.filter(service=service).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("query", "most", "sentence"),
    [("q=Nadie", 5, "no hay proyectos de"), ("", 2, "hasta 2 proyectos: filtre la lista")],
)
def test_nothing_or_too_much_is_told_in_the_list(
    paula: Somebody, made: list[Project], query: str, most: int, sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(views, "MOST", most)
    client = paula.client()

    answer = asked(client, consulta=query)

    assert answer.status_code == 302
    assert answer.url.startswith(LIST)
    assert sentence in client.get(answer.url).content.decode()


def test_who_does_not_formulate_takes_nothing(cast: Cast, made: list[Project]) -> None:
    diana = cast.diana

    assert asked(diana.client()).status_code == 403
    assert asked(Client()).status_code == 302
    assert asked(programmer(cast.serviu).client(), camino="/otra/").status_code == 404
    assert programmer(cast.serviu).client().get(reverse("bulk:book")).status_code == 405
    page = diana.client().get(LIST).content.decode()
    assert ("Descargar planilla" in page, "Cargar planilla" in page) == (False, False)
