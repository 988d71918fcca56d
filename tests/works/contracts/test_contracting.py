"""Contracts: signed after their award, changed by resolution, received in order."""

from datetime import date, timedelta
from typing import Any

import pytest

from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.works.contracts import actions, errors
from minga.works.contracts.actions import Mark
from minga.works.contracts.integrity import check
from minga.works.contracts.models import Contract, ContractChange
from tests.budget.factories import line_item
from tests.conftest import TODAY
from tests.core.database import sql
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import Site
from tests.works.contracts.factories import AMOUNT, AWARDED, FIRST, SIGNED, SLOT, STARTED

DAY = timedelta(days=1)


def test_it_runs_from_its_start_for_its_term(works: Site) -> None:
    made = works.running()

    assert (made.ends_on, made.term) == (STARTED + 180 * DAY, 180)
    assert made.ends_on == date(2007, 11, 10)
    assert made.days_left(TODAY) == -20
    assert (made.is_late(TODAY), made.said_on(TODAY)) == (True, "fuera de plazo")
    assert (made.is_late(made.ends_on), made.is_expiring(made.ends_on)) == (False, True)


def test_a_contract_is_signed_after_its_award(works: Site) -> None:
    awarded = make.awarded(works.project, works.inspector)

    with pytest.raises(errors.OutOfOrder, match="La firma dice 19-04-2007 y la adjudicación"):
        actions.sign_contract(
            awarded, make.terms(signed_on=AWARDED - DAY), by=works.inspector.access
        )
    assert actions.sign_contract(
        awarded, make.terms(signed_on=AWARDED), by=works.inspector.access
    ).pk


def test_only_an_awarded_round_gives_a_contract_and_only_one(works: Site) -> None:
    called = make.called(works.project, works.inspector)
    with pytest.raises(errors.NotAwarded, match="está en curso"):
        actions.sign_contract(called, make.terms(), by=works.inspector.access)

    awarded = actions.resolve_round(called, make.outcome(), by=works.inspector.access)
    actions.sign_contract(awarded, make.terms(), by=works.inspector.access)
    with pytest.raises(errors.DoneMeanwhile):
        actions.sign_contract(awarded, make.terms(), by=works.inspector.access)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"code": " "}, "Complete «Código»"),
        ({"resolution": ""}, "Complete «Resolución»"),
        ({"amount": 0}, "Escriba el monto contratado"),
        ({"advance": AMOUNT + 1}, "anticipo no pasa"),
        ({"term_days": 0}, "plazo en días corridos"),
        ({"signed_on": TODAY + DAY}, "Hoy es 30-11-2007"),
    ],
)
def test_what_can_not_be_signed_is_refused(
    works: Site, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        make.signed(works.project, works.inspector, **more)
    assert not Contract.objects.exists()


def test_a_code_is_once_in_a_service(works: Site) -> None:
    make.signed(works.project, works.inspector, code="OB 1")
    with pytest.raises(errors.CodeTaken, match="«Pavimentación pasaje Los Molles»"):
        make.signed(works.project, works.inspector, "Mobiliario", code=" OB  1 ")


def test_a_whole_item_of_the_budget_is_none_of_a_contract(works: Site) -> None:
    whole = type(line_item("31-02-004")).objects.get(subtitle="31", item="02", allocation="")
    with pytest.raises(DomainError, match="asignación de los proyectos"):
        make.signed(works.project, works.inspector, line_item=whole)


def test_a_mistake_is_put_right_while_nothing_moved_it(works: Site) -> None:
    made = works.running()
    kept = {"code": made.code, "contractor": made.contractor}
    changed = actions.correct_contract(
        made, make.terms(term_days=200, **kept), seen=made.revision, by=works.inspector.access
    )
    assert changed.ends_on == STARTED + 200 * DAY
    with pytest.raises(StaleForm):
        actions.correct_contract(
            made, make.terms(**kept), seen=made.revision, by=works.inspector.access
        )
    late = make.terms(signed_on=STARTED + DAY, **kept)
    with pytest.raises(errors.OutOfOrder, match="La entrega de terreno dice 14-05-2007"):
        actions.correct_contract(made, late, by=works.inspector.access)
    works.received(made)
    with pytest.raises(errors.AlreadyMoved):
        actions.correct_contract(made, make.terms(**kept), by=works.inspector.access)


def test_a_change_moves_amount_and_term(works: Site) -> None:
    made = works.running()
    make.changed(made, works.inspector, amount=5_000_000, days=15)
    make.changed(made, works.inspector, kind="amount", amount=-2_000_000, days=0)
    make.changed(made, works.inspector, kind="term", amount=0, days=-5)

    found = make.read(made)
    assert (found.total, found.balance) == (123_000_000, 123_000_000)
    assert (found.term, found.ends_on) == (190, STARTED + 190 * DAY)
    assert list(found.changes.values_list("number", flat=True)) == [1, 2, 3]
    assert list(check()) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"kind": "term", "days": 0}, "plazo cambia los días y no el monto"),
        ({"kind": "term"}, "plazo cambia los días y no el monto"),
        ({"kind": "amount"}, "monto cambia los pesos y no los días"),
        ({"amount": 0, "days": 0}, "Escriba cuánto aumenta"),
        ({"resolution": " "}, "Complete «Resolución»"),
        ({"reason": " "}, "Complete «Motivo»"),
        ({"days": -180}, "al menos un día"),
        ({"resolved_on": SIGNED - DAY}, "La resolución dice 01-05-2007 y la firma"),
        ({"resolved_on": TODAY + DAY}, "Hoy es 30-11-2007"),
    ],
)
def test_a_change_that_can_not_be_is_refused(
    works: Site, more: dict[str, Any], sentence: str
) -> None:
    made = works.running()
    with pytest.raises(DomainError, match=sentence):
        make.changed(made, works.inspector, **more)
    assert not ContractChange.objects.exists()


def test_it_never_goes_below_what_was_charged(works: Site) -> None:
    made = works.running()
    works.received(made, 100_000_000)

    with pytest.raises(errors.BelowCharged, match=r"puede bajar hasta \$ 20\.000\.000"):
        make.changed(made, works.inspector, amount=-20_000_001)
    make.changed(made, works.inspector, amount=-20_000_000)
    assert make.read(made).balance == 0


def test_two_persons_registering_one_change(works: Site) -> None:
    made = works.running()
    make.changed(made, works.inspector)
    with pytest.raises(errors.DoneMeanwhile, match="registró la modificación 1"):
        actions.change_contract(
            made,
            actions.Change("term", "Res. 1", TODAY, "Lluvias", days=3),
            number=1,
            by=works.inspector.access,
        )


def test_its_days_are_in_order(works: Site) -> None:
    made = make.signed(works.project, works.inspector)
    by = works.inspector.access

    with pytest.raises(errors.OutOfOrder, match="La entrega de terreno dice 01-05-2007"):
        actions.mark_day(made, Mark.HANDOVER, SIGNED - DAY, by=by)
    actions.mark_day(made, Mark.HANDOVER, STARTED, by=by)
    with pytest.raises(errors.OutOfOrder, match="El inicio dice 13-05-2007 y la entrega"):
        actions.mark_day(made, Mark.START, STARTED - DAY, by=by)
    with pytest.raises(DomainError, match="Antes falta anotar el inicio"):
        actions.mark_day(made, Mark.PROVISIONAL, TODAY, by=by)
    actions.mark_day(made, Mark.START, STARTED, by=by)
    with pytest.raises(DomainError, match="Antes falta anotar la recepción provisoria"):
        actions.mark_day(made, Mark.FINAL, TODAY, by=by)
    actions.mark_day(made, Mark.PROVISIONAL, date(2007, 11, 2), by=by)
    with pytest.raises(errors.OutOfOrder, match="La recepción definitiva dice 01-11-2007"):
        actions.mark_day(made, Mark.FINAL, date(2007, 11, 1), by=by)
    actions.mark_day(made, Mark.FINAL, date(2007, 11, 20), by=by)
    with pytest.raises(errors.OutOfOrder, match="La liquidación dice 19-11-2007"):
        actions.mark_day(made, Mark.SETTLEMENT, date(2007, 11, 19), by=by)
    with pytest.raises(errors.InTheFuture):
        actions.mark_day(made, Mark.SETTLEMENT, TODAY + DAY, by=by)
    done = actions.mark_day(made, Mark.SETTLEMENT, TODAY, by=by)
    assert done.stage == "liquidado"
    with pytest.raises(DomainError, match="liquidado: sus fechas no cambian"):
        actions.mark_day(made, Mark.FINAL, TODAY, by=by)


def test_a_consultancy_begins_without_a_site(works: Site) -> None:
    made = make.signed(works.project, works.inspector)
    assert actions.mark_day(made, Mark.START, SIGNED, by=works.inspector.access).ends_on


def test_its_days_go_around_its_statements(works: Site) -> None:
    made = works.running()
    works.received(made)
    by = works.inspector.access

    with pytest.raises(errors.OutOfOrder, match="El estado de pago 1 dice 05-06-2007"):
        actions.mark_day(made, Mark.START, FIRST + DAY, by=by)
    actions.mark_day(made, Mark.START, FIRST, by=by)
    actions.mark_day(made, Mark.PROVISIONAL, FIRST, by=by)
    assert actions.mark_day(made, Mark.FINAL, FIRST, by=by).final_on == FIRST


def test_after_final_acceptance_nothing_moves_it(works: Site) -> None:
    made = works.running()
    for mark in (Mark.PROVISIONAL, Mark.FINAL):
        actions.mark_day(made, mark, date(2007, 11, 20), by=works.inspector.access)

    with pytest.raises(errors.Accepted, match="recepción definitiva del 20-11-2007"):
        works.received(made, on=TODAY)
    with pytest.raises(errors.Accepted):
        make.changed(made, works.inspector)
    make.fined(made, works.inspector)
    actions.mark_day(made, Mark.SETTLEMENT, TODAY, by=works.inspector.access)
    with pytest.raises(DomainError, match="no admite más multas"):
        make.fined(made, works.inspector)


def test_one_that_was_running_comes_with_its_balance(works: Site) -> None:
    made = make.brought(works.project, works.inspector, retained=2_500_000)

    assert (made.is_migrated, made.round_id) == (True, None)
    assert (made.balance, made.all_charged) == (70_000_000, 50_000_000)
    with pytest.raises(errors.ContractExceeded, match=r"saldo .* es de \$ 70\.000\.000"):
        works.received(made, 70_000_001, on=TODAY)
    statement = works.received(made, 70_000_000, on=TODAY, retention=-2_500_000)
    assert (statement.number, statement.net) == (5, 72_500_000)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"charged": AMOUNT + 1}, "Lo cobrado antes pasa del monto"),
        ({"charged": -1}, "Escriba cero o más"),
        ({"document": " "}, "Complete «Documento»"),
        ({"on": SIGNED - DAY}, "El saldo inicial dice 01-05-2007"),
        ({"on": TODAY + DAY}, "Hoy es 30-11-2007"),
        ({"starts_on": SIGNED - DAY}, "El inicio dice 01-05-2007"),
    ],
)
def test_an_opening_that_can_not_be_is_refused(
    works: Site, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        make.brought(works.project, works.inspector, **more)
    assert not Contract.objects.exists()


def test_a_foreseen_contract_is_one(works: Site) -> None:
    make.brought(works.project, works.inspector)
    with pytest.raises(errors.SlotTaken, match=f"«{SLOT}» ya tiene el contrato"):
        make.brought(works.project, works.inspector)
    with pytest.raises(errors.SlotTaken):
        make.called(works.project, works.inspector)
    make.called(works.project, works.inspector, "Mobiliario")
    with pytest.raises(DomainError, match="tiene rondas en Minga"):
        make.brought(works.project, works.inspector, "Mobiliario")


def test_no_other_service_keeps_it(works: Site) -> None:
    made = works.running()
    with pytest.raises(NotAllowed):
        make.changed(made, make.inspector(works.cast.other))
    for somebody in (works.cast.ana, works.cast.marta, works.cast.aldo):
        assert made in Contract.objects.visible_to(somebody.access)
    for somebody in (works.cast.carla, works.cast.pia):
        assert made not in Contract.objects.visible_to(somebody.access)


def test_counters_that_lie_are_found(works: Site) -> None:
    made = works.running()
    works.received(made)
    assert list(check()) == []
    sql("UPDATE contracts_contract SET charged = 7, ends_on = '2007-12-01' WHERE id = %s", made.pk)

    said = [finding.sentence for finding in check()]
    assert said == [
        "Su cobrado dice $ 7 y sus filas suman $ 10.000.000.",
        "Su término vigente no es su inicio más su plazo con aumentos.",
    ]
