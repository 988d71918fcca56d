"""The pages of substitutes, and taking off the second factor of who lost the telephone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from minga.people.models import Membership
from minga.people.roles import Role
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.people.test_substitutes import ACT, FIRST, LAST, headship, named
from tests.workplan.factories import also

LIST, NEW = "/subrogancias/", "/subrogancias/nueva/"


def typed(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "membership": headship(cast).pk,
        "person": cast.emilio.pk,
        "valid_from": f"{FIRST:%Y-%m-%d}",
        "last_day": f"{LAST:%Y-%m-%d}",
        "act_reference": ACT,
    } | changes


def words(answer: object) -> str:
    tree = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(tree.xpath("//main")[0].text_content().split())


def options(answer: object, name: str) -> list[str]:
    tree = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    found = tree.xpath(f'//select[@name="{name}"]/option[@value!=""]')
    return [option.text_content().strip() for option in found]


def test_naming_one_from_the_page(cast: Cast) -> None:
    client = cast.nora.client()

    answer = client.post(NEW, typed(cast), follow=True)

    assert "E. Vera subroga desde el 10-12-2007." in words(answer)
    assert "por comenzar" in words(answer)
    assert Membership.objects.substitutions().get().act_reference == ACT


def test_the_page_says_who_decides_for_whom_today(cast: Cast) -> None:
    assert "Hoy cada función la ejerce quien la tiene." in words(cast.diana.client().get(LIST))
    named(cast, valid_from=TODAY, last_day=TODAY + timedelta(days=2))

    page = words(cast.diana.client().get(LIST))

    assert "Hoy 1 persona decide en lugar de otra." in page
    assert "30-11-2007 al 02-12-2007" in page


def test_the_choices_are_those_that_the_action_takes(cast: Cast) -> None:
    mine = cast.diana.client().get(NEW)
    assert options(mine, "membership") == [
        "D. Pérez, dirección del servicio, SERVIU Región de Tarapacá"
    ]
    assert "C. Rojas" not in options(mine, "person")

    administrator = cast.nora.client().get(NEW)

    assert len(options(administrator, "membership")) == 7
    assert "N. Castro" not in options(administrator, "person")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"membership": ""}, "Elija la función que se subroga."),
        ({"person": ""}, "Elija quién subroga."),
        ({"valid_from": "31-02-2007"}, "Escriba la fecha como dd-mm-aaaa"),
        ({"last_day": ""}, "Escriba la fecha."),
        ({"act_reference": ""}, "Escriba el acto que la dispone."),
        ({"valid_from": "2007-11-29"}, "Una subrogación comienza hoy, 30-11-2007"),
        ({"last_day": "2007-12-09"}, "El último día no puede ser anterior al primero"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_named(
    cast: Cast, changes: dict[str, object], says: str
) -> None:
    with nothing_recorded():
        answer = cast.nora.client().post(NEW, typed(cast, **changes))

    assert answer.status_code == 422
    assert says in words(answer)


def test_ending_one_from_the_page(cast: Cast) -> None:
    substitute, client = named(cast), cast.diana.client()
    url = reverse("people:end_substitution", args=[substitute.public_id])
    with nothing_recorded():
        assert client.post(url, {"reason": ""}).status_code == 422

    answer = client.post(url, {"reason": "No viaja."}, follow=True)

    assert "E. Vera ya no subroga." in words(answer)
    assert "no llegó a regir" in words(answer)
    with nothing_recorded():
        assert client.post(url, {"reason": "Otra vez."}).status_code == 422


def test_those_of_another_service_are_not_there(cast: Cast) -> None:
    substitute = named(cast)
    url = reverse("people:end_substitution", args=[substitute.public_id])

    also(cast.carla, Role.INSTITUTION_HEAD, cast.other)

    assert cast.carla.client().post(url, {"reason": "x"}).status_code == 404
    assert "E. Vera" not in words(cast.carla.client().get(LIST))


@pytest.mark.parametrize("who", ["ana", "gaby", "aldo", "pia"])
def test_who_neither_directs_nor_administers_does_not_enter(cast: Cast, who: str) -> None:
    client = cast.everybody()[who].client()

    assert {client.get(url).status_code for url in (LIST, NEW)} == {403}
