"""A plan as it was on another day: looked at, never acted on."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from minga.workplan import actions
from minga.workplan.models import WorkPlan
from tests.conftest import Cast, Somebody
from tests.workplan import factories
from tests.workplan.pages import Response, all_words, buttons, page, text, to, typed

MAY = date(2007, 5, 2)
STEPS = '//td[contains(@class, "act")]'


def show(plan: WorkPlan, by: Somebody, day: str, **more: str) -> Response:
    response = by.client().get(to("plan", plan.public_id), {"al": day} | more)
    assert response.status_code == 200
    return response


def score(response: Response) -> str:
    return all_words(response, '//p[@class="lede"]')[0].partition(".")[0]


def proved_in_may(cast: Cast) -> WorkPlan:
    plan = factories.approved(cast, ((60, 40),))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno, on=MAY)
    factories.uploaded(factories.line(plan, 1), cast.ana, on=MAY)
    return plan


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2007-05-01", "0 de 2 actividades cumplidas: 0 % ganado"),
        ("2007-05-02", "1 de 2 actividades cumplidas: 60 % ganado"),
        ("2007-11-30", "1 de 2 actividades cumplidas: 60 % ganado"),
        ("2008-02-01", "1 de 2 actividades cumplidas: 60 % ganado"),
        ("ayer", "1 de 2 actividades cumplidas: 60 % ganado"),
    ],
)
def test_it_says_how_it_went_that_day(cast: Cast, day: str, says: str) -> None:
    assert score(show(proved_in_may(cast), cast.gaby, day)) == says


def test_the_future_is_not_looked_at(cast: Cast) -> None:
    """A demonstration may hold facts of days that are still to come."""
    plan, later = factories.approved(cast), date(2007, 12, 3)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno, on=later)

    response = show(plan, cast.gaby, "2007-12-10")

    assert score(response) == "0 de 2 actividades cumplidas: 0 % ganado"
    assert typed(response, "al") == "2007-11-30"


def test_the_day_stays_in_the_form_and_in_the_chips(cast: Cast) -> None:
    response = show(proved_in_may(cast), cast.gaby, "2007-05-02")

    assert typed(response, "al") == "2007-05-02"
    assert "Así estaba el programa al 02-05-2007. Volver a hoy" in text(response)
    links = [link.get("href") for link in page(response).xpath('//a[@class="chip"]')]
    assert all("al=2007-05-02" in link for link in links)


def test_nothing_is_done_in_the_past(cast: Cast) -> None:
    response = show(proved_in_may(cast), cast.bruno, "2007-05-02")

    assert set(all_words(response, STEPS)) == {""}
    assert buttons(response) == ["Ver puntaje"]
    assert all_words(response, '//div[@class="acts"]/a') == []


def test_today_is_not_the_past(cast: Cast) -> None:
    response = show(proved_in_may(cast), cast.bruno, "2007-11-30")

    assert "Verificar la evidencia de 1.2" in all_words(response, STEPS)
    assert "Así estaba el programa" not in text(response)


def test_before_the_approval_it_says_so_and_nothing_is_earned(cast: Cast) -> None:
    response = show(proved_in_may(cast), cast.gaby, "2007-03-29")

    assert score(response) == "0 de 2 actividades cumplidas: 0 % ganado"
    assert "Al 29-03-2007 el programa todavía no se aprobaba" in text(response)


def test_it_shows_the_version_that_ruled_that_day(cast: Cast) -> None:
    plan = factories.approved(cast)
    draft = factories.reopened(cast, plan)
    activity = factories.activities_of(draft)[0]
    values = factories.values(cast, weight=50, title="Otra cosa")
    actions.change_activity(activity, values, revision=0, by=cast.ana.access)
    factories.sign(cast, factories.send(cast, draft))

    before, after = (show(plan, cast.gaby, day) for day in ("2007-06-14", "2007-06-15"))

    assert "Otra cosa" not in text(before)
    assert "Otra cosa" in text(after)


def test_the_form_of_another_day_says_its_day(cast: Cast) -> None:
    plan = proved_in_may(cast)
    url = to("form", plan.public_id, "docx")

    said = []
    for day in ("2007-05-01", "2007-05-02"):
        content = cast.gaby.client().get(url, {"al": day}).content
        said.append(
            " ".join("\n".join(p.text for p in Document(BytesIO(content)).paragraphs).split())
        )

    assert "01-05-2007" in said[0]
    assert "0 % de 100 %" in said[0]
    assert "60 % de 100 %" in said[1]
