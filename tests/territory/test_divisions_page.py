"""The page of divisions: the worked example as two answers of one page, what changed, and
entering a later change."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from minga.territory.actions import load_figures
from minga.territory.models import TerritoryChange
from minga.territory.tables import other_codes, populations
from tests.conftest import SCRIBE, Cast, nothing_recorded
from tests.territory.test_change import MATILLA, split

BOTH_SIDES = {"antes": "2007-10-07", "despues": "2007-10-08", "nivel": "region"}


def text(client: Client, **asked: str) -> str:
    answer = client.get("/territorio/divisiones/", asked)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))


def test_the_worked_example_is_two_answers_of_one_page(cast: Cast) -> None:
    page = text(cast.pia.client(), **BOTH_SIDES, medida="ejemplo")

    assert "Región de Tarapacá pasa de 420 a 270" in page
    assert "Región de Arica y Parinacota comienza con 150" in page
    assert "Total de todos los lugares 420 420" in page
    for work in (
        "Iquique 01101 01101 200 200",
        "Pozo Almonte 01106 sin verificar 01401 70 70",
        "Arica 01201 sin verificar 15101 100 100",
        "Putre 01301 sin verificar 15201 50 50",
    ):
        assert work in page
    assert "Camiña" not in page
    assert "datos de demostración" in page


def test_at_first_it_tells_the_last_change_of_the_region_in_communes(cast: Cast) -> None:
    page = text(cast.ana.client())

    assert "Región de Tarapacá pasa de 11 a 7" in page
    assert "Región de Arica y Parinacota comienza con 4" in page
    assert "9 comunas cambian de código" in page
    assert "Pozo Almonte 01106 sin verificar 01401 Camiña 01102" in page
    assert "Ley 20.175 11-04-2007 verificada" in page
    assert "Ley 19.943 12-04-2004 sin verificar" in page


def test_a_census_is_told_in_both_divisions(cast: Cast) -> None:
    load_figures(populations(), other_codes(), by=SCRIBE)

    page = text(cast.ana.client(), **BOTH_SIDES, medida="census-2002")

    assert "Región de Tarapacá pasa de 428.594 a 238.950" in page
    assert "sin verificar" in page


def test_by_province(cast: Cast) -> None:
    page = text(cast.ana.client(), **BOTH_SIDES | {"nivel": "province"}, medida="comunas")

    assert "Iquique pasa de 7 a 2" in page
    assert "Tamarugal comienza con 5" in page


def test_two_days_of_one_division_are_the_same(cast: Cast) -> None:
    page = text(cast.ana.client(), **BOTH_SIDES | {"antes": "2010-01-01"}, medida="comunas")

    assert "la cifra de cada lugar es la misma" in page
    assert "Ningún lugar cambia entre esos dos días" in page


@pytest.mark.parametrize("wrong", [{"antes": "ayer"}, {"medida": "nada"}, {"nivel": "barrio"}])
def test_what_can_not_be_compared_is_said(cast: Cast, wrong: dict[str, str]) -> None:
    asked = BOTH_SIDES | {"medida": "comunas"} | wrong

    answer = cast.ana.client().get("/territorio/divisiones/", asked)

    assert answer.status_code == 422
    assert "Región de Tarapacá pasa de 11 a 7" in plain(answer.content.decode())


def test_a_change_tells_its_parts(cast: Cast) -> None:
    law = TerritoryChange.objects.get(key="arica-y-parinacota-2007")

    answer = cast.pia.client().get(reverse("territory:change", args=[law.public_id]))

    page = plain(answer.content.decode())
    assert "Por la Ley 20.175, publicada el 11-04-2007" in page
    assert "Región de Tarapacá región 01 Región de Arica y Parinacota 15 Chile" in page
    assert "Pozo Almonte comuna 01106 sin verificar el mismo 01401 Tamarugal" in page
    assert "Agregar una parte" not in page


def test_the_queries_of_the_page_do_not_grow_with_the_changes(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = cast.ana.client()
    text(client)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        text(client, **BOTH_SIDES, medida="ejemplo")


# -- Entering a later change. --


def test_it_is_prepared_by_one_and_approved_by_another_from_the_page(cast: Cast) -> None:
    nora, diana = cast.nora.client(), cast.diana.client()
    said = {
        "kind": "split", "title": "Se crea Matilla", "legal_basis": "Ley de ejemplo",
        "gazette_on": "2008-06-01", "takes_effect_on": "2009-01-01",
    }  # fmt: skip
    page = nora.post(reverse("territory:prepare_change"), said)["Location"]
    for part in (
        {"origin": "01405"},
        {
            "origin": "01405",
            "becomes": "commune",
            "code": "01406",
            "name": "Matilla",
            "parent": "014",
        },
    ):
        assert nora.post(f"{page}parte/", part).status_code == 302
    change = TerritoryChange.objects.latest("pk")
    assert "Matilla 01406 Tamarugal" in plain(diana.get(page).content.decode())

    approved = diana.post(f"{page}aprobar/", {"seen": change.event_id})

    assert approved.status_code == 302
    assert "Se crea Matilla" in text(cast.pia.client(), **BOTH_SIDES, medida="comunas")
    # Pica gave: the region goes from 7 to 8 communes.
    days = {"antes": "2008-12-31", "despues": "2009-01-01", "nivel": "region"}
    assert "Región de Tarapacá pasa de 7 a 8" in text(diana, **days, medida="comunas")


def test_who_prepared_it_reads_why_another_approves_it(cast: Cast) -> None:
    change = split(cast)
    page = reverse("territory:change", args=[change.public_id])
    nora = cast.nora.client()

    assert "Usted lo preparó: lo aprueba otra persona" in nora.get(page).content.decode()
    with nothing_recorded():
        answer = nora.post(f"{page}aprobar/", {"seen": change.event_id})
    assert answer.status_code == 422
    assert "la aprueba otra persona" in answer.content.decode()


def test_one_in_preparation_does_not_exist_for_others(cast: Cast) -> None:
    change = split(cast)
    page = reverse("territory:change", args=[change.public_id])

    assert cast.ana.client().get(page).status_code == 404
    assert "Cambios en preparación" not in text(cast.ana.client())
    assert "Cambios en preparación" in text(cast.diana.client())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"origin": "1405"}, "ningún territorio tiene el código «1405»"),
        ({}, "Escriba el código del territorio que cambia"),
        (
            {"origin": "01405", "becomes": "target"},
            "Escriba el código del territorio que la recibe",
        ),
        ({"origin": "01405", "becomes": "commune"}, "Un territorio nuevo lleva código"),
        ({"origin": "01405", "becomes": "target", "target": "99999"}, "código «99999»"),
    ],
)
def test_a_part_that_says_nothing_is_refused_beside_its_field(
    cast: Cast, typed: dict[str, str], says: str
) -> None:
    change = split(cast)

    with nothing_recorded():
        answer = cast.nora.client().post(
            reverse("territory:add_part", args=[change.public_id]), typed
        )

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_part_can_be_taken_away_until_it_is_approved(cast: Cast) -> None:
    change = split(cast)
    part = change.parts.get(name=MATILLA.name)
    address = reverse("territory:remove_part", args=[change.public_id, part.pk])

    assert cast.nora.client().post(address).status_code == 302
    assert cast.nora.client().post(address).status_code == 404
    assert change.parts.count() == 1


def test_a_law_does_not_rule_before_it_is_published(cast: Cast) -> None:
    said = {
        "kind": "split", "title": "x", "legal_basis": "Ley",
        "gazette_on": "2009-06-01", "takes_effect_on": "2009-01-01",
    }  # fmt: skip

    answer = cast.nora.client().post(reverse("territory:prepare_change"), said)

    assert answer.status_code == 422
    assert "Una norma rige desde su publicación" in answer.content.decode()
    assert not TerritoryChange.objects.filter(takes_effect_on=date(2009, 1, 1)).exists()
