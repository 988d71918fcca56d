"""The objectives of a draft: adding, changing and removing them."""

from minga.core.errors import NotAllowed, StaleForm
from minga.core.versions import preparers_of
from minga.workplan import actions
from minga.workplan.errors import ObjectiveNotEmpty
from minga.workplan.models import Objective
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused


def test_they_are_numbered_as_they_come(cast: Cast) -> None:
    version = factories.draft(cast, ((), ()))

    objective = actions.add_objective(version, title="Mesas técnicas", by=cast.ana.access)

    assert str(objective) == "3. Mesas técnicas"
    assert last_said() == ("workplan.objective_added", "A. Soto", "agregó el objetivo 3")


def test_a_number_in_use_is_not_given_again(cast: Cast) -> None:
    version = factories.draft(cast, ((), (), ()))
    actions.remove_objective(version.objectives.get(number=2), by=cast.ana.access)

    objective = actions.add_objective(version, title="Mesas técnicas", by=cast.ana.access)

    assert objective.number == 4


def test_the_change_is_recorded_with_both_texts(cast: Cast) -> None:
    objective = factories.draft(cast).objectives.get()

    actions.change_objective(objective, title="Mesas técnicas", revision=0, by=cast.bruno.access)

    objective.refresh_from_db()
    assert (objective.title, objective.revision) == ("Mesas técnicas", 1)
    assert last_said() == ("workplan.objective_changed", "B. Díaz", "cambió el objetivo 1")
    assert last_event().data["changes"] == [
        ["Título", "Planes con visión territorial", "Mesas técnicas"]
    ]


def test_who_saves_second_sees_what_the_first_wrote(cast: Cast) -> None:
    objective = factories.draft(cast).objectives.get()
    actions.change_objective(objective, title="De Ana", revision=0, by=cast.ana.access)

    with refused(StaleForm, "A. Soto guardó cambios aquí mientras usted escribía") as caught:
        actions.change_objective(objective, title="De Bruno", revision=0, by=cast.bruno.access)

    assert caught.value.differences == {"Título": ("De Ana", "De Bruno")}


def test_saving_again_over_the_new_text_is_a_decision(cast: Cast) -> None:
    objective = factories.draft(cast).objectives.get()
    actions.change_objective(objective, title="De Ana", revision=0, by=cast.ana.access)

    actions.change_objective(objective, title="De Bruno", revision=1, by=cast.bruno.access)

    assert Objective.objects.get().title == "De Bruno"
    assert last_event().data["changes"] == [["Título", "De Ana", "De Bruno"]]


def test_it_goes_when_it_has_no_activities(cast: Cast) -> None:
    version = factories.draft(cast, ((40,), ()))

    actions.remove_objective(version.objectives.get(number=2), by=cast.ana.access)

    assert [objective.number for objective in version.objectives.all()] == [1]
    assert last_said() == ("workplan.objective_removed", "A. Soto", "quitó el objetivo 2")


def test_it_stays_while_it_has_activities(cast: Cast) -> None:
    version = factories.draft(cast, ((40,), (30, 30)))

    with refused(ObjectiveNotEmpty, "El objetivo 2 tiene actividades"):
        actions.remove_objective(version.objectives.get(number=2), by=cast.ana.access)


def test_only_the_units_of_the_service_write_them(cast: Cast) -> None:
    version = factories.draft(cast)
    objective = version.objectives.get()
    says = "Solo las unidades del servicio preparan su programa de trabajo."

    for who in ("carla", "diana", "sofia", "gaby", "pia"):
        by = cast.everybody()[who].access
        with refused(NotAllowed, says):
            actions.add_objective(version, title="Otro", by=by)
        with refused(NotAllowed, says):
            actions.change_objective(objective, title="Otro", revision=0, by=by)
        with refused(NotAllowed, says):
            actions.remove_objective(objective, by=by)


def test_whoever_writes_in_the_draft_is_noted_as_having_prepared_it(cast: Cast) -> None:
    version = factories.draft(cast)

    actions.add_objective(version, title="Mesas técnicas", by=cast.bruno.access)

    assert {row.actor for row in preparers_of(version)} == {"A. Soto", "B. Díaz"}
