"""The rules by which commitments are chased, and the mailboxes of the units."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from minga.commitments import actions
from minga.commitments.chasing.rules import rules_of
from minga.commitments.forms import MailboxForm, RuleForm
from minga.commitments.models import Mailbox, Reminder
from minga.commitments.permissions import CHASE
from minga.commitments.views.common import service_for, tried
from minga.core.access import StaffRequest, needs
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.people.models import Organisation

LATEST = 20


@require_GET
@needs(CHASE)
def chasing(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: StaffRequest, rule: RuleForm | None = None, mailbox: MailboxForm | None = None
) -> HttpResponse:
    service = service_for(request, CHASE)
    refused: MingaForm | None = rule or mailbox
    box = mailbox or MailboxForm(auto_id="casilla_%s")
    box.offer([service.pk], request.day)
    reminders = Reminder.objects.visible_to(request.access).select_related("person", "organisation")
    context = {
        "service": service,
        "rules": rules_of(service.pk, request.day),
        "mailboxes": _mailboxes(service, request),
        "reminders": reminders.order_by("-on", "pk")[:LATEST],
        "rule": rule or RuleForm(auto_id="regla_%s", initial={"valid_from": request.day}),
        "box": box,
        "form": refused,
    }
    status = refused.http_status if refused else 200
    return render(request, "commitments/chasing.html", context, status=status)


def _mailboxes(service: Organisation, request: StaffRequest) -> list[Mailbox]:
    """The last one of each unit."""
    rows = Mailbox.objects.filter(valid_from__lte=request.day).select_related(
        "organisation__institution"
    )
    found = {row.organisation_id: row for row in rows.order_by("valid_from", "pk")}
    own = [
        row
        for row in found.values()
        if row.mailbox
        and (row.organisation.institution_pk == service.pk or row.organisation.is_external)
    ]
    return sorted(own, key=lambda row: row.organisation.name)


@post_only
@needs(CHASE)
def set_rule(request: StaffRequest) -> HttpResponse:
    form = RuleForm(request.POST, auto_id="regla_%s")
    service = service_for(request, CHASE)
    if form.is_valid() and tried(
        form, lambda: actions.set_rule(service, by=request.access, **form.cleaned_data)
    ):
        messages.success(request, "Regla fijada.")
        return redirect("commitments:chasing")
    return _page(request, rule=form)


@post_only
@needs(CHASE)
def set_mailbox(request: StaffRequest) -> HttpResponse:
    form = MailboxForm(request.POST, auto_id="casilla_%s")
    form.offer([service_for(request, CHASE).pk], request.day)
    if form.is_valid() and tried(
        form, lambda: actions.set_mailbox(by=request.access, **form.cleaned_data)
    ):
        messages.success(request, "Casilla registrada.")
        return redirect("commitments:chasing")
    return _page(request, mailbox=form)
