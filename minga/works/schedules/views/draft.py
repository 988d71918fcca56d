"""Preparing a version: its grid, its milestones, its reason; sending it, deciding it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.budget.models import LineItem
from minga.commitments.views.common import tried
from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import pass_posted, return_posted, trail_for
from minga.core.errors import DomainError, StaleForm
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.versions import NotADraft
from minga.works.checking import Finding, Severity, Stopped, findings_of
from minga.works.schedules import actions
from minga.works.schedules.approvals import lacks
from minga.works.schedules.changes import changes
from minga.works.schedules.contents import Contents
from minga.works.schedules.errors import InCell
from minga.works.schedules.forms import MilestonesForm, OpenForm, ReasonForm
from minga.works.schedules.grid import Sheet, differences, sheet_of
from minga.works.schedules.models import ScheduleVersion
from minga.works.schedules.permissions import PREPARE
from minga.works.schedules.typed import read_typed
from minga.works.schedules.views.common import (
    SchedulePage,
    draft_page,
    last_version,
    schedule_page,
    year_asked,
    years_of,
)

form_page = require_http_methods(["GET", "POST"])
# Beyond these a list of differences is read on the page of the other version.
MOST_DIFFERENCES = 24


@form_page
@needs(PREPARE)
def start(request: StaffRequest, public_id: str) -> HttpResponse:
    """The baseline begins with a button; a reprogramming, with its reason."""
    page = schedule_page(request, public_id)
    if page.drafts and page.open:
        return redirect("schedules:draft", public_id)
    first = page.schedule is None
    form = (MingaForm if first else OpenForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if tried(form, lambda: actions.start_draft(page.project, **said, by=request.access)):
            return redirect("schedules:draft", public_id)
    context = {"project": page.project, "form": form, "first": first}
    return render(request, "schedules/start.html", context, status=form.http_status)


@require_GET
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """The open version as a sheet that is typed in."""
    staff = cast(StaffRequest, request)
    page, version = draft_page(staff, public_id)
    if not version.is_open:
        return redirect("schedules:schedule", public_id)
    return _page(staff, page, version)


@post_only
@needs(PREPARE)
def write(request: StaffRequest, public_id: str) -> HttpResponse:
    """The cells of a year, all or none of them."""
    page, version = draft_page(request, public_id)
    contents = Contents(version)
    year = year_asked(request, contents)
    said = {name: str(text) for name, text in request.POST.items() if "/" in name}
    if request.POST.get("agregar"):
        # A row more, without saving: nothing typed is lost.
        return _page(request, page, version, said=_with_row(said, request.POST["agregar"], year))
    typed = read_typed(contents, year, said)
    if typed.errors:
        return _page(request, page, version, said=said, errors=typed.errors)
    try:
        actions.write_months(
            version,
            typed.amounts,
            typed.progress,
            cells=typed.cells,
            months=typed.months,
            revision=_revision(request),
            by=request.access,
        )
    except NotADraft as error:
        messages.error(request, str(error))
        return redirect("schedules:schedule", public_id)
    except InCell as error:
        return _page(request, page, version, said=said, errors={error.cell: str(error)})
    except StaleForm as error:
        return _stale(request, public_id, error, said, year)
    except DomainError as error:
        return _page(request, page, version, error, said=said)
    messages.success(request, "Borrador guardado.")
    return redirect(_at(public_id, year))


def _at(public_id: str, year: int) -> str:
    return f"{reverse('schedules:draft', args=[public_id])}?ano={year}"


def _with_row(said: dict[str, str], code: str, year: int) -> dict[str, str]:
    return {**said, f"{code}/{year}-01": said.get(f"{code}/{year}-01", "")}


def _revision(request: StaffRequest) -> int:
    """What the page showed; a form without it saw nothing."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _stale(
    request: StaffRequest, public_id: str, error: StaleForm, said: Mapping[str, str], year: int
) -> HttpResponse:
    """What was typed stays; saving again is a decision over what the other one wrote."""
    page, version = draft_page(request, public_id)
    found = differences(Contents(version), said, year)
    if said and not found:
        # Both wrote the same: nothing to decide.
        messages.success(request, "Lo que escribió ya está guardado.")
        return redirect(_at(public_id, year))
    error.differences = dict(list(found.items())[:MOST_DIFFERENCES])
    return _page(request, page, version, error, said=said)


def _page(
    request: StaffRequest,
    page: SchedulePage,
    version: ScheduleVersion,
    error: DomainError | None = None,
    *,
    said: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    **forms: MingaForm,
) -> HttpResponse:
    """`said`: what was typed and is not kept. `forms`: one of the trail's that was refused."""
    project, contents = page.project, Contents(version)
    year = year_asked(request, contents)
    ruling = Contents(page.in_force) if page.in_force else None
    findings = findings_of(project, version.pk)
    sheet = sheet_of(contents, year, typed=said, compared=ruling, findings=findings, errors=errors)
    refused = next(iter(forms.values()), None)
    may_write = version.status == "draft" and project.is_active
    context = {
        "project": project,
        "version": version,
        "sheet": sheet,
        "years": years_of(contents, year, request.day.year),
        "editable": may_write and request.access.may(PREPARE, project.service_id),
        "ruling": page.in_force,
        "changes": changes(ruling, contents) if ruling else None,
        "trail": trail_for(request, version, **forms),
        "total": contents.total,
        "unsaved": said is not None,
        "others": _others(contents, sheet),
        "error": "" if error is None or isinstance(error, Stopped) else str(error),
        "stopped": error if isinstance(error, Stopped) else None,
        "conflict": error if isinstance(error, StaleForm) else None,
        "refused": refused,
        **_judged(contents, findings),
    }
    status = error.status if error else 422 if errors else refused.http_status if refused else 200
    return render(request, "schedules/draft.html", context, status=status)


def _judged(contents: Contents, findings: Sequence[Finding]) -> dict[str, Any]:
    """How many things stop it or ask for a justification, and what keeps it from being sent."""
    stops = sum(one.severity is Severity.STOPS for one in findings)
    warns = sum(one.severity is Severity.WARNS and not one.justification for one in findings)
    is_draft = contents.version.status == "draft"
    return {
        "stops": stops,
        "warns": warns,
        "why": _why(lacks(contents), stops) if is_draft else "",
    }


def _why(missing: list[str], stops: int) -> str:
    if missing:
        return f"Falta {' y '.join(missing)}."
    if stops:
        return f"Corrija {'1 error' if stops == 1 else f'{stops} errores'} antes de enviarlo."
    return ""


def _others(contents: Contents, sheet: Sheet) -> list[LineItem]:
    """Line items that have no row yet, of those that hold that year."""
    shown = {line.item.pk for line in sheet.lines if line.item}
    last = date(sheet.year, 12, 31)
    return [
        item
        for item in contents.items.values()
        if item.pk not in shown and item.valid_from <= last and item.valid_until is None
    ]


def _tried(
    request: StaffRequest, public_id: str, act: Callable[[ScheduleVersion], Any], done: str
) -> HttpResponse:
    page, version = draft_page(request, public_id)
    try:
        act(version)
    except NotADraft as error:
        messages.error(request, str(error))
        return redirect("schedules:schedule", public_id)
    except DomainError as error:
        return _page(request, page, version, error)
    messages.success(request, done)
    return redirect("schedules:draft", public_id)


@post_only
@needs(PREPARE)
def submit(request: StaffRequest, public_id: str) -> HttpResponse:
    return _tried(
        request,
        public_id,
        lambda version: actions.submit_version(version, by=request.access),
        "Programa enviado a aprobación.",
    )


@post_only
@needs(PREPARE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    return _tried(
        request,
        public_id,
        lambda version: actions.discard_draft(version, by=request.access),
        "Borrador descartado.",
    )


@post_only
def pass_step(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    page, version = draft_page(staff, public_id)
    form = pass_posted(staff, version)
    if form.errors:
        return _page(staff, page, version, form=form)
    messages.success(staff, f"Programa aprobado: rige la {version.called}.")
    return redirect("schedules:schedule", public_id)


@post_only
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    page, version = draft_page(staff, public_id)
    form = return_posted(staff, version)
    if form.errors:
        return _page(staff, page, version, return_form=form)
    messages.success(staff, "Programa devuelto con sus observaciones.")
    return redirect("schedules:draft", public_id)


@form_page
@needs(PREPARE)
def reason(request: StaffRequest, public_id: str) -> HttpResponse:
    version = last_version(request, public_id)
    if request.method != "POST" and not version.is_open:
        return redirect("schedules:schedule", public_id)
    initial = {"reason": version.reason, "revision": version.revision}
    form = ReasonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if tried(
            form, lambda: actions.change_reason(version, **form.cleaned_data, by=request.access)
        ):
            return redirect("schedules:draft", public_id)
        if form.conflict:
            version.refresh_from_db(fields=["revision"])
            form.show_again(version.revision)
    context = {"project": version.schedule.project, "version": version, "form": form}
    return render(request, "schedules/reason.html", context, status=form.http_status)


@form_page
@needs(PREPARE)
def milestones(request: StaffRequest, public_id: str) -> HttpResponse:
    """Every foreseen contract with its rounds, and one of each to fill in; `seguir` stays here."""
    version = last_version(request, public_id)
    if request.method != "POST" and not version.is_open:
        return redirect("schedules:schedule", public_id)
    form = MilestonesForm(request.POST if request.method == "POST" else None, version=version)
    if request.method == "POST" and form.is_valid() and _kept(request, version, form):
        messages.success(request, "Hitos guardados.")
        stays = "seguir" in request.POST
        return redirect("schedules:milestones" if stays else "schedules:draft", public_id)
    context = {"project": version.schedule.project, "version": version, "form": form}
    return render(request, "schedules/milestones.html", context, status=form.http_status)


def _kept(request: StaffRequest, version: ScheduleVersion, form: MilestonesForm) -> bool:
    try:
        actions.write_milestones(
            version, form.said(), revision=form.cleaned_data["revision"], by=request.access
        )
    except InCell as error:
        form.refuse_cell(error)
        return False
    except DomainError as error:
        form.refuse(error)
        if form.conflict:
            version.refresh_from_db(fields=["revision"])
            form.show_again(version.revision)
        return False
    return True
