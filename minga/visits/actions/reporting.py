"""What comes back from the ground: photos, reports, visits that could not be made, conflicts.

A device may send the same thing any number of times: it carries its own identifier, and what is
already here is the answer. Nothing that arrives is thrown away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.documents.actions import file_document
from minga.documents.kinds import ending_of
from minga.documents.models import Dossier
from minga.visits import errors
from minga.visits.actions.locks import lock, require_head
from minga.visits.answers import judged
from minga.visits.hashing import sha256_of
from minga.visits.models import Attempt, Photo, Visit, VisitReport

PICTURES = ("jpg", "jpeg", "png")


@dataclass(frozen=True)
class Place:
    """Where a photo was taken, by the device; or why it does not say."""

    longitude: int | None = None
    latitude: int | None = None
    accuracy: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class ReportValues:
    """What a person filled in. `photos`: the hashes of those that go with it."""

    result: str
    observations: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    photos: Sequence[str] = ()
    device_at: datetime | None = None


class _AlreadyHere(errors.VisitRefused):
    """What was sent came before: `row` is the answer."""

    def __init__(self, row: Any) -> None:
        self.row = row
        super().__init__("Eso ya llegó.")


def _inspector(visit: Visit, by: Access) -> int:
    """Whoever had the visit at some time: it may have passed to another meanwhile."""
    if by.actor_id is None or not visit.assignments.filter(inspector=by.actor_id).exists():
        raise errors.NotYours
    return by.actor_id


# -- Photos. --


def take_photo(
    visit: Visit,
    file: UploadedFile | None,
    *,
    report_uuid: UUID,
    place: Place,
    question: str = "",
    device_at: datetime | None = None,
    by: Access,
    on: date | None = None,
) -> Photo:
    """Twice the same photo for the same report is one."""
    try:
        return _take_photo(
            visit,
            file,
            report_uuid=report_uuid,
            place=place,
            question=question,
            device_at=device_at,
            by=by,
            on=on,
        )
    except _AlreadyHere as here:
        photo: Photo = here.row
        return photo


@action("visits.photo_received", says="envió una foto de una visita de control")
def _take_photo(
    visit: Visit,
    file: UploadedFile | None,
    *,
    report_uuid: UUID,
    place: Place,
    question: str,
    device_at: datetime | None,
    by: Access,
    on: date | None = None,
) -> Photo:
    assert on is not None
    visit = lock(visit)
    inspector = _inspector(visit, by)
    if file is None or ending_of(file.name or "") not in PICTURES:
        raise errors.VisitRefused("Elija una foto: un archivo JPEG o PNG.", "photo")
    sha256 = sha256_of(file)
    known = Photo.objects.filter(report_uuid=str(report_uuid), sha256=sha256).first()
    if known is not None:
        if known.visit_id != visit.pk or known.by_id != inspector:
            raise errors.NotYours
        raise _AlreadyHere(known)
    if VisitReport.objects.filter(client_uuid=str(report_uuid)).exists():
        raise errors.ReportClosed
    place = _judged_place(place)
    now = timezone.now()
    document = file_document(
        _dossier(visit), file, title=f"Foto: {visit.title}"[:160], dated_on=on, by=by, on=on
    )
    photo = Photo(
        visit=visit,
        report_uuid=str(report_uuid),
        sha256=sha256,
        document=document,
        question=question[:12],
        by_id=inspector,
        device_at=device_at or now,
        received_at=now,
        longitude=place.longitude,
        latitude=place.latitude,
        accuracy=place.accuracy,
        no_place_reason=place.reason,
    )
    photo.save()
    current_act().about(visit, photo=photo.public_id)
    return photo


def _judged_place(place: Place) -> Place:
    has_place = place.longitude is not None and place.latitude is not None
    reason = place.reason.strip()[:200]
    if not has_place and not reason:
        raise errors.PhotoWithoutPlace
    if not has_place:
        return Place(reason=reason)
    return Place(place.longitude, place.latitude, place.accuracy)


def _dossier(visit: Visit) -> Dossier:
    if visit.dossier is None:
        dossier = Dossier(service=visit.service, territory=visit.territory)
        dossier.save()
        visit.dossier = dossier
        visit.save(update_fields=["dossier"])
    return visit.dossier


# -- Reports. --


def take_report(
    visit: Visit,
    values: ReportValues,
    *,
    client_uuid: UUID,
    by: Access,
    on: date | None = None,
) -> VisitReport:
    """Twice from the same device is once; from two devices, the second is a conflict."""
    try:
        return _take_report(visit, values, client_uuid=client_uuid, by=by, on=on)
    except _AlreadyHere as here:
        report: VisitReport = here.row
        return report


@action("visits.reported", says="informó una visita de control")
def _take_report(
    visit: Visit, values: ReportValues, *, client_uuid: UUID, by: Access, on: date | None = None
) -> VisitReport:
    assert on is not None
    visit = lock(visit)
    inspector = _inspector(visit, by)
    known = VisitReport.objects.filter(client_uuid=str(client_uuid)).first()
    if known is not None:
        if known.visit_id != visit.pk or known.by_id != inspector:
            raise errors.NotYours
        if not _says_the_same(known, values):
            raise errors.ReceivedOtherwise(known.on)
        raise _AlreadyHere(known)
    photos = list(Photo.objects.filter(report_uuid=str(client_uuid), visit=visit, by=inspector))
    answers = _judge(visit, values, photos)
    now = timezone.now()
    device_at = values.device_at or now
    is_first = visit.is_open
    report = VisitReport(
        visit=visit,
        client_uuid=str(client_uuid),
        by_id=inspector,
        visited_on=max(_visited_on(device_at, now, on), _earliest(visit, inspector, on)),
        on=on,
        device_at=device_at,
        received_at=now,
        result=values.result,
        observations=values.observations.strip(),
        answers=answers,
        standing=VisitReport.Standing.STANDS if is_first else VisitReport.Standing.CONFLICT,
    )
    report.save()
    if is_first:
        visit.status, visit.done_on = Visit.Status.DONE, report.visited_on
        visit.save(update_fields=["status", "done_on"])
    else:
        visit.has_conflict = True
        visit.save(update_fields=["has_conflict"])
    current_act().about(visit, report=report.public_id, conflict=not is_first)
    return report


def _judge(visit: Visit, values: ReportValues, photos: list[Photo]) -> dict[str, str]:
    arrived = {photo.sha256 for photo in photos}
    lost = [sha256 for sha256 in values.photos if sha256 not in arrived]
    if lost:
        raise errors.PhotosMissing(lost)
    if values.result not in VisitReport.Result.values:
        raise errors.VisitRefused("Elija el resultado de la visita.", "result")
    if values.result != VisitReport.Result.CONFORMING and not values.observations.strip():
        raise errors.VisitRefused(
            "Escriba las observaciones que explican el resultado.", "observations"
        )
    questions = visit.version.questions.order_by("number")
    return judged(questions, values.answers, {photo.question for photo in photos})


def _says_the_same(known: VisitReport, values: ReportValues) -> bool:
    """Sent again as it was, or with something else in it."""
    said = {key: text.strip() for key, text in values.answers.items() if text.strip()}
    return (
        known.result == values.result
        and known.observations == values.observations.strip()
        and all(said.get(key, "") == text for key, text in known.answers.items())
    )


def _earliest(visit: Visit, inspector: int, on: date) -> date:
    """Not before it opened, nor before it was given to who made it, whatever the device's clock
    says."""
    given = visit.assignments.filter(inspector=inspector).order_by("on", "pk").first()
    return min(on, max(visit.opens_on, given.on if given else visit.opens_on))


def _visited_on(device_at: datetime, now: datetime, on: date) -> date:
    """The day of the visit: as many days before the arrival as the device says, never after it."""
    late = timezone.localdate(now) - timezone.localdate(device_at)
    return on - max(late, timedelta(0))


# -- What could not be done, and two reports of one visit. --


@action("visits.failed", says="informó que una visita de control no se pudo hacer")
def report_failure(
    visit: Visit,
    *,
    client_uuid: UUID,
    reason: str,
    next_on: date | None,
    device_at: datetime | None = None,
    by: Access,
    on: date | None = None,
) -> Attempt:
    """With a reason and a new date, judged by the day of the device; the deadline stays. Of a
    visit that is over meanwhile, or now somebody else's, it is kept and changes nothing."""
    assert on is not None
    visit = lock(visit)
    inspector = _inspector(visit, by)
    known = Attempt.objects.filter(client_uuid=str(client_uuid), visit=visit, by=inspector).first()
    if known is None:
        now = timezone.now()
        tried_on = _visited_on(device_at or now, now, on)
        known = _attempt(visit, inspector, client_uuid, reason, next_on, tried_on)
        if visit.is_open and visit.inspector_id == inspector:
            # A date that passed on the way is no plan.
            visit.planned_on = known.next_on if known.next_on >= on else None
            visit.status = Visit.Status.FAILED
            visit.save(update_fields=["status", "planned_on"])
    current_act().about(visit, reason=known.reason)
    return known


def _attempt(
    visit: Visit, inspector: int, client_uuid: UUID, reason: str, next_on: date | None, on: date
) -> Attempt:
    if not reason.strip():
        raise errors.ReasonMissing("Escriba por qué no se pudo hacer la visita.")
    if next_on is None or next_on < on:
        raise errors.VisitRefused(
            "Elija una fecha nueva, desde el día en que no se pudo hacer.", "next_on"
        )
    attempt = Attempt(
        visit=visit,
        client_uuid=str(client_uuid),
        by_id=inspector,
        on=on,
        reason=reason.strip(),
        next_on=next_on,
    )
    attempt.save()
    return attempt


@action("visits.conflict_resolved", says="decidió cuál de los informes de una visita vale")
def resolve_conflict(
    visit: Visit,
    chosen: VisitReport | None,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Visit:
    """One stands and the others are kept as evidence. None, where the visit stays without
    effect. Never by who wrote one of them."""
    assert on is not None
    visit = lock(visit, seen)
    require_head(visit, by)
    reports = list(visit.reports.select_for_update().order_by("pk"))
    if not visit.has_conflict:
        raise errors.VisitChanged
    if by.actor_id in (None, *(report.by_id for report in reports)):
        raise errors.WroteOne
    if not reason.strip():
        raise errors.ReasonMissing("Escriba por qué vale ese informe y no el otro.")
    if chosen not in reports and not (chosen is None and visit.status == Visit.Status.VOID):
        raise errors.VisitRefused("Elija cuál de los informes vale.", "chosen")
    for report in sorted(reports, key=lambda one: one == chosen):
        _stand(report, stands=report == chosen, by=by, on=on, reason=reason.strip())
    _settle(visit, chosen)
    current_act().about(visit, reason=reason.strip(), report=chosen.public_id if chosen else "")
    return visit


def _stand(report: VisitReport, *, stands: bool, by: Access, on: date, reason: str) -> None:
    """What an earlier decision set aside keeps the reason of that one."""
    if report.standing == VisitReport.Standing.SUPERSEDED and not stands:
        return
    standing = VisitReport.Standing
    report.standing = standing.STANDS if stands else standing.SUPERSEDED
    report.decided_by_id, report.decided_on, report.decided_reason = by.actor_id, on, reason
    report.save(update_fields=["standing", "decided_by", "decided_on", "decided_reason"])


def _settle(visit: Visit, chosen: VisitReport | None) -> None:
    if chosen is not None:
        visit.status, visit.done_on = Visit.Status.DONE, chosen.visited_on
        visit.voided_by, visit.voided_reason = None, ""
    visit.has_conflict = False
    visit.save()
