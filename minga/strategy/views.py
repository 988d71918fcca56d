"""The strategic definitions of a service: what rules, what was before, what is proposed."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import Access, StaffRequest, needs
from minga.core.approvals.deciding import pass_posted, return_posted, trail_for
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.reports import FORMATS
from minga.core.versions import ruling
from minga.people.models import Organisation
from minga.strategy import actions, exports
from minga.strategy.changes import changes
from minga.strategy.forms import MORE, DefinitionsForm
from minga.strategy.models import DefinitionVersion, StrategicDefinition
from minga.strategy.permissions import APPROVE, PREPARE
from minga.strategy.products import products_of, read_whole
from minga.territory.frames import frame_on


@dataclass(frozen=True)
class Services:
    """Those whose definitions one reads or prepares, one's own first, and the one asked for."""

    all: list[Organisation]
    chosen: Organisation | None

    @property
    def several(self) -> list[Organisation]:
        return self.all if len(self.all) > 1 else []


def _services(request: StaffRequest, permission: str | None = None) -> Services:
    """`?servicio=` chooses; with a permission, only where the person has it."""
    access = request.access
    readable = StrategicDefinition.objects.visible_to(access).values("service")
    prepared = [pk for pk in access.institutions if access.may(PREPARE, pk)]
    found = Organisation.objects.filter(Q(pk__in=readable) | Q(pk__in=prepared)).order_by("name")
    services = [
        service for service in found if permission is None or access.may(permission, service.pk)
    ]
    services.sort(key=lambda service: service.pk not in access.institutions)
    asked = request.GET.get("servicio")
    if asked is None:
        return Services(services, services[0] if services else None)
    chosen = next((service for service in services if service.key == asked), None)
    if chosen is None:
        raise Http404
    return Services(services, chosen)


def _address(service: Organisation) -> str:
    return f"{reverse('strategy:definitions')}?servicio={service.key}"


@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """Mission and objectives in force on the day, with the versions."""
    staff = cast(StaffRequest, request)
    return _page(staff, _services(staff))


def _page(request: StaffRequest, services: Services, **forms: MingaForm) -> HttpResponse:
    """`forms`: one of the trail's that was refused."""
    access, service = request.access, services.chosen
    refused = next(iter(forms.values()), None)
    definition = StrategicDefinition.objects.filter(service=service).first() if service else None
    versions = (
        list(definition.versions.select_related("approved_by").order_by("-number"))
        if definition
        else []
    )
    version = ruling(versions, request.day)
    read_whole([v for v in versions if v == version or v.is_open])
    context: dict[str, Any] = {
        "service": service,
        "services": services.several,
        "definition": definition,
        "version": version,
        "versions": [v for v in versions if not v.is_open],
        "objectives": list(version.objectives.all()) if version else [],
        "products": products_of(version) if version else [],
        "formats": FORMATS,
        # What was refused has to be said although nothing waits any more.
        "refused": refused,
    }
    if service:
        proposed = next((v for v in versions if v.is_open), None)
        context |= _proposal(access, service, proposed)
        if proposed and context["proposed"]:
            context["changes"] = changes(version, proposed)
            context["trail"] = trail_for(request, proposed, **forms)
    status = refused.http_status if refused else 200
    return render(request, "strategy/definitions.html", context, status=status)


def _proposal(
    access: Access, service: Organisation, proposed: DefinitionVersion | None
) -> dict[str, Any]:
    """What is not approved yet is of those who prepare or approve it in the service."""
    prepares, approves = access.may(PREPARE, service.pk), access.may(APPROVE, service.pk)
    shown = proposed if prepares or approves else None
    submitted = shown is not None and shown.status == "submitted"
    return {
        "proposed": shown,
        "proposed_objectives": list(shown.objectives.all()) if shown else [],
        "proposed_products": products_of(shown) if shown else [],
        "may_propose": prepares and not submitted,
    }


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version as it was approved, and what it changed of the one before."""
    staff = cast(StaffRequest, request)
    found, before = _approved(staff, public_id, number)
    read_whole([v for v in (found, before) if v])
    context = {
        "service": found.definition.service,
        "definition": found.definition,
        "version": found,
        "objectives": list(found.objectives.all()),
        "products": products_of(found),
        "changes": changes(before, found),
        "formats": FORMATS,
    }
    return render(request, "strategy/version.html", context)


@require_GET
def form(request: HttpRequest, public_id: str, number: int, fmt: str) -> HttpResponse:
    """Form 1 of the PMG, as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    found, _ = _approved(staff, public_id, number)
    if fmt not in FORMATS:
        raise Http404
    territory = found.definition.service.territory_id
    place = frame_on(staff.day).name_of(territory) if territory else ""
    report = exports.definitions(found, place=place, day=staff.day, chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    response["Content-Disposition"] = f'attachment; filename="{exports.file_name(found, fmt)}"'
    return response


def _approved(
    request: StaffRequest, public_id: str, number: int
) -> tuple[DefinitionVersion, DefinitionVersion | None]:
    """One that was approved by the day, and the one before it."""
    visible = StrategicDefinition.objects.visible_to(request.access)
    definition = get_object_or_404(visible, public_id=public_id)
    approved = definition.versions.filter(approved_on__lte=request.day, number__lte=number)
    related = ("approved_by", "definition__service__party")
    versions = list(approved.select_related(*related).order_by("-number")[:2])
    if not versions or versions[0].number != number:
        raise Http404
    return versions[0], versions[1] if len(versions) > 1 else None


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def propose(request: StaffRequest) -> HttpResponse:
    """A new version, starting from the words of the one in force; or the one that was returned."""
    service = _services(request, PREPARE).chosen
    if service is None:
        raise Http404
    known = DefinitionVersion.objects.filter(definition__service=service)
    draft = known.filter(status="draft").first()
    start = draft or known.filter(status="in_force").first()
    form = _form_of(request, start)
    if form.is_bound and form.is_valid():
        try:
            actions.propose_definitions(
                service,
                mission=form.cleaned_data["mission"],
                objectives=form.objectives,
                products=form.products_said,
                seen=form.cleaned_data["seen"],
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Definiciones enviadas a aprobación.")
            asked = "servicio" in request.GET
            return redirect(_address(service) if asked else "strategy:definitions")
    if form.conflict and draft:
        form.show_again(draft.event_id)
    context = {
        "form": form,
        "service": service,
        "draft": draft,
        "widened": request.method == "POST" and not form.is_bound,
    }
    return render(request, "strategy/propose.html", context, status=form.http_status)


def _form_of(request: StaffRequest, start: DefinitionVersion | None) -> DefinitionsForm:
    """To begin; with what was sent; or, when room was asked for, with what was typed so far."""
    if request.method != "POST":
        return DefinitionsForm.of(start)
    if MORE in request.POST:
        return DefinitionsForm.with_room(request.POST)
    return DefinitionsForm(request.POST)


@post_only
@needs(APPROVE)
def approve(request: StaffRequest, public_id: str) -> HttpResponse:
    version = _last(request, public_id)
    form = pass_posted(request, version)
    if form.errors:
        return _page(request, _of(version), form=form)
    version.refresh_from_db(fields=["status"])
    done = (
        "Paso dado. Las definiciones esperan el siguiente."
        if version.is_open
        else f"Definiciones aprobadas: rige la versión {version.number}."
    )
    messages.success(request, done)
    return redirect(_address(version.definition.service))


@post_only
@needs(APPROVE)
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    version = _last(request, public_id)
    form = return_posted(request, version)
    if form.errors:
        return _page(request, _of(version), return_form=form)
    messages.success(request, "Definiciones devueltas con sus observaciones.")
    return redirect(_address(version.definition.service))


def _last(request: StaffRequest, public_id: str) -> DefinitionVersion:
    """The last version; whether it still awaits approval is for the action to say."""
    visible = StrategicDefinition.objects.visible_to(request.access)
    definition = get_object_or_404(visible, public_id=public_id)
    versions = definition.versions.select_related("definition__service").order_by("-number")
    return get_object_or_404(versions[:1])


def _of(version: DefinitionVersion) -> Services:
    """The page of one service, without the way to others."""
    service = version.definition.service
    return Services([service], service)
