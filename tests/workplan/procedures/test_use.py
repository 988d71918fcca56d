"""A procedure in use: it stays on its version, until a head passes it to the one in force."""

from datetime import date, timedelta

import pytest

from minga.core.errors import NotAllowed
from minga.workplan.procedures import actions, errors
from minga.workplan.procedures.actions import Done
from minga.workplan.procedures.models import ProcedureUse
from minga.workplan.procedures.models.use import UseState
from minga.workplan.procedures.ticks import done_in, ticked
from tests.conftest import TODAY, Cast
from tests.workplan.asserts import last_said
from tests.workplan.procedures import factories

DAY = timedelta(days=1)


def read(use: ProcedureUse) -> ProcedureUse:
    return ProcedureUse.objects.for_page().get(pk=use.pk)


def standing(use: ProcedureUse) -> list[bool]:
    return [row.step is not None for row in ticked(read(use))[0]]


def test_it_begins_on_the_version_in_force(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))

    assert (use.version.number, use.is_going, standing(use)) == (1, True, [False] * 4)


def test_what_does_not_rule_yet_is_not_applied(cast: Cast) -> None:
    procedure = factories.draft(cast).procedure

    with pytest.raises(errors.NotInForce):
        factories.used(cast, procedure)


def test_a_procedure_changed_while_in_use_leaves_the_use_as_it_began(cast: Cast) -> None:
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)

    factories.changed(cast, procedure)

    assert (read(use).version.number, factories.ruling(procedure).number) == (1, 2)
    factories.done(cast, use, 4)
    assert standing(use) == [False, False, False, True]


def test_passing_to_the_new_version_keeps_the_ticks_of_what_both_have(cast: Cast) -> None:
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)
    for number in (2, 4):
        factories.done(cast, use, number)
    factories.changed(cast, procedure)

    actions.move_use(use, reason="Se aprobó la ley", by=cast.emilio.access)

    # Version 2: 1, 2, «ajustar», 3; the fourth one went.
    assert read(use).version.number == 2
    assert standing(use) == [False, True, False, False]
    assert len(done_in(read(use))) == 2
    assert last_said()[2] == "pasó una aplicación de P-01 a la versión 2"


def test_only_a_head_passes_it_and_says_why(cast: Cast) -> None:
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)
    factories.changed(cast, procedure)

    with pytest.raises(NotAllowed):
        actions.move_use(use, reason="Porque sí", by=cast.ana.access)
    with pytest.raises(errors.ReasonMissing):
        actions.move_use(use, reason=" ", by=cast.emilio.access)


def test_it_is_not_passed_to_the_version_that_it_follows(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))

    with pytest.raises(errors.AlreadyOnIt):
        actions.move_use(use, reason="Por si acaso", by=cast.emilio.access)


def test_an_activity_that_its_version_does_not_have_is_not_done(cast: Cast) -> None:
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)
    added = factories.changed(cast, procedure).activities.get(number=3)

    with pytest.raises(errors.NotFollowed, match="versión 1"):
        actions.mark_done(use, added, Done(TODAY), by=cast.ana.access)


@pytest.mark.parametrize(
    ("day", "error"),
    [(TODAY + DAY, errors.DayInTheFuture), (date(2007, 5, 1), errors.DayTooEarly)],
)
def test_a_day_between_its_beginning_and_today(
    cast: Cast, day: date, error: type[Exception]
) -> None:
    use = factories.used(cast, factories.approved(cast))

    with pytest.raises(error):
        actions.mark_done(
            use, use.version.activities.get(number=1), Done(day), by=cast.ana.access, on=TODAY
        )


def test_what_is_done_is_not_done_again_and_can_be_undone(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))
    one = use.version.activities.get(number=1)
    factories.done(cast, use, 1)

    with pytest.raises(errors.AlreadyDone):
        actions.mark_done(use, one, Done(TODAY), by=cast.bruno.access)
    actions.undo(use, one, reason="Era otra", by=cast.bruno.access)
    assert standing(use) == [False] * 4
    with pytest.raises(errors.NotDoneYet):
        actions.undo(use, one, reason="Otra vez", by=cast.bruno.access)
    factories.done(cast, use, 1)
    assert use.steps.count() == 4


def test_a_page_opened_before_another_step_is_told(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))
    factories.done(cast, use, 1)

    with pytest.raises(errors.ChangedMeanwhile) as told:
        actions.mark_done(
            use,
            use.version.activities.get(number=2),
            Done(TODAY),
            seen=0,
            by=cast.bruno.access,
            on=TODAY,
        )

    assert told.value.status == 409


def test_it_ends_when_everything_is_done(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast, ("Una", "Dos")))
    factories.done(cast, use, 1)

    with pytest.raises(errors.ActivitiesLeft, match="Falta una actividad"):
        actions.close_use(use, state=UseState.FINISHED, by=cast.ana.access)
    factories.done(cast, use, 2)
    actions.close_use(use, state=UseState.FINISHED, by=cast.ana.access)

    assert (read(use).state, read(use).closed_on) == ("finished", TODAY)
    with pytest.raises(errors.AlreadyClosed):
        factories.done(cast, use, 1)


def test_it_is_dropped_with_a_reason(cast: Cast) -> None:
    use = factories.used(cast, factories.approved(cast))

    with pytest.raises(errors.ReasonMissing):
        actions.close_use(use, state=UseState.DROPPED, by=cast.ana.access)
    actions.close_use(use, state=UseState.DROPPED, remarks="No hubo llamado", by=cast.ana.access)

    assert read(use).state == "dropped"


def test_others_apply_nothing_here(cast: Cast) -> None:
    procedure = factories.approved(cast)

    for somebody in (cast.carla, cast.diana, cast.marta):
        with pytest.raises(NotAllowed):
            actions.start_use(procedure, label="Algo", by=somebody.access)
