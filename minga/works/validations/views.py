"""What is wrong with the portfolio and with one project; the catalogue; asking for a review."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.jobs.actions import ask
from minga.core.lists.views import page as list_page
from minga.core.panels import answer, panel_view
from minga.works.checking import Finding, Severity, findings_of
from minga.works.models import Project
from minga.works.validations import actions
from minga.works.validations.catalogue import BY_CODE, ENTRIES
from minga.works.validations.forms import JustifyForm
from minga.works.validations.jobs import REVIEW
from minga.works.validations.list import FINDINGS, counts
from minga.works.validations.models import KeptFinding, WarningJustification
from minga.works.validations.permissions import JUSTIFY


def _more(request: StaffRequest, _: Any) -> dict[str, Any]:
    seen = KeptFinding.objects.visible_to(request.access).order_by("-seen_on").first()
    return {"reviewed": seen, "may_review": request.access.may(JUSTIFY)}


findings = list_page(FINDINGS, more=_more)


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every check, with what waits of it."""
    staff = cast(StaffRequest, request)
    return render(request, "validations/catalogue.html", {"rows": counts(staff.access)})


@post_only
@needs(JUSTIFY)
def review(request: StaffRequest) -> HttpResponse:
    row = ask(
        REVIEW, by=request.access, key="portfolio", subject_url=reverse("validations:findings")
    )
    return redirect("jobs:job", row.public_id)


@require_http_methods(["GET", "POST"])
def project(request: HttpRequest, public_id: str) -> HttpResponse:
    """All that is wrong with a project now, and what was justified; a warning is justified here."""
    staff = cast(StaffRequest, request)
    if request.method == "POST":
        return _justify(staff, public_id)
    return _page(staff, _project(staff, public_id))


@needs(JUSTIFY)
def _justify(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _project(request, public_id)
    form = JustifyForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.justify(found, said["digest"], said["text"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "La justificación quedó registrada.")
            return redirect("validations:project", found.public_id)
    if "digest" in form.errors:
        messages.error(request, "Elija la advertencia que justifica.")
        return redirect("validations:project", found.public_id)
    return _page(request, found, form)


def _page(request: StaffRequest, found: Project, refused: MingaForm | None = None) -> HttpResponse:
    may = request.access.may(JUSTIFY, found.service_id)
    groups = _groups(found)
    for line in groups["warns"]:
        line["form"] = _form_of(line["finding"], refused) if may else None
    context = {
        "project": found,
        "groups": groups,
        "form": refused,
        "justified": WarningJustification.objects.filter(project=found).select_related("said_by"),
    }
    status = refused.http_status if refused else 200
    return render(request, "validations/project.html", context, status=status)


def _form_of(finding: Finding, refused: MingaForm | None) -> MingaForm:
    if refused is not None and refused.data.get("digest") == finding.digest:
        return refused
    return JustifyForm(
        initial={"digest": finding.digest}, prefix=None, auto_id=f"{finding.digest}-%s"
    )


def _groups(found: Project) -> dict[str, list[dict[str, Any]]]:
    """What stops, what warns and what was justified."""
    lines: dict[str, list[dict[str, Any]]] = {"stops": [], "warns": [], "justified": []}
    for finding in findings_of(found):
        group = "stops" if finding.severity is Severity.STOPS else "warns"
        if finding.justification:
            group = "justified"
        lines[group].append({"finding": finding, "title": BY_CODE[finding.code].title})
    return lines


def _project(request: StaffRequest, public_id: str) -> Project:
    rows = Project.objects.visible_to(request.access).for_page()
    return get_object_or_404(rows, public_id=public_id)


@panel_view
def panel(request: StaffRequest, public_id: str) -> HttpResponse:
    """On the page of a project: what stops it, what warns."""
    found = _project(request, public_id)
    context = {"project": found, "groups": _groups(found), "checks": len(ENTRIES)}
    title = f"Validaciones de {found}"
    back = reverse("works:project", args=[public_id])
    return answer(request, "validations/_panel.html", context, title=title, back=back)
