"""Registering a project and changing what is said of it, each part on a form of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minga.budget.models import LineItem
from minga.commitments.views.common import service_for, tried
from minga.core.access import StaffRequest, needs
from minga.people.models import Organisation
from minga.strategy.models import Initiative
from minga.territory.frames import Frame, frame_on
from minga.territory.maps import ground_of
from minga.territory.models import TerritoryVersion
from minga.territory.models.shares import WHOLE, split
from minga.territory.place_map import address
from minga.works import actions, forms
from minga.works.forms.money import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_SOURCES,
    MOST_YEARS,
    MoneyForm,
    initial_of,
    payers,
)
from minga.works.models import Project, SourceKind, Typology
from minga.works.permissions import FORMULATE
from minga.works.products import name_of, named_on
from minga.works.showing import Money, Portion
from minga.works.views.common import Step, project_of, project_url, step_page

form_page = require_http_methods(["GET", "POST"])
# The item of the classification that each typology writes its costs in.
ITEMS = {Typology.STUDY: "01", Typology.PROJECT: "02", Typology.PROGRAMME: "03"}
INVESTMENT = "31"


def _about(service: Organisation, request: StaffRequest) -> dict[str, Any]:
    """What the form of a record offers: units, products, and the land to draw on."""
    frame = frame_on(request.day)
    region = frame.region_of(service.territory_id) if service.territory_id else None
    about: dict[str, Any] = {
        "service": service,
        "on": request.day,
        "products": named_on(service.pk, request.day),
    }
    if region is not None:
        about["ground"] = address(region.territory, frame, "geometry")
        about["frame"] = _bounds(frame, region)
    return about


def _bounds(frame: Frame, region: TerritoryVersion) -> tuple[float, ...]:
    lands = ground_of(frame, frame.communes_in(region.territory_id)).lands
    boxes = [land.geometry.bounds for land in lands]
    if not boxes:
        return ()
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


@form_page
@needs(FORMULATE)
def new(request: StaffRequest) -> HttpResponse:
    service = service_for(request, FORMULATE)
    form = forms.RecordForm(request.POST or None, **_about(service, request))
    made: list[Project] = []
    step = Step("Registrar proyecto", "Registrar proyecto", "", reverse("works:projects"),
                "Con el código, el nombre, la tipología y la etapa entra a la cartera; lo demás "
                "puede completarlo después.", draws=True)  # fmt: skip
    answer = step_page(
        request, step, form,
        lambda data: made.append(
            actions.register_project(service, form.said(), by=request.access)
        ),
        template="works/record.html",
    )  # fmt: skip
    if not made:
        return answer
    return redirect(project_url(made[0]))


@form_page
@needs(FORMULATE)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    found = project_of(request, public_id, FORMULATE)
    about = _about(found.service, request)
    offered = {named.line_id for named in about["products"]}
    if found.product_line and found.product_line_id not in offered:
        # What it said before the definitions changed stays until somebody chooses another.
        kept = name_of(found.product_line, found.service_id, request.day)
        about["products"] += [kept] if kept else []
    form = forms.RecordForm.of(found, request.POST or None, **about)
    step = Step("Cambiar registro", "Guardar registro", "Registro guardado.", project_url(found),
                draws=True)  # fmt: skip
    return step_page(
        request, step, form,
        lambda data: actions.change_project(
            found, form.said(), seen=data["seen"], by=request.access
        ),
        template="works/record.html", project=found,
    )  # fmt: skip


@form_page
@needs(FORMULATE)
def communes(request: StaffRequest, public_id: str) -> HttpResponse:
    """The amounts follow what is typed; nothing is kept until it is saved."""
    found = project_of(request, public_id, FORMULATE)
    frame = frame_on(request.day)
    form = forms.CommunesForm.of(found, _offered(found, frame), request.POST or None)
    step = Step("Comunas y su parte", "Guardar comunas", "Comunas guardadas.",
                project_url(found, "#comunas"))  # fmt: skip
    cost = Money.of(found).total
    if request.method == "POST":
        form.is_valid()
    if request.method == "POST" and (request.htmx or "ver" in request.POST):
        context = {"form": form, "step": step, "project": found,
                   "preview": _preview(form, cost, frame)}  # fmt: skip
        template = "works/_communes_preview.html" if request.htmx else "works/communes.html"
        return render(request, template, context)
    return step_page(
        request, step, form,
        lambda data: actions.write_communes(
            found, form.shares(), seen=data["seen"], by=request.access
        ),
        template="works/communes.html", project=found, preview=_preview(form, cost, frame),
    )  # fmt: skip


def _offered(project: Project, frame: Frame) -> list[TerritoryVersion]:
    """Those of the region of its service, and any that it already has."""
    service = project.service
    region = frame.region_of(service.territory_id) if service.territory_id else None
    found = {v.territory_id: v for v in frame.communes_in(region.territory_id)} if region else {}
    for row in project.shares.all():
        version = frame.versions.get(row.territory_id)
        if version is not None:
            found.setdefault(row.territory_id, version)
    return sorted(found.values(), key=lambda version: version.name)


def _preview(form: forms.CommunesForm, cost: int, frame: Frame) -> dict[str, Any]:
    """What each commune would get, and how far the sum is from 100 %."""
    said: dict[int, int] = {}
    for name, version in form.communes.items():
        value = form.cleaned_data.get(name) if form.is_bound else form.initial.get(name)
        if value:
            said[version.territory_id] = value
    total = sum(said.values())
    amounts = split(cost, said.items()) if total == WHOLE else {}
    rows = [
        Portion(frame.name_of(place), "", hundredths, amounts.get(place))
        for place, hundredths in sorted(said.items(), key=lambda pair: -pair[1])
    ]
    return {"rows": rows, "total": Portion("", "", total, None), "cost": cost,
            "missing": Portion("", "", abs(WHOLE - total), None),
            "is_whole": total == WHOLE, "is_over": total > WHOLE}  # fmt: skip


@form_page
@needs(FORMULATE)
def ties(request: StaffRequest, public_id: str) -> HttpResponse:
    found = project_of(request, public_id, FORMULATE)
    kept = list(found.ties.values_list("initiative", flat=True))
    catalogue = Initiative.objects.filter(service=found.service_id)
    offered = catalogue.valid_on(request.day) | catalogue.filter(pk__in=kept)
    given = list(catalogue.filter(pk__in=kept))
    initial = {
        part: [row.pk for row in given if row.part == part] for part in ("frame", "commitment")
    } | {"seen": found.revision}
    # Nothing chosen is an answer too.
    sent = request.POST if request.method == "POST" else None
    form = forms.TiesForm(sent, initial=initial, offered=offered.distinct())
    step = Step("Iniciativas del proyecto", "Guardar iniciativas", "Iniciativas guardadas.",
                project_url(found, "#para-que"))  # fmt: skip
    return step_page(
        request, step, form,
        lambda data: actions.tie_initiatives(
            found, form.chosen(), seen=data["seen"], by=request.access
        ),
        template="works/ties.html", project=found,
    )  # fmt: skip


@form_page
@needs(FORMULATE)
def money(request: StaffRequest, public_id: str) -> HttpResponse:
    """The sheet of costs and the sources; the sums follow what is typed."""
    found = project_of(request, public_id, FORMULATE)
    form = _money_form(request, found)
    step = Step("Costo y fuentes", "Guardar costo y fuentes", "Costo y fuentes guardados.",
                project_url(found, "#dinero"))  # fmt: skip
    context = {"form": form, "step": step, "project": found}
    if request.method == "POST":
        looks = request.htmx or {"ver", "mas_ano", "mas_fuente"} & set(request.POST)
        valid = form.is_valid()
        if looks:
            template = "works/_money_sums.html" if request.htmx else "works/money.html"
            return render(request, template, context)
        if valid and tried(
            form,
            lambda: actions.write_money(
                found, form.costs_said(), form.sources_said(),
                seen=form.cleaned_data["seen"], by=request.access,
            ),
        ):  # fmt: skip
            messages.success(request, step.done)
            return redirect(step.back)
        if form.refused_with == 409:
            form.put(seen=Project.objects.get(pk=found.pk).revision)
    return render(request, "works/money.html", context, status=form.http_status)


def _money_form(request: StaffRequest, found: Project) -> MoneyForm:
    kept = Money.of(found)
    costs = {(row.line_item_id, row.year): row.amount for row in kept.costs}
    sources = [(row.kind, row.organisation_id, row.amount) for row in kept.sources]
    offered = LineItem.objects.of_projects().valid_on(request.day).filter(
        subtitle=INVESTMENT, item=ITEMS[Typology(found.typology)]
    ) | LineItem.objects.filter(pk__in={item for item, _ in costs})
    years = _years(request, found, kept)
    count = _count(request, sources)
    blank: list[tuple[str, int | None, int | None]] = [
        (kind, None, None) for kind in (SourceKind.SECTOR, SourceKind.REGIONAL,
                                        SourceKind.MUNICIPALITY)
    ]  # fmt: skip
    initial = initial_of(costs, sources or blank)  # type: ignore[arg-type]  # no amount yet
    return MoneyForm(
        request.POST or None,
        initial=initial | {"seen": found.revision},
        items=list(offered.distinct().order_by("subtitle", "item", "allocation", "pk")),
        years=years,
        count=count,
        payers=payers(),
    )


def _years(request: StaffRequest, found: Project, kept: Money) -> list[int]:
    """Those that the form showed, and one more when it is asked for; at first those of the costs
    and of its dates."""
    shown = sorted({int(year) for year in request.POST.getlist("ano") if _is_year(year)})
    if shown:
        if "mas_ano" in request.POST and shown[-1] < LAST_YEAR:
            shown.append(shown[-1] + 1)
        return shown[:MOST_YEARS]
    first = found.starts_on.year if found.starts_on else request.day.year
    last = found.ends_on.year if found.ends_on else first + 1
    years = {*range(first, min(last, first + MOST_YEARS - 1) + 1), *kept.years}
    return sorted(years)[:MOST_YEARS] if not kept.years else sorted(years)


def _is_year(said: str) -> bool:
    return said.isdecimal() and len(said) == 4 and FIRST_YEAR <= int(said) <= LAST_YEAR


def _count(request: StaffRequest, sources: list[Any]) -> int:
    shown = request.POST.get("fuentes", "")
    if not shown.isdecimal() or len(shown) > 2:
        return max(3, len(sources) + 1) if sources else 3
    return min(MOST_SOURCES, int(shown) + ("mas_fuente" in request.POST))
