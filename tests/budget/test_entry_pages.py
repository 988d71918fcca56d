"""Entries that finance writes by hand: of a case, and the opposite of one."""

from typing import Any

from django.urls import reverse

from minga.budget.models import LedgerEntry
from tests.budget import ledger
from tests.budget.factories import line_item
from tests.conftest import Cast
from tests.workplan import factories as plans


def typed(**more: Any) -> dict[str, Any]:
    said = {
        "stage": "commitment", "line_item": line_item(ledger.WORKS).pk, "amount": "250.000",
        "dated_on": "2008-03-31", "document": "Res. Ex. 77",
    }  # fmt: skip
    return said | more


def test_it_is_written_from_the_page_of_its_case_and_reversed_once(cast: Cast) -> None:
    line, plan = ledger.ceiling(cast), plans.approved(cast)
    client = ledger.accountant(cast).client()
    case = ("programa", plan.public_id)
    panel = reverse("budget:ledger_of_case", args=case)
    new = f"{reverse('budget:record')}?caso={':'.join(case)}"
    assert new in client.get(panel).content.decode().replace("&amp;", "&")
    assert "Registrar asiento" not in cast.ana.client().get(panel).content.decode()

    assert client.post(new, typed()).status_code == 302
    entry = LedgerEntry.objects.get()
    assert (entry.balance.dossier, ledger.counters(line)) == (plan.dossier, (250_000, 0, 0))
    assert "250.000" in client.get(panel).content.decode()

    back = reverse("budget:take_back", args=[entry.public_id])
    page = reverse("budget:ceiling", args=[line.public_id])
    assert back in client.get(page).content.decode()
    assert back not in cast.ana.client().get(page).content.decode()
    said = {"dated_on": "2008-04-01", "document": "Ord. 12"}
    assert client.post(back, said).status_code == 302
    assert ledger.counters(line) == (0, 0, 0)
    assert back not in client.get(page).content.decode()
    assert client.post(back, said).status_code == 409


def test_what_is_refused_comes_back_as_it_was_typed(cast: Cast) -> None:
    line, plan = ledger.ceiling(cast), plans.approved(cast)
    client = ledger.accountant(cast).client()
    new = f"{reverse('budget:record')}?caso=programa:{plan.public_id}"

    answer = client.post(new, typed(amount="300.001"))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "faltan M$ 0,001." in body
    assert "Res. Ex. 77" in body
    assert client.post(new, typed(dated_on="2011-03-31")).status_code == 422
    assert client.post(new, typed(document=" ")).status_code == 422
    assert ledger.counters(line) == (0, 0, 0)
    assert client.get(reverse("budget:record")).status_code == 404
    gone = f"{reverse('budget:record')}?caso=programa:aaaaaaaaaaaa"
    assert client.get(gone).status_code == 404
