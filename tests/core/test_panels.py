"""What a higher area shows on the page of a lower one."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from minga.core import panels
from minga.core.access import StaffRequest
from minga.core.panels import Panel, panel_view, panels_of
from tests.conftest import Cast
from tests.workplan import factories

HTMX = {"HTTP_HX_REQUEST": "true"}


def test_the_page_of_a_place_asks_for_its_work_plans(cast: Cast) -> None:
    place = cast.region.public_id
    page = cast.ana.client().get(f"/territorio/{place}/").content.decode()

    assert f'hx-get="/programas/del-lugar/{place}/"' in page
    assert f'<a href="/programas/del-lugar/{place}/">Ver programas de trabajo</a>' in page


def test_the_panel_shows_the_plans_of_the_place_and_of_what_it_is_part_of(cast: Cast) -> None:
    factories.approved(cast)
    client = cast.ana.client()

    def shown(key: str) -> str:
        place = type(cast.region).objects.get(key=key).public_id
        return client.get(f"/programas/del-lugar/{place}/", **HTMX).content.decode()

    assert "<html" not in shown("pica")
    assert "SERVIU Región de Tarapacá, 2007</a>" in shown("region-tarapaca")
    assert "SERVIU Región de Tarapacá, 2007</a>" in shown("pica")
    assert "Todavía no hay ninguno" in shown("arica")


def test_each_person_sees_her_own_plans_there(cast: Cast) -> None:
    factories.submitted(cast)
    path = f"/programas/del-lugar/{cast.region.public_id}/"

    assert "sin aprobar" in cast.ana.client().get(path).content.decode()
    assert "Todavía no hay ninguno" in cast.gaby.client().get(path).content.decode()


def test_without_a_script_it_is_a_page_with_the_way_back(cast: Cast) -> None:
    place = cast.region.public_id
    page = cast.ana.client().get(f"/programas/del-lugar/{place}/").content.decode()

    assert "<h1>Programas de trabajo del lugar</h1>" in page
    assert f'<a href="/territorio/{place}/">Volver</a>' in page


def test_they_come_in_their_order_to_those_who_may_open_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "_registered", [])
    for title, order, permission in (("B", 20, None), ("A", 20, None), ("Z", 10, "core.audit")):
        panels.register_panel(
            Panel("territory.territory", "territory:place", title, order, permission)
        )
    panels.register_panel(Panel("people.person", "territory:place", "Otro"))

    def titles(who: str) -> list[str]:
        found = panels_of(cast.region, cast.everybody()[who].access)
        return [panel.title for panel, _ in found]

    assert titles("ana") == ["A", "B"]
    assert titles("aldo") == ["Z", "A", "B"]


class _Htmx:
    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __bool__(self) -> bool:
        return self.on


def _request(*, htmx: bool) -> HttpRequest:
    request = RequestFactory().get("/panel/")
    request.htmx = _Htmx(on=htmx)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("error", "said"), [(ZeroDivisionError, "no pudo mostrarse"), (Http404, "nada que usted")]
)
def test_a_panel_that_fails_says_so_and_the_page_stands(
    db: None, error: type[Exception], said: str
) -> None:
    @panel_view
    def broken(request: StaffRequest) -> HttpResponse:
        raise error

    assert said in broken(_request(htmx=True)).content.decode()
    with pytest.raises(error):
        broken(_request(htmx=False))
