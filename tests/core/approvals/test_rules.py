"""What a service sets of its steps, from a day on; what was sent before keeps its own."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.approvals import actions
from minga.core.approvals.errors import ReasonMissing, RuleInThePast, RuleUnchanged, UnknownStep
from minga.core.approvals.flows import Step
from minga.core.approvals.models import StepRule
from minga.core.approvals.rules import needed, steps_for
from minga.core.errors import NotAllowed
from minga.core.history import sentence
from minga.core.models import Event
from tests.conftest import TODAY, nothing_recorded
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import labels, sent
from tests.core.approvals.sample.flow import FLOW, MILLION
from tests.core.database import refused, sql

TOMORROW = TODAY + timedelta(days=1)


def set_rule(office: Office, step: str = "legal", **given: object) -> StepRule:
    values = {
        "institution_id": office.serviu.pk,
        "above": 3 * MILLION,
        "second_factor": False,
        "valid_from": TODAY,
        "source": "Res. Ex. 88",
        "reason": "Lo pide Contraloría.",
        "by": office.nora.access,
    } | given
    return actions.set_rule(FLOW, step, **values)  # type: ignore[arg-type]


def ruled(office: Office, day: date) -> list[tuple[str, int | None, bool]]:
    steps = steps_for(FLOW, office.serviu.pk, day, None)
    return [(step.key, step.above, step.second_factor) for step in steps]


def test_a_rule_holds_from_its_day_on(office: Office) -> None:
    set_rule(office, above=3 * MILLION, second_factor=True, valid_from=TOMORROW)

    assert ruled(office, TODAY)[1] == ("legal", 5 * MILLION, False)
    assert ruled(office, TOMORROW)[1] == ("legal", 3 * MILLION, True)
    assert ruled(office, TOMORROW)[0] == ("head", None, False)


def test_what_was_sent_before_keeps_its_steps(office: Office) -> None:
    before = sent(office, 4 * MILLION)
    set_rule(office, above=3 * MILLION)

    assert labels(before) == ["Jefatura de unidad"]
    assert labels(sent(office, 4 * MILLION)) == ["Jefatura de unidad", "Jurídica"]


def test_the_last_rule_recorded_for_a_day_is_the_one(office: Office) -> None:
    set_rule(office, above=3 * MILLION)
    set_rule(office, above=None)
    assert ruled(office, TODAY)[1] == ("legal", None, False)

    set_rule(office, above=7 * MILLION, valid_from=TOMORROW)
    set_rule(office, above=8 * MILLION)
    assert ruled(office, TODAY)[1][1] == 8 * MILLION
    assert ruled(office, TOMORROW)[1][1] == 7 * MILLION


def test_a_rule_is_of_one_institution(office: Office) -> None:
    set_rule(office, above=3 * MILLION)

    steps = steps_for(FLOW, office.other.pk, TODAY, None)
    assert [step.above for step in steps] == [None, 5 * MILLION, 10 * MILLION]


def test_it_is_recorded_with_what_changed(office: Office) -> None:
    set_rule(office, above=None, second_factor=True)

    event = Event.objects.latest("sequence")
    assert sentence(event) == "fijó la regla del paso «Jurídica» de compras desde el 30-11-2007"
    assert (event.reason, event.role) == ("Lo pide Contraloría.", "administración del sistema")
    assert event.data["changes"] == [
        ["Desde el monto", "$ 5.000.000", "siempre"],
        ["Segundo factor", "no", "sí"],
    ]


def test_only_who_administers_that_institution_sets_it(office: Office) -> None:
    for who in ("ana", "emilio", "aldo", "diana", "carla"):
        with nothing_recorded(), pytest.raises(NotAllowed, match="Solo quien administra"):
            set_rule(office, by=office.everybody()[who].access)
    with nothing_recorded(), pytest.raises(NotAllowed):
        set_rule(office, institution_id=office.other.pk)
    assert not StepRule.objects.exists()


def test_the_past_is_not_ruled(office: Office) -> None:
    with nothing_recorded(), pytest.raises(RuleInThePast, match="rige desde hoy, 30-11-2007"):
        set_rule(office, valid_from=TODAY - timedelta(days=1))


def test_it_says_why_and_changes_something_that_exists(office: Office) -> None:
    with nothing_recorded(), pytest.raises(ReasonMissing):
        set_rule(office, reason=" ")
    with nothing_recorded(), pytest.raises(RuleUnchanged, match="Así está la regla ese día"):
        set_rule(office, above=5 * MILLION)
    with nothing_recorded(), pytest.raises(UnknownStep, match="Ese paso no existe"):
        set_rule(office, "nadie")


def test_the_database_keeps_rules_as_they_were(office: Office) -> None:
    set_rule(office)

    with refused("no se modifican ni se borran"):
        sql("UPDATE approvals_steprule SET above = 1")
    columns = "institution_id, flow, step, second_factor, valid_from, event_id"
    broken = {
        "steprule_amount_is_positive": "0, 'x', 'x'",
        "steprule_says_why": "1, '', 'x'",
    }
    for guard, values in broken.items():
        with refused(guard):
            sql(
                f"INSERT INTO approvals_steprule (public_id, {columns}, above, source, reason) "
                f"SELECT 'bcdfghjkmnpq', {columns}, {values} FROM approvals_steprule"
            )


AMOUNTS = st.integers(0, 4)
STEPS = st.lists(st.none() | AMOUNTS, min_size=1, max_size=4)


def one_by_one(limits: Sequence[int | None], amount: int | None) -> list[int]:
    """As a person reads the table: each line is asked whether the amount reaches it."""
    reached = []
    for position, limit in enumerate(limits):
        if limit is None or amount is None or not amount < limit:
            reached.append(position)
    return reached or [len(limits) - 1]


@given(STEPS, st.none() | AMOUNTS)
def test_the_steps_needed_are_those_that_a_person_would_read(
    limits: list[int | None], amount: int | None
) -> None:
    steps = [Step(str(at), "", "", above=limit) for at, limit in enumerate(limits)]

    found = [int(step.key) for step in needed(steps, amount)]

    assert found == one_by_one(limits, amount)
    assert found
