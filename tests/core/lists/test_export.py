"""The list as a file: what is seen, and nothing else."""

import csv
import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from minga.core import results
from minga.core.jobs.actions import cancel
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from minga.core.lists.views import export as view
from minga.people.roles import Role
from tests.conftest import Somebody
from tests.core.lists.conftest import Two, houses
from tests.core.lists.reading import AT
from tests.core.lists.sample.models import House

pytestmark = pytest.mark.urls("tests.core.lists.sample.urls")

EXPORT = "/listas/viviendas/exportar/"


def export(who: Somebody, query: str = "", fmt: str = "xlsx", status: int = 200) -> Any:
    data = {"camino": AT, "consulta": query, "formato": fmt}
    response = who.client().post(EXPORT, data)
    assert response.status_code == status
    return response


def sheet(content: bytes) -> list[list[Any]]:
    rows: list[list[Any]] = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    return rows


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_workbook_has_the_rows_the_order_and_the_columns_that_are_seen(
    two: Two, ana: Somebody
) -> None:
    houses(two, 12)

    answer = export(ana, "estado=terminada&orden=-numero&columnas=numero,uf,precio&pagina=2")

    assert sheet(answer.content) == [
        ["Número", "Calle", "Precio", "Precio (UF)"],
        [12.0, "Calle 00012", 12_000_000.0, 12.5],
        [9.0, "Calle 00009", 9_000_000.0, 9.5],
        [6.0, "Calle 00006", 6_000_000.0, 6.5],
        [3.0, "Calle 00003", 3_000_000.0, 3.5],
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="viviendas-30-11-2007.xlsx"'


def test_a_csv_is_what_excel_opens_in_chile(two: Two, ana: Somebody) -> None:
    houses(two, 3)
    House._base_manager.filter(number=3).update(street="=1+1")

    answer = export(ana, "estado=terminada&columnas=inicio,uf,esquina,entrega", "csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert lines(answer.content) == [
        ["Calle", "Precio (UF)", "Inicio", "Entrega", "Esquina"],
        ["'=1+1", "3,5", "04-01-2007", "", "no"],
    ]


def test_each_one_exports_the_rows_that_she_sees(two: Two, carla: Somebody, aldo: Somebody) -> None:
    houses(two, 20)

    assert len(lines(export(carla, fmt="csv").content)) == 1 + 2
    assert len(lines(export(aldo, fmt="csv").content)) == 1 + 20


def test_who_may_not_open_the_list_does_not_export_it(two: Two) -> None:
    export(two.somebody("marta", Role.TREASURY), status=403)


def test_an_unknown_list_format_or_address_is_not_there(two: Two, ana: Somebody) -> None:
    client = ana.client()

    assert client.post("/listas/otra/exportar/").status_code == 404
    assert client.post(EXPORT, {"formato": "exe"}).status_code == 404
    assert client.post(EXPORT, {"camino": "/programas/"}).status_code == 404
    assert client.get(EXPORT).status_code == 405
    assert client.post(EXPORT).status_code == 200


@pytest.fixture
def long(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty rows are many."""
    monkeypatch.setattr(view, "DIRECT", 50)
    houses(two, 60)


def test_up_to_the_limit_it_comes_at_once(long: None, ana: Somebody) -> None:
    export(ana, "precio_desde=2000000")

    assert not Job.objects.exists()


def test_a_long_one_is_written_in_the_background_with_its_progress(
    long: None, ana: Somebody
) -> None:
    answer = export(ana, "orden=-numero&vista=x", "csv", status=302)

    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert job.title == "Viviendas, exportación CSV"
    assert job.subject_url == AT + "?orden=-numero&vista=x"
    assert perform(job.public_id) == "done"
    job.refresh_from_db()
    assert (job.done, job.total, job.result) == (54, 54, {"rows": 54})
    assert job.file_name == "viviendas-30-11-2007.csv"
    rows = lines(results.path_of(job.file_sha256).read_bytes())
    assert [row[0] for row in rows[:3]] == ["Número", "59", "58"]
    assert len(rows) == 1 + 54


def test_the_same_asked_twice_is_one_job_and_another_is_another(long: None, ana: Somebody) -> None:
    for query in ("orden=-numero", "orden=-numero", "orden=numero"):
        export(ana, query, status=302)

    assert Job.objects.count() == 2


def test_a_cancelled_one_leaves_no_file(long: None, ana: Somebody) -> None:
    export(ana, status=302)
    job = Job.objects.get()

    cancel(job, by=ana.access)

    assert perform(job.public_id) != "done"
    job.refresh_from_db()
    assert (job.status, job.file_sha256) == ("cancelled", "")


def test_it_is_written_with_what_the_person_may_see_then(
    long: None, two: Two, ana: Somebody
) -> None:
    export(ana, status=302)
    job = Job.objects.get()
    ana.person.memberships.all()._raw_delete("default")

    assert perform(job.public_id) == "failed"

    job.refresh_from_db()
    assert "ya no permiten ver esta lista" in job.failure
