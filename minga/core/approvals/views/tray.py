"""The tray, one submission, and deciding there for areas without a page of their own for it."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import Access, StaffRequest
from minga.core.approvals import factors, tray
from minga.core.approvals.deciding import (
    pass_posted,
    return_posted,
    trail_for,
    withdraw_posted,
)
from minga.core.approvals.flows import Flow, flow_named
from minga.core.approvals.models import Submission
from minga.core.approvals.permissions import SET_RULES
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.scoped import ScopedQuerySet


@require_GET
def tray_page(request: HttpRequest) -> HttpResponse:
    """What awaits this person's decision, in any area, and what they sent."""
    staff = cast(StaffRequest, request)
    items = tray.for_me(staff.access, staff.day)
    free = [item for item in items if not item.barred]
    prepares = tray.prepares(staff.access)
    sent = tray.sent_by(staff.access, staff.day) if prepares else []
    # The menu of this page need not count them again.
    cast(Any, request).awaiting_decision = len(free)
    context = {
        "items": items,
        "free": free,
        "barred": len(items) - len(free),
        "oldest": max((item.days for item in free), default=0),
        "has_amounts": any(item.submission.amount is not None for item in items),
        "sent": sent,
        "waiting": sum(item.submission.is_open for item in sent),
        "returned": sum(item.to_correct for item in sent),
        "prepares": prepares,
        "decides": bool(tray.permissions_of(staff.access)),
        "asks_factor": any(item.step.second_factor for item in free)
        and factors.confirmed(staff.access.user_id) is None,
        "sets_rules": staff.access.may(SET_RULES),
    }
    return render(request, "approvals/tray.html", context)


def _found(request: StaffRequest, public_id: str) -> tuple[Submission, Flow, Any]:
    """404 for who neither prepares nor decides such things where it was sent, or may not read
    what was."""
    submission = get_object_or_404(_visible(request.access), public_id=public_id)
    flow = flow_named(submission.subject_model)
    if flow is None or not _concerns(request.access, submission, flow):
        raise Http404
    subject = _rows(flow, request.access).filter(pk=submission.subject_id).first()
    if subject is None:
        raise Http404
    return submission, flow, subject


def _rows(flow: Flow, access: Access) -> Any:
    """What is sent is read by who reads it elsewhere, whatever the round is about."""
    rows: Any = flow.model._default_manager.all()
    if isinstance(rows, ScopedQuerySet):
        rows = rows.visible_to(access)
    return rows.select_related(*flow.joins)


def _visible(access: Access) -> Any:
    everywhere = access.reads_all
    return Submission.objects.filter(
        Q() if everywhere else Q(institution_id__in=access.institutions)
    )


def _concerns(access: Access, submission: Submission, flow: Flow) -> bool:
    codes = (flow.prepare, *(step.permission for step in flow.steps))
    return access.reads_all or any(access.may(code, submission.institution_id) for code in codes)


@require_GET
def submission(request: HttpRequest, public_id: str) -> HttpResponse:
    """One round: its trail, what was said, and the way to what was sent."""
    staff = cast(StaffRequest, request)
    found, flow, subject = _found(staff, public_id)
    return _page(staff, found, flow, subject)


def _page(
    request: StaffRequest, found: Submission, flow: Flow, subject: Any, **forms: MingaForm
) -> HttpResponse:
    trail = trail_for(request, subject, **forms)
    form = next(iter(forms.values()), None)
    context = {
        "submission": found,
        "flow": flow,
        "trail": trail,
        "refused": form,
        "title": flow.title(subject),
        "url": flow.url(subject),
    }
    status = form.http_status if form else 200
    return render(request, "approvals/submission.html", context, status=status)


def _told(found: Submission, flow: Flow) -> str:
    """What was done, and whom it waits for now."""
    if not found.is_open:
        return f"{flow.done}."
    waits = found.steps.get(position=found.passed + 1)
    declared = flow.step(waits.key)
    return f"paso dado; ahora espera a {(declared and declared.who) or waits.label}."


@post_only
def pass_step(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found, flow, subject = _found(staff, public_id)
    form = pass_posted(staff, subject)
    if form.errors:
        return _page(staff, found, flow, subject, form=form)
    found.refresh_from_db()
    messages.success(staff, f"{flow.title(subject)}: {_told(found, flow)}")
    return redirect(flow.url(subject))


@post_only
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found, flow, subject = _found(staff, public_id)
    form = return_posted(staff, subject)
    if form.errors:
        return _page(staff, found, flow, subject, return_form=form)
    messages.success(staff, f"{flow.title(subject)}: devuelto con sus observaciones.")
    return redirect("approvals:tray")


@post_only
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found, flow, subject = _found(staff, public_id)
    form = withdraw_posted(staff, subject)
    if form.errors:
        return _page(staff, found, flow, subject, withdraw_form=form)
    messages.success(staff, f"{flow.title(subject)}: ya no espera aprobación y se puede corregir.")
    return redirect(flow.url(subject))
