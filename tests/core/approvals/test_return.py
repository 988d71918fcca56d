"""Returning with remarks from any step, taking back, and sending again: every round is kept."""

import pytest

from minga.core.approvals import actions
from minga.core.approvals.errors import (
    AlreadyPassed,
    NotAwaiting,
    NotItsPreparer,
    Prepared,
    ReasonMissing,
)
from minga.core.approvals.models import Decision, Submission
from minga.core.approvals.rounds import seen_of
from minga.core.errors import NotAllowed
from minga.core.history import sentence
from minga.core.models import Event
from minga.core.versions import ChangedSinceOpened, RemarksMissing
from tests.conftest import TODAY
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import (
    labels,
    passes,
    refused,
    returns,
    sent,
    state,
    submission,
)
from tests.core.approvals.sample.flow import MILLION, write


def withdraw(purchase: object, who: object, reason: str = "Cambia el proveedor.") -> object:
    return actions.withdraw(purchase, reason=reason, by=who.access)  # type: ignore[attr-defined,type-var]


def test_from_any_step_it_goes_back_to_its_preparers_with_the_remarks(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)

    returns(purchase, office.aldo, "  Falta una cotización. ")

    assert (state(purchase), submission(purchase).outcome) == ("draft", "returned")
    decision = Decision.objects.latest("pk")
    assert (decision.outcome, decision.remarks) == ("returned", "Falta una cotización.")
    event = Event.objects.latest("sequence")
    assert (event.kind, event.reason) == ("purchases.returned", "Falta una cotización.")
    assert sentence(event) == "devolvió la compra Computadores"


def test_it_is_sent_again_in_a_new_round_from_the_first_step(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)
    returns(purchase, office.aldo)
    write(purchase, by=office.ana.access, amount=6 * MILLION)

    actions.begin(purchase, by=office.ana.access)

    assert labels(purchase) == ["Jefatura de unidad", "Jurídica"]
    assert [(s.number, s.outcome) for s in Submission.objects.order_by("number")] == [
        (1, "returned"),
        (2, "open"),
    ]
    passes(purchase, office.emilio)
    passes(purchase, office.aldo)
    assert state(purchase) == "bought"


def test_who_wrote_in_any_round_does_not_decide(office: Office) -> None:
    purchase = sent(office)
    returns(purchase, office.emilio)
    write(purchase, by=office.diana.access, amount=11 * MILLION)
    actions.begin(purchase, by=office.ana.access)
    passes(purchase, office.emilio)
    passes(purchase, office.aldo)

    with refused(Prepared, "Usted lo preparó"):
        passes(purchase, office.diana)


@pytest.mark.parametrize("remarks", ["", " \n "])
def test_it_says_what_must_be_mended(office: Office, remarks: str) -> None:
    purchase = sent(office)

    with refused(RemarksMissing, "Escriba qué debe corregirse"):
        returns(purchase, office.emilio, remarks)


def test_who_prepared_does_not_return_nor_another_role_does(office: Office) -> None:
    purchase = sent(office)
    with refused(NotAllowed, "Este paso lo da otra función"):
        returns(purchase, office.aldo)
    returns(purchase, office.emilio)
    write(purchase, by=office.emilio.access, name="Otra")
    actions.begin(purchase, by=office.ana.access)

    with refused(Prepared, "Usted lo preparó"):
        returns(purchase, office.emilio)


def test_one_returns_what_one_read(office: Office) -> None:
    purchase = sent(office)
    seen = seen_of(purchase)
    returns(purchase, office.emilio)
    actions.begin(purchase, by=office.ana.access)

    with refused(ChangedSinceOpened, "cambió desde que usted abrió"):
        actions.return_it(purchase, remarks="Falta.", seen=seen, by=office.emilio.access)


def test_what_does_not_wait_is_not_returned(office: Office) -> None:
    purchase = sent(office, 1)
    passes(purchase, office.emilio)

    with refused(NotAwaiting, "ya no espera aprobación"):
        returns(purchase, office.emilio)


def test_its_preparers_take_it_back_while_nobody_decided(office: Office) -> None:
    purchase = sent(office)

    withdraw(purchase, office.ana, " Cambia el proveedor. ")

    round_ = submission(purchase)
    assert (state(purchase), round_.outcome, round_.reason) == (
        "draft",
        "withdrawn",
        "Cambia el proveedor.",
    )
    assert round_.closed_on == TODAY
    event = Event.objects.latest("sequence")
    assert (event.kind, event.reason) == ("purchases.withdrawn", "Cambia el proveedor.")


def test_once_somebody_decided_it_is_not_taken_back(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)

    with refused(AlreadyPassed, "Alguien ya dio un paso"):
        withdraw(purchase, office.ana)


def test_who_only_works_there_does_not_take_it_back(office: Office) -> None:
    purchase = sent(office)

    with refused(NotItsPreparer, "Lo retira quien lo preparó o lo envió."):
        withdraw(purchase, office.bruno)
    with refused(NotAllowed, "Solo quien prepara"):
        withdraw(purchase, office.diana)


def test_who_sent_it_without_writing_takes_it_back(office: Office) -> None:
    purchase = sent(office)
    returns(purchase, office.emilio)
    actions.begin(purchase, by=office.bruno.access)

    withdraw(purchase, office.bruno)

    assert state(purchase) == "draft"


def test_taking_it_back_says_why(office: Office) -> None:
    purchase = sent(office)

    with refused(ReasonMissing, "Escriba el motivo"):
        withdraw(purchase, office.ana, "  ")


def test_what_does_not_wait_is_not_taken_back(office: Office) -> None:
    purchase = sent(office)
    returns(purchase, office.emilio)

    with refused(NotAwaiting, "ya no espera aprobación"):
        withdraw(purchase, office.ana)
