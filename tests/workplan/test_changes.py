"""Who decides a version sees what it changes of the one in force."""

from minga.workplan import actions
from minga.workplan.changes import changes
from minga.workplan.models import Activity, WorkPlanVersion
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.pages import all_words, to


def told(version: WorkPlanVersion) -> list[tuple[str, str, list[tuple[str, str, str]]]] | None:
    of_plan = Activity.objects.for_page().filter(version__plan=version.plan_id)
    ruling = of_plan.filter(version__status="in_force")
    found = changes(list(ruling), list(of_plan.filter(version=version)))
    if found is None:
        return None
    return [
        (one.title, one.how, [(each.label, each.old, each.new) for each in one.changes])
        for one in found
    ]


def test_the_first_version_changes_nothing(cast: Cast) -> None:
    assert told(factories.draft(cast, ((60, 40),))) is None


def test_a_draft_just_opened_says_the_same(cast: Cast) -> None:
    draft = factories.reopened(cast, factories.approved(cast, ((60, 40),)))

    assert told(draft) == []


def test_each_field_that_changes_is_told_before_and_after(cast: Cast) -> None:
    draft = factories.reopened(cast, factories.approved(cast, ((60, 40),)))
    first = factories.activities_of(draft)[0]
    values = factories.values(cast, weight=55, title="Actualizar el plan regional")
    by = cast.ana.on(factories.MODIFIED)
    actions.change_activity(first, values, revision=first.revision, by=by, on=factories.MODIFIED)

    (line,) = told(draft) or []

    title, how, fields = line
    assert (title, how) == ("1.1 Actualizar el plan regional", "cambia")
    assert ("Ponderación", "60", "55") in fields
    assert ("Actividad", first.title, "Actualizar el plan regional") in fields
    assert len(fields) == 2


def test_an_objective_with_another_title_is_told_once(cast: Cast) -> None:
    draft = factories.reopened(cast, factories.approved(cast, ((60, 40),)))
    objective = draft.objectives.get()
    by = cast.ana.on(factories.MODIFIED)
    actions.change_objective(
        objective, title="Otro título", revision=objective.revision, by=by, on=factories.MODIFIED
    )

    assert told(draft) == [
        ("Objetivo 1", "cambia", [("Título", objective.title, "Otro título")]),
    ]


def test_what_enters_and_what_leaves_is_told_on_the_page_of_who_approves(cast: Cast) -> None:
    draft = factories.without_first(cast, factories.approved(cast, ((60, 40),)))
    factories.send(cast, draft)

    page = cast.diana.client().get(to("draft", draft.plan.public_id))

    rows = all_words(page, '//section[h2="Qué cambia de la versión vigente"]//tbody/tr')
    assert sorted(row.rsplit(" ", 1)[-1] for row in rows) == ["agrega", "sale"]
