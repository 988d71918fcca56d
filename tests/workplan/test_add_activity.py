"""Adding activities to a draft, and taking them out of it."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.core.integrity import AlreadyDecided
from minga.workplan import actions, errors
from minga.workplan.models import Activity, ActivityLine
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_said, nothing_changed, refused

OUT_OF_YEAR = "no es del año del programa. Elija una entre 01-01-2007 y 31-12-2007."


def test_it_takes_the_next_number_and_its_weight_counts(cast: Cast) -> None:
    version = factories.draft(cast, ((50,),))
    objective = version.objectives.get()

    activity = actions.add_activity(
        objective, factories.values(cast, weight=20), by=cast.ana.access
    )

    assert (activity.code, activity.weight, activity.responsible) == ("1.2", 20, cast.seremi)
    assert factories.read(version).weight_total == 70
    assert last_said() == ("workplan.activity_added", "A. Soto", "agregó la actividad 1.2")


def test_each_activity_begins_a_line_of_its_own(cast: Cast) -> None:
    version = factories.draft(cast, ((50, 50),))

    lines = {activity.line_id for activity in factories.activities_of(version)}

    assert len(lines) == 2
    assert set(ActivityLine.objects.values_list("plan", flat=True)) == {version.plan_id}


def test_the_first_and_the_last_day_of_the_year_are_of_the_year(cast: Cast) -> None:
    objective = factories.draft(cast, ((),)).objectives.get()
    values = factories.values(cast, starts_on=date(2007, 1, 1), ends_on=date(2007, 12, 31))

    activity = actions.add_activity(objective, values, by=cast.ana.access)

    assert (activity.starts_on, activity.ends_on) == (date(2007, 1, 1), date(2007, 12, 31))


def test_it_may_begin_and_end_on_one_day(cast: Cast) -> None:
    objective = factories.draft(cast, ((),)).objectives.get()
    values = factories.values(cast, starts_on=date(2007, 5, 7), ends_on=date(2007, 5, 7))

    actions.add_activity(objective, values, by=cast.ana.access)

    assert Activity.objects.get().ends_on == date(2007, 5, 7)


@pytest.mark.parametrize(
    ("field", "day", "shown"),
    [
        ("starts_on", date(2006, 12, 31), "31-12-2006"),
        ("ends_on", date(2008, 1, 1), "01-01-2008"),
        ("starts_on", date(2008, 1, 1), "01-01-2008"),
        ("ends_on", date(2006, 12, 31), "31-12-2006"),
    ],
)
def test_its_dates_are_of_the_year_of_the_plan(
    cast: Cast, field: str, day: date, shown: str
) -> None:
    objective = factories.draft(cast).objectives.get()
    values = factories.values(cast, **{field: day})  # type: ignore[arg-type]

    with refused(errors.DatesOutOfYear, f"La fecha {shown} {OUT_OF_YEAR}") as caught:
        actions.add_activity(objective, values, by=cast.ana.access)

    assert caught.value.field == field


def test_it_does_not_end_before_it_begins(cast: Cast) -> None:
    objective = factories.draft(cast).objectives.get()
    values = factories.values(cast, starts_on=date(2007, 5, 7), ends_on=date(2007, 5, 6))

    says = "El término es anterior al comienzo (07-05-2007). Corrija una de las dos fechas."
    with refused(errors.EndsBeforeStart, says) as caught:
        actions.add_activity(objective, values, by=cast.ana.access)

    assert caught.value.field == "ends_on"


@pytest.mark.parametrize("weight", [0, -1, 101, 10_000_000_000])
def test_its_weight_goes_from_1_to_100(cast: Cast, weight: int) -> None:
    objective = factories.draft(cast).objectives.get()
    values = factories.values(cast, weight=weight)

    with refused(errors.WeightOutOfRange, "Escriba una ponderación entera, de 1 a 100."):
        actions.add_activity(objective, values, by=cast.ana.access)


@pytest.mark.parametrize("weight", [1, 100])
def test_1_and_100_are_weights(cast: Cast, weight: int) -> None:
    version = factories.draft(cast, ((weight,),))

    assert version.weight_total == weight


def test_only_the_units_of_the_service_add_them(cast: Cast) -> None:
    objective = factories.draft(cast).objectives.get()

    for who in ("carla", "diana", "sofia", "marta", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio preparan su programa de trabajo."):
            actions.add_activity(objective, factories.values(cast), by=cast.everybody()[who].access)


def test_a_failure_in_the_middle_leaves_not_even_its_line(cast: Cast) -> None:
    """The line is saved before the activity, which the database then refuses."""
    objective = factories.draft(cast).objectives.get()
    values = factories.values(cast, evidence_needed=13)

    with (
        nothing_changed(),
        pytest.raises(AlreadyDecided, match="se prueba con una a doce evidencias"),
    ):
        actions.add_activity(objective, values, by=cast.ana.access)


def test_taking_it_out_takes_its_weight_and_leaves_its_line(cast: Cast) -> None:
    version = factories.draft(cast, ((60, 40),))
    first, second = factories.activities_of(version)

    actions.remove_activity(first, by=cast.bruno.access)

    assert factories.activities_of(version) == [second]
    assert factories.read(version).weight_total == 40
    assert ActivityLine.objects.filter(pk=first.line_id).exists()
    assert last_said() == ("workplan.activity_removed", "B. Díaz", "quitó la actividad 1.1")


def test_only_the_units_of_the_service_take_them_out(cast: Cast) -> None:
    activity = factories.activities_of(factories.draft(cast))[0]

    for who in ("carla", "diana", "sofia", "marta", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio preparan su programa de trabajo."):
            actions.remove_activity(activity, by=cast.everybody()[who].access)
