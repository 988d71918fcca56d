"""The UF of the days of a month, the IPC behind it, loading what was published, correcting."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.actions import SENTENCES
from minga.core.errors import DomainError, Unreadable
from minga.core.history import lines
from minga.core.http import post_only
from minga.core.models import Event
from minga.core.money import pesos_of
from minga.core.months import Month, read_month
from minga.core.uf import actions, tables
from minga.core.uf.files import Content, read_file
from minga.core.uf.forms import ApplyForm, AskForm, CorrectForm, LoadForm
from minga.core.uf.permissions import CORRECT, LOAD
from minga.core.uf.plan import Plan, plan_of
from minga.core.uf.series import NoUF, series
from minga.core.uf.staging import packed, unpacked

SHOWN = 100
FIRST_YEAR, LAST_YEAR = 1967, 2200
KINDS = [kind for kind in SENTENCES if kind.startswith("uf.")]


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """The day one looks at, its month, and an amount converted if one is asked for."""
    staff = cast(StaffRequest, request)
    day, form, sentence = _asked(staff)
    found = series()
    shown = Month.of(day)
    days = tables.days_of(shown, found)
    context: dict[str, Any] = {
        "form": form,
        "asked": day,
        "month": shown,
        "before": shown - 1,
        "after": shown + 1,
        "days": days,
        "line": next(line for line in days if line.day == day),
        "behind": tables.behind(day, found),
        "wrong": sentence,
        "amount": None,
        "worth": None,
        "may_load": staff.access.may(LOAD),
        "may_correct": staff.access.may(CORRECT),
    }
    try:
        context |= {"known": found.origin(day), "missing": ""}
        context["formula"] = tables.by_formula(day, found)
        amount = form.cleaned_data.get("monto") if form.is_bound else None
        if amount is not None:
            context |= {"amount": amount, "worth": pesos_of(amount, context["known"].value)}
    except NoUF as error:
        context |= {"known": None, "missing": str(error)}
    return render(request, "uf/month.html", context, status=422 if sentence else form.http_status)


def _asked(request: StaffRequest) -> tuple[date, AskForm, str]:
    """`?dia=` with its month, or `?mes=`; else today. What can't be read is said."""
    sentence, day = "", request.day
    try:
        asked = read_month(request.GET.get("mes"))
        if asked and asked != Month.of(day):
            day = asked.first
    except Unreadable as error:
        sentence = str(error)
    form = AskForm(request.GET) if "dia" in request.GET else AskForm(initial={"dia": day})
    if form.is_bound:
        form.full_clean()
        day = form.cleaned_data.get("dia") or day
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        sentence = f"El {day:%d-%m-%Y} está fuera de los años en que hay UF. Escriba otro día."
        day = request.day
    return day, form, sentence


@require_GET
def ipc(request: HttpRequest) -> HttpResponse:
    """The variations of a year, and the days that each one moves."""
    staff = cast(StaffRequest, request)
    found = series()
    years = tables.years_of(found)
    text = request.GET.get("anio", "")
    year = int(text) if text.isdecimal() else min(staff.day.year, years[0])
    if text and year not in years:
        raise Http404
    listed = tables.ipc_of(year, found)
    context = {
        "year": year,
        "years": years,
        "ipc": listed,
        "accumulated": tables.accumulated(listed),
        "may_load": staff.access.may(LOAD),
    }
    return render(request, "uf/ipc.html", context)


@require_http_methods(["GET", "POST"])
@needs(LOAD)
def load(request: StaffRequest) -> HttpResponse:
    """A file is read and compared; nothing is written until it is applied."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    faults: list[Any] = []
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = read_file(file.name, file.read())
        except DomainError as error:
            faults = getattr(error, "faults", [])
            form.refuse(error)
        else:
            return _preview(request, content, form.cleaned_data["source"])
    events = lines(Event.objects.filter(kind__in=KINDS).order_by("-sequence")[:20])
    context = {"form": form, "faults": faults, "lines": events}
    return render(request, "uf/load.html", context, status=form.http_status)


def _preview(
    request: StaffRequest, content: Content, source: str, error: DomainError | None = None
) -> HttpResponse:
    plan = plan_of(content)
    form = ApplyForm(initial={"content": packed(content, source), "seen": plan.mark})
    context = {
        "plan": plan,
        "what": actions.what(plan),
        "form": form,
        "source": source,
        "file_name": content.file_name,
        "error": str(error or ""),
        **_shown(plan),
    }
    return render(request, "uf/preview.html", context, status=error.status if error else 200)


def _shown(plan: Plan) -> dict[str, Any]:
    """What changes first; of what is merely added, the beginning."""
    days = sorted(plan.uf, key=lambda change: not change.differs)
    return {
        "days": days[:SHOWN],
        "more_days": max(0, len(days) - SHOWN),
        "differing": sum(change.differs for change in plan.uf),
        "clashes": plan.clashes[:SHOWN],
        "more_clashes": max(0, len(plan.clashes) - SHOWN),
    }


@post_only
@needs(LOAD)
def apply(request: StaffRequest) -> HttpResponse:
    """What was previewed, if it is still the same difference."""
    form = ApplyForm(request.POST)
    try:
        if not form.is_valid():
            raise signing.BadSignature
        content, source = unpacked(form.cleaned_data["content"])
    except signing.BadSignature:
        messages.error(request, "La revisión no llegó completa. Cargue el archivo de nuevo.")
        return redirect("uf:load")
    try:
        loaded = actions.load(
            content, source=source, seen=form.cleaned_data["seen"], by=request.access
        )
    except DomainError as error:
        return _preview(request, content, source, error)
    first = loaded.uf_days.order_by("day").first()
    messages.success(request, f"Valores cargados de {source}.")
    return redirect(_address(first.day) if first else reverse("uf:ipc"))


def _address(day: date) -> str:
    return f"{reverse('uf:month')}?dia={day:%Y-%m-%d}"


@require_http_methods(["GET", "POST"])
@needs(CORRECT)
def correct(request: StaffRequest, day: str) -> HttpResponse:
    """One value, by a person who says why."""
    try:
        when = date.fromisoformat(day)
        known = series().origin(when)
    except (ValueError, NoUF) as error:
        raise Http404 from error
    typed = request.POST if request.method == "POST" else None
    form = CorrectForm(typed, initial={"seen": known.value})
    if form.is_bound and form.is_valid():
        try:
            actions.correct_uf(when, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
            if error.status == 409:
                form.show_again(series().on(when))
        else:
            messages.success(request, f"UF del {when:%d-%m-%Y} corregida.")
            return redirect(_address(when))
    context = {"form": form, "day": when, "known": known}
    return render(request, "uf/correct.html", context, status=form.http_status)
