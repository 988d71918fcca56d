"""Views under a name: one's own, shared with one's institution, the one that opens the list."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from minga.core.lists import actions
from minga.core.lists.models import SavedView
from tests.conftest import Somebody
from tests.core.lists import reading
from tests.core.lists.conftest import Two, houses
from tests.core.lists.reading import AT, get, words

pytestmark = pytest.mark.urls("tests.core.lists.sample.urls")

SAVE = "/listas/viviendas/guardar/"


def save(who: Somebody, query: str, name: str = "Terminadas", **more: str) -> Any:
    return who.client().post(SAVE, {"camino": AT, "consulta": query, "name": name, **more})


def offered(who: Somebody) -> list[str]:
    """The views that the list offers, as they read."""
    found = reading.tree(get(who, "?ver=vistas")).xpath("//ul[@class='list-views']/li")
    return [words(one) for one in found][:-1]


def change(who: Somebody, view: SavedView, **said: str) -> Any:
    return who.client().post(f"/listas/vistas/{view.public_id}/", said)


def test_what_is_seen_is_kept_under_a_name_and_opened_again(two: Two, ana: Somebody) -> None:
    houses(two, 9)

    answer = save(ana, "estado=terminada&orden=-numero&pagina=4&columnas=calle,numero")

    view = SavedView.objects.get()
    assert view.query == "estado=terminada&orden=-numero&columnas=numero,calle"
    assert answer["Location"] == f"{AT}?{view.query}&vista={view.public_id}"
    assert reading.numbers(get(ana, answer["Location"].removeprefix(AT))) == [9, 6, 3]
    assert offered(ana) == ["Terminadas"]


def test_twice_the_same_name_replaces_what_it_asked(two: Two, ana: Somebody) -> None:
    save(ana, "estado=terminada")

    save(ana, "estado=entregada", shared="on")

    view = SavedView.objects.get()
    assert (view.query, view.institution_id) == ("estado=entregada", two.own.pk)


def test_one_without_a_name_is_not_kept(two: Two, ana: Somebody) -> None:
    for name in ("", " ", "x" * 61):
        answer = ana.client().post(SAVE, {"camino": AT, "name": name}, follow=True)

        assert "Escriba un nombre para la vista" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_shared_one_is_offered_to_the_institution_and_to_no_other(
    two: Two, ana: Somebody, diana: Somebody, carla: Somebody
) -> None:
    save(ana, "estado=terminada", "De todos", shared="on")
    save(ana, "estado=terminada", "Mía")

    assert offered(ana) == ["De todos compartida", "Mía"]
    assert offered(diana) == ["De todos de A. Soto"]
    assert offered(carla) == []


def test_a_view_shows_each_one_only_her_own_rows(two: Two, ana: Somebody, carla: Somebody) -> None:
    houses(two, 20)
    view = save(ana, "orden=-numero", shared="on")["Location"].removeprefix(AT)

    assert reading.numbers(get(carla, view)) == [20, 10]


def test_the_owner_renames_shares_and_opens_the_list_with_it(two: Two, ana: Somebody) -> None:
    save(ana, "estado=terminada")
    view = SavedView.objects.get()

    answer = change(ana, view, name="Listas", shared="on", default="on")

    view.refresh_from_db()
    assert answer["Location"] == "/listas/"
    assert (view.name, view.institution_id, view.is_default) == ("Listas", two.own.pk, True)
    assert ana.client().get(AT)["Location"] == view.address
    assert ana.client().get(AT + "?ver=todo").status_code == 200


def test_one_view_opens_the_list_and_another_takes_its_place(two: Two, ana: Somebody) -> None:
    save(ana, "estado=terminada", "Una")
    save(ana, "estado=entregada", "Otra")
    for view in SavedView.objects.order_by("pk"):
        change(ana, view, name=view.name, default="on")

    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == [
        "Otra"
    ]


def test_a_default_of_somebody_else_does_not_open_my_list(
    two: Two, ana: Somebody, diana: Somebody
) -> None:
    save(ana, "estado=terminada", shared="on")
    change(ana, SavedView.objects.get(), name="Una", shared="on", default="on")

    assert diana.client().get(AT).status_code == 200


def test_a_name_of_one_s_own_is_not_taken_twice(two: Two, ana: Somebody) -> None:
    save(ana, "", "Una")
    save(ana, "", "Otra")
    other = SavedView.objects.get(name="Otra")

    answer = change(ana, other, name="Una", default="on")

    other.refresh_from_db()
    assert answer.status_code == 422
    assert "Ya tiene en esta lista una vista «Una»" in answer.content.decode()
    assert (other.name, other.is_default) == ("Otra", False)


def test_only_its_owner_changes_or_deletes_it(two: Two, ana: Somebody, diana: Somebody) -> None:
    save(ana, "", shared="on")
    view = SavedView.objects.get()

    assert change(diana, view, name="Mía").status_code == 404
    address = f"/listas/vistas/{view.public_id}/borrar/"
    assert diana.client().post(address).status_code == 404
    assert ana.client().post(address)["Location"] == "/listas/"
    assert not SavedView.objects.exists()


def test_the_page_of_views_tells_own_and_shared_apart(
    two: Two, ana: Somebody, diana: Somebody, carla: Somebody
) -> None:
    save(ana, "estado=terminada", shared="on")

    def page(who: Somebody) -> str:
        return who.client().get("/listas/").content.decode()

    assert "Borrar vista" in page(ana)
    assert "Borrar vista" not in page(diana)
    assert "de A. Soto" in page(diana)
    assert "Aquí verá las vistas que guarde" in page(carla)


def test_a_view_whose_filter_is_gone_says_so_and_shows_the_rest(two: Two, ana: Somebody) -> None:
    houses(two, 9)
    save(ana, "estado=terminada")
    SavedView.objects.update(query="estado=terminada&color=azul&estado=demolida")
    view = SavedView.objects.get()

    page = get(ana, view.address.removeprefix(AT))

    assert reading.numbers(page) == [3, 6, 9]
    assert reading.problems(page) == [
        "Estado no tiene «demolida»: ese filtro no se aplicó.",
        "Esta lista no conoce «color»: no se tomó en cuenta.",
    ]


def test_a_view_of_a_list_that_is_gone_is_left_out(two: Two, ana: Somebody) -> None:
    save(ana, "")
    SavedView.objects.update(list_key="antigua")

    assert ana.client().get("/listas/").status_code == 200
    assert ana.client().post("/listas/antigua/guardar/").status_code == 404


def test_there_is_a_limit_of_views_and_of_what_one_asks(
    two: Two, ana: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_VIEWS", 1)
    save(ana, "", "Una")

    save(ana, "", "Otra")
    save(ana, "estado=terminada", "Una")

    assert list(SavedView.objects.values_list("name", "query")) == [("Una", "estado=terminada")]
    monkeypatch.setattr(actions, "MOST_QUERY", 10)
    save(ana, "estado=entregada", "Una")
    assert SavedView.objects.get().query == "estado=terminada"


def row(**more: Any) -> SavedView:
    first = SavedView.objects.get()
    values = {"owner_id": first.owner_id, "list_key": "viviendas", "path": AT, "name": "Otra"}
    return SavedView(**(values | more))


@pytest.mark.parametrize(
    "broken",
    [{"name": ""}, {"name": "Terminadas"}, {"name": "Otra", "is_default": True}],
    ids=["without a name", "twice a name", "twice the default"],
)
def test_the_database_refuses(two: Two, ana: Somebody, broken: dict[str, Any]) -> None:
    save(ana, "")
    SavedView.objects.update(is_default=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        row(**broken).save()

    row(path="/otra/", name="Terminadas", is_default=True).save()
