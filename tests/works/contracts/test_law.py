"""What contracts take of the budget law: committed when signed, accrued when a statement is
approved, paid when it is paid, and given back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from minga.budget import actions as budget
from minga.budget.actions.ledger import CeilingExceeded
from minga.budget.integrity import check
from minga.budget.models import LedgerEntry
from minga.core.errors import NotAllowed
from minga.core.months import Month
from minga.works.contracts import actions, errors, law
from minga.works.contracts.models import Contract, PaymentStatement
from minga.works.models import Project
from minga.works.schedules.actions import Dated, approve_version, submit_version
from tests.budget.ledger import accountant, counters
from tests.conftest import TODAY
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import NEXT, Site
from tests.works.factories import CIVIL_WORKS, programmer, project
from tests.works.schedules import factories as schedules

MILLION = 1_000_000
NEW_YEAR = date(2008, 1, 31)
DAYS = (
    Dated(make.SLOT, "bidding", make.CALLED, 1, "awarded"),
    Dated(make.SLOT, "award", make.AWARDED, 1, "awarded"),
    Dated(make.SLOT, "contract", make.SIGNED),
    Dated(make.SLOT, "start", make.STARTED),
    Dated(make.SLOT, "end", date(2008, 1, 31)),
)


def two_years(works: Site) -> Project:
    """Three quarters of its works are programmed in 2007."""
    by = programmer(works.cast.serviu)
    money = {(CIVIL_WORKS, Month(2007, 12)): 300_000, (CIVIL_WORKS, Month(2008, 1)): 100_000}
    done = {Month(2007, 12): 75_00, Month(2008, 1): 100_00}
    draft = schedules.written(schedules.drafted(works.project, by), by, money, done, DAYS)
    submit_version(draft, by=by.access, on=TODAY)
    approve_version(draft, by=works.cast.diana.access, on=TODAY)
    return works.project


def paid(works: Site, statement: PaymentStatement) -> PaymentStatement:
    by = make.treasurer(works.cast.serviu)
    return actions.pay_statement(
        statement, paid_on=TODAY, reference="Egreso 44", by=by.access, on=TODAY
    )


def test_it_is_committed_accrued_and_paid(works: Site) -> None:
    line = make.law_of_works(works.cast, 200_000)
    contract = works.running()
    assert counters(line) == (120 * MILLION, 0, 0)

    # A readjustment is no part of the contract: the law bears it too.
    more = {"readjustment": 2 * MILLION, "retention": MILLION, "bill": make.invoice()}
    statement = works.approved(contract, 10 * MILLION, **more)
    assert counters(line) == (120 * MILLION, 12 * MILLION, 0)
    paid(works, statement)
    last = works.approved(contract, 110 * MILLION, on=NEXT)
    assert counters(line) == (122 * MILLION, 122 * MILLION, 11 * MILLION)

    actions.return_statement(last, remarks="Mal medido.", by=works.head.access, on=TODAY)
    assert counters(line) == (120 * MILLION, 12 * MILLION, 11 * MILLION)
    assert list(check()) == []
    told = law.told(make.read(contract), 2007)
    assert (told.note, told.missing, len(told.years)) == ("", 0, 1)


def test_what_the_line_lacks_is_said_and_nothing_is_signed(works: Site) -> None:
    line = make.law_of_works(works.cast, 90_000)
    awarded = make.awarded(works.project, works.inspector)

    with pytest.raises(CeilingExceeded, match=r"quedan \$ 90\.000\.000 .*: faltan M\$ 30\.000\."):
        actions.sign_contract(awarded, make.terms(), by=works.inspector.access)
    assert not Contract.objects.exists()
    assert counters(line) == (0, 0, 0)


def test_a_statement_over_the_law_is_not_approved(works: Site) -> None:
    line = make.law_of_works(works.cast, 120_000)
    contract = works.running()
    more = {"readjustment": 2_500, "retention": 0}

    with pytest.raises(CeilingExceeded, match=r"faltan M\$ 2,5\."):
        works.approved(contract, 120 * MILLION, **more)
    statement = contract.statements.get()
    assert (statement.state, counters(line)) == ("received", (120 * MILLION, 0, 0))


@pytest.mark.parametrize(
    ("stop", "state"), [("accrue", "received"), ("pay", "approved"), ("reverse", "approved")]
)
def test_a_crash_in_the_middle_leaves_neither(
    works: Site, monkeypatch: pytest.MonkeyPatch, stop: str, state: str
) -> None:
    line = make.law_of_works(works.cast, 200_000)
    contract = works.running()
    statement = works.received(contract, bill=make.invoice())
    actions.review_statement(statement, by=works.head.access)
    if stop != "accrue":
        statement = actions.approve_statement(statement, by=works.cast.diana.access)
    before, entries = counters(line), LedgerEntry.objects.count()

    def breaks(*args: Any, **more: Any) -> None:
        raise OSError("disk full")

    acts: dict[str, Callable[[], object]] = {
        "accrue": lambda: actions.approve_statement(statement, by=works.cast.diana.access),
        "pay": lambda: paid(works, statement),
        "reverse": lambda: actions.return_statement(
            statement, remarks="Mal.", by=works.head.access
        ),
    }
    monkeypatch.setattr(budget, stop, breaks)
    with pytest.raises(OSError, match="disk full"):
        acts[stop]()

    statement.refresh_from_db()
    assert (statement.state, counters(line)) == (state, before)
    assert LedgerEntry.objects.count() == entries


def test_without_a_law_it_goes_on_and_says_so(works: Site) -> None:
    contract = works.running()
    works.approved(contract)

    assert law.told(make.read(contract), 2007).note.startswith("Sin ley cargada de 2007")
    with pytest.raises(errors.NothingToCommit, match="Sin ley cargada"):
        actions.commit_year(contract, by=accountant(works.cast).access, on=TODAY)
    assert not LedgerEntry.objects.exists()
    # The law that comes later finds it, and only finance writes in the ledger.
    line = make.law_of_works(works.cast, 200_000)
    with pytest.raises(NotAllowed):
        actions.commit_year(contract, by=works.inspector.access, on=TODAY)
    actions.commit_year(contract, by=accountant(works.cast).access, on=TODAY)
    assert counters(line) == (120 * MILLION, 0, 0)
    page = accountant(works.cast).client().get(f"/contratos/{contract.public_id}/")
    assert "Sin ley cargada" not in page.content.decode()


def test_a_mandate_spends_the_money_of_another(works: Site) -> None:
    line = make.law_of_works(works.cast, 200_000)
    of = project(works.cast, principal=works.cast.seremi)
    contract = make.running(of, works.inspector)
    make.approved(works.cast, contract, works.inspector, works.head)

    assert counters(line) == (0, 0, 0)
    assert law.told(make.read(contract), 2007).note.startswith("Por mandato")


def test_each_year_takes_its_part(works: Site) -> None:
    first, second = (make.law_of_works(works.cast, 90_000, year) for year in (2007, 2008))
    two_years(works)
    contract = works.running()
    assert counters(first) == (90 * MILLION, 0, 0)

    works.approved(contract, 50 * MILLION)
    by = accountant(works.cast).on(NEW_YEAR)
    actions.commit_year(contract, by=by, on=NEW_YEAR)
    # What was left of 2007 expired with it.
    assert counters(second) == (70 * MILLION, 0, 0)
    with pytest.raises(errors.NothingToCommit, match="ya está comprometido"):
        actions.commit_year(contract, by=by, on=NEW_YEAR)


def test_what_was_accrued_in_another_year_is_floating_debt(works: Site) -> None:
    make.law_of_works(works.cast, 200_000)
    second = make.law_of_works(works.cast, 200_000, 2008)
    statement = works.approved(works.running(), bill=make.invoice())
    by = make.treasurer(works.cast.serviu).on(NEW_YEAR)

    made = actions.pay_statement(
        statement, paid_on=NEW_YEAR, reference="Egreso 2", by=by, on=NEW_YEAR
    )
    assert (made.state, counters(second)) == ("paid", (0, 0, 0))


def test_changes_and_settlement_move_the_commitment(works: Site) -> None:
    line = make.law_of_works(works.cast, 125_000)
    contract = works.running()
    make.changed(contract, works.inspector)
    assert counters(line) == (125 * MILLION, 0, 0)
    with pytest.raises(CeilingExceeded):
        make.changed(contract, works.inspector)

    make.changed(contract, works.inspector, amount=-15 * MILLION, days=0)
    works.approved(contract, 80 * MILLION)
    assert counters(line) == (110 * MILLION, 80 * MILLION, 0)
    for mark in (actions.Mark.PROVISIONAL, actions.Mark.FINAL, actions.Mark.SETTLEMENT):
        actions.mark_day(contract, mark, TODAY, by=works.inspector.access)
    assert counters(line) == (80 * MILLION, 80 * MILLION, 0)


def test_a_correction_commits_anew(works: Site) -> None:
    line = make.law_of_works(works.cast, 130_000)
    contract = make.signed(works.project, works.inspector)
    said = make.terms(code=contract.code, amount=100 * MILLION, contractor=contract.contractor)
    actions.correct_contract(contract, said, by=works.inspector.access, on=TODAY)
    assert counters(line) == (100 * MILLION, 0, 0)


def test_one_that_was_running_commits_what_is_left(works: Site) -> None:
    line = make.law_of_works(works.cast, 200_000)
    make.brought(works.project, works.inspector)
    assert counters(line) == (70 * MILLION, 0, 0)
