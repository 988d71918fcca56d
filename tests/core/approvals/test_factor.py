"""A step that asks for the second factor: with a right code, once, and not tried too often."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from minga.core.approvals import actions, factors
from minga.core.approvals.errors import (
    CodeAlreadyUsed,
    FactorLocked,
    FactorMissing,
    FactorNeeded,
    FactorUnreadable,
    WrongCode,
)
from minga.core.approvals.factors import Proof, proof_now
from minga.core.approvals.models import Decision, FactorUse, RecoveryCode
from minga.core.approvals.rounds import seen_of
from minga.core.history import sentence
from minga.core.models import Event
from minga.core.versions import ChangedSinceOpened
from tests.conftest import TODAY, nothing_recorded
from tests.core.approvals.codes import code_of, enrolled, guarded, wrong
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import passes, state


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    """So that no half minute ends between making a code and using it."""
    with time_machine.travel(datetime(2007, 11, 30, 12, tzinfo=UTC), tick=False):
        yield


def test_the_step_is_passed_with_the_code_and_says_so(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    purchase = guarded(office)

    passes(purchase, office.emilio, code=code_of(factor))

    assert state(purchase) == "bought"
    assert Decision.objects.get().with_second_factor
    event = Event.objects.latest("sequence")
    assert sentence(event) == "aprobó la compra Computadores, con segundo factor"


def test_without_a_code_or_without_a_factor_it_is_not_passed(office: Office) -> None:
    purchase = guarded(office)
    with nothing_recorded(), pytest.raises(FactorMissing, match="su cuenta no tiene uno"):
        passes(purchase, office.emilio)
    enrolled(office.emilio)

    with nothing_recorded(), pytest.raises(FactorNeeded, match="Este paso pide el código"):
        passes(purchase, office.emilio)

    assert state(purchase) == "sent"


def test_one_not_yet_confirmed_proves_nothing(office: Office) -> None:
    factor = actions.begin_factor(by=office.emilio.access)

    with pytest.raises(FactorMissing):
        passes(guarded(office), office.emilio, code=code_of(factor))


@pytest.mark.parametrize(("periods", "right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_the_code_before_and_the_one_after_also_count(
    office: Office, periods: int, right: bool
) -> None:
    factor, _ = enrolled(office.emilio)

    if right:
        factors.check(factor, code_of(factor, periods), by=office.emilio.access)
    else:
        with pytest.raises(WrongCode):
            factors.check(factor, code_of(factor, periods), by=office.emilio.access)


def test_a_code_is_good_once_and_an_older_one_no_more(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    code = code_of(factor)
    factors.check(factor, f" {code[:3]} {code[3:]} ", by=office.emilio.access)

    for used in (code, code_of(factor, -1)):
        with pytest.raises(CodeAlreadyUsed, match="Ese código ya se usó"):
            factors.check(factor, used, by=office.emilio.access)


def test_a_wrong_code_is_counted_although_nothing_else_happens(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    purchase = guarded(office)

    with nothing_recorded(), pytest.raises(WrongCode, match="Le quedan 4 intentos"):
        passes(purchase, office.emilio, code=wrong(factor))

    assert FactorUse.objects.get(factor=factor).failures == 1
    assert state(purchase) == "sent"


def test_the_fifth_closes_it_for_five_minutes_and_a_right_one_opens_nothing(
    office: Office,
) -> None:
    factor, _ = enrolled(office.emilio)
    by = office.emilio.access
    for left in ("Le quedan 4", "Le quedan 3", "Le quedan 2", "Le queda un intento"):
        with pytest.raises(WrongCode, match=left):
            factors.check(factor, wrong(factor), by=by)

    with pytest.raises(FactorLocked, match="Demasiados códigos equivocados"):
        factors.check(factor, wrong(factor), by=by)
    with pytest.raises(FactorLocked):
        factors.check(factor, code_of(factor), by=by)

    past = timezone.now() - timedelta(seconds=1)
    FactorUse.objects.update(locked_until=past)
    factors.check(factor, code_of(factor), by=by)
    use = FactorUse.objects.get(factor=factor)
    assert (use.failures, use.locked_until) == (0, None)


def test_it_is_closed_for_five_minutes(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    FactorUse.objects.update(failures=4)

    with pytest.raises(FactorLocked):
        factors.check(factor, wrong(factor), by=office.emilio.access)

    until = FactorUse.objects.get(factor=factor).locked_until
    assert until is not None
    left = until - timezone.now()
    assert left == timedelta(minutes=5)


def test_a_right_code_forgets_the_failures(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    FactorUse.objects.update(failures=4)

    factors.check(factor, code_of(factor), by=office.emilio.access)

    assert FactorUse.objects.get(factor=factor).failures == 0


def test_who_may_not_decide_spends_no_code(office: Office) -> None:
    """Otherwise a stale page would cost the code of the next half minute."""
    factor, _ = enrolled(office.emilio)
    purchase, by = guarded(office), office.emilio.access

    with pytest.raises(ChangedSinceOpened):
        actions.pass_step(purchase, seen=7, by=by, code=code_of(factor))

    actions.pass_step(purchase, seen=seen_of(purchase), by=by, code=code_of(factor))
    assert state(purchase) == "bought"


def test_a_recovery_code_takes_its_place_once(office: Office) -> None:
    factor, codes = enrolled(office.emilio)
    purchase = guarded(office)

    passes(purchase, office.emilio, code=codes[0].upper())

    assert state(purchase) == "bought"
    kinds = list(Event.objects.order_by("-sequence").values_list("kind", flat=True)[:2])
    assert kinds == ["purchases.approved", "approvals.recovery_code_used"]
    with pytest.raises(CodeAlreadyUsed):
        factors.check(factor, codes[0], by=office.emilio.access)
    with pytest.raises(WrongCode):
        factors.check(factor, "bcdfghjkmn", by=office.emilio.access)
    assert RecoveryCode.objects.filter(used_on=TODAY).count() == 1


def test_the_codes_of_another_are_no_good(office: Office) -> None:
    other, codes = enrolled(office.diana)
    factor, _ = enrolled(office.emilio)

    for code in (codes[0], code_of(other)):
        with pytest.raises(WrongCode):
            factors.check(factor, code, by=office.emilio.access)


@pytest.mark.parametrize(("age", "holds"), [(0, True), (299, True), (301, False), (-1, False)])
def test_a_proof_holds_for_five_minutes(office: Office, age: int, holds: bool) -> None:
    factor, _ = enrolled(office.emilio)
    proof = Proof(factor.pk, factor.user_id, 1_000_000.0)

    assert proof.holds_for(office.emilio.access, now=1_000_000.0 + age) is holds
    assert not proof.holds_for(office.diana.access, now=1_000_000.0)


def test_a_proof_is_of_the_factor_that_one_still_has(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    proof, purchase = proof_now(factor), guarded(office)
    actions.reset_factor(factor.user_id, reason="Perdió el teléfono.", by=office.nora.access)
    enrolled(office.emilio)

    with pytest.raises(FactorNeeded):
        passes(purchase, office.emilio, proof=proof)
    with pytest.raises(FactorNeeded):
        passes(purchase, office.emilio, proof=Proof(factor.pk, office.diana.pk, time.time()))


def test_of_another_installation_it_says_what_to_do(office: Office, settings: object) -> None:
    factor, _ = enrolled(office.emilio)
    settings.SECRET_KEY = "otra"  # type: ignore[attr-defined]

    with pytest.raises(FactorUnreadable, match="Pida a quien administra el sistema que lo quite"):
        factors.check(factor, "123456", by=office.emilio.access)


@pytest.mark.parametrize("code", ["１２３４５６", "²²²²²²", "١٢٣٤٥٦"])
def test_figures_of_other_scripts_are_a_wrong_code_and_no_failure_of_ours(
    office: Office, code: str
) -> None:
    factor, _ = enrolled(office.emilio)

    with pytest.raises(WrongCode):
        factors.check(factor, code, by=office.emilio.access)


def test_a_right_code_that_comes_while_the_fifth_wrong_one_closes_is_not_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    factor, _ = enrolled(office.emilio)
    later = timezone.now() + timedelta(minutes=5)
    # Between the look at the lock and the taking of the code, others failed five times.
    monkeypatch.setattr(
        factors,
        "_require_unlocked",
        lambda factor: FactorUse.objects.filter(factor=factor).update(locked_until=later),
    )

    with pytest.raises(CodeAlreadyUsed):
        factors.check(factor, code_of(factor), by=office.emilio.access)
