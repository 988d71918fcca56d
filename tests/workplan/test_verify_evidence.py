"""Verifying what another person uploaded: with the last one needed the activity is fulfilled."""

from datetime import timedelta

from minga.core.errors import NotAllowed
from minga.people.roles import Role
from minga.workplan import actions, errors
from minga.workplan.models import ActivityStatus, EvidenceReview, WorkPlan
from minga.workplan.tables import board_of
from tests.conftest import SCRIBE, TODAY, Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused


def earned(plan: WorkPlan) -> int:
    return board_of(plan, factories.in_force(plan).pk, TODAY).earned


def test_the_activity_is_fulfilled_and_earns_its_weight(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    evidence = factories.uploaded(factories.line(plan), cast.ana)
    assert earned(plan) == 0

    actions.verify_evidence(evidence, by=cast.bruno.access)

    review, status = EvidenceReview.objects.get(), ActivityStatus.objects.get()
    assert (review.outcome, review.reviewer, review.on) == ("verified", cast.bruno.person, TODAY)
    assert (status.status, status.on, status.review) == ("fulfilled", TODAY, review)
    assert earned(plan) == 60


def test_it_is_recorded_with_the_points(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))

    factories.verified(factories.line(plan, 1), uploader=cast.ana, verifier=cast.emilio)

    says = "verificó la evidencia de 1.2: gana 40 puntos"
    assert last_said() == ("workplan.evidence_verified", "E. Vera", says)
    assert last_event().subject_public_id == plan.public_id


def test_what_the_responsible_institution_uploads_the_service_verifies(cast: Cast) -> None:
    plan = factories.approved(cast)

    factories.verified(factories.line(plan), uploader=cast.sofia, verifier=cast.ana)

    assert earned(plan) == 50


def test_an_activity_that_needs_two_documents_is_fulfilled_with_the_second(cast: Cast) -> None:
    plan = factories.approved(cast, evidence_needed=2)
    line = factories.line(plan)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    assert last_said()[2] == "verificó la evidencia de 1.1"
    assert earned(plan) == 0

    factories.verified(line, uploader=cast.bruno, verifier=cast.ana)
    assert last_said()[2] == "verificó la evidencia de 1.1: gana 50 puntos"
    assert earned(plan) == 50


def test_a_returned_document_is_not_one_of_the_two(cast: Cast) -> None:
    plan = factories.approved(cast, evidence_needed=2)
    line = factories.line(plan)
    factories.returned(line, uploader=cast.ana, verifier=cast.bruno)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    assert earned(plan) == 0


def test_a_document_of_another_activity_is_not_one_of_the_two(cast: Cast) -> None:
    plan = factories.approved(cast, evidence_needed=2)

    factories.verified(factories.line(plan, 0), uploader=cast.ana, verifier=cast.bruno)
    factories.verified(factories.line(plan, 1), uploader=cast.ana, verifier=cast.bruno)

    assert earned(plan) == 0


def test_one_more_document_does_not_earn_twice(cast: Cast) -> None:
    plan = factories.approved(cast)
    line = factories.line(plan)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    assert ActivityStatus.objects.count() == 1
    assert last_said()[2] == "verificó la evidencia de 1.1"
    assert earned(plan) == 50


def test_who_uploaded_it_does_not_verify_it(cast: Cast) -> None:
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with refused(errors.VerifiesOwnUpload, "Usted cargó esta evidencia: la verifica otra persona"):
        actions.verify_evidence(evidence, by=cast.ana.access)


def test_only_the_units_of_the_service_verify(cast: Cast) -> None:
    """Not even the institution that answers for the activity."""
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    for who in ("carla", "sofia", "diana", "gaby", "marta", "aldo", "nora", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio verifican las evidencias"):
            actions.verify_evidence(evidence, by=cast.everybody()[who].access)


def test_it_is_verified_once(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    evidence = factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    says = "B. Díaz ya la revisó el 30-11-2007: verificada."
    with refused(errors.EvidenceAlreadyReviewed, says):
        actions.verify_evidence(evidence, by=cast.emilio.access)


def test_what_was_returned_is_not_verified(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    evidence = factories.returned(line, uploader=cast.ana, verifier=cast.bruno)

    with refused(errors.EvidenceAlreadyReviewed, "B. Díaz ya la revisó el 30-11-2007: devuelta."):
        actions.verify_evidence(evidence, by=cast.emilio.access)


def test_what_was_corrected_is_not_verified(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    wrong = factories.returned(line, uploader=cast.ana, verifier=cast.bruno)
    factories.uploaded(line, cast.ana)

    with refused(errors.EvidenceReplaced, "Esta evidencia ya fue corregida por otra"):
        actions.verify_evidence(wrong, by=cast.emilio.access)


def test_nothing_is_verified_of_what_the_version_in_force_no_longer_says(cast: Cast) -> None:
    plan = factories.approved(cast)
    evidence = factories.uploaded(factories.line(plan), cast.ana)
    factories.sign(cast, factories.send(cast, factories.without_first(cast, plan)))

    with refused(errors.NotInForce):
        actions.verify_evidence(evidence, by=cast.bruno.access)


def test_the_corrected_document_fulfils_the_activity(cast: Cast) -> None:
    plan = factories.approved(cast)
    line = factories.line(plan)
    factories.returned(line, uploader=cast.ana, verifier=cast.bruno)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    assert earned(plan) == 50


def test_nobody_verifies_for_the_machine(cast: Cast) -> None:
    """The operator may everything but be the other person."""
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with refused(errors.VerifiesOwnUpload):
        actions.verify_evidence(evidence, by=SCRIBE)


def test_a_substitute_is_still_the_person_who_uploaded(cast: Cast) -> None:
    factories.also(cast.ana, Role.UNIT_HEAD, cast.unit)
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    with refused(errors.VerifiesOwnUpload):
        actions.verify_evidence(evidence, by=cast.ana.access)


def test_it_is_not_verified_before_it_was_uploaded(cast: Cast) -> None:
    """A demonstration may go back to an earlier day."""
    evidence = factories.uploaded(factories.line(factories.approved(cast)), cast.ana)
    before = TODAY - timedelta(days=1)

    says = "La evidencia se cargó el 30-11-2007 y hoy es 29-11-2007"
    with refused(errors.ReviewBeforeUpload, says):
        actions.verify_evidence(evidence, by=cast.bruno.on(before), on=before)
