"""Guarantees of a contract: how long they stay, and whom their end concerns."""

from datetime import date, timedelta

import pytest

from minga.budget import actions as budget
from minga.budget.actions.guarantees import MustStay
from minga.works.contracts import actions
from minga.works.contracts.awaiting import find
from minga.works.contracts.models import Contract
from tests.budget.guarantees import guarantee, keeper
from tests.conftest import SCRIBE, TODAY
from tests.works.contracts.conftest import NEXT, Site

DAY = timedelta(days=1)
RECEIVED = (actions.Mark.PROVISIONAL, actions.Mark.FINAL)


def returned(works: Site, contract: Contract, purpose: str, on: date = TODAY) -> None:
    held = guarantee(works.cast, dossier=contract.dossier, purpose=purpose)
    budget.return_guarantee(held, document="Ord. 4", ended_on=on, by=SCRIBE, on=TODAY)


@pytest.mark.parametrize(
    ("purpose", "awaits"),
    [
        ("performance", "la recepción definitiva"),
        ("retentions", "la recepción definitiva"),
        ("quality", "la liquidación"),
    ],
)
def test_it_stays_until_its_day(works: Site, purpose: str, awaits: str) -> None:
    contract, by = works.running(), works.inspector.access
    actions.mark_day(contract, actions.Mark.PROVISIONAL, NEXT, by=by)
    if purpose == "quality":
        actions.mark_day(contract, actions.Mark.FINAL, NEXT, by=by)
    with pytest.raises(MustStay, match=f"Falta {awaits} del contrato {contract.code}"):
        returned(works, contract, purpose)

    mark = actions.Mark.SETTLEMENT if purpose == "quality" else actions.Mark.FINAL
    actions.mark_day(contract, mark, TODAY, by=by)
    with pytest.raises(MustStay, match="es del 30-11-2007"):
        returned(works, contract, purpose, TODAY - DAY)
    returned(works, contract, purpose)


def test_that_of_the_advance_stays_until_it_is_amortised(works: Site) -> None:
    contract = works.running(advance=12_000_000)
    works.received(contract, 60_000_000, advance_amortised=11_999_999)
    with pytest.raises(MustStay, match=r"Quedan \$ 1 de anticipo"):
        returned(works, contract, "advance")
    works.received(contract, 20_000_000, on=NEXT, advance_amortised=1)
    returned(works, contract, "advance")


def test_one_of_no_contract_and_that_of_an_offer_go_back(works: Site) -> None:
    contract = works.running()
    returned(works, contract, "bid")
    held = guarantee(works.cast)
    budget.return_guarantee(held, document="Ord. 4", ended_on=TODAY, by=SCRIBE, on=TODAY)


def test_its_end_waits_for_who_inspects_and_who_heads(works: Site) -> None:
    contract = works.running()
    for days in (30, 31):
        until = TODAY + days * DAY
        guarantee(works.cast, dossier=contract.dossier, number=f"B{days}", valid_until=until)
    guarantee(works.cast, valid_until=TODAY)

    for somebody in (works.inspector, works.head):
        told = [row for row in find(somebody.access, TODAY) if row.label.startswith("Garantía")]
        assert [row.label for row in told] == [f"Garantía B30 del contrato {contract.code}"]
        assert "vence en 30 días" in told[0].note
    # The treasury has it already among all that it keeps.
    treasurer = keeper(works.cast)
    assert not list(find(treasurer.access, TODAY))
    assert not list(find(works.cast.bruno.access, TODAY))


def test_its_page_shows_them(works: Site) -> None:
    contract = works.running()
    guarantee(works.cast, dossier=contract.dossier, number="B-77")
    seen = works.inspector.client()
    assert "Garantías en custodia" in seen.get(f"/contratos/{contract.public_id}/").content.decode()
    panel = seen.get(f"/presupuesto/garantias/de/contrato/{contract.public_id}/")
    assert "B-77" in panel.content.decode()
