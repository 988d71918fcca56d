"""Many rows at once: first exactly what would happen, then one action with one event."""

from typing import Any

import pytest

from minga.core.models import Event
from tests.conftest import Somebody, nothing_recorded
from tests.core.lists import reading
from tests.core.lists.conftest import Two, houses
from tests.core.lists.reading import AT, get, words
from tests.core.lists.sample.models import House

pytestmark = pytest.mark.urls("tests.core.lists.sample.urls")

BULK = "/listas/viviendas/acciones/"


def ids(*numbers: int) -> list[str]:
    found = House._base_manager.filter(number__in=numbers).order_by("number")
    return list(found.values_list("public_id", flat=True))


def ask(who: Somebody, name: str = "entregar", query: str = "", **more: Any) -> Any:
    data = {"camino": AT, "consulta": query, "accion": name, **more}
    return who.client().post(BULK, data)


def confirm(who: Somebody, page: Any, name: str = "entregar", **more: Any) -> Any:
    """Send the form of the confirmation as it came, with what one types."""
    form = reading.tree(page).xpath("//form[contains(@action, 'acciones')]")[0]
    data: dict[str, Any] = {"fila": []}
    for field in form.xpath(".//input[@type='hidden']"):
        name_, value = field.get("name"), field.get("value")
        if name_ == "fila":
            data["fila"].append(value)
        else:
            data[name_] = value
    return who.client().post(f"{BULK}{name}/", data | more)


def sold() -> list[int]:
    found = House._base_manager.filter(state="sold").order_by("number")
    return list(found.values_list("number", flat=True))


def said(page: Any) -> str:
    return words(reading.tree(page).xpath("//main")[0])


def test_first_it_says_what_would_happen_and_does_nothing(two: Two, ana: Somebody) -> None:
    houses(two, 9)

    with nothing_recorded():
        page = ask(ana, fila=ids(3, 4, 6))

    assert page.status_code == 200
    assert "Quedarán entregadas 2 viviendas." in said(page)
    assert "1 fila queda fuera" in said(page)
    assert "Calle 00004Está en estudio." in said(page)
    assert "2 filas cambian Calle 00003 Calle 00006" in said(page)
    assert sold() == []


def test_then_one_event_says_what_was_done_and_why(two: Two, ana: Somebody) -> None:
    houses(two, 9)
    page = ask(ana, query="orden=-numero", fila=ids(3, 4, 6))

    answer = confirm(ana, page, reason="Llegaron las familias.")

    event = Event.objects.latest("sequence")
    assert answer["Location"] == AT + "?orden=-numero"
    assert sold() == [3, 6]
    assert (event.kind, event.reason) == ("sample.delivered", "Llegaron las familias.")
    assert event.data["houses"] == 2


def test_all_that_meet_the_filter_are_chosen_without_marking_them(two: Two, ana: Somebody) -> None:
    houses(two, 90)

    page = ask(ana, query="estado=terminada&precio_hasta=45000000&pagina=2", todas="1")
    confirm(ana, page, reason="Todas.")

    meets = [n for n in range(3, 46, 3) if n % 10 and n % 7]
    assert sold() == meets


def test_rows_of_others_are_never_touched(two: Two, ana: Somebody) -> None:
    houses(two, 30)

    page = ask(ana, fila=ids(27, 30))
    confirm(ana, page, reason="Mías.")
    assert sold() == [27]

    answer = ana.client().post(BULK, {"camino": AT, "accion": "entregar", "fila": ids(30)})
    assert "No marcó ninguna fila" in said(answer)


def test_nothing_marked_says_so(two: Two, ana: Somebody) -> None:
    houses(two, 3)

    answer = ana.client().post(BULK, {"camino": AT, "accion": "entregar"}, follow=True)

    assert "No marcó ninguna fila" in said(answer)


def test_a_mark_that_no_row_has_is_nothing_marked_and_never_everything(
    two: Two, ana: Somebody
) -> None:
    houses(two, 3)

    for marks in (["a\0b"], ["\0"]):
        page = ask(ana, fila=marks)
        assert page.status_code == 302
    page = ask(ana, fila=["a\0b", *ids(3)])
    assert "Quedarán entregadas 1 viviendas." in said(page)


def test_when_every_row_is_barred_there_is_nothing_to_confirm(two: Two, ana: Somebody) -> None:
    houses(two, 3)

    page = ask(ana, fila=ids(1, 2))

    assert "Ninguna de las filas que eligió lo admite" in said(page)
    assert not reading.tree(page).xpath("//form[contains(@action, 'acciones')]")


def test_one_that_is_whole_or_nothing_refuses_with_one_barred_row(two: Two, ana: Somebody) -> None:
    houses(two, 6)

    page = ask(ana, "entregar-todas", fila=ids(3, 4))
    assert "se hace entera o no se hace, y 1 fila no lo admite" in said(page)

    with nothing_recorded():
        forced = ana.client().post(
            f"{BULK}entregar-todas/", {"fila": ids(3, 4), "confirmado": "x", "camino": AT}
        )
    assert forced.status_code in (409, 422)
    confirm(ana, ask(ana, "entregar-todas", fila=ids(3, 6)), "entregar-todas")
    assert sold() == [3, 6]


def test_the_reason_is_asked_for(two: Two, ana: Somebody) -> None:
    houses(two, 3)

    with nothing_recorded():
        answer = confirm(ana, ask(ana, fila=ids(3)), reason=" ")

    assert answer.status_code == 422
    assert "Escriba el motivo: queda en el registro." in said(answer)


def test_rows_that_changed_meanwhile_are_confirmed_again(two: Two, ana: Somebody) -> None:
    houses(two, 9)
    page = ask(ana, query="estado=terminada", todas="1")
    House._base_manager.filter(number=6).update(state="planned")

    with nothing_recorded():
        answer = confirm(ana, page, reason="Todas.")

    assert answer.status_code == 409
    assert "Las filas cambiaron" in said(answer)
    assert "Quedarán entregadas 2 viviendas." in said(answer)
    confirm(ana, answer, reason="Ahora sí.")
    assert sold() == [3, 9]


def test_what_the_action_refuses_is_said_and_nothing_is_done(two: Two, ana: Somebody) -> None:
    """Whatever the page judged, the action judges inside its transaction."""
    houses(two, 4)
    page = ask(ana, "entregar-sin-mirar", fila=ids(3, 4))
    assert "2 filas cambian" in said(page)

    with nothing_recorded():
        answer = confirm(ana, page, "entregar-sin-mirar")

    assert answer.status_code == 422
    assert "Una de las viviendas ya no está terminada." in said(answer)
    assert sold() == []


def test_a_row_done_meanwhile_by_another_is_not_done_again(two: Two, ana: Somebody) -> None:
    houses(two, 4)
    page = ask(ana, fila=ids(3))
    House._base_manager.filter(number=3).update(state="sold")

    with nothing_recorded():
        answer = confirm(ana, page, reason="Tarde.")

    assert answer.status_code == 409
    assert "Ninguna de las filas que eligió lo admite" in said(answer)


def test_too_many_rows_at_once_are_refused(two: Two, ana: Somebody) -> None:
    houses(two, 70)

    answer = ana.client().post(
        BULK, {"camino": AT, "accion": "entregar-todas", "todas": "1"}, follow=True
    )

    assert "hasta 60 filas a la vez" in said(answer)


def test_only_who_may_is_offered_the_action_and_may_do_it(
    two: Two, ana: Somebody, diana: Somebody
) -> None:
    houses(two, 3)

    assert "lista-acciones" in get(ana).content.decode()
    assert "lista-acciones" not in get(diana).content.decode()
    assert ask(diana, fila=ids(3)).status_code == 403
    assert ask(ana, "borrar", fila=ids(3)).status_code == 404
