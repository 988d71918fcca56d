"""The list of plans of the place and the year one is looking at."""

from minga.people.roles import Role
from tests.conftest import Cast, Somebody
from tests.workplan import factories
from tests.workplan.pages import Response, all_words, text, to


def show(by: Somebody) -> Response:
    response = by.client().get(to("plans"))
    assert response.status_code == 200
    return response


def rows(by: Somebody) -> list[str]:
    return all_words(show(by), "//main//tbody/tr")


def test_each_plan_says_how_it_goes(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    assert rows(cast.ana) == [
        "SERVIU Región de Tarapacá, 2007 Región de Tarapacá 1 de 2 100 60",
    ]
    assert "1 programa de 2007 en Región de Tarapacá." in text(show(cast.ana))


def test_several_institutions_come_by_name(cast: Cast) -> None:
    head = factories.member(cast.seremi, Role.INSTITUTION_HEAD)
    factories.approved(cast)
    factories.approved(cast, service=cast.seremi, preparer=cast.sofia, head=head)

    assert [row.partition(",")[0] for row in rows(cast.marta)] == [
        "SEREMI",
        "SERVIU Región de Tarapacá",
    ]
    assert "2 programas de 2007" in text(show(cast.marta))


def test_a_plan_in_preparation_is_listed_for_its_own_service_only(cast: Cast) -> None:
    factories.draft(cast)

    line = "SERVIU Región de Tarapacá, 2007 Región de Tarapacá sin aprobar – –"
    for somebody in (cast.ana, cast.diana):
        assert rows(somebody) == [line]
    for somebody in (cast.sofia, cast.gaby, cast.marta, cast.aldo, cast.nora):
        assert rows(somebody) == []


def test_another_institution_and_a_stranger_see_none(cast: Cast) -> None:
    factories.approved(cast)

    for somebody in (cast.carla, cast.pia):
        assert rows(somebody) == []
        assert "Aquí verá los programas de trabajo de cada institución" in text(show(somebody))


def test_plans_of_other_years_are_not_listed(cast: Cast) -> None:
    factories.approved(cast, year=2006)

    assert rows(cast.ana) == []
    assert "No hay programas de 2007 en Región de Tarapacá." in text(show(cast.ana))


def test_who_may_prepare_one_is_offered_to(cast: Cast) -> None:
    for somebody, offered in ((cast.ana, 1), (cast.diana, 0), (cast.gaby, 0), (cast.pia, 0)):
        assert text(show(somebody)).count("Preparar programa") == offered
