"""The pages of progress, as people use them."""

import pytest
from django.urls import reverse

from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.models import MonthClosing, MonthReport, MonthSpending
from tests.budget.factories import line_item
from tests.conftest import Cast, Somebody
from tests.snapshot import written_once
from tests.works.factories import programmer
from tests.works.factories import project as made
from tests.works.progress.factories import (
    LAND,
    NOVEMBER,
    OCTOBER,
    in_force,
    inspector,
    picture,
    report,
    said,
    spend,
    works_head,
)

SAID = {"physical": "45,5", "text": "Se hormigonó la calzada."}


@written_once
def ivan(cast: Cast) -> Somebody:
    return inspector(cast.serviu)


@written_once
def project(cast: Cast) -> Project:
    project = made(cast)
    in_force(project, cast, {OCTOBER: 1000}, {OCTOBER: 5000, NOVEMBER: 10_000})
    return project


def at(name: str, *args: object) -> str:
    return reverse(f"progress:{name}", args=args)


def test_a_month_is_reported_from_a_phone(project: Project, ivan: Somebody) -> None:
    url = at("report", project.public_id, OCTOBER)
    photos = {
        "photo": picture("a.png").file,
        "taken_on": "2007-10-30",
        "place": "Esquina norte",
    }

    answer = ivan.client().post(url, SAID | photos)

    assert (answer.status_code, answer.headers["Location"]) == (302, url)
    found = MonthReport.objects.get()
    assert (found.physical, found.photos.count()) == (4550, 1)
    page = ivan.client().get(url).content.decode()
    assert "45,5&nbsp;%" in page
    assert "debía llevar 50&nbsp;%" in page
    assert "Esquina norte" in page


def test_pictures_say_when_and_where(project: Project, ivan: Somebody) -> None:
    url = at("report", project.public_id, OCTOBER)

    answer = ivan.client().post(url, SAID | {"photo": picture().file})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Diga qué día se tomó" in page
    assert "Escriba dónde se tomó" in page
    assert "Se hormigonó la calzada." in page
    assert not MonthReport.objects.exists()


def test_who_comes_second_keeps_what_was_typed(project: Project, ivan: Somebody) -> None:
    url = at("report", project.public_id, OCTOBER)
    report(project, ivan, physical=4000)

    answer = ivan.client().post(url, {"physical": "47", "text": "Se pintó."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ya fue informado por" in page
    assert 'value="47"' in page
    assert "Se pintó." in page
    assert "Guardar corrección" in page


def test_a_correction_over_another_shows_both(project: Project, ivan: Somebody) -> None:
    found = report(project, ivan, physical=4000)
    actions.correct_report(found, said(3000), reason="Se midió mal", by=ivan.access)
    url = at("correct", project.public_id, OCTOBER)
    sent = SAID | {"reason": "Otra medición", "seen": 0}

    answer = ivan.client().post(url, sent)
    again = ivan.client().post(url, sent | {"seen": 1})

    assert answer.status_code == 409
    assert "Ahora dice" in answer.content.decode()
    assert again.status_code == 302
    assert MonthReport.objects.get().physical == 4550


def test_nothing_is_corrected_before_it_is_reported(project: Project, ivan: Somebody) -> None:
    for name in ("correct", "pictures"):
        answer = ivan.client().post(at(name, project.public_id, OCTOBER), SAID)

        assert answer.headers["Location"] == at("report", project.public_id, OCTOBER)


@pytest.mark.parametrize("month", ["2007-13", "octubre", "1889-01", "2007-1"])
def test_a_month_that_is_none_is_not_found(project: Project, ivan: Somebody, month: str) -> None:
    assert ivan.client().get(at("report", project.public_id, month)).status_code == 404


def test_in_a_closed_month_nothing_is_offered(cast: Cast, project: Project, ivan: Somebody) -> None:
    report(project, ivan)
    actions.close_month(cast.serviu, OCTOBER, by=works_head(cast.serviu).access)

    page = ivan.client().get(at("report", project.public_id, OCTOBER)).content.decode()
    refused = ivan.client().post(at("report", project.public_id, OCTOBER), SAID)

    assert "mes cerrado" in page
    assert "Guardar corrección" not in page
    assert refused.status_code == 409


def test_the_board_says_who_is_missing(cast: Cast, project: Project, ivan: Somebody) -> None:
    other = made(cast, name="Otra calle")
    in_force(other, cast, {OCTOBER: 1000}, {OCTOBER: 10_000})
    report(project, ivan)
    client = cast.ana.client()

    page = client.get(f"{at('board')}?mes=2007-10").content.decode()
    missing = client.get(f"{at('board')}?mes=2007-10&ver=faltan").content.decode()

    assert "<b>1</b> de 2 proyectos en curso con informe" in page
    assert page.index("Otra calle") < page.index(project.name)
    assert project.name not in missing


def test_a_month_is_closed_and_reopened(cast: Cast, project: Project) -> None:
    olga = works_head(cast.serviu)
    close = {"month": str(OCTOBER), "remark": ""}

    short = olga.client().post(at("close"), close)
    done = olga.client().post(at("close"), close | {"remark": "Inspector con licencia"})
    closing = MonthClosing.objects.get()
    reopened = cast.diana.client().post(at("reopen", closing.public_id), {"reason": "Llegó"})

    assert (short.status_code, done.status_code, reopened.status_code) == (422, 302, 302)
    assert "Falta 1 informe" in short.content.decode()
    closing.refresh_from_db()
    assert closing.reopened_because == "Llegó"


def test_spending_is_written_and_taken_back(cast: Cast, project: Project) -> None:
    paula = programmer(cast.serviu)
    url = at("spendings", project.public_id)
    sent = {
        "line_item": line_item(LAND).pk, "month": "2007-10", "amount": "5.000.000",
        "detail": "Expropiación lote 4", "reference": "Res. Ex. 640",
    }  # fmt: skip

    wrong = paula.client().post(url, sent | {"amount": "0"})
    done = paula.client().post(url, sent)
    row = MonthSpending.objects.get()
    back = paula.client().post(at("take_back", row.public_id), {"reason": "De otro proyecto"})
    again = paula.client().post(at("take_back", row.public_id), {"reason": "De otro proyecto"})

    assert (wrong.status_code, done.status_code, back.status_code) == (422, 302, 302)
    assert again.status_code == 422
    assert [spent.amount for spent in MonthSpending.objects.order_by("pk")] == [
        5_000_000, -5_000_000,
    ]  # fmt: skip


def test_the_curve_and_earned_value_in_words(cast: Cast, project: Project, ivan: Somebody) -> None:
    report(project, ivan, physical=2500)
    spend(project, programmer(cast.serviu), 400_000)

    page = cast.ana.client().get(at("project", project.public_id)).content.decode()

    assert "En octubre de 2007 lleva 25 % y debía llevar 50 %" in page
    assert "de cada $ 100 que debían estar hechos, están 50: va atrasado" in page.lower()
    assert "A este ritmo termina en <b>enero de 2008</b>, 2 meses después" in page
    assert "Si lo que queda cuesta como lo hecho, faltarán M$ 600." in page


def test_the_portfolio_adds_up(cast: Cast, project: Project) -> None:
    spend(project, programmer(cast.serviu), 400_000)
    client = cast.ana.client()

    page = client.get(f"{at('portfolio')}?por=arrastre&desde=2007-10&hasta=2007-10")
    turned = client.get(f"{at('portfolio')}?por=arrastre&desde=2007-11&hasta=2007-10")

    for answer in (page, turned):
        assert (
            'programado <b class="nw">M$ 1.000</b>, gastado <b class="nw">M$ 400</b>, 40&nbsp;%'
            in (answer.content.decode())
        )
    assert client.get(f"{at('portfolio')}?por=nada").status_code == 404
    assert client.get(f"{at('portfolio')}?lugar=barrio").status_code == 404
