"""Audits and findings: who answers never assesses; each follow-up is a dated row."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from minga.commitments import actions, errors
from minga.commitments.actions.audits import may_answer
from minga.commitments.awaiting import find
from minga.commitments.integrity import check
from minga.commitments.models import Audit, Finding, FindingAnswer, FindingFollowUp, FindingRow
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.integrity import AlreadyDecided
from minga.documents.models import Document
from minga.people.actions import close_organisation
from minga.people.roles import Role
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.workplan import factories as plans

NEXT = TODAY + timedelta(days=60)


def assess(finding: Finding, by: Any, outcome: str = "partial", **more: Any) -> FindingFollowUp:
    given = {"remarks": "Faltan tres.", "next_on": None if outcome == "solved" else NEXT} | more
    return actions.assess_finding(finding, outcome=outcome, by=by.access, **given)


def test_a_finding_is_answered_followed_and_solved(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    actions.answer_finding(finding, text="Se harán en diciembre.", by=cast.bruno.access)
    assess(finding, control)
    assess(finding, control, "solved", remarks="Están todas.")

    finding = Finding.objects.get()
    assert (finding.outcome, finding.next_on, finding.answered_on) == ("solved", None, TODAY)
    assert [row.outcome for row in finding.follow_ups.order_by("pk")] == ["partial", "solved"]
    assert list(check()) == []
    with nothing_recorded(), pytest.raises(errors.AlreadySolved):
        actions.answer_finding(finding, text="Otra cosa.", by=cast.bruno.access)


def test_who_answered_does_not_assess(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    plans.also(control, plans.Role.UNIT_OFFICER, cast.unit)
    actions.answer_finding(finding, text="Listo.", by=control.access)

    with nothing_recorded(), pytest.raises(errors.AssessesOwnAnswer):
        assess(finding, control)


def test_who_assessed_does_not_answer(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    plans.also(control, plans.Role.UNIT_OFFICER, cast.unit)
    assess(finding, control)

    with nothing_recorded(), pytest.raises(errors.AnswersWhatOneAssesses):
        actions.answer_finding(finding, text="Listo.", by=control.access)


def _force(finding: Any, row: Any) -> None:
    @action("audits.forced", says="forzó")
    def force(*, by, on=None):  # type: ignore[no-untyped-def]
        row.save()
        current_act().about(finding)

    force(by=SCRIBE)


def test_the_database_keeps_both_apart(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    actions.answer_finding(finding, text="Listo.", by=cast.bruno.access)
    assess(finding, control)

    with pytest.raises(AlreadyDecided, match="no lo evalúa"):
        _force(
            finding,
            FindingFollowUp(
                finding=finding, on=TODAY, outcome="solved", remarks="Sí.",
                assessed_by_id=cast.bruno.pk,
            ),
        )  # fmt: skip
    with pytest.raises(AlreadyDecided, match="no lo responde"):
        _force(finding, FindingAnswer(finding=finding, text="a", actor_id=control.pk, on=TODAY))


def test_evidence_of_another_audit_is_refused_by_the_database(cast: Cast) -> None:
    control = factories.controller(cast)
    other = factories.audit(cast, control, file=factories.evidence())
    finding = factories.finding(cast, control)

    answer = FindingAnswer(
        finding=finding, text="a", actor_id=cast.bruno.pk, on=TODAY, document=other.report
    )
    with pytest.raises(AlreadyDecided, match="otro expediente"):
        _force(finding, answer)


def test_what_was_not_solved_awaits_another_answer(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)

    def awaits(who: Any) -> list[tuple[str, str, Any]]:
        return [(item.verb, item.note, item.due) for item in find(who.access, TODAY)]

    actions.answer_finding(finding, text="Se harán.", by=cast.bruno.access)
    assert awaits(cast.bruno) == []
    assess(finding, control, "unsolved")
    note = f"{finding.audit}: no subsanada en su último seguimiento"
    assert awaits(cast.bruno) == [("Responder hallazgo", note, NEXT)]
    url = reverse("commitments:finding", args=[finding.public_id])
    assert "Espera otra respuesta." in cast.bruno.client().get(url).content.decode()

    actions.answer_finding(finding, text="Ya están.", by=cast.bruno.access)
    assert awaits(cast.bruno) == []
    assert "Espera otra respuesta." not in cast.bruno.client().get(url).content.decode()
    assess(finding, control, "partial")
    assert len(awaits(cast.bruno)) == 1
    assess(finding, control, "solved")
    assert awaits(cast.bruno) == []
    row = Finding.objects.get()
    row.asked_on = TODAY
    with pytest.raises(AlreadyDecided, match="Otra respuesta"):
        _force(row, row)


def test_of_a_body_that_nobody_follows_answers_who_directs_what_was_audited(cast: Cast) -> None:
    control = factories.controller(cast)
    old = factories.body(cast, "corporacion")
    finding = factories.finding(cast, control, responsible=old)
    close_organisation(old, last_day=TODAY - timedelta(days=1), reason="Ley", by=SCRIBE)
    url = reverse("commitments:finding", args=[finding.public_id])

    (item,) = find(cast.diana.access, TODAY)
    assert (item.verb, item.note) == (
        "Responder hallazgo", "corporacion dejó de existir y nadie la sucede.",
    )  # fmt: skip
    assert "Registrar respuesta" in cast.diana.client().get(url).content.decode()
    for who in (cast.emilio, cast.ana, cast.bruno):
        assert not list(find(who.access, TODAY))
        with nothing_recorded(), pytest.raises(NotAllowed):
            actions.answer_finding(finding, text="a", by=who.access)
    actions.answer_finding(finding, text="a", file=factories.evidence(), by=cast.diana.access)
    assert not list(find(cast.diana.access, TODAY))


def test_a_finding_is_answered_by_its_unit_and_by_who_heads_the_whole(cast: Cast) -> None:
    control = factories.controller(cast)
    other = factories.body(cast, "finanzas", parent=cast.serviu)
    hers, head = (factories.member(other, role) for role in (Role.UNIT_OFFICER, Role.UNIT_HEAD))
    finding = factories.finding(cast, control)
    for who in (hers, head, cast.ana):
        assert not list(find(who.access, TODAY))
        with nothing_recorded(), pytest.raises(NotAllowed):
            actions.answer_finding(finding, text="a", by=who.access)
    for who in (cast.bruno, cast.emilio, cast.diana):
        assert len(list(find(who.access, TODAY))) == 1
        assert may_answer(who.access, finding, TODAY)


def test_who_answers_for_a_finding_reads_no_document_of_another(cast: Cast) -> None:
    """Nor the report: only its own answers and what was said of them."""
    control = factories.controller(cast)
    at = factories.audit(cast, control, file=factories.evidence())
    hers = factories.finding(cast, control, at, responsible=cast.seremi)
    theirs = factories.finding(cast, control, at, responsible=cast.other)
    actions.answer_finding(hers, text="a", file=factories.evidence(), by=cast.sofia.access)
    actions.answer_finding(theirs, text="b", file=factories.evidence(), by=cast.carla.access)
    assess(hers, control, file=factories.evidence())

    def seen(who: Any) -> set[int]:
        return set(Document.objects.visible_to(who.access).values_list("pk", flat=True))

    answer, follow_up = hers.answers.get().document, hers.follow_ups.get().document
    other = theirs.answers.get().document
    assert answer
    assert follow_up
    assert other
    assert seen(cast.sofia) == {answer.pk, follow_up.pk}
    assert seen(cast.carla) == {other.pk}
    assert seen(control) == {answer.pk, follow_up.pk, other.pk, at.report_id}


def test_who_follows_a_body_that_ended_reads_what_it_answers(cast: Cast) -> None:
    control = factories.controller(cast)
    body = factories.body(cast, "corporacion")
    finding = factories.finding(cast, control, responsible=body)
    close_organisation(
        body, last_day=TODAY - timedelta(days=1), successor=cast.seremi, reason="Ley", by=SCRIBE
    )
    actions.answer_finding(finding, text="a", file=factories.evidence(), by=cast.sofia.access)

    assert Document.objects.visible_to(cast.sofia.access).exists()


def test_a_finding_of_before_gets_its_dossier_with_its_first_document(cast: Cast) -> None:
    control = factories.controller(cast)
    at = factories.audit(cast, control)
    said = vars(factories.found(cast, responsible=cast.seremi))
    _force(at, Finding(audit=at, created_on=TODAY, **said))
    actions.answer_finding(
        Finding.objects.get(), text="a", file=factories.evidence(), by=cast.sofia.access
    )

    finding = Finding.objects.get()
    assert finding.dossier is not None
    assert finding.dossier == finding.answers.get().document.dossier  # type: ignore[union-attr]
    with pytest.raises(AlreadyDecided, match="no se cambia"):
        _force(finding, _elsewhere(finding))


def _elsewhere(finding: Finding) -> Finding:
    finding.dossier = finding.audit.dossier
    return finding


@pytest.mark.parametrize(
    ("outcome", "next_on"),
    [("partial", None), ("unsolved", None), ("unsolved", TODAY), ("solved", NEXT)],
)
def test_what_is_open_has_a_next_follow_up(cast: Cast, outcome: str, next_on: date | None) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    with nothing_recorded(), pytest.raises(errors.NextFollowUpWrong):
        assess(finding, control, outcome, next_on=next_on)


def test_a_professional_registers_no_audit(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        factories.audit(cast, cast.ana)


def test_bad_reports_are_refused(cast: Cast) -> None:
    control = factories.controller(cast)
    made = factories.audit(cast, control)
    for more, error in (
        ({"report_date": TODAY + timedelta(days=1)}, errors.ReportInTheFuture),
        ({"report_number": " "}, errors.FieldMissing),
        ({"report_number": made.report_number}, errors.AuditKnown),
    ):
        with nothing_recorded(), pytest.raises(error):
            factories.audit(cast, control, **more)


def test_bad_findings_are_refused(cast: Cast) -> None:
    control = factories.controller(cast)
    at = factories.audit(cast, control)
    first = factories.finding(cast, control, at)
    ended = factories.body(cast, "corporacion")
    close_organisation(ended, last_day=TODAY - timedelta(days=2), reason="Ley", by=SCRIBE)
    ended.refresh_from_db()
    for more, error in (
        ({"code": first.code}, errors.CodeTaken),
        ({"text": " "}, errors.FieldMissing),
        ({"answer_due_on": date(2007, 9, 2)}, errors.AnswerDueBeforeReport),
        ({"responsible": ended}, errors.ResponsibleEnded),
    ):
        with nothing_recorded(), pytest.raises(error):
            factories.finding(cast, control, at, **more)


def test_the_rows_concerned_are_kept_with_their_hash(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    plan = plans.approved(cast)

    made = actions.add_rows(
        finding,
        title="Visitas",
        references=["V-1", " V-2 ", "", "V-1"],
        cases=[plan],
        by=control.access,
    )

    text = f"V-1\nV-2\nPrograma de trabajo 2007 de {cast.serviu}"
    assert made.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert list(FindingRow.objects.order_by("position").values_list("reference", flat=True)) == (
        text.splitlines()
    )
    assert FindingRow.objects.get(position=3).case() == plan
    assert list(check()) == []
    with nothing_recorded(), pytest.raises(errors.ListKnown):
        actions.add_rows(
            finding, title="Otra", references=["V-1", "V-2"], cases=[plan], by=control.access
        )


def test_bad_lists_are_refused(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    for references, error in (
        ([" ", ""], errors.RowsMissing),
        (["V-1", "x" * 161], errors.RowTooLong),
    ):
        with nothing_recorded(), pytest.raises(error):
            actions.add_rows(finding, title="x", references=references, by=control.access)


def test_an_action_corrects_a_finding_that_is_open(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    made = factories.commitment(
        cast, by=control, on=TODAY, origin="audit", finding=finding, responsible=cast.unit
    )
    assert made.origin_url.endswith(f"/hallazgos/{finding.public_id}/")

    assess(finding, control, "solved")
    with nothing_recorded(), pytest.raises(errors.AlreadySolved):
        factories.commitment(cast, on=TODAY, origin="audit", finding=Finding.objects.get())
    with nothing_recorded(), pytest.raises(errors.FieldMissing):
        factories.commitment(cast, origin="audit")


def test_the_state_of_an_audit_is_written(cast: Cast) -> None:
    control = factories.controller(cast)
    finding = factories.finding(cast, control)
    actions.answer_finding(finding, text="Se harán.", by=cast.bruno.access)
    client = cast.aldo.client()
    for fmt in ("pdf", "xlsx", "docx"):
        url = f"/compromisos/auditorias/{Audit.objects.get().public_id}/estado.{fmt}"
        assert client.get(url).status_code == 200
    assert client.get(url.replace("docx", "exe")).status_code == 404
