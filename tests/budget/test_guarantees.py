"""Guarantees come into custody as they say and leave it once, with a date and a document."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from minga.budget import actions, cases, holds
from minga.budget.actions import guarantees as errors
from minga.budget.awaiting import find
from minga.budget.expiry import days_of, left, tone
from minga.budget.models import Guarantee
from minga.core.cases import kind_of
from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.core.parameters.models import ParameterCorrection
from minga.documents.models import Dossier
from tests.budget.guarantees import EXPIRES, ISSUED, RECEIVED, given, guarantee, keeper, read
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.workplan import factories as plans

DAY = timedelta(days=1)


def leave(act: Callable[..., Any], made: Guarantee, **more: Any) -> Guarantee:
    said = {"document": "Ord. 7", "ended_on": TODAY, "by": SCRIBE, "on": TODAY} | more
    found: Guarantee = act(made, **said)
    return found


def test_it_comes_into_custody_and_is_recorded(cast: Cast) -> None:
    daniela = keeper(cast)

    made = guarantee(cast, by=daniela.access)

    event = Event.objects.get(pk=made.event_id)
    assert (event.kind, event.service) == ("budget.guarantee_received", cast.serviu.public_id)
    assert (made.state, made.registered_by, made.amount_said) == (
        "in_custody", daniela.person, "$ 12.345.678",
    )  # fmt: skip
    # It answers for nothing known: it has a dossier of its own.
    assert Dossier.objects.get(pk=made.dossier_id).service == cast.serviu


def test_an_amount_of_uf_keeps_its_four_decimals(cast: Cast) -> None:
    made = read(guarantee(cast, amount=0, amount_uf=12_345_678))

    assert (made.amount_uf, made.amount_said) == (12_345_678, "UF 1.234,5678")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"amount": 0}, errors.AmountTwice),
        ({"amount_uf": 1}, errors.AmountTwice),
        ({"amount": -1}, errors.AmountTwice),
        ({"amount": -1, "amount_uf": 5}, errors.AmountTwice),
        ({"valid_until": None}, errors.ExpiryWrong),
        ({"valid_until": ISSUED - DAY}, errors.ExpiryWrong),
        ({"received_on": ISSUED - DAY}, errors.ReceivedWrong),
        ({"received_on": TODAY + DAY}, errors.ReceivedWrong),
    ],
)
def test_what_no_document_says_is_refused(cast: Cast, more: Any, refusal: type) -> None:
    with nothing_recorded(), pytest.raises(refusal):
        guarantee(cast, **more)


def test_only_a_sight_draft_does_not_expire(cast: Cast) -> None:
    made = guarantee(cast, kind="sight_draft", valid_until=None)

    assert left(made, TODAY) == "no vence"


def test_the_same_paper_is_registered_once(cast: Cast) -> None:
    first = guarantee(cast, number="B-1")
    with nothing_recorded(), pytest.raises(errors.KnownAlready, match="en custodia"):
        guarantee(cast, number="B-1")
    guarantee(cast, number="B-1", issuer="Otro banco")
    guarantee(cast, number="B-1", service=cast.other)

    leave(actions.return_guarantee, first)
    with nothing_recorded(), pytest.raises(errors.KnownAlready, match="devuelta"):
        guarantee(cast, number="B-1")


def test_one_entered_by_mistake_is_voided_and_entered_again(cast: Cast) -> None:
    wrong = guarantee(cast, number="B-1")

    actions.void_guarantee(wrong, reason="El monto era otro", by=SCRIBE, on=TODAY)
    again = guarantee(cast, number="B-1", amount=5)

    assert (read(wrong).state, read(again).state) == ("voided", "in_custody")


@pytest.mark.parametrize(
    ("act", "state"),
    [(actions.return_guarantee, "returned"), (actions.cash_guarantee, "cashed")],
)
def test_it_leaves_once_with_date_and_document(cast: Cast, act: Any, state: str) -> None:
    made = guarantee(cast)

    leave(act, made, ended_on=TODAY - DAY, document=" Ord. 7 ")

    found = read(made)
    assert (found.state, found.ended_on, found.ended_by_document) == (state, TODAY - DAY, "Ord. 7")
    for again in (actions.return_guarantee, actions.cash_guarantee):
        with nothing_recorded(), pytest.raises(errors.NotInCustody):
            leave(again, made)
    with nothing_recorded(), pytest.raises(errors.NotInCustody):
        actions.void_guarantee(made, reason="x", by=SCRIBE)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"document": "  "}, errors.DocumentMissing),
        ({"ended_on": TODAY + DAY}, errors.DayWrong),
        ({"ended_on": RECEIVED - DAY}, errors.DayWrong),
    ],
)
def test_it_does_not_leave_without_them(cast: Cast, more: Any, refusal: type) -> None:
    made = guarantee(cast)

    for act in (actions.return_guarantee, actions.cash_guarantee):
        with nothing_recorded(), pytest.raises(refusal):
            leave(act, made, **more)


def test_it_is_cashed_on_its_last_day_and_not_on_the_next(cast: Cast) -> None:
    last, past = (guarantee(cast, valid_until=day) for day in (TODAY, TODAY - DAY))

    assert leave(actions.cash_guarantee, last).state == "cashed"
    with nothing_recorded(), pytest.raises(errors.DayWrong, match="ya no se cobra"):
        leave(actions.cash_guarantee, past)
    assert leave(actions.return_guarantee, past).state == "returned"


def test_a_renewal_takes_its_place_with_its_dossier(cast: Cast) -> None:
    old = guarantee(cast, number="B-1")
    new = actions.renew_guarantee(
        old,
        given(number="B-1", valid_until=EXPIRES + DAY, received_on=TODAY),
        document="Ord. 9",
        by=SCRIBE,
        on=TODAY,
    )

    assert (new.renews, new.dossier, new.state) == (old, old.dossier, "in_custody")
    found = read(old)
    assert (found.state, found.ended_on, found.renewed_by) == ("renewed", TODAY, new)


def test_a_renewal_lasts_longer_or_changes_nothing(cast: Cast) -> None:
    old = guarantee(cast)

    with nothing_recorded(), pytest.raises(errors.NotARenewal):
        actions.renew_guarantee(old, given(), document="Ord. 9", by=SCRIBE, on=TODAY)
    wrong = given(valid_until=EXPIRES + DAY, amount=0)
    with nothing_recorded(), pytest.raises(errors.AmountTwice):
        actions.renew_guarantee(old, wrong, document="Ord. 9", by=SCRIBE, on=TODAY)
    assert read(old).is_kept


def test_only_the_treasury_of_the_service_keeps_it(cast: Cast) -> None:
    made, stranger = guarantee(cast), keeper(cast, cast.other)

    for by in (cast.ana, cast.diana, stranger):
        with nothing_recorded(), pytest.raises(NotAllowed):
            guarantee(cast, by=by.access)
        for act in (actions.return_guarantee, actions.cash_guarantee):
            with nothing_recorded(), pytest.raises(NotAllowed):
                leave(act, made, by=by.access)


def test_it_stays_while_what_it_answers_for_says_so(cast: Cast) -> None:
    made = guarantee(cast)

    def not_yet(row: Guarantee, on: Any) -> list[str]:
        return ["Falta la recepción definitiva."] if on == TODAY else []

    holds.register_hold(not_yet)
    try:
        with nothing_recorded(), pytest.raises(errors.MustStay, match="recepción definitiva"):
            leave(actions.return_guarantee, made)
        leave(actions.return_guarantee, made, ended_on=TODAY - DAY)
    finally:
        holds.forget(not_yet)


@pytest.mark.parametrize(
    ("days", "says", "colour"),
    [
        (-2, "venció hace 2 días", "stop"),
        (-1, "venció ayer", "stop"),
        (0, "vence hoy", "wait"),
        (1, "vence mañana", "wait"),
        (30, "vence en 30 días", "wait"),
        (31, "vence en 31 días", "ok"),
    ],
)
def test_how_near_its_end_is_in_words(cast: Cast, days: int, says: str, colour: str) -> None:
    made = guarantee(cast, valid_until=TODAY + days * DAY)

    assert (left(made, TODAY), tone(made, TODAY, 30)) == (says, colour)


def test_what_expires_waits_for_the_treasury_alone(cast: Cast) -> None:
    daniela = keeper(cast)
    for days in (-1, 30, 31):
        guarantee(cast, number=f"B{days}", valid_until=TODAY + days * DAY)
    gone = guarantee(cast, valid_until=TODAY)
    leave(actions.return_guarantee, gone)
    guarantee(cast, service=cast.other, valid_until=TODAY)

    told = list(find(daniela.access, TODAY))

    assert days_of(cast.serviu.pk, TODAY) == 30
    assert [line.label.split()[3] for line in told] == ["B-1,", "B30,"]
    assert told[0].note == "Fiel cumplimiento de Constructora Los Molles: venció ayer."
    assert list(find(cast.ana.access, TODAY)) == []
    assert not ParameterCorrection.objects.exists()


def test_a_letter_about_it_says_what_it_says(cast: Cast) -> None:
    made = read(guarantee(cast, number="B-1"))

    kind = kind_of(made)

    assert kind.key == "garantia"
    said = kind.fields(made, TODAY)
    assert set(said) == set(kind.field_names)
    assert (said["número"], said["monto"], said["vencimiento"]) == (
        "B-1", "$ 12.345.678", f"{EXPIRES:%d-%m-%Y}",
    )  # fmt: skip


def test_it_knows_what_its_dossier_is_of_for_who_sees_it(cast: Cast) -> None:
    plan = plans.approved(cast)
    made = guarantee(cast, dossier=plan.dossier)

    behind = cases.behind([made.dossier_id], cast.ana.access)

    assert behind[made.dossier_id].kind == "programa de trabajo"
    assert cases.behind([made.dossier_id], cast.carla.access) == {}
