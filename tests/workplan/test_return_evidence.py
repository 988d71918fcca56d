"""Returning evidence with what must be corrected."""

import pytest

from minga.core.errors import NotAllowed
from minga.workplan import actions, errors
from minga.workplan.models import ActivityStatus, EvidenceReview
from tests.conftest import TODAY, Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused


def test_it_keeps_who_returned_it_when_and_why(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    actions.return_evidence(evidence, remarks=" Falta la firma. ", by=cast.bruno.access)

    review = EvidenceReview.objects.get()
    assert (review.evidence, review.outcome, review.on) == (evidence, "returned", TODAY)
    assert (review.reviewer, review.remarks) == (cast.bruno.person, "Falta la firma.")
    assert not ActivityStatus.objects.exists()


def test_it_is_recorded_with_its_reason(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    actions.return_evidence(evidence, remarks="Falta la firma.", by=cast.bruno.access)

    assert last_said() == ("workplan.evidence_returned", "B. Díaz", "devolvió la evidencia de 1.1")
    assert last_event().reason == "Falta la firma."


@pytest.mark.parametrize("remarks", ["", " \n "])
def test_it_says_what_must_be_corrected(cast: Cast, remarks: str) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with refused(errors.RemarksMissing, "Escriba qué debe corregirse") as caught:
        actions.return_evidence(evidence, remarks=remarks, by=cast.bruno.access)

    assert caught.value.field == "remarks"


def test_who_uploaded_it_does_not_return_it(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with refused(errors.VerifiesOwnUpload):
        actions.return_evidence(evidence, remarks="Falta.", by=cast.ana.access)


def test_only_the_units_of_the_service_return_it(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    for who in ("carla", "sofia", "diana", "gaby", "nora", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio verifican las evidencias"):
            actions.return_evidence(evidence, remarks="Falta.", by=cast.everybody()[who].access)


def test_what_was_verified_is_not_returned(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    evidence = factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    with refused(errors.EvidenceAlreadyReviewed, "B. Díaz ya la revisó"):
        actions.return_evidence(evidence, remarks="Falta.", by=cast.emilio.access)


def test_what_was_corrected_is_not_returned_again(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    wrong = factories.returned(line, uploader=cast.ana, verifier=cast.bruno)
    factories.uploaded(line, cast.ana)

    with refused(errors.EvidenceReplaced):
        actions.return_evidence(wrong, remarks="Falta.", by=cast.emilio.access)
