"""Approving a version: by the head, who did not write in it, with 100 points."""

from datetime import date

import pytest

from minga.core.approvals.rounds import seen_of
from minga.core.errors import NotAllowed
from minga.core.versions import (
    ApprovedOutOfOrder,
    ChangedSinceOpened,
    NotSubmitted,
    PreparedByApprover,
)
from minga.people.roles import Role
from minga.workplan import actions, errors
from minga.workplan.models import WorkPlanVersion
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused

Weights = tuple[tuple[int, ...], ...]

APPROVED = date(2007, 6, 22)


def test_it_rules_from_that_day_on(cast: Cast) -> None:
    version = factories.submitted(cast)

    actions.approve_version(version, by=cast.diana.access, on=APPROVED)

    version.refresh_from_db()
    assert (version.status, version.approved_on) == ("in_force", APPROVED)
    assert version.approved_by == cast.diana.person


def test_it_is_recorded(cast: Cast) -> None:
    version = factories.submitted(cast)

    actions.approve_version(version, by=cast.diana.access, on=APPROVED)

    assert last_said() == ("workplan.approved", "D. Pérez", "aprobó la versión 1 del programa")
    event = last_event()
    assert (event.on, event.role) == (APPROVED, "dirección del servicio")
    assert event.subject_public_id == version.plan.public_id
    assert f"workplan.workplanversion:{version.pk}" in event.digests


def test_who_answers_for_an_activity_may_read_the_dossier_from_then_on(cast: Cast) -> None:
    version = factories.submitted(cast)
    dossier = version.plan.dossier
    assert not dossier.readers.exists()

    factories.sign(cast, version)

    assert list(dossier.readers.all()) == [cast.seremi]


def test_the_readers_of_the_dossier_are_institutions_and_come_once(cast: Cast) -> None:
    version = factories.draft(cast, ((50, 30),))
    values = factories.values(cast, weight=20, responsible=cast.unit)
    actions.add_activity(version.objectives.get(), values, by=cast.ana.access)

    factories.sign(cast, factories.send(cast, version))
    factories.modified(cast, version.plan)

    assert list(version.plan.dossier.readers.all()) == [cast.seremi]


@pytest.mark.parametrize(
    ("weights", "says"),
    [(((51, 50),), "sobra 1 punto."), (((50, 49),), "falta 1 punto."), (((89,),), "faltan 11")],
)
def test_the_weights_sum_100(cast: Cast, weights: Weights, says: str) -> None:
    version = factories.draft(cast, weights)

    with refused(errors.WeightsDontSum100, says):
        actions.approve_version(version, by=cast.diana.access)


def test_no_objective_is_approved_without_activities(cast: Cast) -> None:
    version = factories.draft(cast, ((), (100,)))

    with refused(errors.ObjectiveEmpty, "El objetivo 1 no tiene actividades"):
        actions.approve_version(version, by=cast.diana.access)


def test_a_draft_is_sent_first(cast: Cast) -> None:
    version = factories.draft(cast)

    with refused(NotSubmitted, "Todavía es un borrador: quien lo prepara debe enviarlo"):
        actions.approve_version(version, by=cast.diana.access)


def test_twice_is_once(cast: Cast) -> None:
    version = factories.submitted(cast)
    factories.sign(cast, version)

    with refused(NotSubmitted, "Esta versión ya no espera aprobación."):
        actions.approve_version(version, by=cast.diana.access)


def test_what_was_superseded_is_not_approved_again(cast: Cast) -> None:
    plan = factories.approved(cast)
    first = factories.in_force(plan)
    factories.modified(cast, plan)

    with refused(NotSubmitted, "Esta versión ya no espera aprobación."):
        actions.approve_version(first, by=cast.diana.access)


def test_who_wrote_in_it_does_not_approve_it_even_as_substitute_of_the_head(cast: Cast) -> None:
    factories.also(cast.ana, Role.INSTITUTION_HEAD, cast.serviu)
    version = factories.submitted(cast)

    with refused(PreparedByApprover, "Usted escribió en esta versión: la aprueba otra persona."):
        actions.approve_version(version, by=cast.ana.access)


def test_one_word_in_it_is_enough_to_have_prepared_it(cast: Cast) -> None:
    factories.also(cast.bruno, Role.INSTITUTION_HEAD, cast.serviu)
    version = factories.draft(cast)
    objective = version.objectives.get()
    actions.change_objective(objective, title="Otro", revision=0, by=cast.bruno.access)
    factories.send(cast, version)

    with refused(PreparedByApprover):
        actions.approve_version(version, by=cast.bruno.access)


def test_who_prepared_the_version_before_may_approve_this_one(cast: Cast) -> None:
    """Preparing counts since the last approval."""
    factories.also(cast.ana, Role.INSTITUTION_HEAD, cast.serviu)
    plan = factories.approved(cast)
    version = actions.start_draft(plan, by=cast.bruno.access)
    actions.submit_version(version, by=cast.bruno.access)

    actions.approve_version(version, by=cast.ana.access)

    assert factories.in_force(plan) == version


def test_only_the_head_of_the_service_approves(cast: Cast) -> None:
    version = factories.submitted(cast)

    for who in ("ana", "emilio", "carla", "sofia", "gaby", "aldo", "nora", "pia"):
        with refused(NotAllowed, "Solo la dirección del servicio aprueba o devuelve su programa"):
            actions.approve_version(version, by=cast.everybody()[who].access)


def test_the_head_of_another_institution_does_not_approve_it(cast: Cast) -> None:
    other = factories.member(cast.other, Role.INSTITUTION_HEAD)
    version = factories.submitted(cast)

    with refused(NotAllowed, "Solo la dirección del servicio aprueba o devuelve su programa"):
        actions.approve_version(version, by=other.access)


def test_the_version_before_is_superseded_and_stays_as_it_was(cast: Cast) -> None:
    plan = factories.approved(cast)
    first = factories.in_force(plan)
    said = contents(first)
    draft = factories.reopened(cast, plan)
    activity = factories.activities_of(draft)[0]
    values = factories.values(cast, weight=50, title="Otra cosa")
    actions.change_activity(activity, values, revision=0, by=cast.ana.access)

    factories.sign(cast, factories.send(cast, draft), on=date(2007, 7, 2))

    first.refresh_from_db()
    assert (first.status, first.superseded_on) == ("superseded", date(2007, 7, 2))
    assert (first.approved_on, first.approved_by) == (date(2007, 3, 30), cast.diana.person)
    assert contents(first) == said
    assert factories.in_force(plan) == draft


def contents(version: WorkPlanVersion) -> list[object]:
    objectives = version.objectives.order_by("pk").values()
    return [*objectives, *version.activities.order_by("pk").values()]


def test_one_approves_what_one_read(cast: Cast) -> None:
    version = factories.submitted(cast)
    seen = seen_of(version)
    actions.return_version(version, remarks="Falta.", by=cast.diana.access)
    factories.send(cast, version)

    with refused(ChangedSinceOpened, "Esta versión cambió desde que usted abrió la página."):
        actions.approve_version(version, seen=seen, by=cast.diana.access)

    actions.approve_version(version, seen=seen_of(version), by=cast.diana.access)
    assert factories.read(version).status == "in_force"


def test_it_is_not_approved_before_it_was_sent(cast: Cast) -> None:
    version = factories.submitted(cast)

    says = "Hoy es 25-03-2007 y esta versión se aprueba desde el 26-03-2007"
    with refused(ApprovedOutOfOrder, says):
        factories.sign(cast, version, on=date(2007, 3, 25))


def test_it_is_not_approved_before_the_one_it_supersedes(cast: Cast) -> None:
    plan = factories.approved(cast)
    version = factories.send(cast, factories.reopened(cast, plan), on=date(2007, 3, 1))

    with refused(ApprovedOutOfOrder, "esta versión se aprueba desde el 30-03-2007"):
        factories.sign(cast, version, on=date(2007, 3, 29))


def test_the_event_names_the_function_that_allows_it(cast: Cast) -> None:
    """Ana is a professional of the unit first; here she stands in for the head."""
    factories.also(cast.ana, Role.INSTITUTION_HEAD, cast.serviu)
    plan = factories.approved(cast)
    version = actions.start_draft(plan, by=cast.bruno.access)
    actions.submit_version(version, by=cast.bruno.access)

    actions.approve_version(version, by=cast.ana.access)

    assert last_event().role == "dirección del servicio"
