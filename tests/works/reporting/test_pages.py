"""The reports as people ask for them: on a page and as files."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from minga.works.actions import tie_initiatives
from minga.works.models import Project
from minga.works.reporting import views
from minga.works.reporting.catalogue import KINDS
from tests.conftest import Cast, Somebody
from tests.core.reports.accessible import assert_accessible
from tests.workplan.pages import Response, text
from tests.works.factories import paid_for, programmer
from tests.works.factories import project as made
from tests.works.initiatives import initiative
from tests.works.progress.factories import NOVEMBER, OCTOBER, in_force, spend

FORMULA = '=HYPERLINK("http://x";"y")'
LEAD = "Informe de ejecución de obras, octubre de 2007"


@pytest.fixture
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


def going(cast: Cast, by: Somebody, name: str = FORMULA) -> Project:
    project = made(cast, by=by, name=name, principal=cast.seremi)
    paid_for(project, by, 800)
    in_force(project, cast, {OCTOBER: 1234, NOVEMBER: 300}, {OCTOBER: 4000})
    spend(project, by, 1_000_499)
    tie_initiatives(project, [initiative(cast.serviu, name=f"Plan {project.bip}")], by=by.access)
    return project


def get(by: Somebody, kind: str = "ejecucion", asked: str = "") -> Response:
    return by.client().get(reverse("works_reports:report", args=[kind]) + asked)


def file(by: Somebody, kind: str, fmt: str, asked: str = "") -> Response:
    return by.client().get(reverse("works_reports:paper", args=[kind, fmt]) + asked)


def test_a_page_says_what_matters_and_that_the_month_is_open(cast: Cast, paula: Somebody) -> None:
    going(cast, paula)

    said = text(get(paula, asked="?mes=2007-10&por=mandante"))

    assert "Mes abierto: cifras provisorias" in said
    assert "1 proyecto: en 2007, hasta el mes, se programó M$ 1.234 y se gastó M$ 1.000" in said
    assert "Por mandante" in said
    assert "81,1 %" in said


def test_the_address_keeps_what_was_asked(cast: Cast, paula: Somebody) -> None:
    going(cast, paula)

    page = get(paula, asked="?mes=2007-09&por=territorio&lugar=region").content.decode()

    query = "?mes=2007-09&amp;por=territorio&amp;lugar=region"
    for name, *args in (("report", "descriptores"), ("paper", "ejecucion", "pdf")):
        assert f'href="{reverse(f"works_reports:{name}", args=args)}{query}"' in page


def test_a_month_that_is_none_says_why_and_shows_the_last(cast: Cast, paula: Somebody) -> None:
    answer = get(paula, asked="?mes=2008-07")

    assert answer.status_code == 422
    assert "Julio de 2008 todavía no comienza" in text(answer)
    assert "No hay qué informar de octubre de 2007" in text(answer)
    assert file(paula, "ejecucion", "pdf", "?mes=nada").status_code == 404


@pytest.mark.parametrize(
    ("kind", "asked"),
    [("otro", ""), ("ejecucion", "?por=otro"), ("ejecucion", "?servicio=serviu-arica")],
)
def test_what_does_not_exist(cast: Cast, paula: Somebody, kind: str, asked: str) -> None:
    assert get(paula, kind, asked).status_code == 404
    assert file(paula, "ejecucion", "txt").status_code == 404


def test_the_works_of_another_service_are_not_there(cast: Cast, paula: Somebody) -> None:
    going(cast, paula, "Plaza Arica")

    assert "Plaza Arica" not in text(get(cast.carla))
    assert "Plaza Arica" in text(get(cast.marta))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_paper_can_be_read_by_a_screen_reader(cast: Cast, paula: Somebody, kind: str) -> None:
    going(cast, paula)
    spend(Project.objects.get(), paula, 50, OCTOBER + -10)

    answer = file(paula, kind, "pdf")

    titles = {
        "ejecucion": LEAD,
        "descriptores": "Informe de descriptores, octubre de 2007",
        "convenios": "Proyectos en convenios y planes especiales, octubre de 2007",
        "arrastre": "Arrastre de otros sectores, octubre de 2007",
    }
    assert_accessible(answer.content, titles[kind])


def test_the_workbook_is_ready_to_print_and_no_text_is_a_formula(
    cast: Cast, paula: Somebody
) -> None:
    going(cast, paula)

    content = file(paula, "ejecucion", "xlsx").content

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = book.get_sheet_by_name("Por proyecto").to_python()
    of_project = next(row for row in rows if FORMULA in row)
    assert of_project[-6:-1] == [1_234_000, 1_000_499, 1_234_000, 1_000_499, -233_501]
    with ZipFile(BytesIO(content)) as packed:
        sheets = [
            packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name
        ]
        styles = packed.read("xl/styles.xml").decode()
    assert "HYPERLINK" not in "".join(sheets)
    formulas = [part.split("</f>")[0] for sheet in sheets for part in sheet.split("<f>")[1:]]
    assert formulas
    assert all(one.startswith("SUM(") for one in formulas)
    for sheet in sheets:
        assert 'orientation="landscape"' in sheet
        assert 'state="frozen"' in sheet
        assert 'fitToPage="1"' in sheet
    assert 'formatCode="#,##0,"' in styles


def test_the_document_says_the_same(cast: Cast, paula: Somebody) -> None:
    going(cast, paula)

    document = Document(BytesIO(file(paula, "convenios", "docx").content))

    words = " ".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert FORMULA in words
    assert "No se informó el mes." in words


def test_a_long_one_is_left_to_the_worker(
    cast: Cast, paula: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    going(cast, paula)
    monkeypatch.setattr(views, "DIRECT", 0)
    assert "Excel, en segundo plano" in text(get(paula))
    assert file(paula, "ejecucion", "xlsx").status_code == 404

    ways = reverse("works_reports:prepare", args=["ejecucion", "xlsx"]) + "?mes=2007-10&por=linea"
    answers = [paula.client().post(ways) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {302}
    job = Job.objects.get()
    assert perform(job.public_id) == "done"
    job.refresh_from_db()
    assert job.result == {"rows": 1}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_more_projects_ask_no_more_questions(cast: Cast, paula: Somebody, kind: str) -> None:
    counted = []
    for _ in range(2):
        for project in (going(cast, paula), going(cast, paula)):
            spend(project, paula, 50, OCTOBER + -10)
        get(paula, kind)
        with CaptureQueriesContext(connection) as seen:
            get(paula, kind)
        counted.append(len(seen))

    assert counted[0] == counted[1]
