"""Reporting a month: once, never back, never in a closed month."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.errors import NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.months import Month
from minga.documents.actions import FileRefused
from minga.works.models import Project
from minga.works.progress import actions, errors
from minga.works.progress.models import MonthReport
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded
from tests.snapshot import written_once
from tests.works.factories import project as made
from tests.works.progress.factories import (
    NOVEMBER,
    OCTOBER,
    inspector,
    picture,
    report,
    said,
    works_head,
)


@written_once
def project(cast: Cast) -> Project:
    return made(cast)


@written_once
def ivan(cast: Cast) -> Somebody:
    return inspector(cast.serviu)


def test_a_month_is_reported_with_its_pictures(project: Project, ivan: Somebody) -> None:
    found = report(project, ivan, physical=4550, pictures=[picture(), picture("acera.png")])

    assert (found.physical, found.reported_by_id, found.reported_on) == (4550, ivan.pk, TODAY)
    assert [photo.place for photo in found.photos.all()] == ["Esquina norte"] * 2
    assert {photo.document.dossier_id for photo in found.photos.all()} == {project.dossier_id}
    event = Event.objects.latest("sequence")
    assert (event.kind, event.subject_id) == ("progress.reported", project.pk)
    assert event.data == {"month": "octubre de 2007", "physical": "45,5 %"}


def test_who_comes_second_is_told_who_was_first_and_what_was_said(
    cast: Cast, project: Project, ivan: Somebody
) -> None:
    report(project, ivan, physical=4550)
    other = inspector(cast.serviu)

    with pytest.raises(errors.AlreadyReported) as refused, nothing_recorded():
        report(project, other, physical=5000)

    sentence = str(refused.value)
    assert refused.value.status == 409
    for part in ("Octubre de 2007", str(ivan.person), "30-11-2007", "45,5 %", "hormigonó"):
        assert part in sentence
    assert MonthReport.objects.get().physical == 4550


def test_it_never_goes_back_without_saying_why(project: Project, ivan: Somebody) -> None:
    report(project, ivan, OCTOBER, 4000)

    with pytest.raises(errors.WentBack, match="octubre de 2007 se informó 40 %"):
        report(project, ivan, NOVEMBER, 3999)
    lower = actions.report_month(
        project, NOVEMBER, said(3999, lowered="Se demolió un tramo"), by=ivan.access
    )

    assert lower.lowered_because == "Se demolió un tramo"


def test_it_may_stand_still(project: Project, ivan: Somebody) -> None:
    report(project, ivan, OCTOBER, 4000)

    found = actions.report_month(
        project, NOVEMBER, said(4000, lowered="No hace falta decirlo"), by=ivan.access
    )

    assert found.lowered_because == ""


def test_a_month_before_does_not_pass_the_one_after(project: Project, ivan: Somebody) -> None:
    report(project, ivan, NOVEMBER, 4000)

    with pytest.raises(errors.PassesTheNext, match="Corrija primero"):
        report(project, ivan, OCTOBER, 4001)
    assert report(project, ivan, OCTOBER, 4000).physical == 4000


@pytest.mark.parametrize("physical", [-1, 10_001])
def test_it_is_between_0_and_100(project: Project, ivan: Somebody, physical: int) -> None:
    with pytest.raises(errors.BeyondWhole), nothing_recorded():
        report(project, ivan, physical=physical)


def test_a_month_to_come_is_not_reported(project: Project, ivan: Somebody) -> None:
    with pytest.raises(errors.MonthToCome, match="Diciembre"):
        report(project, ivan, Month(2007, 12))


def test_a_report_says_what_was_done(project: Project, ivan: Somebody) -> None:
    with pytest.raises(errors.FieldMissing, match="qué se hizo"):
        actions.report_month(project, OCTOBER, said(1, " "), by=ivan.access)


def test_only_who_inspects_or_programmes_reports(cast: Cast, project: Project) -> None:
    with pytest.raises(NotAllowed), nothing_recorded():
        report(project, cast.ana)
    with pytest.raises(NotAllowed):
        report(project, inspector(cast.other))


def test_a_correction_says_why_and_the_record_keeps_what_was(
    project: Project, ivan: Somebody
) -> None:
    found = report(project, ivan, physical=4000)

    with pytest.raises(errors.FieldMissing, match="por qué se corrige"):
        actions.correct_report(found, said(3000), reason=" ", by=ivan.access)
    mended = actions.correct_report(found, said(3000), reason="Se midió mal", by=ivan.access)

    assert (mended.physical, mended.revision, mended.corrected_because) == (3000, 1, "Se midió mal")
    event = Event.objects.latest("sequence")
    assert event.reason == "Se midió mal"
    assert (event.data["before"], event.data["physical"]) == ("40 %", "30 %")


def test_a_correction_over_what_nobody_saw_shows_both(project: Project, ivan: Somebody) -> None:
    found = report(project, ivan, physical=4000)
    actions.correct_report(found, said(3000), reason="Se midió mal", by=ivan.access)

    with pytest.raises(StaleForm) as refused:
        actions.correct_report(found, said(3500), reason="Otra", seen=0, by=ivan.access)

    assert refused.value.differences == {"Avance físico": ("30 %", "35 %")}


def test_a_closed_month_is_neither_reported_nor_corrected(
    cast: Cast, project: Project, ivan: Somebody
) -> None:
    found, other = report(project, ivan), made(cast)
    head = works_head(cast.serviu)
    actions.close_month(cast.serviu, OCTOBER, by=head.access)

    with nothing_recorded():
        with pytest.raises(errors.MonthClosed, match="cerrado desde el 30-11-2007"):
            report(other, ivan)
        with pytest.raises(errors.MonthClosed):
            actions.correct_report(found, said(1), reason="x", by=ivan.access)
        with pytest.raises(errors.MonthClosed):
            actions.add_pictures(found, [picture()], by=ivan.access)
    assert report(other, ivan, NOVEMBER).physical == 4000


def test_of_another_service_the_month_is_open(cast: Cast, project: Project) -> None:
    actions.close_month(cast.other, OCTOBER, by=works_head(cast.other).access)

    assert report(project, inspector(cast.serviu)).physical == 4000


def test_pictures_are_added_later(project: Project, ivan: Somebody) -> None:
    found = report(project, ivan)

    with pytest.raises(errors.FieldMissing):
        actions.add_pictures(found, [], by=ivan.access)
    actions.add_pictures(found, [picture()], by=ivan.access)

    assert found.photos.get().taken_on == date(2007, 10, 30)


def test_a_picture_that_is_none_leaves_no_report(project: Project, ivan: Somebody) -> None:
    text = SimpleUploadedFile("calzada.png", b"texto", "image/png")
    pdf = SimpleUploadedFile("plano.pdf", b"%PDF", "application/pdf")

    with nothing_recorded():
        for wrong, error in ((text, FileRefused), (pdf, errors.NotAPicture)):
            with pytest.raises(error):
                report(project, ivan, pictures=[picture(), picture(file=wrong)])
        with pytest.raises(errors.FieldMissing, match="dónde"):
            report(project, ivan, pictures=[picture(place=" ")])
        with pytest.raises(errors.FieldMissing, match="no llega"):
            report(project, ivan, pictures=[picture(taken_on=TODAY + timedelta(days=1))])
    assert not MonthReport.objects.exists()
