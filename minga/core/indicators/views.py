"""Indicators: the list, one with its figure and its rows, and the figures that were kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.indicators import actions, exports
from minga.core.indicators.again import make_again
from minga.core.indicators.forms import SnapshotForm
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.months import chart_of, months_of
from minga.core.indicators.permissions import TAKE
from minga.core.indicators.registry import (
    Indicator,
    Measure,
    Question,
    Row,
    indicator_of,
    registered,
)
from minga.core.looking import Looking, looking_of
from minga.core.panels import answer, panel_view
from minga.core.reports import FORMATS

ROWS_PAGE = 50
LAST_SNAPSHOTS = 5


@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """What is measured; each figure comes by itself, so that a slow one keeps nobody waiting."""
    staff = cast(StaffRequest, request)
    context = {
        "indicators": registered(staff.access),
        "looking": looking_of(staff),
        "kept": IndicatorSnapshot.objects.visible_to(staff.access).count(),
    }
    return render(request, "indicators/indicators.html", context)


@dataclass(frozen=True)
class Asked:
    """One indicator as a page shows it."""

    indicator: Indicator
    looking: Looking
    question: Question


def _asked(request: StaffRequest, key: str) -> Asked:
    """403 for one that is of others; 404 for one that is not there."""
    indicator = indicator_of(key)
    if indicator is None:
        raise Http404
    if not indicator.may_be_read(request.access):
        raise PermissionDenied
    looking = looking_of(request)
    by = request.GET.get("por", "")
    known = [dimension for dimension, _ in indicator.dimensions]
    dimension = by if by in known else (known[0] if known else "")
    question = Question(
        on=_day(request, looking),
        known_at=timezone.now(),
        frame=looking.frame,
        place=looking.place,
        by=dimension,
        access=request.access,
    )
    return Asked(indicator, looking, question)


def _day(request: StaffRequest, looking: Looking) -> date:
    """`?al=2007-06-30`, or the day of the form; else today, or the last day of the year one looks
    at."""
    try:
        asked = date.fromisoformat(request.GET.get("al") or request.POST.get("on", ""))
    except ValueError:
        asked = request.day if looking.year >= request.day.year else date(looking.year, 12, 31)
    return min(asked, request.day)


@require_GET
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """What it means, what it is, of what, and how to keep it."""
    staff = cast(StaffRequest, request)
    return _page(staff, _asked(staff, key), None)


def _page(request: StaffRequest, asked: Asked, form: SnapshotForm | None) -> HttpResponse:
    rows = asked.indicator.rows_behind(asked.question)
    question = asked.question
    form = form or SnapshotForm(initial={"on": question.on, "by": question.by})
    kept = IndicatorSnapshot.objects.visible_to(request.access)
    context = {
        "indicator": asked.indicator,
        "looking": asked.looking,
        "question": question,
        "measure": _measure(asked, rows),
        "page": Paginator(rows, ROWS_PAGE).get_page(request.GET.get("pagina")),
        "form": form,
        "may_take": request.access.may(TAKE),
        "kept": kept.filter(indicator=asked.indicator.key).order_by("-known_at")[:LAST_SNAPSHOTS],
        "months_url": reverse("indicators:months", args=[asked.indicator.key]),
    }
    return render(request, "indicators/indicator.html", context, status=form.http_status)


def _measure(asked: Asked, rows: list[Row]) -> Measure:
    return Measure.of(rows, asked.question.by)


@panel_view
def value(request: StaffRequest, key: str) -> HttpResponse:
    """Its figure, for its line in the list."""
    asked = _asked(request, key)
    context = {"indicator": asked.indicator, "measure": asked.indicator.ask(asked.question)}
    context["question"] = asked.question
    return _fragment(request, "indicators/_value.html", context, asked.indicator)


@panel_view
def months(request: StaffRequest, key: str) -> HttpResponse:
    """Its figure at the end of each month of the year."""
    asked = _asked(request, key)
    found = months_of(asked.indicator, asked.question)
    context = {
        "indicator": asked.indicator,
        "months": found,
        "chart": chart_of(asked.indicator, found),
        "year": asked.question.on.year,
    }
    return _fragment(request, "indicators/_months.html", context, asked.indicator)


def _fragment(
    request: StaffRequest, template: str, context: dict[str, Any], indicator: Indicator
) -> HttpResponse:
    back = reverse("indicators:indicator", args=[indicator.key])
    return answer(request, template, context, title=indicator.label, back=back)


@post_only
@needs(TAKE)
def take(request: StaffRequest, key: str) -> HttpResponse:
    """Keep the figure that the page showed."""
    asked = _asked(request, key)
    form = SnapshotForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form)
    dimension = form.cleaned_data["by"]
    known = {name for name, _ in asked.indicator.dimensions}
    try:
        snapshot = actions.take_snapshot(
            asked.indicator,
            asked.looking,
            day=form.cleaned_data["on"] or asked.question.on,
            dimension=dimension if dimension in known else "",
            reason=form.cleaned_data["reason"],
            by=request.access,
        )
    except DomainError as error:
        form.refuse(error)
        return _page(request, asked, form)
    messages.success(request, "Medición guardada.")
    return redirect("indicators:snapshot", snapshot.public_id)


@require_GET
def snapshots(request: HttpRequest) -> HttpResponse:
    """The figures that were kept, newest first."""
    staff = cast(StaffRequest, request)
    kept = IndicatorSnapshot.objects.visible_to(staff.access).order_by("-known_at", "-pk")
    page = Paginator(kept.defer("rows"), ROWS_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "indicators/snapshots.html", {"page": page})


@require_GET
def snapshot(request: HttpRequest, public_id: str) -> HttpResponse:
    """A kept figure; `?recalcular=1` makes it again and says whether it is the same."""
    found = _kept(request, public_id)
    context = {
        "snapshot": found,
        "again": make_again(found) if "recalcular" in request.GET else None,
        "formats": FORMATS,
        "dimension": _dimension(found),
    }
    return render(request, "indicators/snapshot.html", context)


@require_GET
def snapshot_file(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """The same as a paper."""
    found = _kept(request, public_id)
    if fmt not in FORMATS:
        raise Http404
    name, content_type, content = exports.snapshot_file(found, fmt)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _kept(request: HttpRequest, public_id: str) -> IndicatorSnapshot:
    visible = IndicatorSnapshot.objects.visible_to(cast(StaffRequest, request).access)
    return get_object_or_404(visible.select_related("event"), public_id=public_id)


def _dimension(snapshot: IndicatorSnapshot) -> str:
    indicator = indicator_of(snapshot.indicator)
    return dict(indicator.dimensions).get(snapshot.by, "") if indicator else ""
