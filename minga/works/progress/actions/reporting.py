"""Reporting a month, correcting what was reported, adding pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import StaleForm
from minga.core.months import Month
from minga.documents.actions import file_document
from minga.documents.kinds import ending_of
from minga.works.models import Project
from minga.works.progress import errors
from minga.works.progress.actions.common import in_portfolio
from minga.works.progress.errors import percent
from minga.works.progress.keeping import refuse_closed
from minga.works.progress.models import MonthReport, ReportPhoto
from minga.works.progress.models.report import WHOLE
from minga.works.progress.permissions import REPORT

PICTURES = ("jpg", "jpeg", "png")


@dataclass(frozen=True)
class Progress:
    """What a person says of a month: hundredths of a percent done by its end, and in words."""

    physical: int
    text: str
    lowered_because: str = ""


@dataclass(frozen=True)
class Picture:
    file: UploadedFile
    taken_on: date
    place: str


@action("progress.reported", says="informó {physical} de avance en {month}")
def report_month(
    project: Project,
    month: Month,
    said: Progress,
    *,
    pictures: Sequence[Picture] = (),
    by: Access,
    on: date | None = None,
) -> MonthReport:
    """The first report of a month. Who comes second is told who was first, and what was said."""
    assert on is not None
    project = in_portfolio(project, by, REPORT)
    if month > Month.of(on):
        raise errors.MonthToCome(month)
    known = MonthReport.objects.for_page().filter(project=project, month=month.first).first()
    if known is not None:
        raise errors.AlreadyReported(known)
    refuse_closed(project.service_id, month)
    assert by.actor_id is not None
    report = MonthReport(project=project, month=month, reported_by_id=by.actor_id, reported_on=on)
    _write(report, said)
    _keep(report, pictures, by, on)
    _tell(report)
    return report


@action("progress.corrected", says="corrigió a {physical} el avance de {month}")
def correct_report(
    report: MonthReport,
    said: Progress,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> MonthReport:
    """What was said before stays in the record of events, with the reason."""
    assert on is not None
    project = in_portfolio(report.project, by, REPORT)
    report = MonthReport.objects.for_page().get(pk=report.pk)
    if seen is not None and seen != report.revision:
        raise StaleForm(str(report.corrected_by or report.reported_by), _differences(report, said))
    refuse_closed(project.service_id, report.month)
    if not reason.strip():
        raise errors.FieldMissing("reason", "Escriba por qué se corrige el informe.")
    before = report.physical
    report.corrected_by_id, report.corrected_on = by.actor_id, on
    report.corrected_because = reason.strip()
    report.revision += 1
    _write(report, said)
    _tell(report, reason=report.corrected_because, before=percent(before))
    return report


@action("progress.pictures_added", says="agregó fotos al informe de {month}: {count}")
def add_pictures(
    report: MonthReport,
    pictures: Sequence[Picture],
    *,
    by: Access,
    on: date | None = None,
) -> MonthReport:
    assert on is not None
    project = in_portfolio(report.project, by, REPORT)
    report = MonthReport.objects.for_page().get(pk=report.pk)
    refuse_closed(project.service_id, report.month)
    if not pictures:
        raise errors.FieldMissing("photo", "Elija una foto.")
    _keep(report, pictures, by, on)
    _tell(report, count=len(pictures))
    return report


def _write(report: MonthReport, said: Progress) -> None:
    if not 0 <= said.physical <= WHOLE:
        raise errors.BeyondWhole
    if not said.text.strip():
        raise errors.FieldMissing("text", "Escriba qué se hizo en el mes.")
    report.physical, report.text = said.physical, said.text.strip()
    report.lowered_because = _lowered(report, said)
    report.save()


def _lowered(report: MonthReport, said: Progress) -> str:
    """Why it is lower than the month before; empty where it is not."""
    others = MonthReport.objects.filter(project=report.project_id).exclude(pk=report.pk)
    after = others.filter(month__gt=report.month).order_by("month").first()
    if after is not None and after.physical < said.physical and not after.lowered_because:
        raise errors.PassesTheNext(after, said.physical)
    before = others.filter(month__lt=report.month).order_by("-month").first()
    if before is None or before.physical <= said.physical:
        return ""
    if not said.lowered_because.strip():
        raise errors.WentBack(before, said.physical)
    return said.lowered_because.strip()


def _keep(report: MonthReport, pictures: Sequence[Picture], by: Access, on: date) -> None:
    for picture in pictures:
        if ending_of(picture.file.name or "") not in PICTURES:
            raise errors.NotAPicture(picture.file.name or "")
        if not picture.place.strip():
            raise errors.FieldMissing("place", "Escriba dónde se tomó la foto.")
        if picture.taken_on > on:
            raise errors.FieldMissing("taken_on", "Una foto no es de un día que no llega.")
        document = file_document(
            report.project.dossier,
            picture.file,
            title=f"Foto del informe de {report.month.name}",
            dated_on=picture.taken_on,
            by=by,
            on=on,
        )
        ReportPhoto(
            report=report,
            document=document,
            taken_on=picture.taken_on,
            place=picture.place.strip(),
        ).save()


def _differences(report: MonthReport, said: Progress) -> dict[str, tuple[str, str]]:
    both = {
        "Avance físico": (percent(report.physical), percent(said.physical)),
        "Qué se hizo": (report.text, said.text),
    }
    return {label: pair for label, pair in both.items() if pair[0] != pair[1]}


def _tell(report: MonthReport, *, reason: str = "", **more: object) -> None:
    current_act().about(
        report.project,
        reason=reason,
        month=report.month.name,
        physical=percent(report.physical),
        **more,
    )
