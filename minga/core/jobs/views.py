"""The pages of background work: how it goes, cancel, retry, fetch the result; what is sent."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core import results
from minga.core.access import StaffRequest, needs
from minga.core.counting import counted
from minga.core.errors import DomainError
from minga.core.history import lines
from minga.core.http import back, post_only
from minga.core.jobs import actions, reports, subscriptions
from minga.core.jobs.forms import RetryForm, SubscriptionForm
from minga.core.jobs.models import Job, JobQuerySet, Subscription
from minga.core.jobs.permissions import SEE_ALL, SUBSCRIBE
from minga.core.jobs.registry import kind_of
from minga.core.models import Event

PER_PAGE = 50
STATES = {
    "en-curso": ("En curso", ("waiting", "running")),
    "terminados": ("Terminados", ("done",)),
    "no-terminaron": ("No terminaron", ("failed", "cancelled")),
}


def count(request: StaffRequest) -> JobQuerySet:
    """What is on its way for the person: the figure in the menu."""
    return Job.objects.active().asked_by(request.access)


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """One's own; with `?de=todos` everybody's, for who administers."""
    staff = cast(StaffRequest, request)
    sees_all = staff.access.may(SEE_ALL)
    everybody = sees_all and request.GET.get("de") == "todos"
    rows = Job.objects.all() if everybody else Job.objects.asked_by(staff.access)
    state = request.GET.get("estado", "")
    page = Paginator(_in_state(rows, state).order_by("-pk"), PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    chips = _chips(rows, state)
    context = {
        "page": page,
        "chips": chips,
        "active": chips[0]["count"],
        "sees_all": sees_all,
        "everybody": everybody,
        "state": state,
        "subscribes": staff.access.may(SUBSCRIBE),
    }
    return render(request, "jobs/jobs.html", context)


def _in_state(rows: JobQuerySet, state: str) -> JobQuerySet:
    return rows.filter(status__in=STATES[state][1]) if state in STATES else rows


def _chips(rows: JobQuerySet, chosen: str) -> list[dict[str, Any]]:
    counts = counted({key: _in_state(rows, key) for key in STATES})
    return [
        {"key": key, "label": label, "count": counts[key], "on": key == chosen}
        for key, (label, _) in STATES.items()
    ]


@require_GET
def job(request: HttpRequest, public_id: str) -> HttpResponse:
    """One job: its bar while it goes, its result after, and what can be done now."""
    return _job_page(cast(StaffRequest, request), _job(request, public_id), RetryForm())


def _job_page(request: StaffRequest, row: Job, form: RetryForm) -> HttpResponse:
    context = _shown(request, row) | {
        "form": form,
        "lines": lines(Event.objects.about(row)[:20]),
    }
    return render(request, "jobs/job.html", context, status=form.http_status)


def _shown(request: StaffRequest, row: Job) -> dict[str, Any]:
    return {
        "job": row,
        "may_manage": actions.may_manage(row, request.access),
        "may_fetch": row.has_file and _may_open(request, row),
    }


@require_GET
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bar alone. When the job is over the page that holds it is asked for again."""
    staff = cast(StaffRequest, request)
    row = _job(request, public_id)
    if not staff.htmx:
        return redirect(row.subject_url or row)
    answer = render(request, "jobs/_progress.html", _shown(staff, row))
    if row.is_over:
        answer.headers["HX-Refresh"] = "true"
    return answer


@post_only
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    row = _job(request, public_id)
    try:
        row = actions.cancel(row, by=staff.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = "se canceló" if row.is_over else "se detendrá en unos segundos"
        messages.success(request, f"El trabajo {said}.")
    return redirect(back(request, row.get_absolute_url()))


@post_only
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    row = _job(request, public_id)
    form = RetryForm(request.POST)
    if form.is_valid():
        try:
            actions.retry(row, reason=form.cleaned_data["reason"], by=staff.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "El trabajo empieza de nuevo desde donde quedó.")
            return redirect(row)
    row.refresh_from_db()
    return _job_page(staff, row, form)


@require_GET
def result(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file, for who asked for it and still may."""
    staff = cast(StaffRequest, request)
    row = _job(request, public_id)
    if not row.has_file or not _may_open(staff, row):
        raise Http404
    path = results.path_of(row.file_sha256)
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=row.file_name,
        content_type=row.file_type,
    )


def _job(request: HttpRequest, public_id: str) -> Job:
    """Of somebody else it does not exist, unless its kind is shared or one administers."""
    staff = cast(StaffRequest, request)
    row = Job.objects.filter(public_id=public_id).first()
    own = row is not None and staff.access.actor_id == row.asked_by is not None
    if row is None or not (own or staff.access.may(SEE_ALL) or _may_open(staff, row)):
        raise Http404
    return row


def _may_open(request: StaffRequest, row: Job) -> bool:
    known = kind_of(row.kind)
    return known is not None and known.may_open(row, request.access)


@require_GET
@needs(SUBSCRIBE)
def sent(request: StaffRequest) -> HttpResponse:
    """What one has programmed; who administers sees and stops what others did."""
    everybody = request.access.may(SEE_ALL)
    rows = Subscription.objects.all() if everybody else Subscription.objects.of(request.access)
    active = list(rows.active().order_by("-pk"))
    context = {
        "active": active,
        "stopped": rows.filter(stopped_at__isnull=False).order_by("-stopped_at")[:20],
        "everybody": everybody,
        "can_choose": bool(reports.choices(request.access)),
    }
    return render(request, "jobs/subscriptions.html", context)


@require_http_methods(["GET", "POST"])
@needs(SUBSCRIBE)
def subscribe(request: StaffRequest) -> HttpResponse:
    """`?informe=` comes from the list or page that is to be sent."""
    initial = {"report": request.GET.get("informe", ""), "cadence": "weekly"}
    sent_form = request.POST if request.method == "POST" else None
    form = SubscriptionForm(sent_form, access=request.access, initial=initial)
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            row = subscriptions.subscribe(data.pop("report"), **data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"«{row.title}» saldrá {row.get_cadence_display()}.")
            return redirect("jobs:subscriptions")
    return render(request, "jobs/subscribe.html", {"form": form}, status=form.http_status)


@post_only
@needs(SUBSCRIBE)
def stop(request: StaffRequest, public_id: str) -> HttpResponse:
    rows = Subscription.objects.all()
    if not request.access.may(SEE_ALL):
        rows = rows.of(request.access)
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    try:
        subscriptions.stop(row, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"«{row.title}» ya no saldrá.")
    return redirect("jobs:subscriptions")
