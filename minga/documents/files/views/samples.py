"""Samples of files: those that were drawn, one of them, drawing another."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.cases import case_kinds
from minga.core.errors import DomainError
from minga.core.reports import FORMATS
from minga.documents.files import actions
from minga.documents.files.exports import sample_report
from minga.documents.files.forms import DrawForm
from minga.documents.files.models import Sample, SampleItem
from minga.documents.files.permissions import SAMPLE
from minga.documents.files.sampled import Shown, kind_label, shown_to
from minga.people.models import Organisation


@require_GET
def samples(request: HttpRequest) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = Sample.objects.visible_to(staff.access).defer("population")
    rows = list(found.select_related("by", "service").order_by("-on", "-pk")[:200])
    context = {
        "rows": [(sample, kind_label(sample)) for sample in rows],
        "total": len(rows),
        "may_draw": staff.access.may(SAMPLE),
    }
    return render(request, "files/samples.html", context)


@require_http_methods(["GET", "POST"])
@needs(SAMPLE)
def draw(request: StaffRequest) -> HttpResponse:
    kinds = [kind for kind in case_kinds() if kind.dossier]
    form = DrawForm(request.POST or None, kinds=kinds)
    if form.is_valid():
        own = [pk for pk in request.access.institutions if request.access.may(SAMPLE, pk)]
        service = Organisation.objects.get(pk=min(own))
        said = dict(form.cleaned_data)
        try:
            sample = actions.draw(service, said.pop("kind"), **said, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Sorteada la muestra {sample.number} de {sample.year}.")
            return redirect("files:sample", sample.public_id)
    return render(request, "files/draw.html", {"form": form}, status=form.http_status)


def _found(request: StaffRequest, public_id: str) -> tuple[Sample, list[Shown]]:
    rows = Sample.objects.visible_to(request.access).select_related("by", "service")
    sample = get_object_or_404(rows, public_id=public_id)
    items = list(SampleItem.objects.filter(sample=sample).order_by("position"))
    return sample, shown_to(request.access, sample, items)


@require_GET
def sample(request: HttpRequest, public_id: str) -> HttpResponse:
    """The cases in the order of the draw, the seed, and how anyone repeats it."""
    row, items = _found(cast(StaffRequest, request), public_id)
    context = {"sample": row, "items": items, "kind": kind_label(row)}
    return render(request, "files/sample.html", context)


@require_GET
def sample_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sample and its whole population as a workbook."""
    staff = cast(StaffRequest, request)
    row, items = _found(staff, public_id)
    fmt = FORMATS["xlsx"]
    content = fmt.write(sample_report(row, items, on=staff.day))
    response = HttpResponse(content, content_type=fmt.content_type)
    name = f"muestra-{row.year}-{row.number}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
