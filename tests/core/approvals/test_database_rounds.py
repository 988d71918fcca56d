"""What the database itself refuses of rounds, their steps, and what was sent."""

from collections.abc import Callable

import pytest

from minga.core.approvals.models import Decision, Submission, SubmissionStep
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import passes, returns, sent, submission, written
from tests.core.approvals.sample.models import Purchase
from tests.core.database import refused, refused_constraint, sql

SUBMISSION, STEP, DECISION = (
    "approvals_submission",
    "approvals_submissionstep",
    "approvals_decision",
)


def change(how: str) -> None:
    sql(f"UPDATE {SUBMISSION} SET {how}")


SENT = [
    "subject_id = 99", "subject_model = 'x'", "subject_event_id = 1", "institution_id = 0",
    "number = 9", "sent_by = 1", "sender = 'Otra'", "sent_on = '2007-01-01'", "four_eyes = FALSE",
    "amount = 1", "amount = NULL", "public_id = 'bcdfghjkmnpq'",
]  # fmt: skip


@pytest.mark.parametrize("how", SENT)
def test_what_was_sent_stays_as_it_was_sent(office: Office, how: str) -> None:
    sent(office)

    with refused("Lo enviado a aprobación queda como se envió"):
        change(how)


def test_what_is_closed_is_not_opened_nor_deleted(office: Office) -> None:
    returns(sent(office), office.emilio)

    with refused("(lo cerrado no se abre|Se devuelve por decisión)"):
        change("outcome = 'open', closed_on = NULL")
    with refused("se conservan"):
        sql(f"DELETE FROM {SUBMISSION}")


def test_the_steps_passed_are_those_that_somebody_decided(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)

    for passed in (0, 2):
        with refused("(Los pasos dados son los que alguien decidió|queda como se envió)"):
            change(f"passed = {passed}")


def test_it_is_approved_by_all_its_steps(office: Office) -> None:
    passes(sent(office), office.emilio)

    with refused("Se aprueba cuando todos sus pasos están dados"):
        change("outcome = 'approved', closed_on = '2007-11-30'")


def test_it_is_returned_by_a_decision_and_taken_back_before_any(office: Office) -> None:
    passes(sent(office), office.emilio)

    with refused("Se devuelve por decisión"):
        change("outcome = 'returned', closed_on = '2007-11-30'")
    with refused("Se retira mientras nadie"):
        change("outcome = 'withdrawn', reason = 'x', closed_on = '2007-11-30'")


BROKEN = {
    "submission_closed_iff_has_date": "closed_on = '2007-11-30'",
    "submission_withdrawn_says_why": "outcome = 'withdrawn', closed_on = '2007-11-30'",
    "submission_dates_in_order": "since = '2007-11-29'",
}


@pytest.mark.parametrize(("guard", "how"), BROKEN.items(), ids=BROKEN)
def test_a_round_is_whole(office: Office, guard: str, how: str) -> None:
    sent(office)

    with refused(guard):
        change(how)


def copy_of(purchase: Purchase, **changes: str) -> None:
    names = [field.column for field in Submission._meta.concrete_fields if field.column != "id"]
    values = ", ".join(changes.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    sql(
        f"INSERT INTO {SUBMISSION} ({columns}) SELECT {values} FROM {SUBMISSION} WHERE id = %s",
        submission(purchase).pk,
    )


NEW = {"public_id": "'bcdfghjkmnpq'"}


def test_one_round_is_open_and_each_has_its_number(office: Office) -> None:
    purchase = sent(office)

    with refused_constraint("submission_one_open", f"{SUBMISSION}.subject_model"):
        copy_of(purchase, **NEW, number="2")
    with refused_constraint("submission_number_once", f"{SUBMISSION}.subject_model"):
        copy_of(purchase, **NEW)


def test_a_round_begins_open(office: Office) -> None:
    purchase = sent(office)

    with refused("Todo envío a aprobación comienza abierto"):
        copy_of(purchase, **NEW, number="2", outcome="'returned'", closed_on="'2007-11-30'")
    with refused("Todo envío a aprobación comienza abierto"):
        copy_of(purchase, **NEW, number="2", passed="1")


def test_what_was_approved_has_no_other_round(office: Office) -> None:
    purchase = sent(office, 1)
    passes(purchase, office.emilio)

    with refused("Lo aprobado no se envía de nuevo"):
        copy_of(purchase, **NEW, number="2", outcome="'open'", passed="0", closed_on="NULL")


def test_no_amount_is_negative(office: Office) -> None:
    purchase = written(office)
    other = sent(office)

    with refused("submission_amount_not_negative"):
        copy_of(other, **NEW, subject_id=str(purchase.pk), amount="-1")


def test_the_steps_are_fixed_when_it_is_sent(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)
    round_ = submission(purchase)

    with refused("Los pasos quedan fijos"):
        sql(
            f"INSERT INTO {STEP} (submission_id, position, key, label, permission, second_factor, "
            "event_id) VALUES (%s, 4, 'x', 'X', 'x', %s, %s)",
            round_.pk,
            False,
            round_.event_id,
        )


def test_a_round_has_each_step_and_place_once(office: Office) -> None:
    round_ = submission(sent(office))
    add = (
        f"INSERT INTO {STEP} (submission_id, position, key, label, permission, second_factor, "
        "event_id) VALUES (%s, %s, %s, 'X', 'x', %s, %s)"
    )

    with refused_constraint("submissionstep_position_once", f"{STEP}.submission_id"):
        sql(add, round_.pk, 1, "x", False, round_.event_id)
    with refused_constraint("submissionstep_key_once", f"{STEP}.submission_id"):
        sql(add, round_.pk, 9, "head", False, round_.event_id)
    with refused("(submissionstep_position_from_1|approvals_submissionstep_position_check)"):
        sql(add, round_.pk, 0, "x", False, round_.event_id)


LINES = "purchases_purchaseline"
WRITES: dict[str, Callable[[Purchase], tuple[str, int]]] = {
    "change": lambda p: ("UPDATE purchases_purchase SET amount = 1 WHERE id = %s", p.pk),
    "delete": lambda p: ("DELETE FROM purchases_purchase WHERE id = %s", p.pk),
    "line": lambda p: (
        f"INSERT INTO {LINES} (text, purchase_id, event_id) SELECT 'x', %s, {p.event_id}",
        p.pk,
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_waits_for_approval_is_frozen_with_what_hangs_from_it(
    office: Office, write: Callable[[Purchase], tuple[str, int]]
) -> None:
    purchase = sent(office)

    with refused("Espera aprobación y no se modifica"):
        sql(*write(purchase))


def test_what_was_returned_is_written_again(office: Office) -> None:
    purchase = sent(office)
    returns(purchase, office.emilio)

    sql(*WRITES["line"](purchase))
    sql(*WRITES["change"](purchase))

    assert purchase.lines.count() == 1
    assert not Decision.objects.filter(outcome="passed").exists()
    assert SubmissionStep.objects.count() == 3
