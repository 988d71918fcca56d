"""Proving an activity: upload, verify by another, return; and the status that follows."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.errors import NotAllowed
from minga.documents.actions import file_document
from minga.workplan import errors
from minga.workplan.actions.locks import lock_open, require
from minga.workplan.models import (
    Activity,
    ActivityLine,
    ActivityStatus,
    Evidence,
    EvidenceReview,
    Status,
    WorkPlan,
)
from minga.workplan.permissions import REPORT, UPLOAD, VERIFY


@dataclass(frozen=True)
class Proof:
    """What is proved of an activity: its verified evidence, oldest first; how many wait."""

    verified: list[Evidence]
    waiting: int


@action("workplan.evidence_uploaded", says="cargó la evidencia de {activity}")
def upload_evidence(
    line: ActivityLine,
    *,
    file: UploadedFile | None,
    title: str,
    dated_on: date,
    by: Access,
    on: date | None = None,
) -> Evidence:
    """Keep the document and leave it to be verified by another. It corrects the last returned one,
    if any."""
    plan = lock_open(line.plan_id)
    activity = _activity_in_force(line)
    _require_part_in(activity, plan, by, UPLOAD)
    assert on is not None
    if dated_on.year != plan.year:
        raise errors.DatesOutOfYear("dated_on", dated_on, plan.year)
    if dated_on > on:
        raise errors.EvidenceDateInFuture(dated_on, on)
    document = file_document(plan.dossier, file, title=title, dated_on=dated_on, by=by, on=on)
    corrected = _to_correct(activity, by)
    evidence = Evidence(
        line=line, document=document, uploaded_by_id=by.actor_id, on=on, replaces=corrected
    )
    evidence.save()
    current_act().about(plan, activity=activity.code, document=document.public_id)
    return evidence


@action("workplan.evidence_shared", says="usó en {activity} una evidencia de {source}")
def share_evidence(
    line: ActivityLine, source: Evidence, *, by: Access, on: date | None = None
) -> Evidence:
    """A document verified in another plan serves this activity too, once somebody else of this
    service verifies that it proves it. What both plans say stays with the one document."""
    assert on is not None
    plan = lock_open(line.plan_id)
    activity = _activity_in_force(line)
    _require_part_in(activity, plan, by, UPLOAD)
    found = Evidence.objects.visible_to(by).to_share(plan, on).filter(pk=source.pk)
    original = found.select_related("line__plan__service", "document").first()
    if original is None:
        raise errors.NotToShare
    if line.evidence.filter(shares=original).exists():
        raise errors.AlreadyShared
    corrected = _to_correct(activity, by)
    evidence = Evidence(
        line=line,
        document=original.document,
        shares=original,
        uploaded_by_id=by.actor_id,
        on=on,
        replaces=corrected,
    )
    evidence.save()
    told = f"{original.line.plan.service.short_name} {original.line.plan.year}"
    current_act().about(
        plan, activity=activity.code, source=told, document=original.document.public_id
    )
    return evidence


@action("workplan.evidence_verified", says="verificó la evidencia de {activity}{then}")
def verify_evidence(evidence: Evidence, *, by: Access, on: date | None = None) -> Evidence:
    """Another person accepts it; with the last one needed the activity is fulfilled and earns its
    weight."""
    assert on is not None
    plan, activity, evidence = _to_review(evidence, by, on)
    review = _review(evidence, EvidenceReview.Outcome.VERIFIED, by=by, on=on)
    proof = proof_of(activity.line, on)
    fulfilled = (
        len(proof.verified) >= activity.evidence_needed
        and _status_of(activity.line, on) != Status.FULFILLED
    )
    if fulfilled:
        ActivityStatus(line=activity.line, status=Status.FULFILLED, on=on, review=review).save()
    then = f": gana {activity.weight} puntos" if fulfilled else ""
    current_act().about(
        plan, activity=activity.code, then=then, document=evidence.document.public_id
    )
    return evidence


@action("workplan.evidence_returned", says="devolvió la evidencia de {activity}")
def return_evidence(
    evidence: Evidence, *, remarks: str, by: Access, on: date | None = None
) -> Evidence:
    """With what must be corrected; the next upload of the activity takes its place."""
    assert on is not None
    plan, activity, evidence = _to_review(evidence, by, on)
    if not remarks.strip():
        raise errors.RemarksMissing
    _review(evidence, EvidenceReview.Outcome.RETURNED, by=by, on=on, remarks=remarks.strip())
    current_act().about(
        plan, reason=remarks.strip(), activity=activity.code, document=evidence.document.public_id
    )
    return evidence


@action("workplan.status_reported", says="informó la actividad {activity}: {status}")
def report_status(
    line: ActivityLine, *, status: str, reason: str = "", by: Access, on: date | None = None
) -> ActivityStatus:
    """Any status from today on; *cumple* only with its verified evidence, leaving it only with a
    reason."""
    plan = lock_open(line.plan_id)
    activity = _activity_in_force(line)
    _require_part_in(activity, plan, by, REPORT)
    assert on is not None
    wanted, present = Status(status), _status_of(line, on)
    if wanted == present:
        raise errors.StatusUnchanged(wanted.label)
    proof = proof_of(line, on)
    if wanted == Status.FULFILLED and len(proof.verified) < activity.evidence_needed:
        raise errors.FulfilledWithoutEvidence(activity, len(proof.verified), proof.waiting)
    if present == Status.FULFILLED and not reason.strip():
        raise errors.ReasonMissing
    review = proof.verified[-1].review if wanted == Status.FULFILLED else None
    reported = ActivityStatus(line=line, status=wanted, on=on, review=review, reason=reason.strip())
    reported.save()
    current_act().about(plan, reason=reason.strip(), activity=activity.code, status=wanted.label)
    return reported


def _to_correct(activity: Activity, by: Access) -> Evidence | None:
    """What an upload takes the place of: the oldest returned one; else, when there are documents
    enough already, the person's own that still waits."""
    current = Evidence.objects.current().filter(line=activity.line)
    returned = current.filter(review__outcome="returned").order_by("pk").first()
    if returned or current.count() < activity.evidence_needed:
        return returned
    return current.filter(review__isnull=True, uploaded_by=by.actor_id).order_by("pk").last()


def proof_of(line: ActivityLine, day: date) -> Proof:
    """As known on the day: a demonstration may be living before its last facts."""
    current = Evidence.objects.current().filter(line=line, on__lte=day)
    evidence = list(current.select_related("review").order_by("pk"))
    outcomes = [item.outcome_on(day) for item in evidence]
    verified = [
        item for item, outcome in zip(evidence, outcomes, strict=True) if outcome == "verified"
    ]
    return Proof(verified, waiting=outcomes.count(None))


def _status_of(line: ActivityLine, day: date) -> str | None:
    last = line.statuses.until(day).last()
    return last.status if last else None


def _activity_in_force(line: ActivityLine) -> Activity:
    activity = Activity.objects.for_page().filter(line=line, version__status="in_force").first()
    if activity is None:
        raise errors.NotInForce
    return activity


def _require_part_in(activity: Activity, plan: WorkPlan, by: Access, permission: str) -> None:
    """The service of the plan, or the institution that answers for the activity."""
    institutions = (plan.service_id, activity.responsible.institution_pk)
    if not any(by.may(permission, institution) for institution in institutions):
        raise NotAllowed(
            "Solo el servicio o la institución responsable de la actividad informan aquí."
        )


def _to_review(evidence: Evidence, by: Access, on: date) -> tuple[WorkPlan, Activity, Evidence]:
    """The evidence, read again under the lock of its plan, if this person may review it now."""
    plan = lock_open(evidence.line.plan_id)
    require(
        by, VERIFY, plan, "Solo las unidades del servicio verifican las evidencias de su programa."
    )
    related = ("line", "document", "review__reviewer", "replaced_by", "shares")
    evidence = Evidence.objects.select_related(*related).get(pk=evidence.pk)
    if by.actor_id is None or by.actor_id in evidence.uploaders:
        raise errors.VerifiesOwnUpload(plan)
    shared = evidence.shares_id
    if shared and not Evidence.objects.visible_to(by).filter(pk=shared).exists():
        raise errors.SharedUnread
    if hasattr(evidence, "replaced_by"):
        raise errors.EvidenceReplaced
    if hasattr(evidence, "review"):
        raise errors.EvidenceAlreadyReviewed(evidence)
    if on < evidence.on:
        raise errors.ReviewBeforeUpload(evidence, on)
    return plan, _activity_in_force(evidence.line), evidence


def _review(
    evidence: Evidence, outcome: str, *, by: Access, on: date, remarks: str = ""
) -> EvidenceReview:
    review = EvidenceReview(
        evidence=evidence, outcome=outcome, reviewer_id=by.actor_id, on=on, remarks=remarks
    )
    review.save()
    return review
