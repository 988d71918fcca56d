"""Reporting a figure by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.people.models import Organisation
from minga.strategy.models import ProductLine
from minga.territory.frames import Frame
from minga.territory.look import look_of
from minga.territory.models import Kind, Territory
from minga.workplan.results import actions
from minga.workplan.results.forms import ResultForm
from minga.workplan.results.models import Result
from minga.workplan.results.periods import Period
from minga.workplan.results.permissions import PREPARE
from minga.workplan.results.products import Named, names_for

KINDS = {
    Kind.REGION: "Región",
    Kind.PROVINCE: "Provincias",
    Kind.COMMUNE: "Comunas",
    Kind.NEIGHBOURHOOD: "Barrios",
}


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def new(request: StaffRequest) -> HttpResponse:
    service = _service(request)
    form = ResultForm(
        request.POST or None,
        request.FILES or None,
        products=_products(names_for([service.pk], request.day)),
        places=_places(request),
        initial={"year": look_of(request).year, "month": "0"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _report(request, service, form)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Cifra informada: la verifica otra persona.")
            return redirect("results:result", made.public_id)
    context = {"form": form, "service": service}
    return render(request, "results/new.html", context, status=form.http_status)


def _report(request: StaffRequest, service: Organisation, form: ResultForm) -> Result:
    data = form.cleaned_data
    said = actions.Said(
        line=ProductLine.objects.get(public_id=data["product"]),
        territory=Territory.objects.get(public_id=data["place"]),
        period=Period(data["year"], data["month"]),
        measure=data["measure"],
        unit=data["unit"],
        value=data["value"],
        source=data["source"],
    )
    return actions.report_result(service, said, file=data["file"], by=request.access)


def _service(request: StaffRequest) -> Organisation:
    """The institution in whose name the person acts: the first where a role allows it."""
    access = request.access
    found = [pk for pk in access.institutions if access.may(PREPARE, pk)]
    return Organisation.objects.select_related("party").get(pk=min(found))


def _products(names: dict[int, Named]) -> list[tuple[str, str]]:
    """Also those of earlier versions: a figure of last year is of what ruled then."""
    ordered = sorted(names.values(), key=lambda named: (not named.is_ruling, named.order))
    return [
        (named.public_id, f"{named}" if named.is_ruling else f"{named} (versión anterior)")
        for named in ordered
    ]


def _places(request: StaffRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of the region that one looks at, as it is divided now and as it was when the year began."""
    look = look_of(request)
    if look.region is None:
        return []
    before = look.atlas.on(Period(look.year - 1).last)
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for frame in (look.frame, before):
        _gather(found, frame, look.region.territory_id)
    return [
        (label, sorted(found[kind].items(), key=_by_name))
        for kind, label in KINDS.items()
        if found[kind]
    ]


def _by_name(item: tuple[str, str]) -> str:
    return item[1]


def _gather(found: dict[str, dict[str, str]], frame: Frame, region_id: int) -> None:
    inside: Any = frame.division.inside(region_id)
    for version in inside:
        if version.territory.kind in found:
            known = found[version.territory.kind]
            known.setdefault(version.territory.public_id, version.with_kind)
