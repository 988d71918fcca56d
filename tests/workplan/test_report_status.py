"""Reporting a status: *cumple* only when it is proved, and left only with a reason."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.workplan import actions, errors
from minga.workplan.models import ActivityStatus
from tests.conftest import TODAY, Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused

LABELS = {"in_process": "en proceso", "in_execution": "en ejecución", "not_fulfilled": "no cumple"}


@pytest.mark.parametrize(("status", "label"), LABELS.items())
def test_any_status_but_fulfilled_needs_nothing(cast: Cast, status: str, label: str) -> None:
    line = factories.line(factories.approved(cast))

    actions.report_status(line, status=status, by=cast.ana.access)

    reported = ActivityStatus.objects.get()
    assert (reported.status, reported.on, reported.review) == (status, TODAY, None)
    says = f"informó la actividad 1.1: {label}"
    assert last_said() == ("workplan.status_reported", "A. Soto", says)


def test_the_institution_that_answers_for_the_activity_reports_too(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    actions.report_status(line, status="in_process", by=cast.sofia.access)

    assert ActivityStatus.objects.get().line == line


def test_others_do_not(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    for who in ("carla", "diana", "gaby", "marta", "aldo", "nora", "pia"):
        with refused(NotAllowed, "Solo el servicio o la institución responsable de la actividad"):
            actions.report_status(line, status="in_process", by=cast.everybody()[who].access)


def test_nothing_is_reported_before_the_plan_is_approved(cast: Cast) -> None:
    line = factories.activities_of(factories.submitted(cast))[0].line

    with refused(errors.NotInForce, "El programa aún no está aprobado"):
        actions.report_status(line, status="in_process", by=cast.ana.access)


def test_fulfilled_needs_evidence(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    says = (
        "La actividad 1.1 no puede quedar en cumple: le falta 1 evidencia verificada. "
        "Cargue la evidencia y pida a otra persona que la verifique."
    )

    with refused(errors.FulfilledWithoutEvidence, says) as caught:
        actions.report_status(line, status="fulfilled", by=cast.ana.access)

    assert caught.value.field == "status"


def test_fulfilled_needs_its_evidence_verified(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.uploaded(line, cast.ana)
    says = (
        "le falta 1 evidencia verificada. "
        "Hay una evidencia por verificar: pida a otra persona que la verifique."
    )

    with refused(errors.FulfilledWithoutEvidence, says):
        actions.report_status(line, status="fulfilled", by=cast.bruno.access)


def test_fulfilled_needs_all_its_evidence(cast: Cast) -> None:
    line = factories.line(factories.approved(cast, evidence_needed=3))

    with refused(errors.FulfilledWithoutEvidence, "le faltan 3 evidencias verificadas. Cargue"):
        actions.report_status(line, status="fulfilled", by=cast.ana.access)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    with refused(errors.FulfilledWithoutEvidence, "le faltan 2 evidencias verificadas. Cargue"):
        actions.report_status(line, status="fulfilled", by=cast.ana.access)


def test_returned_evidence_proves_nothing(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.returned(line, uploader=cast.ana, verifier=cast.bruno)

    with refused(errors.FulfilledWithoutEvidence, "le falta 1 evidencia verificada. Cargue"):
        actions.report_status(line, status="fulfilled", by=cast.ana.access)


def test_evidence_of_another_activity_proves_nothing(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.verified(factories.line(plan, 1), uploader=cast.ana, verifier=cast.bruno)

    with refused(errors.FulfilledWithoutEvidence, "La actividad 1.1 no puede quedar en cumple"):
        actions.report_status(factories.line(plan, 0), status="fulfilled", by=cast.ana.access)


@pytest.mark.parametrize(("status", "label"), LABELS.items())
def test_the_same_status_is_not_news(cast: Cast, status: str, label: str) -> None:
    line = factories.line(factories.approved(cast))
    actions.report_status(line, status=status, by=cast.ana.access)

    with refused(errors.StatusUnchanged, f"La actividad ya está «{label}». Elija otro") as caught:
        actions.report_status(line, status=status, by=cast.bruno.access)

    assert caught.value.field == "status"


def test_fulfilled_is_not_reported_twice(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    with refused(errors.StatusUnchanged, "La actividad ya está «cumple»."):
        actions.report_status(line, status="fulfilled", by=cast.ana.access)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_stops_being_fulfilled_only_with_a_reason(cast: Cast, reason: str) -> None:
    line = factories.line(factories.approved(cast))
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    with refused(errors.ReasonMissing, "Escriba el motivo: la actividad ya cumplía") as caught:
        actions.report_status(line, status="in_process", reason=reason, by=cast.ana.access)

    assert caught.value.field == "reason"


def test_the_reason_is_kept_and_recorded(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    actions.report_status(
        line, status="not_fulfilled", reason=" El acta se anuló. ", by=cast.ana.access
    )

    assert ActivityStatus.objects.order_by("pk").last().reason == "El acta se anuló."  # type: ignore[union-attr]
    assert last_event().reason == "El acta se anuló."


def test_it_is_fulfilled_again_with_the_evidence_it_had(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    evidence = factories.verified(
        line, uploader=cast.ana, verifier=cast.bruno, on=date(2007, 10, 2)
    )
    actions.report_status(line, status="in_process", reason="Se anuló.", by=cast.ana.access)

    again = actions.report_status(line, status="fulfilled", by=cast.ana.access)

    assert (again.on, again.review.evidence) == (TODAY, evidence)  # type: ignore[union-attr]


def test_a_status_that_does_not_exist_is_a_mistake_of_ours(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    with pytest.raises(ValueError, match="cumplida"):
        actions.report_status(line, status="cumplida", by=cast.ana.access)

    assert not ActivityStatus.objects.exists()


def test_what_was_verified_later_does_not_prove_it_yet(cast: Cast) -> None:
    """A demonstration may go back to an earlier day."""
    line, before = factories.line(factories.approved(cast)), date(2007, 11, 29)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    with refused(errors.FulfilledWithoutEvidence, "le falta 1 evidencia verificada. Cargue"):
        actions.report_status(line, status="fulfilled", by=cast.ana.on(before), on=before)
