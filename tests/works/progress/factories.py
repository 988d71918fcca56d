"""Projects that are under way, as the tests need them."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.models import Submission
from minga.core.months import Month
from minga.people.models import Organisation
from minga.people.roles import Role
from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.actions import Paid, Picture, Progress
from minga.works.progress.models import MonthReport, MonthSpending
from minga.works.schedules.models import MonthAmount, MonthProgress, Schedule, ScheduleVersion
from tests.budget.factories import line_item
from tests.commitments.factories import member
from tests.conftest import SCRIBE, TODAY, Cast, Somebody
from tests.visits.factories import png
from tests.works.factories import CIVIL_WORKS

LAND = "31-02-003"
OCTOBER = Month(2007, 10)
NOVEMBER = Month(2007, 11)
_shades = count(1)


def inspector(service: Organisation) -> Somebody:
    return member(service, Role.WORKS_INSPECTOR, ("Iván", "Loayza"))


def works_head(service: Organisation) -> Somebody:
    return member(service, Role.WORKS_HEAD, ("Olga", "Medina"))


def said(physical: int, text: str = "Se hormigonó la calzada.", lowered: str = "") -> Progress:
    return Progress(physical, text, lowered)


def report(
    project: Project, by: Somebody, month: Month = OCTOBER, physical: int = 4000, **more: Any
) -> MonthReport:
    return actions.report_month(project, month, said(physical), by=by.access, on=TODAY, **more)


def picture(name: str = "calzada.png", **more: Any) -> Picture:
    given: dict[str, Any] = {
        "file": SimpleUploadedFile(name, png(next(_shades) % 250), "image/png"),
        "taken_on": date(2007, 10, 30),
        "place": "Esquina norte",
    }
    return Picture(**(given | more))


def paid(amount: int, month: Month = OCTOBER, code: str = LAND, **more: Any) -> Paid:
    return Paid(line_item(code), month, amount, **({"detail": "Expropiación lote 4"} | more))


def spend(project: Project, by: Somebody, amount: int, month: Month = OCTOBER) -> MonthSpending:
    return actions.record_spending(project, paid(amount, month), by=by.access, on=TODAY)


def in_force(
    project: Project,
    cast: Cast,
    amounts: Mapping[Month, int],
    progress: Mapping[Month, int] | None = None,
    *,
    code: str = CIVIL_WORKS,
) -> ScheduleVersion:
    """A version approved by Diana, in the place of the one before: thousands of pesos by month,
    and hundredths of a percent."""
    return _promise(project, cast, amounts, progress or {}, line_item(code), by=SCRIBE)


@action("tests.promised", says="programó {bip}")
def _promise(
    project: Project,
    cast: Cast,
    amounts: Mapping[Month, int],
    progress: Mapping[Month, int],
    charged: LineItem,
    *,
    by: Access,
    on: date | None = None,
) -> ScheduleVersion:
    schedule = Schedule.objects.filter(project=project).first() or Schedule(project=project)
    before = schedule.versions.filter(status="in_force").first() if schedule.pk else None
    schedule.last_version = before.number + 1 if before else 1
    schedule.save()
    version = ScheduleVersion(
        schedule=schedule, number=schedule.last_version, reason="Lluvias" if before else ""
    )
    version.save()
    for month, thousands in amounts.items():
        MonthAmount(version=version, line_item=charged, month=month, amount=thousands * 1000).save()
    for month, accumulated in progress.items():
        MonthProgress(version=version, month=month, accumulated=accumulated).save()
    version.status, version.submitted_on = "submitted", TODAY
    version.save()
    _pass(version, cast)
    if before:
        before.status, before.superseded_on = "superseded", TODAY
        before.save()
    version.status, version.approved_on, version.approved_by_id = "in_force", TODAY, cast.diana.pk
    version.save()
    current_act().about(project, bip=project.bip)
    return version


def _pass(version: ScheduleVersion, cast: Cast) -> None:
    """A round without steps."""
    submission = Submission(
        subject_model="schedules.scheduleversion",
        subject_id=version.pk,
        subject_event_id=version.event_id,
        institution_id=cast.serviu.pk,
        number=1,
        sent_by=1,
        sender="Pruebas",
        sent_on=TODAY,
        since=TODAY,
    )
    submission.save()
    submission.outcome, submission.closed_on = "approved", TODAY
    submission.save()
