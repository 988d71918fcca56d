"""The responsible reports with evidence; another person verifies it or returns it."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from minga.commitments import errors
from minga.commitments.actions.common import (
    lets_read,
    locked,
    move,
    require,
    require_reporter,
    step,
)
from minga.commitments.models import Commitment, CommitmentStep, State, StepKind
from minga.commitments.permissions import VERIFY
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.documents.actions import file_document
from minga.documents.models import Document


@action("commitments.reported", says="informó el cumplimiento del compromiso {folio}")
def report_fulfilment(
    commitment: Commitment,
    *,
    remarks: str,
    file: UploadedFile | None = None,
    document: Document | None = None,
    title: str = "",
    dated_on: date | None = None,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> CommitmentStep:
    """With a file, or with a document that its own dossier already holds."""
    assert on is not None
    commitment = locked(commitment, seen)
    require_reporter(by, commitment, on)
    if commitment.state == State.REPORTED:
        raise errors.AlreadyReported(str(_reporter(commitment)))
    if dated_on is not None and dated_on > on:
        raise errors.EvidenceInTheFuture
    if document is None:
        document = file_document(
            commitment.dossier,
            file,
            title=title.strip() or "Evidencia del cumplimiento",
            dated_on=dated_on or on,
            by=by,
            on=on,
        )
    elif document.dossier_id != commitment.dossier_id:
        raise errors.EvidenceElsewhere
    made = step(commitment, StepKind.REPORTED, by, on, remarks=remarks.strip(), document=document)
    move(commitment, State.REPORTED)
    current_act().about(commitment, folio=commitment.folio, document=document.public_id)
    return made


@action("commitments.verified", says="verificó el compromiso {folio}: cumplido")
def verify_fulfilment(
    commitment: Commitment, *, seen: int | None = None, by: Access, on: date | None = None
) -> Commitment:
    assert on is not None
    commitment = _to_verify(commitment, seen, by)
    step(commitment, StepKind.FULFILLED, by, on)
    move(commitment, State.FULFILLED, on)
    current_act().about(commitment, folio=commitment.folio)
    return commitment


@action("commitments.returned", says="devolvió el informe del compromiso {folio}")
def return_report(
    commitment: Commitment,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Commitment:
    """With what is missing; its term goes on as it was."""
    assert on is not None
    commitment = _to_verify(commitment, seen, by)
    if not remarks.strip():
        raise errors.FieldMissing("remarks", "Escriba qué falta o qué debe corregirse.")
    step(commitment, StepKind.RETURNED, by, on, remarks=remarks.strip())
    move(commitment, State.PENDING)
    current_act().about(commitment, reason=remarks.strip(), folio=commitment.folio)
    return commitment


def _to_verify(commitment: Commitment, seen: int | None, by: Access) -> Commitment:
    commitment = locked(commitment, seen)
    require(by, VERIFY, commitment.service, "Verifica un compromiso el servicio que lo registró.")
    if commitment.state != State.REPORTED:
        raise errors.NothingReported
    if by.actor_id is None or last_report(commitment).actor_id == by.actor_id:
        raise errors.VerifiesOwnReport
    return commitment


def last_report(commitment: Commitment) -> CommitmentStep:
    found = commitment.steps.filter(kind=StepKind.REPORTED).select_related("actor")
    return found.latest("pk")


def _reporter(commitment: Commitment) -> object:
    return last_report(commitment).actor or "Otra persona"


__all__ = ["last_report", "lets_read", "report_fulfilment", "return_report", "verify_fulfilment"]
