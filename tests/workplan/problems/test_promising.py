"""What binds: backing, promises with their budget, and the gaps that stay in sight."""

from datetime import date, timedelta

import pytest

from minga.commitments.errors import ResponsibleEnded
from minga.commitments.models import Commitment
from minga.core.cases import about
from minga.core.errors import DomainError
from minga.people.actions import close_organisation
from minga.workplan.problems import actions, errors
from minga.workplan.problems.actions import Budget, Papers
from minga.workplan.problems.models import Gap
from tests.commitments.factories import evidence
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.workplan.by_hand import update
from tests.workplan.problems import factories


def test_with_two_signatures_it_is_being_solved(cast: Cast) -> None:
    alone, both = factories.opened(cast), factories.opened(cast)

    factories.backed(cast, alone, cast.serviu)
    backing = factories.backed(cast, both)

    assert (factories.read(alone).state, factories.read(both).state) == ("open", "solving")
    assert backing.document is not None
    assert backing.document.dossier_id == both.dossier_id


@pytest.mark.parametrize("wrong", ["nobody", "stranger", "nothing", "future", "twice"])
def test_a_bad_backing_is_refused(cast: Cast, wrong: str) -> None:
    made, other = factories.opened(cast), factories.opened(cast)
    signers = [factories.party(made, cast.serviu)]
    papers = Papers("minutes", "Acta 1", factories.OPENED, evidence())
    if wrong == "twice":
        actions.register_backing(made, papers, signers, by=cast.ana.access)
    cases = {
        "nobody": (papers, [], errors.NobodySigned),
        "stranger": (papers, [factories.party(other, cast.serviu)], errors.NotOfIt),
        "nothing": (Papers("minutes", "Acta 1", TODAY), signers, errors.DocumentOrAct),
        "future": (
            Papers("act", "1", TODAY + timedelta(days=1), evidence()),
            signers,
            errors.DatedInTheFuture,
        ),
        "twice": (papers, signers, errors.FieldMissing),
    }
    said, signed, refusal = cases[wrong]

    with nothing_recorded(), pytest.raises(refusal):
        actions.register_backing(made, said, signed, by=cast.ana.access)


def test_a_promise_is_a_commitment_about_the_problem(cast: Cast) -> None:
    made = factories.opened(cast)

    promised = factories.promised(cast, made, budget=factories.LINE)

    (commitment,) = about(Commitment.objects.all(), made)
    assert commitment == promised.commitment
    assert commitment.origin_label == "problema territorial"
    assert commitment.responsible == factories.town(cast)
    assert made.public_id in commitment.origin_url
    assert Commitment.objects.visible_to(factories.mayor(cast).access).get() == commitment
    assert not made.gaps.exists()


def test_without_a_budget_line_a_gap_stays_in_sight(cast: Cast) -> None:
    made = factories.opened(cast)

    promised = factories.promised(cast, made, gap_due_on=TODAY + timedelta(days=5))

    gap = made.gaps.get()
    assert gap.is_budget
    assert gap.promise == promised
    assert gap.responsible == factories.town(cast)
    assert gap.due_on == TODAY + timedelta(days=5)
    assert "Municipalidad de Alto Hospicio no tiene asignación presupuestaria" in gap.what
    assert promised.amount == 500_000


def test_a_gap_is_not_expected_to_be_filled_yesterday(cast: Cast) -> None:
    made = factories.opened(cast)

    with pytest.raises(errors.DueBefore, match="desde el 30-11-2007") as refused:
        factories.promised(cast, made, gap_due_on=TODAY - timedelta(days=1))
    assert refused.value.field == "gap_due_on"
    assert not made.promises.exists()


def test_of_a_promise_already_due_it_is_said_until_when_it_is_expected(cast: Cast) -> None:
    made = factories.opened(cast)
    late = {"made_on": TODAY - timedelta(days=30), "due_on": TODAY - timedelta(days=1)}

    with pytest.raises(errors.DueBefore, match="desde el 30-11-2007"):
        factories.promised(cast, made, **late)
    factories.promised(cast, made, gap_due_on=TODAY, **late)
    assert made.gaps.get().due_on == TODAY


def test_with_its_budget_line_the_day_of_a_gap_says_nothing(cast: Cast) -> None:
    made = factories.opened(cast)

    factories.promised(cast, made, budget=factories.LINE, gap_due_on=TODAY - timedelta(days=1))
    assert not made.gaps.exists()


def test_its_budget_line_resolves_the_gap(cast: Cast) -> None:
    made = factories.opened(cast)
    promised = factories.promised(cast, made)
    meeting = factories.convened(cast, made)

    actions.give_budget(promised, Budget("line", "22.01", 2008, 500_000), by=cast.ana.access)

    gap, item = made.gaps.get(), meeting.items.get()
    assert (gap.state, gap.how) == ("resolved", "Asignación 22.01, 2008.")
    assert (item.outcome, item.agreed) == ("resolved", gap.how)
    assert factories.read(promised).said == "asignación por aprobar"


def test_an_approved_line_stays(cast: Cast) -> None:
    made = factories.opened(cast)
    promised = factories.promised(cast, made, budget=factories.LINE)

    with nothing_recorded(), pytest.raises(errors.BudgetApproved):
        actions.give_budget(promised, factories.LINE, by=cast.ana.access)


def test_a_budget_that_changed_meanwhile(cast: Cast) -> None:
    promised = factories.promised(cast, factories.opened(cast))
    said = Budget("line", "22.01", 2008, 500_000)
    actions.give_budget(promised, said, seen=0, by=cast.ana.access)

    with nothing_recorded(), pytest.raises(errors.ChangedMeanwhile):
        actions.give_budget(promised, said, seen=0, by=cast.bruno.access)


@pytest.mark.parametrize(
    ("budget", "field"),
    [
        (Budget("line", "31.02", 2008, 0), "amount"),
        (Budget("line", "31.02", 2008, -5), "amount"),
        (Budget("gap", amount=-1), "amount"),
        (Budget("line", " ", 2008, 5), "budget_line"),
        (Budget("line", "31.02", None, 5), "budget_year"),
        (Budget("line", "31.02", 2008, None), "amount"),
    ],
)
def test_a_bad_budget_is_refused_beside_its_field(cast: Cast, budget: Budget, field: str) -> None:
    made = factories.opened(cast)

    with nothing_recorded(), pytest.raises(DomainError) as told:
        factories.promised(cast, made, budget=budget)

    assert told.value.field == field


def test_the_same_thing_is_not_promised_twice(cast: Cast) -> None:
    made = factories.opened(cast)
    factories.promised(cast, made, promise="Reponer las veredas.")

    with nothing_recorded(), pytest.raises(errors.PromisedAlready):
        factories.promised(cast, made, promise="  reponer LAS  veredas")
    factories.promised(cast, made, cast.seremi, promise="Reponer las veredas.")


def test_what_was_left_without_effect_is_promised_again(cast: Cast) -> None:
    made = factories.opened(cast)
    first = factories.promised(cast, made, promise="Reponer veredas.")
    update(first.commitment, state="void", closed_on=TODAY)

    assert factories.promised(cast, made, promise="Reponer veredas.").pk != first.pk


def test_who_is_not_of_the_problem_promises_nothing(cast: Cast) -> None:
    made, other = factories.opened(cast), factories.opened(cast)

    with nothing_recorded(), pytest.raises(errors.NotOfIt):
        factories.promised(cast, made, party=factories.party(other, cast.seremi))


def test_a_service_that_ended_promises_nothing(cast: Cast) -> None:
    made, last = factories.opened(cast), TODAY - timedelta(days=2)
    close_organisation(
        factories.town(cast), last_day=last, reason="Fin", successor=cast.other, by=SCRIBE, on=last
    )

    with nothing_recorded(), pytest.raises(ResponsibleEnded):
        factories.promised(cast, made)


def test_a_draft_binds_nobody(cast: Cast) -> None:
    made = factories.draft(cast)

    with pytest.raises(errors.NotLive):
        factories.promised(cast, made)
    with pytest.raises(errors.NotLive):
        factories.gap(cast, made)


def test_a_gap_is_of_a_service_of_the_problem_and_not_past(cast: Cast) -> None:
    made = factories.opened(cast)

    with pytest.raises(errors.FieldMissing):
        factories.gap(cast, made, responsible=cast.other)
    with pytest.raises(errors.DueBefore):
        factories.gap(cast, made, due_on=TODAY - timedelta(days=1))


def test_a_gap_of_budget_is_not_resolved_by_word(cast: Cast) -> None:
    made = factories.opened(cast)
    factories.promised(cast, made)
    gap = made.gaps.get()

    with nothing_recorded(), pytest.raises(errors.StillUnfunded):
        actions.close_gap(gap, resolved=True, how="Ya está.", by=cast.ana.access)
    actions.close_gap(gap, resolved=False, how="No hay fondos.", by=cast.ana.access)
    with pytest.raises(errors.GapClosed):
        actions.close_gap(gap, resolved=False, how="Otra vez.", by=cast.ana.access)


def test_a_gap_is_late_the_day_after(cast: Cast) -> None:
    gap = Gap(due_on=date(2007, 11, 30))

    assert not gap.is_late(date(2007, 11, 30))
    assert gap.is_late(date(2007, 12, 1))
    assert gap.tone_on(date(2007, 12, 1)) == "stop"
