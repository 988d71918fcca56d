"""Registering an audit and what it found; answering, assessing, naming the rows concerned."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from minga.commitments import errors
from minga.commitments.actions.common import lets_read, require, require_existing
from minga.commitments.heirs import holder_of
from minga.commitments.models import (
    Audit,
    Finding,
    FindingAnswer,
    FindingFollowUp,
    FindingList,
    FindingRow,
    Outcome,
)
from minga.commitments.permissions import ANSWER, ASSESS
from minga.commitments.scope import answers_for, directed
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.bulk import bulk_insert
from minga.core.cases import kind_of
from minga.core.errors import NotAllowed
from minga.documents.actions import file_document
from minga.documents.models import Dossier
from minga.people.models import Organisation

MOST_ROWS = 20_000
LONGEST_ROW = 160


@dataclass(frozen=True)
class Found:
    """One observation of a report."""

    code: str
    text: str
    seriousness: str
    answer_due_on: date
    responsible: Organisation


@action("audits.registered", says="registró la auditoría {report}")
def register_audit(
    service: Organisation,
    *,
    kind: str,
    report_number: str,
    report_date: date,
    title: str,
    file: UploadedFile | None = None,
    by: Access,
    on: date | None = None,
) -> Audit:
    """The number and date of the report; the report itself, where there is one at hand."""
    assert on is not None
    require(by, ASSESS, service, "Registra auditorías quien controla en este servicio.")
    report_number, title = report_number.strip(), title.strip()
    if not report_number or not title:
        field = "title" if report_number else "report_number"
        raise errors.FieldMissing(field, "Escriba el número del informe y su materia.")
    if report_date > on:
        raise errors.ReportInTheFuture
    known = Audit.objects.filter(
        service=service, kind=kind, report_number=report_number, report_date=report_date
    )
    if known.exists():
        raise errors.AuditKnown
    dossier = Dossier(service=service)
    dossier.save()
    audit = Audit(
        service=service,
        kind=kind,
        report_number=report_number,
        report_date=report_date,
        title=title,
        dossier=dossier,
        created_by_id=by.actor_id,
        created_on=on,
    )
    if file is not None:
        audit.report = file_document(
            dossier, file, title=f"Informe {report_number}", dated_on=report_date, by=by, on=on
        )
    audit.save()
    current_act().about(audit, report=report_number)
    return audit


@action("audits.finding_added", says="agregó el hallazgo {finding} al informe {report}")
def add_finding(audit: Audit, found: Found, *, by: Access, on: date | None = None) -> Finding:
    assert on is not None
    audit = locked_audit(audit)
    require(by, ASSESS, audit.service, "Agrega hallazgos quien controla en este servicio.")
    finding = enter_finding(audit, found, on)
    current_act().about(finding, finding=found.code, report=audit.report_number)
    return finding


def locked_audit(audit: Audit) -> Audit:
    return Audit.objects.select_for_update(of=("self",)).for_page().get(pk=audit.pk)


def enter_finding(audit: Audit, found: Found, on: date) -> Finding:
    """Also a part of the import."""
    if not found.code.strip() or not found.text.strip():
        raise errors.FieldMissing("text", "Escriba el numeral y la observación.")
    if audit.findings.filter(code=found.code.strip()).exists():
        raise errors.CodeTaken(found.code.strip())
    if found.answer_due_on < audit.report_date:
        raise errors.AnswerDueBeforeReport(audit.report_date)
    require_existing(found.responsible, on)
    dossier = Dossier(service=audit.service)
    dossier.save()
    finding = Finding(
        audit=audit,
        code=found.code.strip(),
        text=found.text.strip(),
        seriousness=found.seriousness,
        answer_due_on=found.answer_due_on,
        responsible=found.responsible,
        dossier=dossier,
        created_on=on,
    )
    finding.save()
    lets_read(dossier, found.responsible)
    return finding


def _dossier(finding: Finding, on: date) -> Dossier:
    """Its own one, read also by who follows a body that ended; a finding of before gets it now."""
    if finding.dossier is None:
        finding.dossier = Dossier(service=finding.audit.service)
        finding.dossier.save()
        finding.save()
        lets_read(finding.dossier, finding.responsible)
    if holder := holder_of(finding.responsible, on):
        lets_read(finding.dossier, holder)
    return finding.dossier


def _open(finding: Finding) -> Finding:
    found = Finding.objects.select_for_update(of=("self",)).for_page().get(pk=finding.pk)
    if not found.is_open:
        raise errors.AlreadySolved
    return found


def may_answer(by: Access, finding: Finding, day: date) -> bool:
    """As a commitment is reported; of a body that nobody follows, who directs what was audited."""
    holder = holder_of(finding.responsible, day)
    if holder is None:
        return finding.audit.service_id in directed(by, ANSWER)
    return answers_for(by, ANSWER, holder)


@action("audits.finding_answered", says="respondió el hallazgo {finding}")
def answer_finding(
    finding: Finding,
    *,
    text: str,
    file: UploadedFile | None = None,
    by: Access,
    on: date | None = None,
) -> FindingAnswer:
    """Who answers never assesses."""
    assert on is not None
    finding = _open(finding)
    if not may_answer(by, finding, on):
        raise NotAllowed(
            "Responde un hallazgo la unidad responsable, o la dirección si nadie la sucede."
        )
    body = holder_of(finding.responsible, on) or finding.audit.service
    current_act().by = by.acting(ANSWER, body.institution_pk, body.pk)
    if finding.follow_ups.filter(assessed_by=by.actor_id).exists():
        raise errors.AnswersWhatOneAssesses
    if not text.strip():
        raise errors.FieldMissing("text", "Escriba qué se hizo para corregirlo.")
    document = None
    if file is not None:
        title = f"Respuesta al hallazgo {finding.code}"
        document = file_document(
            _dossier(finding, on), file, title=title, dated_on=on, by=by, on=on
        )
    answer = FindingAnswer(
        finding=finding, text=text.strip(), document=document, actor_id=by.actor_id, on=on
    )
    answer.save()
    finding.answered_on, finding.asked_on = finding.answered_on or on, None
    finding.save()
    current_act().about(finding, finding=finding.code)
    return answer


@action("audits.finding_assessed", says="evaluó el hallazgo {finding}: {outcome}")
def assess_finding(
    finding: Finding,
    *,
    outcome: str,
    remarks: str,
    next_on: date | None = None,
    file: UploadedFile | None = None,
    by: Access,
    on: date | None = None,
) -> FindingFollowUp:
    """Its state at a follow-up: a dated row; what is not solved has a next one."""
    assert on is not None
    finding = _open(finding)
    require(by, ASSESS, finding.audit.service, "Evalúa los hallazgos quien controla.")
    if finding.answers.filter(actor=by.actor_id).exists():
        raise errors.AssessesOwnAnswer
    if not remarks.strip():
        raise errors.FieldMissing("remarks", "Escriba en qué se funda el resultado.")
    _judge_next(outcome, next_on, on)
    document = None
    if file is not None:
        title = f"Seguimiento del hallazgo {finding.code}"
        document = file_document(
            _dossier(finding, on), file, title=title, dated_on=on, by=by, on=on
        )
    made = FindingFollowUp(
        finding=finding,
        on=on,
        outcome=outcome,
        remarks=remarks.strip(),
        document=document,
        assessed_by_id=by.actor_id,
        next_on=next_on,
    )
    made.save()
    finding.outcome, finding.next_on = outcome, next_on
    finding.asked_on = None if outcome == Outcome.SOLVED else on
    finding.save()
    said = Outcome(outcome).label
    current_act().about(finding, reason=remarks.strip(), finding=finding.code, outcome=said)
    return made


def _judge_next(outcome: str, next_on: date | None, on: date) -> None:
    if outcome == Outcome.SOLVED and next_on is not None:
        raise errors.NextFollowUpWrong("Lo subsanado no tiene otro seguimiento: borre la fecha.")
    if outcome != Outcome.SOLVED and (next_on is None or next_on <= on):
        raise errors.NextFollowUpWrong("Escriba cuándo será el próximo seguimiento.")


@action("audits.rows_added", says="agregó {count} registros al hallazgo {finding}")
def add_rows(
    finding: Finding,
    *,
    title: str,
    references: Sequence[str] = (),
    cases: Sequence[Any] = (),
    by: Access,
    on: date | None = None,
) -> FindingList:
    """A pasted list of references, cases of any area, or both; its hash is kept."""
    assert on is not None
    finding = _open(finding)
    require(by, ASSESS, finding.audit.service, "Nombra los registros quien controla.")
    rows = _rows(references, cases)
    text = "\n".join(reference for reference, _ in rows)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if finding.lists.filter(sha256=sha256).exists():
        raise errors.ListKnown
    made = FindingList(
        finding=finding,
        title=title.strip() or "Registros",
        count=len(rows),
        sha256=sha256,
        added_by_id=by.actor_id,
        on=on,
    )
    made.save()
    columns = ("list", "position", "reference", "case_model", "case_id", "case_public_id")
    bulk_insert(
        FindingRow,
        (*columns, "case_label"),
        [(made.pk, n, reference, *_case(case)) for n, (reference, case) in enumerate(rows, 1)],
    )
    current_act().about(finding, finding=finding.code, count=len(rows), sha256=sha256)
    return made


def _rows(references: Sequence[str], cases: Sequence[Any]) -> list[tuple[str, Any]]:
    """In their order, each once."""
    found: dict[str, Any] = {}
    for number, line in enumerate(references, 1):
        reference = " ".join(line.split())
        if len(reference) > LONGEST_ROW:
            raise errors.RowTooLong(number)
        if reference:
            found.setdefault(reference, None)
    for case in cases:
        found[kind_of(case).title(case)[:LONGEST_ROW]] = case
    if not found:
        raise errors.RowsMissing
    if len(found) > MOST_ROWS:
        raise errors.TooManyRows(MOST_ROWS)
    return list(found.items())


def _case(case: Any) -> tuple[str, int | None, str, str]:
    if case is None:
        return "", None, "", ""
    kind = kind_of(case)
    return kind.model_label, case.pk, case.public_id, kind.title(case)[:200]
