"""Uploading the document that proves an activity."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.errors import NotAllowed
from minga.documents.actions import FileMissing
from minga.people.roles import Role
from minga.workplan import actions, errors
from minga.workplan.models import ActivityLine, ActivityStatus, Evidence
from tests.conftest import TODAY, Cast, Somebody, pdf
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, nothing_changed, refused
from tests.workplan.pages import to


def upload(
    line: ActivityLine, by: Somebody, *, dated_on: date = TODAY, on: date = TODAY
) -> Evidence:
    return actions.upload_evidence(
        line, file=pdf(), title="Acta", dated_on=dated_on, by=by.on(on), on=on
    )


def test_it_is_kept_in_the_dossier_and_waits_for_another(cast: Cast) -> None:
    plan = factories.approved(cast)

    evidence = upload(factories.line(plan), cast.ana, dated_on=date(2007, 11, 28))

    assert evidence.document.dossier == plan.dossier
    assert (evidence.document.title, evidence.document.dated_on) == ("Acta", date(2007, 11, 28))
    assert (evidence.uploaded_by, evidence.on) == (cast.ana.person, TODAY)
    assert list(Evidence.objects.waiting()) == [evidence]
    assert not ActivityStatus.objects.exists()


def test_it_is_recorded(cast: Cast) -> None:
    plan = factories.approved(cast)

    evidence = upload(factories.line(plan, 1), cast.ana)

    assert last_said() == ("workplan.evidence_uploaded", "A. Soto", "cargó la evidencia de 1.2")
    assert last_event().subject_public_id == plan.public_id
    assert last_event().data["document"] == evidence.document.public_id


def test_the_institution_that_answers_for_the_activity_may_upload_too(cast: Cast) -> None:
    plan = factories.approved(cast)

    evidence = upload(factories.line(plan), cast.sofia)

    assert evidence.uploaded_by == cast.sofia.person
    assert last_event().organisation == "SEREMI"


def test_the_institution_answers_for_what_its_units_do(cast: Cast) -> None:
    """A unit of SERVIU in the plan of the SEREMI: anybody of SERVIU who uploads."""
    head = factories.member(cast.seremi, Role.INSTITUTION_HEAD)
    plan = factories.approved(
        cast, service=cast.seremi, preparer=cast.sofia, head=head, responsible=cast.unit
    )

    evidence = upload(factories.line(plan), cast.ana)

    assert evidence.uploaded_by == cast.ana.person
    assert cast.ana.client().get(to("plan", plan.public_id)).status_code == 200


def test_it_answers_only_for_its_own_activities(cast: Cast) -> None:
    plan = factories.approved(cast, responsible=cast.unit)

    with refused(NotAllowed, "Solo el servicio o la institución responsable de la actividad"):
        upload(factories.line(plan), cast.sofia)


def test_others_do_not(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    for who in ("carla", "diana", "gaby", "marta", "aldo", "nora", "pia"):
        with refused(NotAllowed, "Solo el servicio o la institución responsable de la actividad"):
            upload(line, cast.everybody()[who])


def test_nothing_is_proved_before_the_plan_is_approved(cast: Cast) -> None:
    version = factories.submitted(cast)
    line = factories.activities_of(version)[0].line

    with refused(errors.NotInForce, "El programa aún no está aprobado"):
        upload(line, cast.ana)


def test_nothing_is_proved_of_what_the_version_in_force_no_longer_says(cast: Cast) -> None:
    plan = factories.approved(cast)
    line = factories.line(plan)
    factories.sign(cast, factories.send(cast, factories.without_first(cast, plan)))

    with refused(errors.NotInForce):
        upload(line, cast.ana)


def test_the_document_is_not_of_the_future(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    says = "El documento no puede tener fecha 01-12-2007: hoy es 30-11-2007."
    with refused(errors.EvidenceDateInFuture, says) as caught:
        upload(line, cast.ana, dated_on=TODAY + timedelta(days=1))

    assert caught.value.field == "dated_on"


@pytest.mark.parametrize("day", [date(2006, 12, 31), date(2008, 1, 1)])
def test_the_document_is_of_the_year_of_the_plan(cast: Cast, day: date) -> None:
    line = factories.line(factories.approved(cast))

    says = f"La fecha {day:%d-%m-%Y} no es del año del programa."
    with refused(errors.DatesOutOfYear, says) as caught:
        upload(line, cast.ana, dated_on=day, on=date(2008, 1, 15))

    assert caught.value.field == "dated_on"


@pytest.mark.parametrize("day", [date(2007, 1, 1), TODAY])
def test_the_first_day_of_the_year_and_today_are_taken(cast: Cast, day: date) -> None:
    line = factories.line(factories.approved(cast))

    assert upload(line, cast.ana, dated_on=day).document.dated_on == day


def test_a_file_is_needed(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    with refused(FileMissing, "Elija el archivo que quiere cargar."):
        actions.upload_evidence(line, file=None, title="Acta", dated_on=TODAY, by=cast.ana.access)


class Interrupted(SimpleUploadedFile):
    """The connection is cut when half of the file has come."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield pdf().read()
        raise ConnectionResetError


def test_an_upload_cut_in_the_middle_leaves_nothing(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    file = Interrupted("acta.pdf", pdf().read())

    with nothing_changed(), pytest.raises(ConnectionResetError):
        actions.upload_evidence(line, file=file, title="Acta", dated_on=TODAY, by=cast.ana.access)

    assert not [path for path in Path(settings.DATA_DIR).rglob("files/**/*") if path.is_file()]


def test_the_corrected_document_takes_the_place_of_the_returned_one(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    wrong = factories.returned(line, uploader=cast.ana, verifier=cast.bruno)

    right = upload(line, cast.ana)

    assert right.replaces == wrong
    assert list(Evidence.objects.current()) == [right]


def test_each_corrected_document_takes_one_place_the_oldest_first(cast: Cast) -> None:
    line = factories.line(factories.approved(cast, evidence_needed=2))
    first = factories.uploaded(line, cast.ana)
    second = factories.uploaded(line, cast.ana)
    for evidence in (second, first):
        actions.return_evidence(evidence, remarks="Falta la firma.", by=cast.bruno.access)

    replaced = [upload(line, by).replaces for by in (cast.sofia, cast.ana)]

    assert replaced == [first, second]


def test_who_uploads_again_changes_the_own_document_that_still_waits(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    wrong = factories.uploaded(line, cast.ana)

    right = upload(line, cast.ana)

    assert right.replaces == wrong
    assert list(Evidence.objects.waiting()) == [right]


def test_while_documents_are_missing_one_more_is_one_more(cast: Cast) -> None:
    line = factories.line(factories.approved(cast, evidence_needed=2))
    factories.uploaded(line, cast.ana)

    assert upload(line, cast.ana).replaces is None
    assert Evidence.objects.waiting().count() == 2


def test_the_document_of_another_person_stays(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.uploaded(line, cast.bruno)

    assert upload(line, cast.ana).replaces is None


def test_what_is_verified_or_of_another_activity_stays(cast: Cast) -> None:
    plan = factories.approved(cast)
    line, other = factories.line(plan, 0), factories.line(plan, 1)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    factories.returned(other, uploader=cast.ana, verifier=cast.bruno)

    assert upload(line, cast.ana).replaces is None
