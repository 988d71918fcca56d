"""Proposing and approving definitions: one prepares, another approves, the one before stays."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.core.versions import (
    NotADraft,
    NotSubmitted,
    PreparedByApprover,
    RemarksMissing,
    preparers_of,
    require_draft,
    send_back,
)
from minga.people.actions import add_membership
from minga.people.roles import Role
from minga.strategy.actions import (
    MissionMissing,
    OpenVersionExists,
    approve_definitions,
    propose_definitions,
)
from minga.strategy.models import DefinitionVersion, StrategicDefinition
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.strategy.factories import OBJECTIVES, approved, proposed


def test_a_proposal_is_sent_to_approval_with_its_numbered_objectives(cast: Cast) -> None:
    version = proposed(cast)

    assert (version.number, version.status, version.submitted_on) == (1, "submitted", TODAY)
    assert [(o.number, o.title) for o in version.objectives.all()] == [
        (1, "Déficit"),
        (2, "Calidad"),
    ]
    assert [preparer.actor_id for preparer in preparers_of(version)] == [cast.ana.pk]
    assert Event.objects.latest("sequence").kind == "strategy.proposed"


def test_the_head_of_the_service_puts_it_in_force(cast: Cast) -> None:
    version = approve_definitions(proposed(cast), by=cast.diana.access)

    assert (version.status, version.approved_on) == ("in_force", TODAY)
    assert version.approved_by_id == cast.diana.pk
    assert Event.objects.latest("sequence").kind == "strategy.approved"


def test_the_one_in_force_is_superseded_the_day_that_the_next_begins(cast: Cast) -> None:
    first = approved(cast, on=date(2007, 1, 22))

    second = approved(cast, "Servir mejor", on=date(2007, 6, 1))

    first.refresh_from_db()
    assert (first.status, first.superseded_on) == ("superseded", date(2007, 6, 1))
    assert (second.number, second.status) == (2, "in_force")

    def ruling(day: date) -> list[int]:
        return [version.number for version in DefinitionVersion.objects.approved_on(day)]

    assert ruling(date(2007, 1, 21)) == []
    assert ruling(date(2007, 5, 31)) == [1]
    assert ruling(date(2007, 6, 1)) == [2]


def test_who_prepared_it_does_not_approve_it(cast: Cast) -> None:
    person = cast.ana.person
    add_membership(
        person, role=Role.INSTITUTION_HEAD, organisation=cast.serviu, valid_from=TODAY,
        is_substitute=True, by=SCRIBE,
    )  # fmt: skip
    version = proposed(cast)

    with nothing_recorded(), pytest.raises(PreparedByApprover, match="la aprueba otra persona"):
        approve_definitions(version, by=cast.ana.access)

    version.refresh_from_db()
    assert version.status == "submitted"


def test_nobody_in_particular_approves_nothing(cast: Cast) -> None:
    version = proposed(cast)

    with nothing_recorded(), pytest.raises(PreparedByApprover):
        approve_definitions(version, by=SCRIBE)


def test_only_the_head_of_the_service_approves(cast: Cast) -> None:
    version = proposed(cast)

    for name, somebody in cast.everybody().items():
        if name != "diana":
            with nothing_recorded(), pytest.raises(NotAllowed, match="Solo la dirección"):
                approve_definitions(version, by=somebody.access)


def test_only_its_own_units_propose_for_a_service(cast: Cast) -> None:
    for name, somebody in cast.everybody().items():
        if name not in ("ana", "bruno", "emilio"):
            by = somebody.access
            with nothing_recorded(), pytest.raises(NotAllowed, match="Solo quien prepara"):
                propose_definitions(cast.serviu, mission="Servir", objectives=OBJECTIVES, by=by)

    assert not StrategicDefinition.objects.exists()


@pytest.mark.parametrize(("mission", "objectives"), [("  ", OBJECTIVES), ("Servir", [])])
def test_a_proposal_has_a_mission_and_an_objective(
    cast: Cast, mission: str, objectives: list[tuple[str, str]]
) -> None:
    with nothing_recorded(), pytest.raises(MissionMissing, match="Escriba la misión"):
        propose_definitions(cast.serviu, mission=mission, objectives=objectives, by=cast.ana.access)


def test_one_proposal_at_a_time(cast: Cast) -> None:
    proposed(cast)

    with nothing_recorded(), pytest.raises(OpenVersionExists, match="La versión 1 todavía espera"):
        proposed(cast, "Otra")

    assert DefinitionVersion.objects.count() == 1


def test_what_is_in_force_is_not_approved_again(cast: Cast) -> None:
    version = approved(cast)

    with nothing_recorded(), pytest.raises(NotSubmitted, match="ya no espera aprobación"):
        approve_definitions(version, by=cast.diana.access)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("submitted", "pida que la devuelvan"),
        ("in_force", "otra versión"),
        ("superseded", "vigente"),
    ],
)
def test_what_is_not_a_draft_says_how_to_go_on(status: str, sentence: str) -> None:
    with pytest.raises(NotADraft, match=sentence):
        require_draft(DefinitionVersion(status=status))


def test_only_what_was_sent_is_sent_back_and_with_remarks() -> None:
    with pytest.raises(NotSubmitted, match="Todavía es un borrador"):
        send_back(DefinitionVersion(status="draft"), "Corrija")
    with pytest.raises(RemarksMissing, match="Escriba qué debe corregirse"):
        send_back(DefinitionVersion(status="submitted"), "  ")
