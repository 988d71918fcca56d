"""Statements: within the contract, one after another, approved by another person, paid in term."""

from datetime import date, timedelta
from typing import Any

import pytest

from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.months import Month
from minga.people.roles import Role
from minga.works import spending
from minga.works.contracts import actions, errors
from minga.works.contracts.integrity import check
from minga.works.contracts.models import PaymentStatement
from minga.works.spending import Spent
from tests.commitments.factories import member
from tests.conftest import SCRIBE, TODAY
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import NEXT, Site
from tests.works.contracts.factories import FIRST, STARTED, charge, invoice

DAY = timedelta(days=1)


def test_its_net_is_exact(works: Site) -> None:
    made = works.running(advance=12_000_000)
    make.fined(made, works.inspector, 300_000)
    statement = works.received(
        made, 10_000_001, readjustment=123_457, retention=500_000, advance_amortised=1_000_000,
        fines=300_000,
    )  # fmt: skip

    assert statement.net == 10_000_001 + 123_457 - 500_000 - 1_000_000 - 300_000
    found = make.read(made)
    assert (found.charged, found.retained, found.amortised, found.fined) == (
        10_000_001, 500_000, 1_000_000, 300_000,
    )  # fmt: skip
    assert (found.balance, found.advance_left, found.fines_left) == (109_999_999, 11_000_000, 0)
    assert list(check()) == []


def test_it_never_goes_over_the_contract(works: Site) -> None:
    made = works.running()
    works.received(made, 100_000_000)

    with pytest.raises(errors.ContractExceeded, match=r"saldo .* es de \$ 20\.000\.000"):
        works.received(made, 20_000_001, on=NEXT)
    last = works.received(made, 20_000_000, on=NEXT)
    assert (last.number, make.read(made).balance) == (2, 0)


def test_what_is_returned_gives_its_balance_back(works: Site) -> None:
    made = works.running()
    first = works.received(made, 120_000_000)
    actions.return_statement(first, remarks="Falta el acta.", by=works.head.access)
    assert make.read(made).balance == 120_000_000

    works.received(made, 60_000_000, on=NEXT)
    with pytest.raises(errors.ContractExceeded):
        actions.correct_statement(first, charge(60_000_001), by=works.inspector.access)
    again = actions.correct_statement(first, charge(60_000_000), by=works.inspector.access)
    assert (again.state, again.number, make.read(made).balance) == ("received", 1, 0)
    # A correction counts its own amount as free.
    actions.correct_statement(first, charge(59_000_000), by=works.inspector.access)
    assert make.read(made).balance == 1_000_000
    assert list(check()) == []


def test_each_one_is_later_than_the_last(works: Site) -> None:
    made = works.running()
    works.received(made, on=NEXT)

    for day in (NEXT, NEXT - DAY):
        with pytest.raises(DomainError, match="fechado 05-07-2007: el 2 es posterior"):
            works.received(made, on=day)
    with pytest.raises(DomainError, match=r"julio de 2007.*el 2 es posterior"):
        works.received(made, on=NEXT + DAY, month=Month(2007, 6))
    assert works.received(made, on=NEXT + DAY).number == 2


def test_an_earlier_one_stays_before_the_next(works: Site) -> None:
    made = works.running()
    first = works.received(made)
    works.received(made, on=NEXT)

    with pytest.raises(DomainError, match="El estado de pago 2 es de julio de 2007"):
        actions.correct_statement(first, charge(on=NEXT), by=works.inspector.access)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": STARTED - DAY}, "El estado de pago 1 dice 13-05-2007 y el inicio"),
        ({"on": TODAY + DAY}, "Hoy es 30-11-2007"),
        ({"month": Month(2007, 7)}, "El mes no puede ser posterior"),
        ({"gross": -1}, "sin signo"),
        ({"gross": 0}, "Escriba lo que se cobra"),
        ({"retention": 10_000_001}, "La retención no pasa"),
        ({"retention": -1}, r"Lo retenido es \$ 0"),
        ({"advance_amortised": 1}, r"Quedan \$ 0 de anticipo"),
        ({"fines": 1}, r"Quedan \$ 0 de multas"),
        ({"readjustment": -9_500_000, "retention": 500_001}, "no queda qué pagar"),
    ],
)
def test_what_can_not_be_charged_is_refused(
    works: Site, more: dict[str, Any], sentence: str
) -> None:
    made = works.running()
    with pytest.raises(DomainError, match=sentence):
        works.received(made, **more)
    assert not PaymentStatement.objects.exists()


def test_none_before_the_contract_begins(works: Site) -> None:
    made = make.signed(works.project, works.inspector)
    with pytest.raises(errors.NotStarted, match="no tiene fecha de inicio"):
        works.received(made)


def test_none_before_the_opening_balance(works: Site) -> None:
    made = make.brought(works.project, works.inspector)
    with pytest.raises(errors.OutOfOrder, match="El estado de pago 5 dice 30-09-2007 y el saldo"):
        works.received(made, on=date(2007, 9, 30))


def test_its_clock_begins_with_the_invoice(works: Site) -> None:
    made = works.running()
    statement = works.received(made, bill=invoice(received_on=date(2007, 11, 5)))

    assert statement.due_on == date(2007, 12, 5)
    assert (statement.days_left(TODAY), statement.is_overdue(TODAY)) == (5, False)
    assert statement.is_overdue(date(2007, 12, 6))
    found = PaymentStatement.objects.all()
    assert not found.overdue(date(2007, 12, 5)).exists()
    assert found.overdue(date(2007, 12, 6)).exists()
    assert not found.due_soon(date(2007, 11, 27)).exists()
    assert found.due_soon(date(2007, 11, 28)).exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"received_on": FIRST - DAY}, "La recepción dice 04-06-2007 y la factura"),
        ({"received_on": TODAY + DAY}, "Hoy es 30-11-2007"),
        ({"number": " "}, "Complete «Número de factura»"),
        ({"cession_on": FIRST}, "a quién se cedió"),
        ({"dated_on": date(1999, 1, 1), "received_on": date(1999, 1, 2)}, "no regía un plazo"),
    ],
)
def test_an_invoice_that_can_not_be_is_refused(
    works: Site, more: dict[str, Any], sentence: str
) -> None:
    statement = works.received(works.running())
    with pytest.raises(DomainError, match=sentence):
        actions.receive_invoice(statement, invoice(**more), by=works.inspector.access)
    assert make.read(statement).due_on is None


def test_an_invoice_is_ceded_to_another(works: Site) -> None:
    made = works.running()
    statement = works.received(made)
    bank = make.contractor("banco-del-norte", "bank")
    by = works.inspector.access

    own = invoice(cession_to=made.contractor, cession_on=FIRST)
    with pytest.raises(DomainError, match="otro que el contratista"):
        actions.receive_invoice(statement, own, by=by)
    early = invoice(cession_to=bank, cession_on=FIRST - DAY)
    with pytest.raises(errors.OutOfOrder, match="La cesión dice 04-06-2007"):
        actions.receive_invoice(statement, early, by=by)
    said = invoice(cession_to=bank, cession_on=FIRST)
    assert actions.receive_invoice(statement, said, by=by).cession_to == bank


def test_another_reviews_and_another_approves(works: Site, told: list[Spent]) -> None:
    made = works.running()
    statement = works.received(made, readjustment=50_000, retention=500_000)

    with pytest.raises(errors.NotItsTurn, match="por revisar: se aprueba lo revisado"):
        actions.approve_statement(statement, by=works.cast.diana.access)
    assert not told
    actions.review_statement(statement, by=works.head.access)
    with pytest.raises(errors.NotItsTurn, match="ya no espera revisión"):
        actions.review_statement(statement, by=works.head.access)
    approved = actions.approve_statement(statement, by=works.cast.diana.access)

    assert (approved.state, approved.approved_by) == ("approved", works.cast.diana.person)
    assert told == [Spent(works.project, made.line_item, Month(2007, 6), 10_050_000, approved)]
    assert Event.objects.latest("sequence").data["net"] == "$ 9.550.000"


def test_who_prepares_it_never_decides(works: Site) -> None:
    statement = works.received(works.running())
    for deed in (actions.review_statement, actions.approve_statement):
        with pytest.raises(NotAllowed):
            deed(statement, by=works.inspector.access)
        with pytest.raises(NotAllowed):
            deed(statement, by=SCRIBE) if deed is actions.review_statement else deed(
                statement, by=works.cast.ana.access
            )


def test_nor_does_whoever_wrote_in_it_once(works: Site) -> None:
    """Whoever has both functions: also after another person wrote last."""
    both = member(works.cast.serviu, Role.WORKS_INSPECTOR, ("Berta", "Ríos"))
    works.gives(both, Role.WORKS_HEAD)
    statement = works.received(works.running())
    actions.correct_statement(statement, charge(9_000_000), by=both.access)
    actions.correct_statement(statement, charge(8_000_000), by=works.inspector.access)

    with pytest.raises(errors.PreparedIt, match="lo revisa y lo aprueba otra persona"):
        actions.review_statement(statement, by=both.access)


def test_a_correction_asks_for_another_review(works: Site) -> None:
    statement = works.received(works.running())
    actions.review_statement(statement, by=works.head.access)
    actions.correct_statement(statement, charge(1_000_000), by=works.inspector.access)

    with pytest.raises(errors.NotItsTurn):
        actions.approve_statement(statement, by=works.cast.diana.access)


def test_what_was_approved_and_returned_is_taken_back(works: Site, told: list[Spent]) -> None:
    statement = works.approved(works.running())
    with pytest.raises(errors.NotItsTurn, match="pida que lo devuelvan"):
        actions.correct_statement(statement, charge(), by=works.inspector.access)
    actions.return_statement(statement, remarks="Mal medido.", by=works.cast.diana.access)

    assert [spent.amount for spent in told] == [10_000_000, -10_000_000]
    found = make.read(statement)
    assert (found.state, found.returned_because, found.approved_on) == (
        "returned", "Mal medido.", None,
    )  # fmt: skip


def test_a_keeper_that_refuses_stops_the_approval(
    works: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(spent: Spent) -> None:
        raise errors.Refused("", f"{spent.month.name} está cerrado.")

    monkeypatch.setattr(spending, "_keepers", [closed])
    statement = works.received(works.running())
    actions.review_statement(statement, by=works.head.access)

    with pytest.raises(DomainError, match="junio de 2007 está cerrado"):
        actions.approve_statement(statement, by=works.cast.diana.access)
    assert make.read(statement).state == "received"


def test_it_is_paid_with_its_invoice(works: Site) -> None:
    statement = works.approved(works.running())
    by = make.treasurer(works.cast.serviu).access

    with pytest.raises(DomainError, match="Falta registrar la factura"):
        actions.pay_statement(statement, paid_on=TODAY, reference="Egreso 44", by=by)
    actions.receive_invoice(statement, invoice(TODAY), by=works.inspector.access)
    for day, sentence in ((TODAY - DAY, "El pago dice 29-11-2007"), (TODAY + DAY, "Hoy es")):
        with pytest.raises(DomainError, match=sentence):
            actions.pay_statement(statement, paid_on=day, reference="Egreso 44", by=by)
    with pytest.raises(DomainError, match="Complete «Comprobante»"):
        actions.pay_statement(statement, paid_on=TODAY, reference=" ", by=by)
    with pytest.raises(NotAllowed):
        actions.pay_statement(
            statement, paid_on=TODAY, reference="Egreso 44", by=works.inspector.access
        )
    paid = actions.pay_statement(statement, paid_on=TODAY, reference="Egreso 44", by=by)
    assert (paid.state, paid.paid_on) == ("paid", TODAY)
    with pytest.raises(errors.NotItsTurn, match="ya no se devuelve"):
        actions.return_statement(statement, remarks="No.", by=works.head.access)
    with pytest.raises(errors.NotItsTurn, match="su factura no cambia"):
        actions.receive_invoice(statement, invoice(TODAY), by=works.inspector.access)


def test_it_is_returned_with_what_has_to_be_mended(works: Site) -> None:
    statement = works.received(works.running())
    with pytest.raises(DomainError, match="Complete «Qué debe corregirse»"):
        actions.return_statement(statement, remarks=" ", by=works.head.access)
    with pytest.raises(NotAllowed):
        actions.return_statement(statement, remarks="No.", by=works.inspector.access)


def test_two_persons_at_one_statement(works: Site) -> None:
    made = works.running()
    first = works.received(made)
    with pytest.raises(errors.DoneMeanwhile, match="registró el estado de pago 1"):
        actions.receive_statement(made, charge(on=NEXT), number=1, by=works.inspector.access)
    actions.review_statement(first, seen=first.revision, by=works.head.access)
    with pytest.raises(StaleForm):
        actions.correct_statement(first, charge(1), seen=first.revision, by=works.inspector.access)


def test_who_may_see_it(works: Site) -> None:
    statement = works.received(works.running())
    for somebody in (works.cast.ana, works.cast.aldo):
        assert statement in PaymentStatement.objects.visible_to(somebody.access)
    assert statement not in PaymentStatement.objects.visible_to(works.cast.carla.access)
