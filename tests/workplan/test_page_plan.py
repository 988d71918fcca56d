"""The page of a plan in force: how it goes, what is missing, what this person can do."""

from datetime import date
from typing import Any

import pytest

from minga.workplan.models import WorkPlan
from tests.conftest import Cast, Somebody
from tests.workplan import factories
from tests.workplan.by_hand import Made
from tests.workplan.pages import Response, all_words, buttons, page, text, to

ROWS = '//section[@id="actividades"]//tbody/tr[not(contains(@class, "grp"))]'


def show(plan: WorkPlan, by: Somebody, shown: str = "") -> Response:
    response = by.client().get(to("plan", plan.public_id), {"evidencia": shown})
    assert response.status_code == 200
    return response


def lede(response: Response) -> str:
    (sentence,) = all_words(response, '//p[@class="lede"]')
    return sentence


def test_its_first_line_says_how_it_goes_and_what_is_missing(cast: Cast) -> None:
    plan = factories.approved(cast, ((10, 10),) * 5)
    for position in range(5):
        line = factories.line(plan, position)
        factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    for position in (5, 6, 7):
        factories.uploaded(factories.line(plan, position), cast.ana)

    assert lede(show(plan, cast.gaby)) == (
        "5 de 10 actividades cumplidas: 50 % ganado. "
        "Faltan 50 puntos y 3 evidencias por verificar. Quedan 31 días."
    )


def test_it_speaks_in_the_singular_of_one(cast: Cast, settings: Any) -> None:
    settings.TODAY = date(2007, 12, 30)
    plan = factories.approved(cast, ((99, 1),))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)
    factories.uploaded(factories.line(plan, 1), cast.ana)

    assert lede(show(plan, cast.ana)) == (
        "1 de 2 actividades cumplidas: 99 % ganado. "
        "Falta 1 punto y 1 evidencia por verificar. Queda 1 día."
    )


def test_with_everything_fulfilled_nothing_is_missing(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    response = show(plan, cast.ana)

    assert lede(response) == "1 de 1 actividad cumplida: 100 % ganado. Quedan 31 días."
    assert "Todas las actividades cumplen." in text(response)


def test_it_shows_the_day_one_is_living_in(cast: Cast, settings: Any) -> None:
    plan = factories.approved(cast)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    settings.TODAY = date(2007, 11, 29)

    assert lede(show(plan, cast.ana)).startswith("0 de 2 actividades cumplidas: 0 % ganado.")


def test_each_row_says_status_proof_and_points(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),), evidence_needed=2)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    first, second = all_words(show(plan, cast.gaby), ROWS)

    assert first == (
        "1.1 Actualizar los planes SEREMI sin informar incompleta, 1 de 230-11-2007 60 0"
    )
    assert second == "1.2 Actualizar los planes SEREMI sin informar falta, 0 de 2 40 0"


def test_the_objectives_and_the_total_add_up(cast: Cast) -> None:
    plan = factories.approved(cast, ((60,), (40,)))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    response = show(plan, cast.gaby)

    assert "Total 60 de 100" in text(response)
    assert "Total del programa 100 60" in text(response)
    assert "El objetivo 2 aún no gana puntos" in all_words(response, "//h2")


def test_who_uploaded_is_told_so_and_another_is_offered_to_verify(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),))
    factories.uploaded(factories.line(plan), cast.ana)
    step = '//td[contains(@class, "act")]'

    assert all_words(show(plan, cast.ana), step) == ["La cargó usted"]
    assert all_words(show(plan, cast.bruno), step) == ["Verificar la evidencia de 1.1"]
    for reader in (cast.sofia, cast.diana, cast.gaby, cast.marta):
        assert all_words(show(plan, reader), step) == [""]


def test_the_next_step_is_to_verify_what_others_uploaded(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    factories.uploaded(factories.line(plan, 1), cast.ana)
    pri = '//div[@class="acts"]/a[contains(@class, "pri")]'

    assert all_words(show(plan, cast.ana), pri) == []
    assert all_words(show(plan, cast.bruno), pri) == ["Verificar la evidencia de 1.2"]
    (link,) = page(show(plan, cast.bruno)).xpath(pri)
    assert cast.bruno.client().get(link.get("href")).status_code == 200


@pytest.mark.parametrize(("who", "offered"), [("ana", 1), ("sofia", 1), ("diana", 0), ("gaby", 0)])
def test_what_has_no_evidence_is_for_who_may_upload_it(cast: Cast, who: str, offered: int) -> None:
    plan = factories.approved(cast, ((100,),))

    response = show(plan, cast.everybody()[who])

    assert len(all_words(response, '//a[starts-with(., "Cargar")]')) == offered


def test_what_was_returned_is_corrected(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),))
    factories.returned(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    response = show(plan, cast.ana)

    assert all_words(response, ROWS + "//a")[1:] == ["Corregir la evidencia de 1.1"]
    assert "Devuelta: Falta la firma." in text(response)


def test_the_chips_filter_the_rows(made: Made) -> None:
    def codes(shown: str) -> list[str]:
        rows = all_words(show(made.plan, made.cast.ana, shown), ROWS)
        return [row[:3] for row in rows]

    assert codes("") == ["1.1", "1.2", "1.3"]
    assert codes("por-verificar") == ["1.2"]
    assert codes("por-corregir") == ["1.3"]
    chips = all_words(show(made.plan, made.cast.ana), '//a[@class="chip"]')
    assert chips == ["Todas 3", "Por verificar 1", "Devueltas o sin evidencia 1"]


def test_the_chip_in_use_is_marked_and_an_empty_one_says_so(cast: Cast) -> None:
    response = show(factories.approved(cast), cast.ana, "por-verificar")

    assert all_words(response, '//a[@aria-current="true"]') == ["Por verificar 0"]
    assert "Ninguna actividad está así. Ver todas" in text(response)
    assert "Total del programa 100 0" in text(response)


def test_an_open_version_is_told_to_those_who_see_drafts_only(made: Made) -> None:
    notice = "La versión 3 está en borrador. Mientras no se apruebe rige esta."

    for who in ("ana", "diana"):
        assert notice in text(show(made.plan, made.cast.everybody()[who]))
    for who in ("sofia", "gaby", "marta", "aldo", "nora"):
        assert "versión 3" not in text(show(made.plan, made.cast.everybody()[who]))


LOOK = "Ver puntaje"


def test_a_modification_is_prepared_where_none_is_open_by_who_may(cast: Cast) -> None:
    plan = factories.approved(cast)
    assert buttons(show(plan, cast.ana)) == [LOOK, "Preparar modificación"]
    assert buttons(show(plan, cast.diana)) == buttons(show(plan, cast.gaby)) == [LOOK]

    response = cast.ana.client().post(to("start_draft", plan.public_id), follow=True)

    assert "Programa de trabajo 2007, versión 2" in text(response)
    assert buttons(show(plan, cast.ana)) == [LOOK]


def test_preparing_a_second_modification_leads_to_the_one_that_is_open(made: Made) -> None:
    client = made.cast.bruno.client()

    response = client.post(to("start_draft", made.plan.public_id), follow=True)

    assert "La versión 3 todavía no se aprueba: abra esa." in response.content.decode()
    assert made.plan.versions.count() == 3


def test_the_last_movements_are_told_without_what_a_draft_says(made: Made) -> None:
    moves = (
        '//section[h2="Últimos movimientos"]//li | //section[header/h2="Últimos movimientos"]//li'
    )

    own = all_words(show(made.plan, made.cast.ana), moves)
    others = all_words(show(made.plan, made.cast.gaby), moves)

    assert own[0].startswith("30-11-2007 B. Díaz devolvió la evidencia de 1.3")
    assert len(own) == len(others) == 6
    assert any("abrió la versión 3" in line for line in own)
    assert not any("versión 3" in line for line in others)


def test_a_plan_in_preparation_leads_to_its_draft(cast: Cast) -> None:
    plan = factories.draft(cast).plan

    response = cast.ana.client().get(to("plan", plan.public_id))

    assert response.headers["location"] == to("draft", plan.public_id)
