"""What strategy shows on the page of an organisation: the mission and objectives that rule it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from minga.core.access import StaffRequest
from minga.core.panels import Panel, answer, panel_view, register_panel
from minga.core.versions import ruling
from minga.people.models import Organisation
from minga.strategy.models import StrategicDefinition


def declare() -> None:
    register_panel(
        Panel("people.organisation", "strategy:of_organisation", "Definiciones estratégicas")
    )


@panel_view
def of_organisation(request: StaffRequest, public_id: str) -> HttpResponse:
    """Of the institution, also on the page of its units; only for who reads its definitions."""
    row = get_object_or_404(Organisation, party__public_id=public_id)
    visible = StrategicDefinition.objects.visible_to(request.access)
    definition = visible.filter(service=row.institution_pk).select_related("service").first()
    versions = definition.versions.filter(approved_on__isnull=False) if definition else ()
    version = ruling(versions, request.day)
    context = {
        "version": version,
        "service": definition.service if definition else None,
        "objectives": list(version.objectives.all()) if version else [],
    }
    return answer(
        request,
        "strategy/_of_organisation.html",
        context,
        title="Definiciones estratégicas",
        back=reverse("people:organisation", args=[public_id]),
    )
