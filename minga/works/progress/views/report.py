"""The report of a project in a month: written once, corrected with a reason, with its pictures."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.months import Month
from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.forms import CorrectForm, PictureForm, ReportForm
from minga.works.progress.measuring import NONE, with_progress
from minga.works.progress.models import MonthClosing, MonthReport
from minga.works.progress.permissions import REPORT
from minga.works.progress.views.common import month_of, project_of


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: str, month: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return (
        write(staff, public_id, month) if staff.method == "POST" else read(staff, public_id, month)
    )


def read(request: StaffRequest, public_id: str, month: str) -> HttpResponse:
    return _page(request, project_of(request, public_id), month_of(month))


@needs(REPORT)
def write(request: StaffRequest, public_id: str, month: str) -> HttpResponse:
    project, asked = project_of(request, public_id), month_of(month)
    form = ReportForm(request.POST, request.FILES)
    return _done(
        request, project, asked, form, f"Informe de {asked.name} registrado.",
        lambda: actions.report_month(
            project, asked, form.said, pictures=form.pictures, by=request.access
        ),
        "report",
    )  # fmt: skip


@post_only
@needs(REPORT)
def correct(request: StaffRequest, public_id: str, month: str) -> HttpResponse:
    project, asked = project_of(request, public_id), month_of(month)
    found, form = _report(project, asked), CorrectForm(request.POST)
    if found is None:
        return redirect("progress:report", project.public_id, asked)
    return _done(
        request, project, asked, form, "Informe corregido.",
        lambda: actions.correct_report(
            found, form.said, reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"], by=request.access,
        ),
        "correct",
    )  # fmt: skip


@post_only
@needs(REPORT)
def pictures(request: StaffRequest, public_id: str, month: str) -> HttpResponse:
    project, asked = project_of(request, public_id), month_of(month)
    found, form = _report(project, asked), PictureForm(request.POST, request.FILES)
    if found is None:
        return redirect("progress:report", project.public_id, asked)
    return _done(
        request, project, asked, form, "Foto agregada.",
        lambda: actions.add_pictures(found, form.pictures, by=request.access),
        "pictures",
    )  # fmt: skip


def _done(
    request: StaffRequest,
    project: Project,
    month: Month,
    form: MingaForm,
    said: str,
    act: Callable[[], Any],
    which: str,
) -> HttpResponse:
    """To the report, or the same page with what was typed."""
    if not form.is_valid():
        return _page(request, project, month, form, which)
    try:
        act()
    except DomainError as error:
        form.refuse(error)
        return _page(request, project, month, form, which)
    messages.success(request, said)
    return redirect("progress:report", project.public_id, month)


def _report(project: Project, month: Month) -> MonthReport | None:
    return MonthReport.objects.for_page().filter(project=project, month=month.first).first()


def _page(
    request: StaffRequest,
    project: Project,
    month: Month,
    form: MingaForm | None = None,
    which: str = "",
) -> HttpResponse:
    found = _report(project, month)
    closing = _closing(project, month)
    before, due = _so_far(project, month)
    may = request.access.may(REPORT, project.service_id)
    opens = may and project.is_active and not closing and month <= Month.of(request.day)
    forms = _forms(found, form, which) if opens or form else {}
    photos = found.photos.select_related("document") if found else []
    context = {
        "project": project,
        "month": month,
        "report": found,
        "closing": closing,
        "before": before,
        "due": due,
        "photos": photos,
        "form": form,
        "which": which,
        "previous": month + -1,
        "next": month + 1 if month < Month.of(request.day) else None,
        "may_report": may,
        "report_form": None,
        "correct_form": None,
        "pictures_form": None,
        **forms,
    }
    return render(
        request, "progress/report.html", context, status=form.http_status if form else 200
    )


def _forms(found: MonthReport | None, form: MingaForm | None, which: str) -> dict[str, Any]:
    """What was typed when somebody else was first stands beside what they said."""
    typed = {f"{which}_form": form} if form else {}
    if found is None:
        return {"report_form": ReportForm(), **typed}
    if isinstance(form, CorrectForm):
        form.put(seen=found.revision)
    if isinstance(form, ReportForm):
        typed = {"correct_form": _carried(found, form), "pictures_form": PictureForm()}
    now = {
        "physical": found.physical,
        "text": found.text,
        "lowered_because": found.lowered_because,
        "seen": found.revision,
    }
    return {
        "correct_form": CorrectForm(initial=now),
        "pictures_form": PictureForm(),
        **typed,
    }


def _carried(found: MonthReport, form: ReportForm) -> CorrectForm:
    """What was typed for a first report, as a correction of the one that came before."""
    names = ("physical", "text", "lowered_because")
    return CorrectForm(
        initial={name: form.data.get(name, "") for name in names} | {"seen": found.revision}
    )


def _so_far(project: Project, month: Month) -> tuple[int | None, int | None]:
    """What was reported before the month, and what was to be done by its end."""
    earlier = MonthReport.objects.filter(project=project, month__lt=month.first)
    before = earlier.order_by("-month").values_list("physical", flat=True).first()
    due = with_progress(Project.objects.filter(pk=project.pk), month).get().due
    return before, due if due != NONE else None


def _closing(project: Project, month: Month) -> MonthClosing | None:
    standing = MonthClosing.objects.standing().select_related("closed_by")
    return standing.filter(service=project.service_id, month=month.first).first()
