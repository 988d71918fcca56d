"""The law is spent in stages, each within the one before; the database keeps the balances."""

from datetime import date
from typing import Any

import pytest

from minga.budget import actions
from minga.budget.actions import GivenLine
from minga.budget.actions import ledger as errors
from minga.budget.integrity import check
from minga.budget.models import Ceiling, DossierBalance, LedgerEntry
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Event
from minga.core.verification import verify
from minga.documents.models import Dossier
from tests.budget import laws
from tests.budget.factories import line_item
from tests.budget.ledger import (
    CONSULTING,
    WORKS,
    accountant,
    ceiling,
    counters,
    dossier,
    recorded,
    spend,
)
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.database import by_hand, commit, sql
from tests.snapshot import written_once


@written_once
def line(cast: Cast) -> Ceiling:
    """31-02 of 2008: 300.000 pesos."""
    return ceiling(cast)


@written_once
def of(cast: Cast, line: Ceiling) -> Dossier:
    """With the classification loaded."""
    line_item(WORKS)
    return dossier(cast)


def test_the_most_detailed_lines_of_expense_are_the_ceilings(cast: Cast, line: Ceiling) -> None:
    found = Ceiling.objects.of(cast.serviu, 2008)

    assert {row.code: row.limit for row in found} == {
        "21": 100_000, "31-02": 300_000, "33-01-023": 450_000, "33-01-127": 150_000,
    }  # fmt: skip


def test_the_balances_follow_each_entry(cast: Cast, line: Ceiling, of: Dossier) -> None:
    recorded("commitment", of, 200_000)
    recorded("accrual", of, 120_000)
    recorded("payment", of, 100_000)
    recorded("commitment", of, 50_000, CONSULTING)

    balance = DossierBalance.objects.get(dossier=of, line_item__allocation="004")
    assert counters(balance) == (200_000, 120_000, 100_000)
    assert counters(line) == (250_000, 120_000, 100_000)
    assert line.available == 50_000
    assert list(check()) == []


def test_each_entry_is_recorded_and_vouched_for(cast: Cast, line: Ceiling, of: Dossier) -> None:
    entry = recorded("commitment", of, 1000, by=accountant(cast).access)

    event = Event.objects.get(pk=entry.event_id)
    assert (event.kind, event.subject_id) == ("budget.entry_recorded", line.pk)
    assert {name.partition(":")[0] for name in event.digests} == {
        "budget.ledgerentry", "budget.ceiling", "budget.dossierbalance",
    }  # fmt: skip
    commit()
    assert verify() == []


def test_the_last_peso_of_each_stage_and_not_one_more(
    cast: Cast, line: Ceiling, of: Dossier
) -> None:
    for stage, amount in (("commitment", 300_000), ("accrual", 300_000), ("payment", 300_000)):
        recorded(stage, of, amount)
        with nothing_recorded(), pytest.raises(errors.CeilingExceeded, match=r"quedan \$ 0"):
            recorded(stage, of, 1)


def test_what_another_project_committed_is_not_accrued(
    cast: Cast, line: Ceiling, of: Dossier
) -> None:
    other = dossier(cast)
    recorded("commitment", of, 200_000)
    recorded("commitment", other, 100_000)

    with nothing_recorded(), pytest.raises(errors.CeilingExceeded, match="de lo comprometido"):
        recorded("accrual", other, 100_001)
    with nothing_recorded(), pytest.raises(errors.CeilingExceeded, match="de lo comprometido"):
        recorded("accrual", of, 1, CONSULTING)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"amount": 0}, errors.NoAmount),
        ({"document": " "}, errors.NoDocument),
        ({"dated_on": date(2007, 12, 31)}, errors.NoCeiling),
        ({"code": "31-01-002"}, errors.NoCeiling),
        ({"programme": "18-99-02"}, errors.NoCeiling),
    ],
)
def test_what_is_wrong_enters_nothing(
    cast: Cast, line: Ceiling, of: Dossier, more: Any, refusal: type
) -> None:
    with nothing_recorded(), pytest.raises(refusal):
        recorded("commitment", of, **({"amount": 1} | more))
    assert not DossierBalance.objects.exists()


def test_only_finance_of_the_service_writes_in_the_ledger_itself(
    cast: Cast, line: Ceiling, of: Dossier
) -> None:
    entry = recorded("commitment", of, 5)

    for by in (cast.ana, cast.diana, accountant(cast, cast.other)):
        with nothing_recorded(), pytest.raises(NotAllowed):
            recorded("commitment", of, 1, by=by.access)
        with nothing_recorded(), pytest.raises(NotAllowed):
            actions.reverse_entry(entry, dated_on=TODAY, document="x", by=by.access)


def test_a_part_is_lowered_only_where_nothing_stands_on_it(
    cast: Cast, line: Ceiling, of: Dossier
) -> None:
    recorded("commitment", of, 200_000)
    recorded("accrual", of, 150_000)

    with nothing_recorded(), pytest.raises(errors.CannotBeLowered):
        recorded("commitment", of, -50_001)
    recorded("commitment", of, -50_000)

    assert counters(line) == (150_000, 150_000, 0)


def test_an_entry_is_reversed_whole_and_once(cast: Cast, line: Ceiling, of: Dossier) -> None:
    entry = recorded("commitment", of, 200_000)
    how: dict[str, Any] = {"dated_on": entry.dated_on, "document": "Res. 9", "by": SCRIBE}
    recorded("accrual", of, 1)
    with nothing_recorded(), pytest.raises(errors.CannotBeLowered):
        actions.reverse_entry(entry, **how)
    recorded("accrual", of, -1)

    opposite = actions.reverse_entry(entry, **how)

    assert (opposite.amount, opposite.reverses) == (-200_000, entry)
    assert counters(line) == (0, 0, 0)
    for again in (entry, opposite):
        with nothing_recorded(), pytest.raises(errors.AlreadyReversed):
            actions.reverse_entry(again, **how)
    assert list(check()) == []


@action("tests.award", says="adjudicó")
def award(of: Dossier, *, by: Access, fails: bool = False, on: date | None = None) -> LedgerEntry:
    """As a contract would, in its own action."""
    current_act().about(of.service)
    entry = actions.commit(spend(of, 100_000), by=by)
    actions.accrue(spend(of, 60_000), by=by)
    actions.pay(spend(of, 60_000), by=by)
    actions.reverse(
        actions.commit(spend(of, 7), by=by), dated_on=entry.dated_on, document="x", by=by
    )
    if fails:
        raise DomainError("El contrato no se pudo adjudicar.")
    return entry


def test_a_contract_spends_within_its_own_action_or_not_at_all(
    cast: Cast, line: Ceiling, of: Dossier
) -> None:
    with nothing_recorded(), pytest.raises(DomainError):
        award(of, by=cast.ana.access, fails=True)
    assert counters(line) == (0, 0, 0)

    award(of, by=cast.ana.access)

    assert counters(line) == (100_000, 60_000, 60_000)
    commit()
    assert verify() == []


def test_a_law_that_corrects_moves_the_ceilings(cast: Cast, line: Ceiling, of: Dossier) -> None:
    recorded("commitment", of, 300_000)
    laws.loaded(cast, laws.corrected())

    assert ceiling(cast, "33-01-023").limit == 550_000
    assert counters(line) == (300_000, 0, 0)
    commit()
    assert verify() == []


def test_a_law_below_what_is_committed_is_refused(cast: Cast, line: Ceiling, of: Dossier) -> None:
    recorded("commitment", of, 250_001)
    less = [
        *laws.LINES[:8],
        GivenLine("31", "", "", "INICIATIVAS DE INVERSIÓN", 250),
        GivenLine("31", "02", "", "Proyectos", 250),
        GivenLine("34", "", "", "DEUDA", 50),
        *laws.LINES[10:],
    ]

    with nothing_recorded(), pytest.raises(errors.LawTooSmall, match="31-02"):
        laws.loaded(cast, less)
    recorded("commitment", of, -1)
    laws.loaded(cast, less)

    assert ceiling(cast).available == 0
    assert ceiling(cast, "34").limit == 50_000


def test_a_law_that_is_less_detailed_takes_the_spending_back(cast: Cast, of: Dossier) -> None:
    detailed = [
        *laws.LINES[:10],
        GivenLine("31", "02", "004", "Obras civiles", 300),
        *laws.LINES[10:],
    ]
    laws.loaded(cast, detailed)
    works = ceiling(cast, "31-02-004")
    entry = recorded("commitment", of, 5)
    assert entry.ceiling == works
    actions.reverse_entry(entry, dated_on=entry.dated_on, document="x", by=SCRIBE)

    laws.loaded(cast)

    assert recorded("commitment", of, 5).ceiling == ceiling(cast)
    assert counters(works) == (0, 0, 0)


def test_a_line_that_the_law_no_longer_gives_has_no_room(cast: Cast, line: Ceiling) -> None:
    lines = [one for one in laws.instead("33-01-023", 600) if one.allocation != "127"]
    laws.loaded(cast, lines)

    assert ceiling(cast, "33-01-127").limit == 0


@pytest.mark.parametrize(
    ("table", "told"),
    [("budget_ceiling", "marco presupuestario"), ("budget_dossierbalance", "saldo")],
)
def test_the_check_tells_a_balance_that_somebody_touched(
    cast: Cast, line: Ceiling, of: Dossier, table: str, told: str
) -> None:
    recorded("commitment", of, 10)
    with by_hand():
        sql(f"UPDATE {table} SET committed = 11 WHERE committed = 10")

    [finding] = check()

    assert finding.where.startswith(told)
    assert finding.sentence == "Su compromiso no es la suma de sus asientos."
