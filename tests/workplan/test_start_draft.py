"""Opening a new version of a plan in force, and discarding it untouched."""

from datetime import date

from django.db import models

from minga.core.errors import NotAllowed
from minga.core.versions import preparers_of
from minga.workplan import actions, errors
from minga.workplan.models import Activity, WorkPlan, WorkPlanVersion
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_said, refused

OF_THE_VERSION = {"id", "event_id", "version_id", "objective_id", "revision"}


def varied(cast: Cast) -> WorkPlan:
    """In force, with a hole in the numbers and no two activities alike."""
    version = factories.draft(cast, ((7,), (30, 10), (20,)))
    actions.remove_activity(factories.activities_of(version)[1], by=cast.ana.access)
    values = factories.values(
        cast,
        weight=63,
        title="Elaborar dos informes",
        responsible=cast.unit,
        starts_on=date(2007, 4, 2),
        ends_on=date(2007, 10, 31),
        expected_evidence="informes",
        evidence_needed=2,
    )
    actions.add_activity(version.objectives.get(number=3), values, by=cast.ana.access)
    factories.sign(cast, factories.send(cast, version))
    return version.plan


def copied(version: WorkPlanVersion) -> list[dict[str, object]]:
    """Everything the activities say, in order, whatever columns they come to have."""
    return [
        {"objective": str(activity.objective)} | said(activity)
        for activity in factories.activities_of(version)
    ]


def said(row: models.Model) -> dict[str, object]:
    columns = {field.attname for field in row._meta.concrete_fields} - OF_THE_VERSION
    return {name: getattr(row, name) for name in columns}


def test_it_says_everything_the_version_in_force_says_line_by_line(cast: Cast) -> None:
    plan = varied(cast)
    first = factories.in_force(plan)

    draft = actions.start_draft(plan, by=cast.bruno.access)

    assert (draft.number, draft.status, draft.weight_total) == (2, "draft", 100)
    assert copied(draft) == copied(first)
    assert [row["number"] for row in copied(draft)] == [1, 2, 1, 2]
    assert not set(draft.activities.all()) & set(first.activities.all())


def test_the_version_in_force_still_rules(cast: Cast) -> None:
    plan = factories.approved(cast)
    first = factories.in_force(plan)

    actions.start_draft(plan, by=cast.ana.access)

    assert factories.in_force(plan) == first
    assert Activity.objects.filter(version=first).count() == 2


def test_it_is_recorded_and_who_opened_it_prepares_it(cast: Cast) -> None:
    plan = factories.approved(cast)

    draft = actions.start_draft(plan, by=cast.bruno.access)

    kind, who, what = last_said()
    assert (kind, who) == ("workplan.draft_started", "B. Díaz")
    assert what == "abrió la versión 2 para modificar el programa"
    assert [row.actor_id for row in preparers_of(draft)] == [cast.bruno.pk]


def test_only_one_is_open(cast: Cast) -> None:
    plan = factories.approved(cast)
    draft = factories.reopened(cast, plan)

    with refused(errors.OpenVersionExists, "La versión 2 todavía no se aprueba"):
        actions.start_draft(plan, by=cast.bruno.access)

    factories.send(cast, draft)
    with refused(errors.OpenVersionExists, "La versión 2 todavía no se aprueba"):
        actions.start_draft(plan, by=cast.bruno.access)


def test_a_plan_never_approved_keeps_its_first_draft(cast: Cast) -> None:
    version = factories.draft(cast)

    with refused(errors.OpenVersionExists, "La versión 1 todavía no se aprueba"):
        actions.start_draft(version.plan, by=cast.ana.access)


def test_only_the_units_of_the_service_open_it(cast: Cast) -> None:
    plan = factories.approved(cast)

    for who in ("carla", "diana", "sofia", "gaby", "nora", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio preparan su programa de trabajo."):
            actions.start_draft(plan, by=cast.everybody()[who].access)


def test_a_line_taken_out_and_the_ones_that_stay_keep_their_identity(cast: Cast) -> None:
    plan = factories.approved(cast, ((50, 25, 25),))
    lines = [activity.line for activity in factories.activities(plan)]
    draft = factories.reopened(cast, plan)
    actions.remove_activity(factories.activities_of(draft)[0], by=cast.ana.access)
    new = actions.add_activity(
        draft.objectives.get(), factories.values(cast, weight=50), by=cast.ana.access
    )

    factories.sign(cast, factories.send(cast, draft))

    assert [row.line for row in factories.activities(plan)] == [*lines[1:], new.line]
    assert new.code == "1.4"
