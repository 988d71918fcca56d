"""Changing an activity of a draft, also when two people do it at once."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed, StaleForm
from minga.core.history import Change, lines
from minga.workplan import actions, errors
from minga.workplan.models import Activity
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused


def first_of_draft(cast: Cast) -> Activity:
    return factories.activities_of(factories.draft(cast))[0]


def test_it_writes_every_value(cast: Cast) -> None:
    activity = first_of_draft(cast)
    values = actions.ActivityValues(
        title="Instalar mesas técnicas",
        weight=35,
        responsible=cast.unit,
        starts_on=date(2007, 2, 1),
        ends_on=date(2007, 11, 29),
        expected_evidence="actas",
        evidence_needed=3,
    )

    actions.change_activity(activity, values, revision=0, by=cast.ana.access)

    activity.refresh_from_db()
    assert {name: getattr(activity, name) for name in vars(values)} == vars(values)
    assert activity.revision == 1
    assert factories.read(activity.version).weight_total == 85


def test_it_is_recorded_with_what_changed_and_nothing_else(cast: Cast) -> None:
    activity = first_of_draft(cast)
    values = factories.values(cast, weight=51, ends_on=date(2007, 12, 1))

    actions.change_activity(activity, values, revision=0, by=cast.bruno.access)

    assert last_said() == ("workplan.activity_changed", "B. Díaz", "cambió la actividad 1.1")
    assert lines([last_event()])[0].changes == (
        Change("Ponderación", "50", "51"),
        Change("Termina el", "14-12-2007", "01-12-2007"),
    )


def test_the_unit_is_told_by_its_name(cast: Cast) -> None:
    activity = first_of_draft(cast)
    values = factories.values(cast, weight=50, responsible=cast.unit)

    actions.change_activity(activity, values, revision=0, by=cast.ana.access)

    assert last_event().data["changes"] == [["Unidad responsable", "SEREMI", "Control de Gestión"]]


def test_who_saves_second_is_told_by_whom_and_sees_both_texts(cast: Cast) -> None:
    activity = first_of_draft(cast)
    of_ana = factories.values(cast, weight=60, title="Lo que escribió Ana")
    of_bruno = factories.values(cast, weight=50, title="Lo que escribió Bruno")
    actions.change_activity(activity, of_ana, revision=0, by=cast.ana.access)

    with refused(StaleForm, "A. Soto guardó cambios aquí mientras usted escribía") as caught:
        actions.change_activity(activity, of_bruno, revision=0, by=cast.bruno.access)

    assert caught.value.who == "A. Soto"
    assert caught.value.differences == {
        "Actividad": ("Lo que escribió Ana", "Lo que escribió Bruno"),
        "Ponderación": ("60", "50"),
    }


def test_saving_again_with_the_new_revision_is_a_decision(cast: Cast) -> None:
    activity = first_of_draft(cast)
    of_ana, of_bruno = (factories.values(cast, title=f"De {name}") for name in ("Ana", "Bruno"))
    actions.change_activity(activity, of_ana, revision=0, by=cast.ana.access)

    actions.change_activity(activity, of_bruno, revision=1, by=cast.bruno.access)

    activity.refresh_from_db()
    assert (activity.title, activity.revision) == ("De Bruno", 2)
    assert last_event().data["changes"] == [["Actividad", "De Ana", "De Bruno"]]


def test_a_form_of_the_future_is_stale_too(cast: Cast) -> None:
    activity = first_of_draft(cast)

    with refused(StaleForm, "A. Soto guardó cambios"):
        actions.change_activity(activity, factories.values(cast), revision=7, by=cast.bruno.access)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"weight": 0}, errors.WeightOutOfRange),
        ({"weight": 101}, errors.WeightOutOfRange),
        ({"starts_on": date(2006, 12, 31)}, errors.DatesOutOfYear),
        ({"ends_on": date(2008, 1, 1)}, errors.DatesOutOfYear),
        ({"ends_on": date(2007, 1, 1)}, errors.EndsBeforeStart),
    ],
)
def test_what_could_not_be_added_can_not_be_written_either(
    cast: Cast, given: dict[str, object], error: type[errors.DomainError]
) -> None:
    activity = first_of_draft(cast)

    with refused(error):
        actions.change_activity(
            activity,
            factories.values(cast, **given),  # type: ignore[arg-type]
            revision=0,
            by=cast.ana.access,
        )


def test_only_the_units_of_the_service_change_it(cast: Cast) -> None:
    activity = first_of_draft(cast)

    for who in ("carla", "diana", "sofia", "gaby", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio preparan su programa de trabajo."):
            actions.change_activity(
                activity, factories.values(cast), revision=0, by=cast.everybody()[who].access
            )
