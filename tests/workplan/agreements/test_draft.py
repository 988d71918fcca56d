"""Writing an agreement and approving it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.months import Month
from minga.core.verification import verify
from minga.core.versions import NotADraft, PreparedByApprover
from minga.people.roles import Role
from minga.workplan.agreements import actions, errors
from minga.workplan.agreements.actions.draft import values_of
from minga.workplan.agreements.models import Agreement, AgreementVersion, Goal
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.workplan import factories as plans
from tests.workplan.agreements import factories as made
from tests.workplan.asserts import last_said


def test_a_goal_is_kept_as_it_was_written_with_its_parts_in_order(cast: Cast) -> None:
    given = made.values(cast, parts=("Integración", "Focalización"), target=Decimal("69.5"))

    goal = actions.add_goal(made.created(cast), given, by=cast.ana.access, on=TODAY)

    found = Goal.objects.for_page().get(pk=goal.pk)
    assert values_of(found) == given
    assert [part.text for part in found.parts.all()] == ["Integración", "Focalización"]
    assert last_said() == ("agreements.goal_added", "A. Soto", "agregó la meta 1")


REFUSED = [
    ({"numerator_words": " "}, errors.FormulaMissing, "numerator_words"),
    ({"denominator_words": ""}, errors.FormulaMissing, "denominator_words"),
    ({"unit": "count"}, errors.CountHasNoDenominator, "denominator_words"),
    ({"target": Decimal("-1")}, errors.TargetOutOfRange, "target"),
    ({"target": Decimal("70.25")}, errors.TargetOutOfRange, "target"),
    (
        {"unit": "count", "denominator_words": "", "target": Decimal("8.5")},
        errors.TargetOutOfRange,
        "target",
    ),
    ({"weight": 0}, errors.WeightOutOfRange, "weight"),
    ({"weight": 101}, errors.WeightOutOfRange, "weight"),
    ({"due": Month(2008, 1)}, errors.DueOutOfYear, "due"),
    ({"indicator": "nadie-lo-conoce"}, errors.UnknownIndicator, "indicator"),
    (
        {"indicator": made.FAKE, "unit": "count", "denominator_words": "", "target": Decimal(9)},
        errors.IndicatorInAnotherUnit,
        "unit",
    ),
]


@pytest.mark.parametrize(("changes", "error", "field"), REFUSED)
def test_a_goal_is_refused_beside_what_is_wrong(
    cast: Cast, changes: dict[str, Any], error: type[DomainError], field: str
) -> None:
    version = made.created(cast)

    with nothing_recorded(), pytest.raises(error) as refused:
        actions.add_goal(version, made.values(cast, **changes), by=cast.ana.access, on=TODAY)

    assert refused.value.field == field
    assert not version.goals.exists()


def test_of_a_goal_answers_a_unit_of_the_same_institution(cast: Cast) -> None:
    version = made.created(cast)

    with pytest.raises(errors.ResponsibleOfAnother):
        actions.add_goal(
            version, made.values(cast, responsible=cast.seremi), by=cast.ana.access, on=TODAY
        )

    own = made.values(cast, responsible=cast.unit)
    assert actions.add_goal(version, own, by=cast.ana.access, on=TODAY)


@pytest.mark.parametrize(("weight", "says"), [(99, "falta 1 punto"), (98, "faltan 2 puntos")])
def test_weights_that_miss_points_are_not_sent(cast: Cast, weight: int, says: str) -> None:
    version = made.draft(cast, {"weight": weight})

    with nothing_recorded(), pytest.raises(errors.WeightsDontSum100, match=says):
        actions.submit_version(version, by=cast.ana.access, on=TODAY)


def test_nor_those_that_pass_a_hundred(cast: Cast) -> None:
    version = made.draft(cast, {"weight": 60}, {"weight": 50})

    with pytest.raises(errors.WeightsDontSum100, match="sobran 10 puntos"):
        actions.submit_version(version, by=cast.ana.access, on=TODAY)


def test_the_head_approves_and_who_prepared_does_not(cast: Cast) -> None:
    version = made.sent(cast)
    plans.also(cast.ana, Role.INSTITUTION_HEAD, cast.serviu)

    with nothing_recorded(), pytest.raises(PreparedByApprover):
        actions.approve_version(version, by=cast.ana.access, on=TODAY)
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.approve_version(version, by=cast.bruno.access, on=TODAY)
    actions.approve_version(version, by=cast.diana.access, on=TODAY)

    version = AgreementVersion.objects.get(pk=version.pk)
    assert (version.status, version.approved_by_id) == ("in_force", cast.diana.pk)


def test_another_service_does_not_write_in_it(cast: Cast) -> None:
    version = made.created(cast)

    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.add_goal(version, made.values(cast), by=cast.carla.access, on=TODAY)
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.create_agreement(
            cast.serviu, year=2008, kind="collective", by=cast.carla.access, on=TODAY
        )


def test_one_of_each_kind_and_year_for_each_team(cast: Cast) -> None:
    made.created(cast)
    by = cast.ana.access

    with nothing_recorded(), pytest.raises(errors.AgreementExists, match="ya existe"):
        actions.create_agreement(cast.serviu, year=2007, kind="collective", by=by, on=TODAY)
    team = actions.create_agreement(cast.unit, year=2007, kind="collective", by=by, on=TODAY)

    assert team.institution == cast.serviu
    assert Agreement.objects.count() == 2


def test_a_modification_copies_every_goal_and_leaves_the_one_in_force_alone(cast: Cast) -> None:
    agreement = made.approved(cast, {"weight": 60, "parts": ("Una",)}, {"weight": 40})

    copy = actions.start_draft(agreement, by=cast.ana.access, on=TODAY)

    assert copy.weight_total == 100
    old, new = made.goals(agreement), list(copy.goals.for_page())
    assert [values_of(goal) for goal in new] == [values_of(goal) for goal in old]
    assert [goal.line_id for goal in new] == [goal.line_id for goal in old]
    with pytest.raises(errors.OpenVersionExists):
        actions.start_draft(agreement, by=cast.ana.access, on=TODAY)


def test_a_change_says_what_changed_and_moves_the_sum(cast: Cast) -> None:
    version = made.draft(cast)
    goal = Goal.objects.for_page().select_related("version").get(version=version)

    new = replace(values_of(goal), weight=80, parts=("Una",))
    changed = actions.change_goal(goal, new, revision=0, by=cast.ana.access, on=TODAY)

    assert changed.revision == 1
    assert AgreementVersion.objects.get(pk=version.pk).weight_total == 80
    with nothing_recorded(), pytest.raises(StaleForm) as stale:
        actions.change_goal(goal, values_of(goal), revision=0, by=cast.bruno.access, on=TODAY)
    assert stale.value.differences["Ponderación"] == ("80", "100")


def _modified(cast: Cast, agreement: Agreement) -> Goal:
    copy = actions.start_draft(agreement, by=cast.ana.access, on=TODAY)
    return Goal.objects.for_page().select_related("version").get(version=copy)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "count", "denominator_words": ""}, "unit"),
        ({"numerator_words": "otra cosa"}, "numerator_words"),
        ({"denominator_words": "otra cosa"}, "denominator_words"),
        ({"indicator": "puntaje-del-programa"}, "indicator"),
    ],
)
def test_what_was_measured_keeps_its_formula(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    agreement = made.approved(cast)
    made.verified(made.line(agreement), cast)
    goal = _modified(cast, agreement)
    by = cast.ana.access

    with (
        nothing_recorded(),
        pytest.raises(errors.MeasuredByAnotherFormula, match="quítela y agregue") as refused,
    ):
        actions.change_goal(goal, replace(values_of(goal), **changes), revision=0, by=by, on=TODAY)

    assert refused.value.field == field
    lower = replace(values_of(goal), target=Decimal(60))
    assert actions.change_goal(goal, lower, revision=0, by=by, on=TODAY)


def test_nor_is_it_changed_by_a_draft_that_was_open_when_it_was_measured(cast: Cast) -> None:
    agreement = made.approved(cast)
    goal = _modified(cast, agreement)
    changed = replace(values_of(goal), numerator_words="otra cosa")
    actions.change_goal(goal, changed, revision=0, by=cast.ana.access, on=TODAY)
    made.informed(made.line(agreement), cast.ana)

    with nothing_recorded(), pytest.raises(errors.MeasuredByAnotherFormula, match="La meta 1"):
        actions.submit_version(goal.version, by=cast.ana.access, on=TODAY)


def test_what_was_sent_is_not_written_in(cast: Cast) -> None:
    version = made.sent(cast)
    goal = version.goals.select_related("version").get()

    for act in (
        lambda: actions.add_goal(version, made.values(cast), by=cast.ana.access, on=TODAY),
        lambda: actions.remove_goal(goal, by=cast.ana.access, on=TODAY),
    ):
        with nothing_recorded(), pytest.raises(NotADraft):
            act()


def test_a_goal_leaves_the_draft_with_its_parts(cast: Cast) -> None:
    version = made.draft(cast, {"parts": ("Una", "Otra")})
    goal = version.goals.select_related("version").get()

    actions.remove_goal(goal, by=cast.ana.access, on=TODAY)

    assert not version.goals.exists()
    assert AgreementVersion.objects.get(pk=version.pk).weight_total == 0


def test_only_ones_own_modification_is_discarded(cast: Cast) -> None:
    agreement = made.approved(cast, year=2006)
    copy = actions.start_draft(agreement, by=cast.ana.access, on=TODAY)
    with pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(copy, by=cast.bruno.access, on=TODAY)

    actions.discard_draft(copy, by=cast.ana.access, on=TODAY)

    again = actions.start_draft(agreement, by=cast.ana.access, on=TODAY)
    assert again.number == 3


def test_a_first_version_that_was_never_sent_goes_with_its_agreement(cast: Cast) -> None:
    first = made.draft(cast, {"parts": ("Una",)})
    with nothing_recorded(), pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(first, by=cast.bruno.access, on=TODAY)

    actions.discard_draft(first, by=cast.ana.access, on=TODAY)

    assert not Agreement.objects.exists()
    assert last_said()[0] == "agreements.draft_discarded"
    assert not [found for found in verify() if found.where != "anclas"]
    assert made.draft(cast).agreement
    sent = made.sent(cast, year=2006)
    actions.return_version(sent, remarks="No.", by=cast.diana.on(date(2006, 3, 30)), on=TODAY)
    with nothing_recorded(), pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(sent, by=cast.ana.access, on=TODAY)


def test_a_goal_that_another_person_removed_is_told(cast: Cast) -> None:
    version = made.draft(cast)
    goal = Goal.objects.for_page().select_related("version").get(version=version)
    actions.remove_goal(goal, by=cast.bruno.access, on=TODAY)
    goal = Goal(pk=1_000_000, version=version)
    by = cast.ana.access

    with nothing_recorded(), pytest.raises(errors.GoalRemoved):
        actions.change_goal(goal, made.values(cast), revision=0, by=by, on=TODAY)
    with nothing_recorded(), pytest.raises(errors.GoalRemoved):
        actions.remove_goal(goal, by=by, on=TODAY)


def test_returned_with_remarks_it_is_a_draft_again(cast: Cast) -> None:
    version = made.sent(cast)

    actions.return_version(
        version, remarks="Falta una meta.", by=cast.diana.on(date(2007, 3, 30)), on=TODAY
    )

    version = AgreementVersion.objects.get(pk=version.pk)
    assert (version.status, version.remarks) == ("draft", "Falta una meta.")
