"""The pages of guarantees: the list, one, registering, renewing, leaving."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.budget.models import Guarantee
from tests.budget.guarantees import EXPIRES, guarantee, keeper, read, typed
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.workplan import factories as plans

LIST = "/presupuesto/garantias/"
NEW = f"{LIST}registrar/"
LEAVES = {"ended_on": TODAY.isoformat(), "document": "Ord. 7"}


def page_of(made: Guarantee, name: str = "guarantee") -> str:
    return reverse(f"budget:{name}", args=[made.public_id])


def test_it_is_registered_as_it_is_typed(cast: Cast) -> None:
    client = keeper(cast).client()

    answer = client.post(NEW, typed())

    made = Guarantee.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(made))
    assert (made.issuer, made.amount, made.amount_uf) == ("Seguros del Norte", 0, 12_345_678)
    page = client.get(page_of(made)).content.decode()
    assert "UF 1.234,5678" in page
    assert "vence en 100 días" in page


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"amount": "1000"}, "uno de los dos"),
        ({"amount_uf": ""}, "uno de los dos"),
        ({"amount_uf": "1234.5"}, "1.234,5"),
        ({"valid_until": ""}, "solo un vale vista no vence"),
        ({"received_on": TODAY + timedelta(days=1)}, "hasta hoy"),
        ({"number": " "}, "Complete «Número»."),
        ({"kind": "promise"}, "promise"),
    ],
)
def test_bad_input_comes_back_as_typed(cast: Cast, more: dict[str, Any], says: str) -> None:
    client = keeper(cast).client()

    with nothing_recorded():
        answer = client.post(NEW, typed(**more))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Constructora Los Molles" in page


def test_it_is_registered_for_a_case_with_its_dossier(cast: Cast) -> None:
    plan = plans.approved(cast)
    client = keeper(cast).client()
    address = f"{NEW}?caso=programa:{plan.public_id}"

    assert "Programa de trabajo" in client.get(address).content.decode()
    client.post(address, typed())

    assert Guarantee.objects.get().dossier == plan.dossier
    panel = client.get(reverse("budget:guarantees_of_case", args=["programa", plan.public_id]))
    assert "Póliza de garantía P-77" in panel.content.decode()
    assert client.get(f"{NEW}?caso=programa:nadie").status_code == 404
    assert client.get(f"{NEW}?caso=nada:{plan.public_id}").status_code == 404


@pytest.mark.parametrize(
    ("name", "sent", "state"),
    [
        ("give_back", LEAVES, "returned"),
        ("cash", LEAVES, "cashed"),
        ("void", {"reason": "El número era otro"}, "voided"),
        ("renew", typed(document="Ord. 9", valid_until=EXPIRES + timedelta(days=1)), "renewed"),
    ],
)
def test_it_leaves_from_its_page_and_only_once(
    cast: Cast, name: str, sent: dict[str, Any], state: str
) -> None:
    made, client = guarantee(cast), keeper(cast).client()

    assert client.post(page_of(made, name), sent).status_code == 302
    assert read(made).state == state
    with nothing_recorded():
        again = client.post(page_of(made, name), sent)
    assert again.status_code == 409
    assert "ya salió de custodia" in again.content.decode()


def test_what_is_wrong_is_said_beside_what_was_typed(cast: Cast) -> None:
    made, client = guarantee(cast), keeper(cast).client()

    with nothing_recorded():
        answer = client.post(page_of(made, "cash"), LEAVES | {"ended_on": "2010-01-01"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Venció el" in page
    assert "Ord. 7" in page


def test_a_renewal_begins_with_what_the_old_one_says(cast: Cast) -> None:
    made, client = guarantee(cast), keeper(cast).client()

    page = client.get(page_of(made, "renew")).content.decode()

    assert 'value="12.345.678"' in page
    assert "Banco del Desierto" in page


def test_who_writes_letters_begins_one_from_here(cast: Cast) -> None:
    made = guarantee(cast)

    page = cast.ana.client().get(page_of(made)).content.decode()

    assert f"/oficios/nuevo/?caso=garantia:{made.public_id}" in page
    assert "Devolver garantía" not in page


def test_the_list_is_of_the_service_and_says_what_expires(cast: Cast) -> None:
    guarantee(cast, number="B-1", valid_until=TODAY + timedelta(days=3))
    guarantee(cast, number="X-9", service=cast.other)

    pages = {
        name: getattr(cast, name).client().get(LIST).content.decode()
        for name in ("ana", "carla", "gaby", "marta")
    }

    seen = {name: ("B-1" in page, "X-9" in page) for name, page in pages.items()}
    assert seen == {
        "ana": (True, False),
        "carla": (False, True),
        "gaby": (False, False),
        "marta": (True, True),
    }
    assert "<b>1 vence</b> en 30 días" in pages["ana"]
    assert "vence en 3 días" in pages["ana"]
    found = cast.ana.client().get(LIST, {"estado_es": "devuelta"}).content.decode()
    assert "B-1" not in found


def test_more_guarantees_cost_no_more_queries(cast: Cast) -> None:
    guarantee(cast)
    client = cast.ana.client()
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _ in range(4):
        guarantee(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) <= len(few)
