"""What the database itself refuses of decisions."""

import pytest

from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import passes, returns, sent, submission
from tests.core.approvals.sample.models import Purchase
from tests.core.database import drop_trigger, refused, refused_constraint, sql

SUBMISSION, STEP, DECISION = (
    "approvals_submission",
    "approvals_submissionstep",
    "approvals_decision",
)


def decide(purchase: Purchase, actor: int, position: int = 1, **columns: object) -> None:
    """A decision as somebody with the database open writes it."""
    step = submission(purchase).steps.get(position=position)
    values: dict[str, object] = {
        "step_id": step.pk,
        "outcome": "passed",
        "on": "2007-11-30",
        "actor_id": actor,
        "actor": "X",
        "role": "",
        "substituted": "",
        "act_reference": "",
        "with_second_factor": False,
        "remarks": "",
        "event_id": step.event_id,
    } | columns
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO {DECISION} ({names}) VALUES ({marks})", *values.values())


def change(how: str) -> None:
    sql(f"UPDATE {SUBMISSION} SET {how}")


def test_who_wrote_or_sent_decides_nothing_even_by_hand(office: Office) -> None:
    purchase = sent(office)

    with refused("Quien preparó no decide"):
        decide(purchase, office.ana.pk)
    decide(purchase, office.emilio.pk)


def test_the_steps_go_in_their_order(office: Office) -> None:
    purchase = sent(office)

    for position in (2, 3):
        with refused("Los pasos se dan en su orden"):
            decide(purchase, office.diana.pk, position)


def test_nothing_is_decided_once_it_is_closed(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)
    returns(purchase, office.aldo)

    with refused("mientras el envío está abierto"):
        decide(purchase, office.diana.pk, 3)


def test_a_step_is_decided_once(office: Office) -> None:
    purchase = sent(office)
    decide(purchase, office.emilio.pk)

    with refused_constraint("approvals_decision_step_id", "approvals_decision.step_id"):
        decide(purchase, office.diana.pk)


def test_a_person_decides_one_step_of_a_round(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)

    with refused("Una persona da un solo paso de cada envío"):
        decide(purchase, office.emilio.pk, 2)


def test_a_step_with_second_factor_is_not_passed_without_it(office: Office) -> None:
    purchase = sent(office)
    drop_trigger("approvals_submissionstep_no_update", STEP)
    sql(f"UPDATE {STEP} SET second_factor = %s", True)

    with refused("Este paso exige el segundo factor"):
        decide(purchase, office.emilio.pk)
    decide(purchase, office.emilio.pk, with_second_factor=True)


@pytest.mark.parametrize(
    "columns", [{"outcome": "returned"}, {"outcome": "passed", "remarks": "Algo."}]
)
def test_a_return_says_why_and_nothing_else_does(
    office: Office, columns: dict[str, object]
) -> None:
    purchase = sent(office)

    with refused("decision_returned_says_why"):
        decide(purchase, office.emilio.pk, **columns)


@pytest.mark.parametrize("table", [DECISION, STEP])
@pytest.mark.parametrize("how", ["UPDATE {0} SET id = id", "DELETE FROM {0}"])
def test_what_was_decided_stays(office: Office, table: str, how: str) -> None:
    passes(sent(office), office.emilio)

    with refused("no se modifican ni se borran"):
        sql(how.format(table))
