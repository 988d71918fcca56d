"""The reconciliation of opening balances: on screen and to print."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.reports import FORMATS
from minga.works.contracts import exports
from minga.works.contracts.tables import reconciliation


@require_GET
def openings(request: HttpRequest) -> HttpResponse:
    staff = cast(StaffRequest, request)
    context = {"found": reconciliation(staff.access), "formats": list(FORMATS)}
    return render(staff, "contracts/openings.html", context)


@require_GET
def openings_file(request: HttpRequest, fmt: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    if fmt not in FORMATS:
        raise Http404
    institution = staff.access.organisation_label or "Servicios de vivienda y urbanización"
    found = reconciliation(staff.access)
    report = exports.report(found, institution=institution, day=staff.day, chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    response["Content-Disposition"] = f'attachment; filename="saldos-iniciales.{fmt}"'
    return response
