"""The results of a year, products down and communes across; and one product on the map."""

from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.lists.views import page as list_page
from minga.core.reports import FORMATS
from minga.strategy.models import LineOfAction, ProductLine
from minga.territory.frames import frame_on
from minga.workplan.results import exports
from minga.workplan.results.asking import ACTION, asked_of
from minga.workplan.results.list import FIGURES
from minga.workplan.results.map import map_of
from minga.workplan.results.models import Result
from minga.workplan.results.permissions import PREPARE
from minga.workplan.results.products import names_for
from minga.workplan.results.reading import Asked, Matrix, Row, counted, matrix
from minga.workplan.results.states import state_of

figures = list_page(FIGURES, more=lambda request, _: {"may_prepare": request.access.may(PREPARE)})


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """How much of each product was delivered in each commune."""
    staff = cast(StaffRequest, request)
    asked = asked_of(staff)
    if asked is None:
        return render(request, "results/results.html", {"matrix": None})
    found = matrix(asked)
    waiting = Result.objects.visible_to(staff.access).waiting(asked.day).filter(year=asked.year)
    context = {
        "asked": asked,
        "matrix": found,
        "rows": [(row, _cells(found, row), _address(row)) for row in found.rows],
        "columns": len(found.communes) + found.has_only_whole + 3,
        "waiting": waiting.count(),
        "actions": _chips(asked),
        "formats": FORMATS,
        "query": urlencode({ACTION: asked.action}) if asked.action else "",
        "may_prepare": staff.access.may(PREPARE),
    }
    return render(request, "results/results.html", context)


def _cells(found: Matrix, row: Row) -> list[tuple[str, int | None]]:
    cells = [(v.name, row.by_commune.get(v.territory_id)) for v in found.communes]
    return cells + ([("Sin comuna", row.only_whole or None)] if found.has_only_whole else [])


def _address(row: Row) -> str:
    return urlencode({"medida": row.measure})


def _chips(asked: Asked) -> list[tuple[str, str, bool]]:
    lines = [(value, label) for value, label in LineOfAction.choices]
    chips = [("", "todas las líneas"), *lines]
    return [(value, label, value == asked.action) for value, label in chips]


@require_GET
def download(request: HttpRequest, fmt: str) -> HttpResponse:
    """The matrix as it is seen, as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    asked = asked_of(staff)
    if fmt not in FORMATS or asked is None:
        raise Http404
    report = exports.report(asked, matrix(asked), chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    name = f"resultados-{asked.place.territory.key}-{asked.year}.{fmt}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    """One product in a year: a measure on the map, and every figure behind it."""
    staff = cast(StaffRequest, request)
    asked = asked_of(staff)
    line = get_object_or_404(_lines(staff), public_id=public_id)
    if asked is None:
        raise Http404
    own = Asked(staff.access, asked.year, asked.day, asked.frame, asked.place, line=public_id)
    found = matrix(own)
    service = line.definition.service_id
    wanted = request.GET.get("medida", "")
    shown = next((row for row in found.rows if row.measure == wanted), None)
    shown = shown or (found.rows[0] if found.rows else None)
    context = {
        "asked": own,
        "named": names_for([service], own.day)[line.pk],
        "service": line.definition.service,
        "measures": [(row, _address(row), row is shown) for row in found.rows],
        "shown": shown,
        "map": map_of(own, shown) if shown else None,
        "undivided": found.undivided,
        "figures": _figures(own, shown) if shown else [],
    }
    return render(request, "results/product.html", context)


def _lines(request: StaffRequest) -> "QuerySet[ProductLine]":
    """Of the services whose results or definitions one reads, once approved."""
    seen = Result.objects.visible_to(request.access).values("line")
    return ProductLine.objects.filter(pk__in=seen).select_related("definition__service__party")


def _figures(asked: Asked, row: Row) -> list[dict[str, Any]]:
    """Those that count in the place that one looks at, by period: they add up to its total."""
    here = [v.territory_id for v in asked.frame.division.inside(asked.place.territory_id)]
    own = counted(asked).filter(measure=row.measure, territory__in=here)
    access = asked.access
    found = own.for_page().order_by("month", "pk")
    return [
        {
            "result": result,
            "place": frame_on(result.ends_on).name_of(result.territory_id),
            # For who reads also what is not verified yet.
            "is_mended": state_of(result, asked.day).key == "corrected"
            and (access.reads_all or result.service_id in access.institutions),
        }
        for result in found
    ]
