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
from minga.core.versions import ruling
from minga.people.models import Organisation
from minga.strategy import actions
from minga.strategy.forms import DefinitionsForm
from minga.strategy.models import DefinitionVersion, StrategicDefinition
from minga.strategy.permissions import APPROVE, PREPARE


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
    context: dict[str, Any] = {
        "service": service,
        "services": services.several,
        "definition": definition,
        "version": version,
        "versions": [v for v in versions if not v.is_open],
        "objectives": list(version.objectives.all()) if version else [],
        # What was refused has to be said although nothing waits any more.
        "refused": refused,
    }
    if service:
        proposed = next((v for v in versions if v.is_open), None)
        context |= _proposal(access, service, proposed)
        if context["proposed"]:
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
        "may_propose": prepares and not submitted,
    }


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
    form = DefinitionsForm(request.POST) if request.method == "POST" else DefinitionsForm.of(start)
    if form.is_bound and form.is_valid():
        try:
            actions.propose_definitions(
                service,
                mission=form.cleaned_data["mission"],
                objectives=form.objectives,
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
    context = {"form": form, "service": service, "draft": draft}
    return render(request, "strategy/propose.html", context, status=form.http_status)


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
