"""The page where the plan of a year begins."""

from datetime import date

import pytest

from minga.people.actions import add_organisation
from minga.people.roles import Role
from minga.workplan.models import WorkPlan
from tests.conftest import SCRIBE, Cast
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.pages import text, to, typed


def test_it_proposes_the_next_year_for_the_own_service(cast: Cast) -> None:
    response = cast.bruno.client().get(to("create"))

    assert "De SERVIU Región de Tarapacá. Comienza como borrador" in text(response)
    assert typed(response, "year") == "2008"


def test_it_leads_to_the_empty_draft(cast: Cast) -> None:
    response = cast.ana.client().post(to("create"), {"year": 2008}, follow=True)

    plan = WorkPlan.objects.get()
    assert (plan.service, plan.territory, plan.year) == (cast.serviu, cast.region, 2008)
    assert "Programa de trabajo 2008, versión 1" in text(response)
    assert "Las ponderaciones suman 0 de 100: faltan 100 puntos." in text(response)
    assert "Comience por el primer objetivo transversal" in text(response)


def test_the_plan_is_of_the_institution_and_place_of_each_one(cast: Cast) -> None:
    cast.carla.client().post(to("create"), {"year": 2008})

    plan = WorkPlan.objects.get()
    assert (plan.service, plan.territory) == (cast.other, cast.other.territory)


def test_a_year_that_has_one_is_refused_and_stays_typed(cast: Cast) -> None:
    factories.draft(cast, year=2008)

    with nothing_changed():
        response = cast.ana.client().post(to("create"), {"year": 2008})

    assert response.status_code == 422
    assert "El programa 2008 de este servicio ya existe" in text(response)
    assert typed(response, "year") == "2008"


@pytest.mark.parametrize(
    ("year", "says"),
    [
        ("", "Escriba el año del programa."),
        ("dos mil ocho", "Escriba el año con cuatro cifras, por ejemplo 2008."),
        ("1997", "El PMG comenzó en 1998: escriba un año desde entonces."),
        ("2101", "Escriba un año hasta 2100."),
        ("99999999999999999999", "Escriba un año hasta 2100."),
    ],
)
def test_the_year_is_a_year(cast: Cast, year: str, says: str) -> None:
    with nothing_changed():
        response = cast.ana.client().post(to("create"), {"year": year})

    assert response.status_code == 422
    assert says in text(response)
    assert typed(response, "year") == year


def test_an_institution_without_territory_has_no_plan_to_begin(cast: Cast) -> None:
    body = add_organisation(
        key="seremi-nueva",
        name="SEREMI nueva",
        short_name="SEREMI nueva",
        kind="seremi",
        valid_from=date(2000, 1, 1),
        by=SCRIBE,
    )
    officer = factories.member(body, Role.UNIT_OFFICER)

    assert officer.client().get(to("create")).status_code == 404
