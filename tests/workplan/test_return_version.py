"""Returning a version to those who prepared it."""

import pytest

from minga.core.errors import NotAllowed
from minga.core.versions import NotSubmitted, PreparedByApprover, RemarksMissing
from minga.people.roles import Role
from minga.workplan import actions
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused


def test_it_is_a_draft_again_with_what_must_be_mended(cast: Cast) -> None:
    version = factories.submitted(cast)

    actions.return_version(version, remarks="  Falta la línea base. ", by=cast.diana.access)

    version.refresh_from_db()
    assert (version.status, version.submitted_on) == ("draft", None)
    assert version.remarks == "Falta la línea base."


def test_it_is_recorded_with_its_reason(cast: Cast) -> None:
    version = factories.submitted(cast)

    actions.return_version(version, remarks=" Falta la línea base.", by=cast.diana.access)

    assert last_said() == ("workplan.returned", "D. Pérez", "devolvió la versión 1 del programa")
    assert last_event().reason == "Falta la línea base."


def test_it_can_be_mended_and_sent_again_without_the_old_remarks(cast: Cast) -> None:
    version = factories.submitted(cast)
    actions.return_version(version, remarks="Falta la línea base.", by=cast.diana.access)
    values = factories.values(cast, weight=50, expected_evidence="línea base")
    activity = factories.activities_of(version)[0]
    actions.change_activity(activity, values, revision=0, by=cast.ana.access)

    factories.send(cast, version)

    version = factories.read(version)
    assert (version.status, version.remarks) == ("submitted", "")


def test_those_who_prepared_it_before_still_did(cast: Cast) -> None:
    factories.also(cast.ana, Role.INSTITUTION_HEAD, cast.serviu)
    version = factories.submitted(cast)
    actions.return_version(version, remarks="Falta.", by=cast.diana.access)
    actions.submit_version(version, by=cast.bruno.access)

    with refused(PreparedByApprover):
        actions.approve_version(version, by=cast.ana.access)


@pytest.mark.parametrize("remarks", ["", "  \n"])
def test_it_says_what_must_be_mended(cast: Cast, remarks: str) -> None:
    version = factories.submitted(cast)

    with refused(RemarksMissing, "Escriba qué debe corregirse") as caught:
        actions.return_version(version, remarks=remarks, by=cast.diana.access)

    assert caught.value.field == "remarks"


def test_only_what_was_sent_is_returned(cast: Cast) -> None:
    version = factories.draft(cast)

    with refused(NotSubmitted, "Todavía es un borrador"):
        actions.return_version(version, remarks="Falta.", by=cast.diana.access)


def test_what_rules_is_not_returned(cast: Cast) -> None:
    version = factories.in_force(factories.approved(cast))

    with refused(NotSubmitted, "Esta versión ya no espera aprobación."):
        actions.return_version(version, remarks="Falta.", by=cast.diana.access)


def test_only_the_head_of_the_service_returns_it(cast: Cast) -> None:
    version = factories.submitted(cast)

    for who in ("ana", "emilio", "carla", "sofia", "gaby", "nora", "pia"):
        with refused(NotAllowed, "Solo la dirección del servicio aprueba o devuelve su programa"):
            actions.return_version(version, remarks="Falta.", by=cast.everybody()[who].access)


def test_the_head_of_another_institution_does_not_return_it(cast: Cast) -> None:
    other = factories.member(cast.other, Role.INSTITUTION_HEAD)
    version = factories.submitted(cast)

    with refused(NotAllowed, "Solo la dirección del servicio aprueba o devuelve su programa"):
        actions.return_version(version, remarks="Falta.", by=other.access)
