"""Reports of works: on a page, and as a file."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.http import post_only
from minga.core.reports import FORMATS
from minga.territory.look import look_of
from minga.works.progress.naming import CUTS, PLACES
from minga.works.reporting.asking import (
    MONTH,
    NotAMonth,
    Question,
    UnknownQuestion,
    month_asked,
    question,
)
from minga.works.reporting.catalogue import KINDS, Kind
from minga.works.reporting.jobs import ask_report, institution_of, place_of
from minga.works.reporting.papers import Head, file_name, paper
from minga.works.reporting.telling import screen

# More projects than these are written in the background.
DIRECT = 1_500


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The first one."""
    return _page(cast(StaffRequest, request), next(iter(KINDS.values())))


@require_GET
def report(request: HttpRequest, kind: str) -> HttpResponse:
    return _page(cast(StaffRequest, request), _kind(kind))


@require_GET
def paper_file(request: HttpRequest, kind: str, fmt: str) -> HttpResponse:
    staff, shown = cast(StaffRequest, request), _kind(kind)
    asked = _asked_or_404(staff)
    if fmt not in FORMATS or _is_long(asked):
        raise Http404
    head = Head(institution_of(asked), place_of(asked), staff.day, staff.chain)
    written = FORMATS[fmt].write(paper(asked, shown.tell(asked), head, fmt))
    response = HttpResponse(written, content_type=FORMATS[fmt].content_type)
    named = file_name(asked, shown.key, fmt)
    response["Content-Disposition"] = f'attachment; filename="{named}"'
    return response


@post_only
def prepare(request: StaffRequest, kind: str, fmt: str) -> HttpResponse:
    """A long one is left to the worker."""
    shown, asked = _kind(kind), _asked_or_404(request)
    if fmt not in FORMATS:
        raise Http404
    back = f"{reverse('works_reports:report', args=[shown.key])}?{_query(asked)}"
    return redirect(ask_report(request, asked, shown.key, fmt, back))


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def _is_long(asked: Question) -> bool:
    return asked.portfolio.count() > DIRECT


def _asked_or_404(request: StaffRequest) -> Question:
    try:
        return _question(request)
    except NotAMonth as error:
        raise Http404 from error


def _question(request: StaffRequest, month: str | None = None) -> Question:
    look = look_of(request)
    told = request.GET.get(MONTH, "") if month is None else month
    try:
        return question(
            request.GET, request.access, request.day, month=month_asked(told, request.day),
            division=look.chosen, place=look.region or look.place,
        )  # fmt: skip
    except UnknownQuestion as error:
        raise Http404 from error


def _query(asked: Question) -> str:
    query = QueryDict(mutable=True)
    query.update(asked.query)
    return query.urlencode()


def _page(request: StaffRequest, kind: Kind) -> HttpResponse:
    """A month that is none: the last one, and why."""
    refused = ""
    try:
        asked = _question(request)
    except NotAMonth as error:
        refused, asked = str(error), _question(request, "")
    told = kind.tell(asked)
    context: dict[str, Any] = {
        "kind": kind,
        "kinds": KINDS.values(),
        "asked": asked,
        "told": told,
        "screens": [screen(sheet) for sheet in told.sheets],
        "cuts": CUTS.values() if kind.is_cut else (),
        "places": PLACES.items() if kind.is_cut and asked.cut.key == "territorio" else (),
        "query": _query(asked),
        "formats": FORMATS.items(),
        "is_long": _is_long(asked),
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "works_reports/report.html", context, status=status)
