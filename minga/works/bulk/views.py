"""The portfolio, or what a list shows of it, as a workbook to be edited and loaded again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from minga.core.access import StaffRequest, needs
from minga.core.http import post_only
from minga.core.lists.rows import narrowed
from minga.core.lists.spec import Rows
from minga.core.lists.views.common import Target, target
from minga.core.numbers import whole
from minga.works.bulk.filled import workbook
from minga.works.bulk.there import service_of
from minga.works.bulk.words import Known
from minga.works.list import PROJECTS
from minga.works.models import Project
from minga.works.permissions import FORMULATE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 5_000


@post_only
@needs(FORMULATE)
def book(request: StaffRequest) -> HttpResponse:
    """Those of the list as it was seen, or those that were marked, of the own service."""
    found = target(request, PROJECTS.key)
    service = service_of(request.access)
    rows = _chosen(request, found).filter(service=service).order_by()
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    if not keys:
        messages.error(request, f"Ahí no hay proyectos de {service.short_name}.")
        return redirect(found.address)
    if len(keys) > MOST:
        sentence = f"Una planilla lleva hasta {whole(MOST)} proyectos: filtre la lista y repita."
        messages.error(request, sentence)
        return redirect(found.address)
    content = workbook(Project.objects.filter(pk__in=keys), Known.on(service, request.day))
    answer = HttpResponse(content, content_type=XLSX)
    name = f"cartera-{request.day:%d-%m-%Y}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _chosen(request: StaffRequest, found: Target) -> Rows:
    marked = [key for key in request.POST.getlist("fila") if "\0" not in key]
    if marked and "todas" not in request.POST:
        rows = found.spec.rows(found.asked.asking)
        return rows.filter(public_id__in=marked)
    return narrowed(found.asked)
