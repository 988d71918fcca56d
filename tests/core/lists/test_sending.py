"""A saved view that leaves by e-mail: what its person may see that day."""

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from minga.core.errors import DomainError
from minga.core.jobs.reports import choices, report_of
from minga.core.lists.models import SavedView
from minga.core.lists.sending import REPORT
from tests.conftest import TODAY, Somebody
from tests.core.lists.conftest import Two, houses
from tests.core.lists.reading import AT

pytestmark = pytest.mark.urls("tests.core.lists.sample.urls")


def saved(who: Somebody, query: str, **more: str) -> SavedView:
    data = {"camino": AT, "consulta": query, "name": "Terminadas", **more}
    who.client().post("/listas/viviendas/guardar/", data)
    return SavedView.objects.get()


def offered(who: Somebody) -> list[tuple[str, str]]:
    return [one for one in choices(who.access) if one[0].startswith(REPORT)]


def made(who: Somebody, view: SavedView) -> tuple[str, list[list[Any]]]:
    report = report_of(REPORT)
    assert report is not None
    name, _, content = report.make({"option": view.public_id}, who.access, TODAY)
    assert isinstance(content, bytes)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return name, book.get_sheet_by_index(0).to_python()


def test_it_is_the_view_as_it_would_be_seen(two: Two, ana: Somebody) -> None:
    houses(two, 9)
    view = saved(ana, "estado=terminada&orden=-numero&columnas=numero")

    name, rows = made(ana, view)

    assert name == "viviendas-30-11-2007.xlsx"
    assert rows == [["Número", "Calle"], *([n, f"Calle {n:05.0f}"] for n in (9.0, 6.0, 3.0))]


def test_it_is_offered_to_who_may_open_it(
    two: Two, ana: Somebody, diana: Somebody, carla: Somebody
) -> None:
    view = saved(ana, "estado=terminada", shared="on")
    line = (f"{REPORT} {view.public_id}", "Lista guardada: Viviendas, Terminadas")

    assert offered(ana) == offered(diana) == [line]
    assert offered(carla) == []


def test_one_that_asks_for_what_is_gone_is_not_sent_as_if_it_were_whole(
    two: Two, ana: Somebody
) -> None:
    view = saved(ana, "estado=terminada")
    SavedView.objects.update(query="estado=terminada&color=azul")

    with pytest.raises(DomainError, match=r"«Terminadas».*«color».*guárdela de nuevo"):
        made(ana, view)


def test_one_that_was_deleted_says_so(two: Two, ana: Somebody) -> None:
    view = saved(ana, "")
    report = report_of(REPORT)
    assert report is not None

    SavedView.objects.all().delete()

    assert not report.visible_to({"option": view.public_id}, ana.access)
    with pytest.raises(DomainError, match="ya no existe"):
        made(ana, view)
