"""Programming what is sent, and stopping it, on the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from minga.core.jobs.models import Subscription
from minga.people.roles import Role
from tests.conftest import Somebody, _body, _somebody

Register = Callable[..., str]
SENT = "/trabajos/envios/"
NEW = f"{SENT}nuevo/"


@pytest.fixture
def ana(db: None) -> Somebody:
    serviu = _body("serviu", "SERVIU", "serviu")
    return _somebody("ana", ("Ana", "Rojas"), Role.UNIT_OFFICER, serviu)


def other(ana: Somebody, name: str, role: Role | None) -> Somebody:
    return _somebody(name, (name.title(), "Soto"), role, ana.person.memberships.get().organisation)


def made(params: Any, access: Any, on: Any) -> tuple[str, str, bytes]:
    return "a.csv", "text/csv", b"a"


def form(choice: str, **more: str) -> dict[str, str]:
    whole = {"report": choice, "cadence": "weekly", "recipients": "ana@serviu.cl; jefa@serviu.cl"}
    return whole | more


def test_an_empty_page_says_what_will_be_there(ana: Somebody) -> None:
    text = ana.client().get(SENT).content.decode()

    assert "Ningún informe sale solo por correo." in text
    assert "Todavía no hay informes que enviar" in ana.client().get(NEW).content.decode()


def test_a_report_is_chosen_programmed_and_stopped(ana: Somebody, report: Register) -> None:
    choice = report(made, options=lambda access: [("v1", "Atrasadas")]) + " v1"
    client = ana.client()
    page = client.get(NEW, {"informe": choice}).content.decode()
    assert f'<option value="{choice}" selected>Informe de prueba: Atrasadas</option>' in page

    answer = client.post(NEW, form(choice), follow=True)

    row = Subscription.objects.get()
    assert "«Informe de prueba: Atrasadas» saldrá cada lunes." in answer.content.decode()
    assert row.recipients == ["ana@serviu.cl", "jefa@serviu.cl"]
    assert row.params == {"option": "v1"}
    stopped = client.post(f"{SENT}{row.public_id}/detener/", follow=True).content.decode()
    assert "«Informe de prueba: Atrasadas» ya no saldrá." in stopped
    assert "Lo detuvo A. Rojas." in stopped
    twice = client.post(f"{SENT}{row.public_id}/detener/", follow=True).content.decode()
    assert "Este envío ya está detenido." in twice


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"recipients": "nadie"}, "«nadie» no es una dirección de correo"),
        ({"recipients": " , "}, "Escriba entre una y 20 direcciones"),
        ({"report": "otro"}, "Elija un informe de la lista."),
        ({"cadence": "siempre"}, "Escoja una opción válida"),
        ({"valid_until": "2001-01-01"}, "debe ser posterior a hoy"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    ana: Somebody, report: Register, wrong: dict[str, str], says: str
) -> None:
    answer = ana.client().post(NEW, form(report(made), **wrong))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Subscription.objects.exists()


def test_of_another_person_it_is_not_there_but_who_administers_stops_it(
    ana: Somebody, report: Register
) -> None:
    bruno, nora = other(ana, "bruno", Role.UNIT_OFFICER), other(ana, "nora", Role.ADMINISTRATOR)
    ana.client().post(NEW, form(report(made), title="De Ana"))
    address = f"{SENT}{Subscription.objects.get().public_id}/detener/"

    assert "De Ana" not in bruno.client().get(SENT).content.decode()
    assert bruno.client().post(address).status_code == 404
    assert "De Ana" in nora.client().get(SENT).content.decode()
    assert nora.client().post(address).status_code == 302
    assert not Subscription.objects.active().exists()


def test_who_has_no_function_has_no_such_page(ana: Somebody) -> None:
    pia = _somebody("pia", ("Pía", "Nuñez"), None, None).client()

    assert [pia.get(address).status_code for address in (SENT, NEW)] == [403, 403]
    assert pia.post(NEW).status_code == 403
    assert pia.post(f"{SENT}abc/detener/").status_code == 403
