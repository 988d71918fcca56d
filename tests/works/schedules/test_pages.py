"""The pages of a programme: the sheet that is typed, its milestones, what is wrong and where."""

from datetime import date
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from minga.core.approvals.rounds import seen_of
from minga.core.models import Event
from minga.works import checking
from minga.works.checking import Finding, Severity
from minga.works.models import Project
from minga.works.schedules import actions
from minga.works.schedules.awaiting import find
from minga.works.schedules.models import ScheduleVersion
from tests.budget.factories import line_item
from tests.conftest import TODAY, Cast, Somebody
from tests.snapshot import written_once
from tests.works.factories import CIVIL_WORKS, cost, paid_for, programmer, project
from tests.works.schedules.factories import (
    DAYS,
    JUNE,
    approved,
    drafted,
    reprogrammed,
    sent,
    written,
)

CELL = "31-02-004/2008-06"


@written_once
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@written_once
def made(cast: Cast, paula: Somebody) -> Project:
    return paid_for(project(cast, by=paula), paula)


def at(name: str, made: Project, *more: object, year: int = 0) -> str:
    address = reverse(f"schedules:{name}", args=[made.public_id, *more])
    return f"{address}?ano={year}" if year else address


def tree(answer: Any) -> Any:
    return lxml.html.fromstring(answer.content)


def text(answer: Any) -> str:
    return " ".join(tree(answer).xpath("//main")[0].text_content().split())


def value(answer: Any, name: str) -> str:
    return str(tree(answer).xpath(f"//input[@name='{name}']/@value")[0])


def post(client: Client, made: Project, *, year: int = 2008, **cells: object) -> Any:
    said = {name.replace("__", "/"): typed for name, typed in cells.items()}
    return client.post(at("write", made, year=year), said)


def amounts(draft: ScheduleVersion) -> dict[str, int]:
    return {str(row): row.amount for row in draft.amounts.select_related("line_item")}


def test_the_baseline_begins_with_a_button(paula: Somebody, made: Project) -> None:
    client = paula.client()
    assert "Preparar línea base" in text(client.get(at("schedule", made)))

    answer = client.post(at("start_draft", made))
    assert answer.url == at("draft", made)
    page = client.get(at("draft", made))
    assert "Programación 2008" in text(page)
    assert "Falta el monto de algún mes y el avance físico." in text(page)
    assert client.get(at("start_draft", made)).url == at("draft", made)


def test_a_year_is_typed_and_kept(paula: Somebody, made: Project) -> None:
    draft = drafted(made, paula)
    cells = {CELL: "200.000", "31-02-004/2008-07": " M$ 300000 ", "31-02-004/2008-08": "–"}
    cells |= {"fisico/2008-06": "40,25", "fisico/2008-07": "100 %", "revision": "0"}
    client = paula.client()

    assert client.post(at("write", made, year=2008), cells).url == at("draft", made, year=2008)
    assert amounts(draft) == {
        "31-02-004 2008-06": 200_000_000,
        "31-02-004 2008-07": 300_000_000,
    }
    assert [row.accumulated for row in draft.progress.all()] == [40_25, 100_00]
    page = client.get(at("draft", made, year=2008))
    assert (value(page, CELL), value(page, "fisico/2008-06")) == ("200.000", "40,25")
    assert "El programa suma M$ 500.000 y llega a 100 % en diciembre de 2008" in text(page)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        (CELL, "zzz", "Se esperaba un monto en miles de pesos, como «1.234», y dice «zzz»."),
        (CELL, "1,5", "tiene decimales"),
        (CELL, "-5", "es menos que cero"),
        (CELL, "$ 1.000", "Se esperaba un monto en miles de pesos"),
        (CELL, "200\t300", "Vienen varias celdas en una"),
        ("fisico/2008-06", "20\r\n30", "Vienen varias celdas en una"),
        (CELL, "9" * 17, "es demasiado grande"),
        (CELL, "=1+1", "y dice «=1+1»"),
        ("fisico/2008-06", "100,01", "no está entre 0 y 100 %"),
        ("fisico/2008-06", "1,234", "tiene más de 2 decimales"),
        ("fisico/2008-06", "cien", "Se esperaba un porcentaje, como «42,5», y dice «cien»."),
    ],
)
def test_what_can_not_be_read_stays_typed_and_says_why(
    paula: Somebody, made: Project, name: str, typed: str, sentence: str
) -> None:
    draft = drafted(made, paula)
    cells = {"31-02-004/2008-07": "300", name: typed, "revision": "0"}
    answer = paula.client().post(at("write", made, year=2008), cells)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert value(answer, "31-02-004/2008-07") == "300"
    wrong = tree(answer).xpath("//input[@aria-invalid='true']")
    assert [cell.get("name") for cell in wrong] == [name]
    described = wrong[0].get("aria-describedby")
    assert sentence in tree(answer).xpath(f"//*[@id='{described}']")[0].text_content()
    assert not amounts(draft)


def test_a_form_that_brings_nothing_changes_nothing(paula: Somebody, made: Project) -> None:
    draft = written(drafted(made, paula), paula)
    before = amounts(draft)

    assert paula.client().post(at("write", made, year=2008), {}).status_code == 409
    revision = {"revision": draft.revision}
    assert paula.client().post(at("write", made, year=2008), revision).status_code == 302
    assert amounts(draft) == before


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "²"])
def test_a_form_that_says_not_what_it_saw_is_stale(
    paula: Somebody, made: Project, revision: str
) -> None:
    draft = drafted(made, paula)
    answer = paula.client().post(at("write", made), {CELL: "7", "revision": revision})

    assert answer.status_code == 409
    assert not amounts(draft)


@pytest.mark.parametrize("year", ["0", "1949", "2101", "99999", "x", "²", "", "-1"])
def test_a_year_that_is_not_of_ours_shows_the_nearest(
    paula: Somebody, made: Project, year: str
) -> None:
    drafted(made, paula)
    answer = paula.client().get(f"{at('draft', made)}?ano={year}")

    assert answer.status_code == 200
    assert "Programación 2008" in text(answer)


@pytest.mark.parametrize("year", [1950, 2100])
def test_the_first_and_the_last_year(paula: Somebody, made: Project, year: int) -> None:
    draft = drafted(made, paula)
    client = paula.client()

    assert client.get(at("draft", made, year=year)).status_code == 200
    cells = {f"31-02-004/{year}-01": "5", "revision": "0"}
    assert client.post(at("write", made, year=year), cells).status_code == 302
    assert amounts(draft) == {f"31-02-004 {year}-01": 5000}


def test_two_persons_at_one_sheet(cast: Cast, paula: Somebody, made: Project) -> None:
    draft = drafted(made, paula)
    other = programmer(cast.serviu)
    works = line_item(CIVIL_WORKS)
    actions.write_months(draft, {(works, JUNE): 5000}, {}, revision=0, by=other.access)
    client = paula.client()

    answer = client.post(at("write", made, year=2008), {CELL: "7", "revision": "0"})
    assert answer.status_code == 409
    assert "guardó cambios aquí mientras usted escribía" in text(answer)
    assert "Obras civiles, junio de 2008, M$" in text(answer)
    assert (value(answer, CELL), value(answer, "revision")) == ("7", "1")
    # The same figure is no conflict.
    answer = client.post(at("write", made, year=2008), {CELL: "5", "revision": "0"})
    assert answer.status_code == 302
    # To save again is a decision.
    client.post(at("write", made, year=2008), {CELL: "7", "revision": "1"})
    assert amounts(draft) == {"31-02-004 2008-06": 7000}


def test_a_row_more_without_losing_what_was_typed(paula: Somebody, made: Project) -> None:
    draft = drafted(made, paula)
    cells = {CELL: "7", "revision": "0", "agregar": "31-02-001"}
    answer = paula.client().post(at("write", made, year=2008), cells)

    assert answer.status_code == 200
    assert (value(answer, CELL), value(answer, "31-02-001/2008-01")) == ("7", "")
    assert not amounts(draft)
    cells = {CELL: "7", "revision": "0", "agregar": "99-99-999"}
    assert paula.client().post(at("write", made, year=2008), cells).status_code == 200
    # A cell of nobody is not written.
    paula.client().post(at("write", made, year=2008), {"99-99-999/2008-01": "7", "revision": "0"})
    assert not amounts(draft)


def test_what_is_sent_meanwhile_is_no_longer_typed(paula: Somebody, made: Project) -> None:
    draft = sent(made, paula)
    client = paula.client()
    answer = client.post(at("write", made), {CELL: "7", "revision": draft.revision}, follow=True)

    assert "Está enviada a aprobación" in answer.content.decode()
    page = client.get(at("draft", made, year=2008))
    assert not tree(page).xpath("//input[@name='31-02-004/2008-06']")
    assert client.post(at("milestones", made), {"revision": 0}).status_code == 422


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    found: list[Finding] = []
    monkeypatch.setattr(checking, "_reviews", [lambda project, version: found])
    return found


def test_what_the_review_finds_stands_at_its_cell(
    paula: Somebody, made: Project, wrong: list[Finding]
) -> None:
    draft = written(drafted(made, paula), paula)
    wrong += [
        Finding("A1", Severity.STOPS, "Falta M$ 1.", "Por ley.", "Corregir el mes", "/x/", CELL),
        Finding("A2", Severity.WARNS, "Crece mucho.", "", "Justificar", "/y/", "fisico/2008-07"),
        Finding(
            "A3", Severity.STOPS, "La licitación va antes.", "DS 236", "Mover el hito", "/z/",
            "hito/Contrato 1/2/bidding",
        ),
        Finding("A4", Severity.WARNS, "Sin RATE.", "", "Registro", "/r/"),
    ]  # fmt: skip
    page = paula.client().get(at("draft", made, year=2008))

    found = tree(page)
    cell = found.xpath(f"//input[@name='{CELL}']")[0]
    assert "bad" in cell.getparent().get("class")
    message = found.xpath(f"//*[@id='{cell.get('aria-describedby')}']")[0]
    assert "Impide enviar" in message.text_content()
    assert "Falta M$ 1. Por ley." in message.text_content()
    assert message.xpath(".//a/@href") == ["/x/"]
    assert "warn" in found.xpath("//input[@name='fisico/2008-07']/..")[0].get("class")
    assert found.xpath("//td[contains(@class, 'bad')]//b[text()='Licitación 2']")
    assert "2 errores impiden enviarlo y 2 advertencias piden justificación" in text(page)
    assert "Sin RATE." in text(page)

    answer = paula.client().post(at("submit", made), {})
    assert answer.status_code == 422
    assert "No se puede enviar" in text(answer)
    draft.refresh_from_db()
    assert draft.status == "draft"
    del wrong[:]
    assert paula.client().post(at("submit", made), {}).status_code == 302


def test_it_is_approved_on_its_page_by_another(cast: Cast, paula: Somebody, made: Project) -> None:
    version = sent(made, paula)
    diana = cast.diana.client()
    assert "Aprobar" in text(diana.get(at("draft", made)))

    answer = diana.post(at("return", made), {"seen": seen_of(version), "remarks": ""})
    assert answer.status_code == 422
    diana.post(at("return", made), {"seen": seen_of(version), "remarks": "Falta el terreno"})
    (told,) = find(paula.access, TODAY)
    assert (told.verb, told.note) == ("Corregir programa", "Devuelto: Falta el terreno")
    assert not list(find(cast.ana.access, TODAY))
    paula.client().post(at("submit", made), {})
    version.refresh_from_db()
    answer = diana.post(at("pass", made), {"seen": seen_of(version)}, follow=True)
    assert "Programa aprobado: rige la línea base." in answer.content.decode()
    assert "Rige la línea base" in text(answer)
    assert not list(find(paula.access, TODAY))


def test_what_waits_for_the_head_is_in_her_work(cast: Cast, paula: Somebody, made: Project) -> None:
    sent(made, paula)

    assert f"Programa de {made}, línea base" in text(cast.diana.client().get("/"))


def test_a_reprogramming_asks_its_reason(cast: Cast, paula: Somebody, made: Project) -> None:
    approved(cast, made, paula)
    client = paula.client()

    answer = client.post(at("start_draft", made), {"reason": " "})
    assert answer.status_code == 422
    client.post(at("start_draft", made), {"reason": "Lluvias", "empty": "si"})
    draft = made.schedule.versions.get(number=2)
    assert (draft.reason, amounts(draft)) == ("Lluvias", {})
    answer = client.post(at("reason", made), {"reason": "Paro", "revision": "7"})
    assert answer.status_code == 409
    client.post(at("reason", made), {"reason": "Paro", "revision": "0"})
    draft.refresh_from_db()
    assert draft.reason == "Paro"


def milestones(**more: str) -> dict[str, str]:
    said = {"revision": "0", "c0-slot": "Contrato 1", "c0-r1-outcome": "awarded"}
    return said | {name.replace("_", "-", 1): day for name, day in more.items()}


def test_milestones_are_written_by_contract_and_round(paula: Somebody, made: Project) -> None:
    draft = drafted(made, paula)
    client = paula.client()
    said = milestones(c0_contract="2008-05-20")
    said |= {"c0-r1-outcome": "deserted", "c0-r1-bidding": "2008-03-03"}
    said |= {"c0-r2-outcome": "awarded", "c0-r2-bidding": "07-04-2008"}
    said |= {"c1-slot": "Inspección", "c1-r1-outcome": "direct", "c1-r1-award": "2008-05-02"}

    assert client.post(at("milestones", made), said).url == at("draft", made)
    kept = set(draft.milestones.values_list("slot", "round", "kind", "outcome", "on"))
    assert kept == {
        ("Contrato 1", 1, "bidding", "deserted", date(2008, 3, 3)),
        ("Contrato 1", 2, "bidding", "awarded", date(2008, 4, 7)),
        ("Contrato 1", 0, "contract", "", date(2008, 5, 20)),
        ("Inspección", 1, "award", "direct", date(2008, 5, 2)),
    }
    page = client.get(at("milestones", made))
    assert value(page, "c0-r2-bidding") == "2008-04-07"
    stays = said | {"revision": "1", "seguir": "si"}
    assert client.post(at("milestones", made), stays).url == at("milestones", made)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"c0-slot": "", "c0-contract": "2008-05-20"}, "Escriba cómo se llama"),
        ({"c1-slot": "Otro"}, "«Otro» no tiene ninguna fecha"),
        (
            {"c0-contract": "2008-05-20", "c1-slot": "Contrato 1", "c1-start": "2008-05-20"},
            "ya es el nombre de otro contrato",
        ),
        ({"c0-contract": "31-02-2008"}, "Escriba la fecha como dd-mm-aaaa."),
        ({"c0-contract": "2101-01-01"}, "va de 1950 a 2100"),
        ({"c0-contract": "0001-01-01"}, "Revise el año"),
        ({"c0-r1-outcome": "deserted"}, "Escriba su fecha"),
        (
            {"c0-r1-outcome": "deserted", "c0-r1-award": "2008-05-20"},
            "Una ronda desierta no se adjudica",
        ),
        (
            {"c0-r1-outcome": "direct", "c0-r1-opening": "2008-05-20"},
            "Un trato directo no se licita",
        ),
        ({"c0-r1-outcome": "otra", "c0-r1-award": "2008-05-20"}, "Escoja una opción válida"),
        ({"revision": ""}, "Complete"),
    ],
)
def test_milestones_that_can_not_be(
    paula: Somebody, made: Project, said: dict[str, str], sentence: str
) -> None:
    draft = drafted(made, paula)
    answer = paula.client().post(at("milestones", made), milestones() | said)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not draft.milestones.exists()


def test_two_persons_at_the_milestones(cast: Cast, paula: Somebody, made: Project) -> None:
    draft = drafted(made, paula)
    actions.write_milestones(draft, DAYS, by=programmer(cast.serviu).access)
    answer = paula.client().post(at("milestones", made), milestones(c0_contract="2008-01-01"))

    assert answer.status_code == 409
    assert value(answer, "c0-contract") == "2008-01-01"
    assert draft.milestones.count() == len(DAYS)


def test_versions_are_compared(cast: Cast, paula: Somebody, made: Project) -> None:
    approved(cast, made, paula)
    client = cast.ana.client()
    assert client.get(at("compare", made)).status_code == 404
    reprogrammed(cast, made, paula)

    page = text(client.get(at("compare", made)))
    assert "De la línea base a la reprogramación 1" in page
    assert "se atrasa 14 días" in page
    assert "El total no cambia." in page
    back = text(client.get(f"{at('compare', made)}?de=2&a=1"))
    assert "se adelanta 14 días" in back
    for asked in ("de=9", "a=x", "de=²"):
        assert client.get(f"{at('compare', made)}?{asked}").status_code == 404


def test_a_draft_is_of_who_prepares_and_who_approves(
    cast: Cast, paula: Somebody, made: Project
) -> None:
    drafted(made, paula)
    seen = {who: who.client().get(at("draft", made)).status_code for who in (paula, cast.diana)}
    assert set(seen.values()) == {200}
    assert cast.ana.client().get(at("draft", made)).status_code == 404
    page = text(cast.ana.client().get(at("schedule", made)))
    assert "Todavía no hay un programa" in page
    assert "borrador" not in page


def test_the_history_of_a_draft_is_of_who_sees_it(
    cast: Cast, paula: Somebody, made: Project
) -> None:
    written(drafted(made, paula), paula)
    address = reverse("core:history", args=["programa-de-un-proyecto", made.schedule.public_id])
    assert "escribió los meses de la versión 1" in text(paula.client().get(address))
    assert "escribió los meses" not in text(cast.ana.client().get(address))
    assert Event.objects.filter(kind="schedules.months_written").exists()


def test_the_calendar_of_a_project(cast: Cast, paula: Somebody, made: Project) -> None:
    address = at("of_project", made)
    assert "Todavía no rige ningún programa" in text(cast.ana.client().get(address))
    approved(cast, made, paula)

    page = text(cast.ana.client().get(address))
    assert "Lo próximo: llamado a licitación, 03-03-2008" in page
    assert "M$ 500.000 en 2 meses; el mayor gasto, en julio de 2008" in page
    assert "ronda 1, desierta" in page


def test_the_list_tells_how_far_each_project_is(cast: Cast, paula: Somebody, made: Project) -> None:
    approved(cast, made, paula)
    other = paid_for(project(cast, by=paula, name="Otra plaza"), paula, 7)
    page = text(paula.client().get(reverse("schedules:schedules")))

    assert "2 proyectos; en esta página, 1 sin programa." in page
    assert "línea base" in page
    assert other.name in page
    assert cost(1).amount == 1000
