"""Activating the second factor, changing it, and taking it off for who lost the telephone."""

import pytest

from minga.core.approvals import actions, factors
from minga.core.approvals.errors import (
    FactorExists,
    FactorMissing,
    FactorNotBegun,
    NoFactorToReset,
    OnlyInDemonstration,
    OwnFactor,
    ReasonMissing,
)
from minga.core.approvals.models import RecoveryCode, SecondFactor
from minga.core.approvals.sealing import seal, unseal
from minga.core.demonstration import open_demonstration
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Event
from tests.conftest import SCRIBE, TODAY, nothing_recorded
from tests.core.approvals.codes import enrolled, guarded, secret_of
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import passes
from tests.core.database import refused, refused_constraint, sql


def test_what_is_kept_of_a_secret_is_not_the_secret(office: Office) -> None:
    factor, codes = enrolled(office.emilio)

    kept = repr(list(SecondFactor.objects.values()) + list(RecoveryCode.objects.values()))
    told = repr(list(Event.objects.values_list("data", "reason", "digests")))
    for secret in (secret_of(factor), *codes):
        assert secret not in kept
        assert secret not in told


def test_a_seal_is_opened_only_with_the_key_of_the_installation(settings: object) -> None:
    sealed = seal("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert unseal(sealed) == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert seal("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") != sealed
    assert unseal(f"{'1' if sealed[0] == '0' else '0'}{sealed[1:]}") is None

    settings.SECRET_KEY = "otra"  # type: ignore[attr-defined]

    assert unseal(sealed) is None


def test_one_account_has_one_and_a_half_done_one_is_begun_anew(office: Office) -> None:
    first = actions.begin_factor(by=office.emilio.access)
    second = actions.begin_factor(by=office.emilio.access)
    first.refresh_from_db()
    assert (first.secret, first.ended_on) == ("", TODAY)
    with nothing_recorded(), pytest.raises(FactorNotBegun):
        actions.confirm_factor(first, by=office.emilio.access)
    with nothing_recorded(), pytest.raises(FactorNotBegun):
        actions.confirm_factor(second, by=office.diana.access)
    actions.confirm_factor(second, by=office.emilio.access)

    with nothing_recorded(), pytest.raises(FactorExists):
        actions.begin_factor(by=office.emilio.access)


def test_it_is_of_a_person_with_an_account(office: Office) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.begin_factor(by=SCRIBE)


def test_who_administers_takes_it_off_with_a_reason_and_reads_nothing(office: Office) -> None:
    factor, codes = enrolled(office.emilio)

    actions.reset_factor(factor.user_id, reason=" Perdió el teléfono. ", by=office.nora.access)

    factor.refresh_from_db()
    assert (factor.secret, factor.ended_on) == ("", TODAY)
    event = Event.objects.latest("sequence")
    assert (event.kind, event.reason) == ("approvals.factor_reset", "Perdió el teléfono.")
    with pytest.raises(FactorMissing):
        factors.prove(office.emilio.access, codes[0])


def test_what_is_taken_off_is_somebody_elses_and_says_why(office: Office) -> None:
    factor, _ = enrolled(office.nora)
    refusals: list[tuple[type[DomainError], int, str]] = [
        (ReasonMissing, factor.user_id, " "),
        (OwnFactor, factor.user_id, "La mía."),
        (NoFactorToReset, office.ana.access.user_id or 0, "No tiene."),
    ]
    for error, user, reason in refusals:
        with nothing_recorded(), pytest.raises(error):
            actions.reset_factor(user, reason=reason, by=office.nora.access)


def test_only_a_demonstration_activates_it_without_a_telephone(office: Office) -> None:
    with nothing_recorded(), pytest.raises(OnlyInDemonstration):
        actions.enrol_in_demonstration(by=office.emilio.access)
    open_demonstration(TODAY, by=SCRIBE)

    factor = actions.enrol_in_demonstration(by=office.emilio.access)

    passes(guarded(office), office.emilio, code=factors.current_code(factor))


def test_the_database_keeps_factors_and_codes(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    table, codes = "approvals_secondfactor", "approvals_recoverycode"

    for how in ("secret = 'x'", f"user_id = {office.diana.access.user_id}"):
        with refused("no cambia de cuenta ni de secreto"):
            sql(f"UPDATE {table} SET {how}")
    with refused("secondfactor_secret_until_ended"):
        sql(f"UPDATE {table} SET ended_on = '2007-11-30'")
    for name in (table, codes):
        with refused("se conservan"):
            sql(f"DELETE FROM {name}")
    sql(f"UPDATE {codes} SET used_on = '2007-11-30'")
    with refused("se usa una sola vez"):
        sql(f"UPDATE {codes} SET used_on = NULL")
    actions.reset_factor(factor.user_id, reason="x", by=office.nora.access)
    with refused("no cambia de cuenta ni de secreto"):
        sql(f"UPDATE {table} SET ended_on = NULL")


def test_an_account_has_one_factor_even_by_hand(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    columns = "user_id, secret, event_id"

    with refused_constraint("secondfactor_one_per_account", "approvals_secondfactor.user_id"):
        sql(
            f"INSERT INTO approvals_secondfactor (public_id, {columns}) "
            f"SELECT 'bcdfghjkmnpq', {columns} FROM approvals_secondfactor WHERE id = %s",
            factor.pk,
        )
