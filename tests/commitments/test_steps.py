"""Reporting, verifying, returning; other terms and other hands; what the database refuses."""

from datetime import timedelta
from typing import Any

import pytest

from minga.commitments import actions, errors
from minga.commitments.actions.common import may_report
from minga.commitments.integrity import check
from minga.commitments.models import Commitment, CommitmentStep
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.integrity import AlreadyDecided
from minga.documents.actions import FileMissing
from minga.people.handover import pass_work
from minga.people.roles import Role
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast, Somebody, nothing_recorded

NEXT = factories.DUE + timedelta(days=15)


def test_it_is_reported_with_evidence_and_verified_by_another(cast: Cast) -> None:
    made = factories.reported(cast)
    assert made.state == "reported"

    actions.verify_fulfilment(made, by=cast.emilio.access)

    made = factories.read(made)
    assert (made.state, made.closed_on) == ("fulfilled", TODAY)
    assert list(check()) == []


def test_without_evidence_nothing_is_reported(cast: Cast) -> None:
    made = factories.commitment(cast)

    with nothing_recorded(), pytest.raises(FileMissing):
        actions.report_fulfilment(made, remarks="Ya está.", by=cast.sofia.access)


def test_evidence_of_another_case_is_refused(cast: Cast) -> None:
    made, other = factories.commitment(cast), factories.reported(cast)
    document = other.steps.get(kind="reported").document

    with nothing_recorded(), pytest.raises(errors.EvidenceElsewhere):
        actions.report_fulfilment(made, remarks="", document=document, by=cast.sofia.access)


def test_the_database_refuses_evidence_of_another_case(cast: Cast) -> None:
    made = factories.commitment(cast, source=factories.evidence())
    other = factories.commitment(cast)

    with pytest.raises(AlreadyDecided, match="otro expediente"):
        _step(other, "reported", cast.sofia, document=made.source)


def test_who_reports_never_verifies(cast: Cast) -> None:
    made = factories.reported(cast, by=cast.ana, responsible=cast.serviu)

    for act in (
        lambda: actions.verify_fulfilment(made, by=cast.ana.access),
        lambda: actions.return_report(made, remarks="No.", by=cast.ana.access),
    ):
        with nothing_recorded(), pytest.raises(errors.VerifiesOwnReport):
            act()


@pytest.mark.parametrize("kind", ["fulfilled", "returned"])
def test_the_database_refuses_who_verifies_her_own(cast: Cast, kind: str) -> None:
    made = factories.reported(cast)

    with pytest.raises(AlreadyDecided, match="no lo verifica"):
        _step(made, kind, cast.sofia, remarks="Sí.")


def test_the_database_judges_by_the_last_report(cast: Cast) -> None:
    """After a return another person reported: the first one may verify, the second may not."""
    made = factories.reported(cast, by=cast.ana, responsible=cast.serviu)
    actions.return_report(made, remarks="Falta.", by=cast.emilio.access)
    actions.report_fulfilment(
        made, remarks="Ahora sí.", file=factories.evidence(), by=cast.bruno.access
    )

    with pytest.raises(errors.VerifiesOwnReport):
        actions.verify_fulfilment(made, by=cast.bruno.access)
    actions.verify_fulfilment(made, by=cast.ana.access)
    assert factories.read(made).state == "fulfilled"


def test_a_returned_one_goes_on_until_its_term(cast: Cast) -> None:
    made = factories.reported(cast)
    actions.return_report(made, remarks="Falta la firma.", by=cast.emilio.access)

    made = factories.read(made)
    assert (made.state, made.due_on) == ("pending", factories.DUE)
    assert list(check()) == []


def test_a_return_says_what_is_missing(cast: Cast) -> None:
    made = factories.reported(cast)
    with nothing_recorded(), pytest.raises(errors.FieldMissing):
        actions.return_report(made, remarks=" ", by=cast.emilio.access)


def test_somebody_of_another_institution_reports_nothing(cast: Cast) -> None:
    made = factories.commitment(cast)
    for who in (cast.carla, cast.ana):
        with nothing_recorded(), pytest.raises(NotAllowed):
            actions.report_fulfilment(made, remarks="", file=factories.evidence(), by=who.access)


def test_of_a_unit_reports_who_works_in_it(cast: Cast) -> None:
    made = factories.commitment(cast, responsible=cast.unit)

    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.report_fulfilment(made, remarks="", file=factories.evidence(), by=cast.ana.access)
    actions.report_fulfilment(made, remarks="", file=factories.evidence(), by=cast.bruno.access)


def test_the_head_of_another_unit_does_not_report_for_it(cast: Cast) -> None:
    other = factories.body(cast, "finanzas", parent=cast.serviu)
    head = factories.member(other, Role.UNIT_HEAD)
    made = factories.commitment(cast, responsible=cast.unit)

    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.report_fulfilment(made, remarks="", file=factories.evidence(), by=head.access)
    assert may_report(cast.diana.access, made, TODAY)
    assert may_report(cast.emilio.access, made, TODAY)
    given = factories.commitment(cast, responsible=cast.unit, person=head.person)
    assert may_report(head.access, given, TODAY)


def test_the_promising_municipality_sees_and_reports_its_own(cast: Cast) -> None:
    town = factories.body(cast, "municipalidad-de-pica", kind="municipality")
    mayor = factories.member(town, Role.MUNICIPALITY)
    made = factories.commitment(cast, responsible=town)
    other = factories.commitment(cast)

    seen = Commitment.objects.visible_to(mayor.access)

    assert made in seen
    assert other not in seen
    actions.report_fulfilment(made, remarks="", file=factories.evidence(), by=mayor.access)


def test_another_term_is_a_row_and_the_first_one_stays(cast: Cast) -> None:
    made = factories.commitment(cast)

    step = actions.extend_term(made, due_on=NEXT, reason="Falta un informe.", by=cast.diana.access)

    made = factories.read(made)
    assert (made.first_due_on, made.due_on) == (factories.DUE, NEXT)
    assert (step.before_on, step.due_on, step.actor_id) == (factories.DUE, NEXT, cast.diana.pk)
    assert list(check()) == []


def test_another_term_needs_a_reason(cast: Cast) -> None:
    made = factories.commitment(cast)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        actions.extend_term(made, due_on=NEXT, reason=" ", by=cast.diana.access)


def test_the_database_wants_the_reason_too(cast: Cast) -> None:
    made = factories.commitment(cast)
    with pytest.raises(AlreadyDecided, match="motivo"):
        _step(made, "extended", cast.diana, due_on=NEXT, before_on=factories.DUE)


@pytest.mark.parametrize("days", [0, -1])
def test_another_term_is_later(cast: Cast, days: int) -> None:
    made = factories.commitment(cast)
    due_on = factories.DUE + timedelta(days=days)
    with nothing_recorded(), pytest.raises(errors.NotLater):
        actions.extend_term(made, due_on=due_on, reason="Más.", by=cast.diana.access)


def test_who_is_in_charge_does_not_give_herself_more_time(cast: Cast) -> None:
    made = factories.commitment(cast, responsible=cast.serviu, person=cast.diana.person)
    with nothing_recorded(), pytest.raises(errors.GrantsToOneself):
        actions.extend_term(made, due_on=NEXT, reason="Más.", by=cast.diana.access)


def test_nor_when_it_passed_through_other_hands_first(cast: Cast) -> None:
    """Nor by one of the parts that it is split in; another term, given by another, begins anew."""
    made = factories.commitment(cast, responsible=cast.serviu, person=cast.diana.person)
    actions.hand_over(made, responsible=cast.serviu, reason="A todos.", by=cast.diana.access)
    parts = [factories.promise(cast, promise=one, responsible=cast.serviu) for one in ("a", "b")]
    with nothing_recorded(), pytest.raises(errors.GrantsToOneself):
        actions.extend_term(made, due_on=NEXT, reason="Más.", by=cast.diana.access)
    with pytest.raises(AlreadyDecided, match="no se da otro plazo"):
        _step(made, "extended", cast.diana, due_on=NEXT, before_on=factories.DUE, remarks="x")

    again = NEXT + timedelta(days=9)
    whole = factories.commitment(cast, responsible=cast.serviu, person=cast.diana.person)
    actions.hand_over(whole, responsible=cast.serviu, reason="A todos.", by=cast.diana.access)
    part, _ = actions.split_commitment(whole, parts, reason="Son dos.", by=cast.diana.access)
    with nothing_recorded(), pytest.raises(errors.GrantsToOneself):
        actions.extend_term(part, due_on=NEXT, reason="Más.", by=cast.diana.access)

    actions.extend_term(made, due_on=NEXT, reason="Más.", by=cast.emilio.access)
    actions.extend_term(made, due_on=again, reason="Más.", by=cast.diana.access)
    assert factories.read(made).due_on == again


def test_who_is_in_charge_does_not_leave_it_without_effect_alone(cast: Cast) -> None:
    made = factories.commitment(cast, responsible=cast.serviu, person=cast.diana.person)
    url = f"/compromisos/de/{made.public_id}/"
    text = cast.diana.client().get(url).content.decode()
    assert "lo decide otra jefatura" in text
    assert not {'id="void_reason"', 'id="extend_due_on"'} & {w for w in text.split() if "id=" in w}
    with nothing_recorded(), pytest.raises(errors.VoidsOwn):
        actions.void_commitment(made, reason="Se repite.", by=cast.diana.access)
    with pytest.raises(AlreadyDecided, match="ni lo deja sin efecto"):
        _step(made, "voided", cast.diana, remarks="Se repite.")

    pass_work(cast.diana.person, cast.emilio.person, reason="Se va.", by=cast.nora.access)
    with nothing_recorded(), pytest.raises(errors.VoidsOwn):
        actions.void_commitment(made, reason="Se repite.", by=cast.diana.access)
    works = factories.member(cast.serviu, Role.WORKS_HEAD)
    assert 'id="void_reason"' in works.client().get(url).content.decode()
    actions.void_commitment(made, reason="Se repite.", by=works.access)
    assert list(check()) == []


def test_a_professional_gives_no_term(cast: Cast) -> None:
    made = factories.commitment(cast)
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.extend_term(made, due_on=NEXT, reason="Más.", by=cast.ana.access)


def test_what_is_reported_gets_no_other_term(cast: Cast) -> None:
    made = factories.reported(cast)
    with nothing_recorded(), pytest.raises(errors.AlreadyReported):
        actions.extend_term(made, due_on=NEXT, reason="Más.", by=cast.diana.access)


def test_a_form_opened_before_another_step_is_told(cast: Cast) -> None:
    made = factories.commitment(cast)
    actions.extend_term(made, due_on=NEXT, reason="Falta.", by=cast.diana.access, seen=0)

    with nothing_recorded(), pytest.raises(errors.ChangedMeanwhile, match=r"D\. Pérez"):
        actions.report_fulfilment(
            made, remarks="", file=factories.evidence(), seen=0, by=cast.sofia.access
        )


def test_not_kept_is_said_after_the_term(cast: Cast) -> None:
    made = factories.commitment(cast, due_on=TODAY)
    with nothing_recorded(), pytest.raises(errors.NotOverdue):
        actions.declare_not_fulfilled(made, reason="No.", by=cast.diana.access)

    late = factories.commitment(cast, due_on=TODAY - timedelta(days=1))
    url = f"/compromisos/de/{late.public_id}/"
    assert "Declarar no cumplido" in cast.diana.client().get(url).content.decode()
    actions.declare_not_fulfilled(late, reason="No llegó.", by=cast.diana.access)
    assert factories.read(late).state == "not_fulfilled"
    assert list(check()) == []


def test_what_was_reported_in_time_is_returned_before_it_is_not_kept(cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    made = factories.reported(cast, on=yesterday, due_on=yesterday)
    text = cast.diana.client().get(f"/compromisos/de/{made.public_id}/").content.decode()
    assert "Declarar no cumplido" not in text
    with nothing_recorded(), pytest.raises(errors.AlreadyReported):
        actions.declare_not_fulfilled(made, reason="No.", by=cast.diana.access)
    with pytest.raises(AlreadyDecided, match="cambió mientras"):
        _step(made, "not_fulfilled", cast.diana, remarks="No.")

    actions.return_report(made, remarks="No es ese.", by=cast.diana.access)
    actions.declare_not_fulfilled(made, reason="No.", by=cast.diana.access)
    assert factories.read(made).state == "not_fulfilled"


def test_a_closed_one_takes_no_more_steps(cast: Cast) -> None:
    made = factories.commitment(cast)
    actions.void_commitment(made, reason="Se repitió.", by=cast.diana.access)

    with nothing_recorded(), pytest.raises(errors.AlreadyClosed):
        actions.extend_term(made, due_on=NEXT, reason="Más.", by=cast.diana.access)
    with pytest.raises(AlreadyDecided):
        _step(made, "voided", cast.diana, remarks="Otra vez.")


def test_it_passes_to_other_hands_with_a_reason(cast: Cast) -> None:
    made = factories.commitment(cast)
    actions.hand_over(
        made,
        responsible=cast.unit,
        person=cast.bruno.person,
        reason="Corresponde a la unidad.",
        by=cast.diana.access,
    )

    made = factories.read(made)
    assert (made.responsible_id, made.person_id) == (cast.unit.pk, cast.bruno.pk)
    with nothing_recorded(), pytest.raises(errors.SameHands):
        actions.hand_over(
            made, responsible=cast.unit, person=cast.bruno.person, reason="x", by=cast.diana.access
        )


def _step(made: Commitment, kind: str, who: Somebody, **said: Any) -> None:
    @action("commitments.forced", says="forzó")
    def force(*, by, on=None):  # type: ignore[no-untyped-def]
        CommitmentStep(commitment=made, kind=kind, on=TODAY, actor_id=who.pk, **said).save()
        current_act().about(made)

    force(by=SCRIBE)


def test_who_verifies_has_the_evidence_beside_the_button(cast: Cast) -> None:
    """The last one, when it was returned and reported again."""
    made = factories.reported(cast)
    actions.return_report(made, remarks="Falta la firma.", by=cast.diana.access)
    again = factories.evidence("firmado.pdf")
    actions.report_fulfilment(
        made, remarks="", file=again, title="Plano firmado", by=cast.sofia.access, on=TODAY
    )

    text = cast.diana.client().get(f"/compromisos/de/{made.public_id}/").content.decode()

    section = text.partition('id="verificar"')[2].partition("</section>")[0]
    assert "Plano firmado" in section
    assert "Verificar cumplimiento" in section
