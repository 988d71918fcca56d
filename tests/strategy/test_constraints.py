"""What can never be true of a version and its children, whoever writes."""

import pytest

from minga.strategy.models import DefinitionVersion, StrategicObjective
from tests.conftest import SCRIBE, Cast
from tests.core.approvals.by_hand import through_its_steps
from tests.core.database import ask, refused, refused_constraint, sql
from tests.core.deeds import rename
from tests.strategy.factories import approved, proposed

TABLE = "strategy_definitionversion"
COLUMNS = "definition_id, mission, remarks, event_id"
STAYS = "Lo aprobado no se modifica: se reemplaza por una versión nueva"
CLOSED = "Solo un borrador se modifica"


def change(version: DefinitionVersion, how: str) -> None:
    sql(f"UPDATE {TABLE} SET {how} WHERE id = %s", version.pk)


def add(number: int, status: str = "draft") -> None:
    """Another version of the same definitions, copied by hand."""
    sql(
        f"INSERT INTO {TABLE} ({COLUMNS}, number, status) SELECT {COLUMNS}, {number}, '{status}' "
        f"FROM {TABLE} ORDER BY id LIMIT 1"
    )


def draft_of(version: DefinitionVersion) -> DefinitionVersion:
    add(version.number + 1)
    return DefinitionVersion.objects.latest("pk")


@pytest.mark.parametrize("status", ["submitted", "in_force", "superseded", "other"])
def test_every_version_begins_as_a_draft(cast: Cast, status: str) -> None:
    approved(cast)

    with refused("Toda versión comienza como borrador"):
        add(2, status)


def test_a_service_has_one_open_version(cast: Cast) -> None:
    proposed(cast)

    with refused_constraint("definitionversion_one_open", f"{TABLE}.definition_id"):
        add(2)


def test_a_service_has_one_version_in_force(cast: Cast) -> None:
    approved(cast)
    second = proposed(cast, "Otra")
    through_its_steps(second, cast.diana.pk)

    with refused_constraint("definitionversion_one_in_force", f"{TABLE}.definition_id"):
        change(
            second,
            f"status = 'in_force', approved_on = '2007-11-30', approved_by_id = {cast.diana.pk}",
        )


def test_a_number_is_of_one_version(cast: Cast) -> None:
    approved(cast)

    with refused_constraint("definitionversion_number_once", f"{TABLE}.definition_id"):
        add(1)


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_only_what_is_approved_has_a_date_and_a_name_of_approval(cast: Cast, status: str) -> None:
    version = proposed(cast)
    change(version, f"status = '{status}'")

    with refused("definitionversion_approval_iff_approved"):
        change(version, "approved_on = '2007-11-30'")
    with refused("definitionversion_approval_iff_approved"):
        change(version, f"approved_by_id = {cast.diana.pk}")


@pytest.mark.parametrize("what", ["approved_on = '2007-11-30'", "approved_by_id = {0}"])
def test_what_is_approved_says_when_and_by_whom(cast: Cast, what: str) -> None:
    version = proposed(cast)
    through_its_steps(version, cast.diana.pk)

    with refused("definitionversion_approval_iff_approved"):
        change(version, f"status = 'in_force', {what.format(cast.diana.pk)}")


def test_only_what_is_superseded_has_a_date_for_it(cast: Cast) -> None:
    version = approved(cast)

    with refused("definitionversion_superseded_date_iff_superseded"):
        change(version, "superseded_on = '2007-11-30'")
    with refused("definitionversion_superseded_date_iff_superseded"):
        change(version, "status = 'superseded'")


def test_who_prepared_does_not_approve_even_by_hand(cast: Cast) -> None:
    version = proposed(cast)
    through_its_steps(version, cast.diana.pk)

    with refused("Quien preparó no aprueba"):
        change(
            version,
            f"status = 'in_force', approved_on = '2007-11-30', approved_by_id = {cast.ana.pk}",
        )


def test_a_version_comes_into_force_through_its_steps(cast: Cast) -> None:
    version = proposed(cast)

    with refused("Se aprueba cuando todos sus pasos están dados"):
        change(
            version,
            f"status = 'in_force', approved_on = '2007-11-30', approved_by_id = {cast.diana.pk}",
        )


@pytest.mark.parametrize(
    "end", ["status = 'in_force'", "status = 'superseded', superseded_on = '2007-11-30'"]
)
def test_a_draft_is_not_approved_without_being_sent(cast: Cast, end: str) -> None:
    first = approved(cast)
    version = draft_of(first)
    change(first, "status = 'superseded', superseded_on = '2007-11-30'")
    through_its_steps(version, cast.diana.pk)

    with refused("Se aprueba lo que fue enviado a aprobación"):
        change(version, f"{end}, approved_on = '2007-11-30', approved_by_id = {cast.diana.pk}")


def test_what_was_sent_is_not_superseded_without_being_in_force(cast: Cast) -> None:
    version = proposed(cast)

    with refused("Se aprueba lo que fue enviado a aprobación"):
        change(
            version,
            "status = 'superseded', superseded_on = '2007-11-30', approved_on = '2007-11-30', "
            f"approved_by_id = {cast.ana.pk}",
        )


CONTENT = [
    "mission = 'Otra'", "number = 9", "approved_by_id = {0}", "approved_on = '2007-01-01'",
    "status = 'draft', approved_on = NULL, approved_by_id = NULL", "definition_id = {1}",
]  # fmt: skip


@pytest.mark.parametrize("how", CONTENT)
def test_what_is_in_force_is_not_changed(cast: Cast, how: str) -> None:
    version = approved(cast)
    sql(
        "INSERT INTO strategy_strategicdefinition (public_id, service_id, event_id) SELECT "
        f"'bcdfghjkmnpq', {cast.seremi.pk}, event_id FROM strategy_strategicdefinition"
    )
    (other,) = ask("SELECT MAX(id) FROM strategy_strategicdefinition")

    with refused(STAYS):
        change(version, how.format(cast.emilio.pk, other))


@pytest.mark.parametrize(
    "how", ["mission = 'Otra'", "superseded_on = '2007-01-01'", "remarks = ''"]
)
def test_what_was_superseded_is_not_touched(cast: Cast, how: str) -> None:
    first = approved(cast)
    approved(cast, "Otra")

    with refused(STAYS):
        change(first, how)


@pytest.mark.parametrize("status", ["submitted", "in_force", "superseded"])
def test_only_a_draft_is_deleted(cast: Cast, status: str) -> None:
    version = proposed(cast) if status == "submitted" else approved(cast)
    if status == "superseded":
        approved(cast, "Otra")

    with refused("Solo un borrador se elimina; lo demás queda"):
        sql(f"DELETE FROM {TABLE} WHERE id = %s", version.pk)


LINES = "strategy_strategicobjective"
WRITES = {
    "update": f"UPDATE {LINES} SET title = 'Otro'",
    "delete": f"DELETE FROM {LINES}",
    "insert": f"INSERT INTO {LINES} (version_id, number, title, text, event_id) "
    f"SELECT version_id, 9, title, text, event_id FROM {LINES}",
}


@pytest.mark.parametrize("statement", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("of", [proposed, approved], ids=["submitted", "in force"])
def test_the_objectives_of_what_is_not_a_draft_stay(cast: Cast, of: object, statement: str) -> None:
    of(cast)  # type: ignore[operator]

    with refused(CLOSED):
        sql(statement)


def test_an_objective_is_not_moved_out_of_what_was_approved(cast: Cast) -> None:
    version = approved(cast)
    draft = draft_of(version)

    with refused(CLOSED):
        sql(
            "UPDATE strategy_strategicobjective SET version_id = %s WHERE version_id = %s",
            draft.pk,
            version.pk,
        )


def test_the_objectives_of_a_draft_are_written_freely(cast: Cast) -> None:
    draft = draft_of(approved(cast))

    def write() -> None:
        objective = StrategicObjective(version=draft, number=1, title="Uno", text="El uno")
        objective.save()
        objective.title = "Otro"
        objective.save()

    rename(cast.unit, "Control", by=SCRIBE, then=write)

    assert draft.objectives.get().title == "Otro"


def test_an_objective_number_is_used_once_in_a_version(cast: Cast) -> None:
    draft = draft_of(approved(cast))
    columns = "title, text, event_id"
    one = (
        f"INSERT INTO strategy_strategicobjective (version_id, number, {columns}) "
        f"SELECT {draft.pk}, 1, {columns} FROM strategy_strategicobjective ORDER BY id LIMIT 1"
    )
    sql(one)

    with refused_constraint(
        "strategicobjective_number_once", "strategy_strategicobjective.version_id"
    ):
        sql(one)


def test_a_service_has_one_definition(cast: Cast) -> None:
    approved(cast)

    with refused_constraint(
        "strategy_strategicdefinition_service_id", "strategy_strategicdefinition.service_id"
    ):
        sql(
            "INSERT INTO strategy_strategicdefinition (public_id, service_id, event_id) SELECT "
            "'bcdfghjkmnpq', service_id, event_id FROM strategy_strategicdefinition"
        )
