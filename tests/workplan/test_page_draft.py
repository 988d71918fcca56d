"""The page of the open version: how far from 100, who wrote in it, and the step that comes next."""

from datetime import date

import pytest

from minga.core.approvals.rounds import seen_of
from minga.people.roles import Role
from minga.workplan import actions
from minga.workplan.models import WorkPlanVersion
from tests.conftest import Cast, Somebody
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.pages import Response, all_words, buttons, messages, text, to, typed


def show(version: WorkPlanVersion, by: Somebody) -> Response:
    response = by.client().get(to("draft", version.plan.public_id))
    assert response.status_code == 200
    return response


def post(name: str, version: WorkPlanVersion, by: Somebody, **data: str) -> Response:
    """With what the page of that moment shows for `seen`."""
    if name in ("approve", "return"):
        data = {"seen": str(seen_of(version))} | data
    return by.client().post(to(name, version.plan.public_id), data)


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        (((50, 50),), "Las ponderaciones suman 100 de 100."),
        (((51, 50),), "Las ponderaciones suman 101 de 100: sobra 1 punto."),
        (((60, 50),), "Las ponderaciones suman 110 de 100: sobran 10 puntos."),
        (((50, 49),), "Las ponderaciones suman 99 de 100: falta 1 punto."),
        (((50, 39),), "Las ponderaciones suman 89 de 100: faltan 11 puntos."),
    ],
)
def test_its_first_line_says_how_far_it_is_from_100(
    cast: Cast, weights: tuple[tuple[int, ...], ...], sentence: str
) -> None:
    response = show(factories.draft(cast, weights), cast.ana)

    assert all_words(response, '//p[@class="lede"]') == [sentence]


def test_it_shows_the_rows_and_what_can_be_done_with_each(cast: Cast) -> None:
    response = show(factories.draft(cast, ((100,), ())), cast.ana)

    (row,) = all_words(response, '//main//tbody/tr[not(@class="grp")]')
    assert row == (
        "1.1 Actualizar los planes SEREMI 02-01-2007 al 14-12-2007 "
        "Editar actividad 1.1 Quitar actividad 1.1 "
        "Sale del borrador. La versión vigente no cambia. Quitar actividad 1.1 100"
    )
    second = all_words(response, '//tr[@class="grp"]')[1]
    assert "Editar objetivo 2 Agregar actividad al objetivo 2" in second
    assert "Quitar objetivo 2" in second


def test_who_directs_reads_and_does_not_write(cast: Cast) -> None:
    response = show(factories.draft(cast), cast.diana)

    assert buttons(response) == []
    assert all_words(response, "//main//table//a") == []
    assert "Lo prepara una unidad del servicio." in text(response)


def test_it_names_those_who_prepared_it(cast: Cast) -> None:
    version = factories.draft(cast)
    actions.add_objective(version, title="Otro", by=cast.bruno.access)

    (names,) = all_words(show(version, cast.diana), '//ol[@class="trail"]/li[1]')
    assert names == "PrepararA. Soto, B. Díaz"


def test_sending_it(cast: Cast) -> None:
    version = factories.draft(cast)

    response = post("submit", version, cast.ana)

    assert response.headers["location"] == to("draft", version.plan.public_id)
    assert factories.read(version).submitted_on == date(2007, 11, 30)
    again = show(version, cast.bruno)
    assert buttons(again) == []
    assert "Espera a la dirección del servicio." in text(again)


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        (((51, 50),), "Las ponderaciones suman 101 y deben sumar 100: sobra 1 punto."),
        (((50, 39),), "Las ponderaciones suman 89 y deben sumar 100: faltan 11 puntos."),
        (((100,), ()), "El objetivo 2 no tiene actividades: agregue al menos una"),
    ],
)
def test_sending_what_can_not_be_approved_says_why(
    cast: Cast, weights: tuple[tuple[int, ...], ...], sentence: str
) -> None:
    version = factories.draft(cast, weights)

    with nothing_changed():
        response = post("submit", version, cast.ana)

    assert response.status_code == 422
    assert sentence in text(response)
    assert "Enviar a aprobación" in buttons(response)


def test_approving_it(cast: Cast) -> None:
    version = factories.submitted(cast)
    assert buttons(show(version, cast.diana)) == ["Aprobar programa", "Devolver programa"]

    sent = {"seen": seen_of(version)}
    response = cast.diana.client().post(to("approve", version.plan.public_id), sent, follow=True)

    assert factories.read(version).status == "in_force"
    assert messages(response) == ["Programa 2007 aprobado: rige la versión 1."]
    assert "0 de 2 actividades cumplidas" in text(response)


def test_who_wrote_in_it_is_told_before_and_after_trying_to_approve(cast: Cast) -> None:
    factories.also(cast.ana, Role.INSTITUTION_HEAD, cast.serviu)
    version = factories.submitted(cast)
    says = "Usted escribió en esta versión: la aprueba otra persona."
    assert says in text(show(version, cast.ana))

    with nothing_changed():
        response = post("approve", version, cast.ana)

    assert response.status_code == 422
    assert f"{says} Avise a quien dirige el servicio" in text(response)


def test_approving_a_draft_nobody_sent_says_so(cast: Cast) -> None:
    version = factories.draft(cast)

    with nothing_changed():
        response = post("approve", version, cast.diana)

    assert response.status_code == 422
    assert "Todavía es un borrador: quien lo prepara debe enviarlo" in text(response)


def test_approving_101_says_one_point_too_many(cast: Cast) -> None:
    version = factories.draft(cast, ((51, 50),))

    with nothing_changed():
        response = post("approve", version, cast.diana)

    assert response.status_code == 422
    assert "deben sumar 100: sobra 1 punto." in text(response)


def test_approving_twice_finds_nothing_open(cast: Cast) -> None:
    version = factories.submitted(cast)
    assert post("approve", version, cast.diana).status_code == 302

    client = cast.diana.client()
    with nothing_changed():
        response = client.post(to("approve", version.plan.public_id))

    assert response.status_code == 302
    assert "Está aprobada y no se modifica" in text(client.get(response["Location"]))


def test_returning_it_shows_the_remarks_to_who_prepares(cast: Cast) -> None:
    version = factories.submitted(cast)

    assert post("return", version, cast.diana, remarks="Falta la línea base.").status_code == 302

    response = show(version, cast.ana)
    assert "Fue devuelta para corregir" in text(response)
    assert "Falta la línea base." in text(response)
    assert buttons(response)[0] == "Enviar a aprobación"


def test_returning_it_without_remarks_is_refused(cast: Cast) -> None:
    version = factories.submitted(cast)

    with nothing_changed():
        response = post("return", version, cast.diana, remarks="  ")

    assert response.status_code == 422
    assert "Escriba qué debe corregirse: quien lo preparó lo leerá." in text(response)


def test_returning_a_draft_keeps_the_remarks_typed(cast: Cast) -> None:
    version = factories.submitted(cast)
    actions.return_version(version, remarks="Falta.", by=cast.diana.access)

    with nothing_changed():
        response = post("return", version, cast.diana, remarks="Falta la línea base.")

    assert response.status_code == 422
    assert "Todavía es un borrador" in text(response)


def test_remarks_too_long_are_refused_and_stay(cast: Cast) -> None:
    version, remarks = factories.submitted(cast), "a" * 1001

    with nothing_changed():
        response = post("return", version, cast.diana, remarks=remarks)

    assert response.status_code == 422
    assert "Use hasta 1.000 letras." in text(response)
    assert typed(response, "remarks") == remarks


def test_discarding_the_own_draft_leaves_the_one_in_force(cast: Cast) -> None:
    plan = factories.approved(cast)
    version = factories.reopened(cast, plan)
    assert "Descartar borrador" in buttons(show(version, cast.ana))

    response = cast.ana.client().post(to("discard", plan.public_id), follow=True)

    assert messages(response) == ["Borrador descartado."]
    assert [v.status for v in plan.versions.all()] == ["in_force"]


def test_the_draft_of_another_is_not_discarded(cast: Cast) -> None:
    version = factories.reopened(cast, factories.approved(cast))

    with nothing_changed():
        response = post("discard", version, cast.bruno)

    assert response.status_code == 422
    assert "En este borrador escribió también otra persona" in text(response)


def test_the_first_version_offers_no_discarding(cast: Cast) -> None:
    version = factories.draft(cast)
    assert "Descartar borrador" not in buttons(show(version, cast.ana))

    with nothing_changed():
        response = post("discard", version, cast.ana)

    assert response.status_code == 422
    assert "Es la primera versión del programa y no se descarta" in text(response)
