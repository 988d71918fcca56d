"""The diffusion plan of a work plan: what it says, how it goes, its draft, report and panel."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals import actions as approvals
from minga.core.approvals.deciding import trail_for
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.panels import answer, panel_view
from minga.core.reports import FORMATS
from minga.core.versions import NotADraft
from minga.territory.frames import frame_on
from minga.workplan.diffusion import actions, exports
from minga.workplan.diffusion.changes import changes
from minga.workplan.diffusion.forms import MechanismForm
from minga.workplan.diffusion.models import DiffusionVersion, Mechanism, Publication
from minga.workplan.diffusion.permissions import PREPARE, WRITE
from minga.workplan.diffusion.tables import (
    Board,
    board_of,
    mechanisms_of,
    publications_of,
    rows_of,
)
from minga.workplan.diffusion.views.common import Page, draft_of, page_of
from minga.workplan.views.common import acting

form_page = require_http_methods(["GET", "POST"])
LAST_PUBLICATIONS = 8


@require_GET
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, page_of(staff, public_id))


def _page(request: StaffRequest, page: Page, error: DomainError | None = None) -> HttpResponse:
    access, service = acting(request, page.plan), page.plan.service_id
    version, draft = page.ruling(request.day), page.open
    found = mechanisms_of(*(v for v in (version, draft) if v))
    ruling = [row for row in found if version and row.version_id == version.pk]
    context: dict[str, Any] = {
        "plan": page.plan,
        "diffusion": page.diffusion,
        "version": version,
        "board": Board(tuple(rows_of(ruling, request.day))) if version else None,
        "publications": _last(request, page),
        "may_prepare": access.may(PREPARE, service),
        "may_write": access.may(WRITE, service) and page.in_force is not None,
        "versions": [v for v in page.versions if not v.is_open],
        "formats": FORMATS,
        "error": str(error or ""),
        "place": frame_on(request.day).name_of(page.plan.territory_id),
    }
    if draft:
        proposed = [row for row in found if row.version_id == draft.pk]
        context |= _draft(request, page, draft, ruling, proposed)
    status = error.status if error else 200
    return render(request, "diffusion/plan.html", context, status=status)


def _last(request: StaffRequest, page: Page) -> list[Publication]:
    if page.diffusion is None:
        return []
    seen = Publication.objects.visible_to(request.access).filter(line__diffusion=page.diffusion)
    return list(seen.for_page().order_by("-on", "-pk")[:LAST_PUBLICATIONS])


def _draft(
    request: StaffRequest,
    page: Page,
    draft: DiffusionVersion,
    ruling: list[Mechanism],
    mechanisms: list[Mechanism],
) -> dict[str, Any]:
    return {
        "draft": draft,
        "mechanisms": mechanisms,
        "changes": changes(ruling, mechanisms) if ruling else (),
        "editable": draft.status == "draft" and request.access.may(PREPARE, page.plan.service_id),
        "trail": trail_for(request, draft),
    }


def _do(
    request: StaffRequest, public_id: str, act: Callable[[Page], object], done: str
) -> HttpResponse:
    """One action without a form, and the page again."""
    page = page_of(request, public_id)
    try:
        act(page)
    except DomainError as error:
        return _page(request, page_of(request, public_id), error)
    messages.success(request, done)
    return redirect("diffusion:plan", public_id)


@post_only
@needs(PREPARE)
def start(request: StaffRequest, public_id: str) -> HttpResponse:
    """The first draft, or one more from the version in force."""

    def act(page: Page) -> object:
        if page.diffusion is None:
            return actions.begin_diffusion(page.plan, by=request.access)
        return actions.start_draft(page.diffusion, by=request.access)

    return _do(request, public_id, act, "Borrador abierto.")


@post_only
@needs(PREPARE)
def submit(request: StaffRequest, public_id: str) -> HttpResponse:
    def act(page: Page) -> object:
        return approvals.begin(draft_of(page), by=request.access)

    return _do(request, public_id, act, "Plan de difusión enviado a aprobación.")


@post_only
@needs(PREPARE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    def act(page: Page) -> object:
        return actions.discard_draft(draft_of(page), by=request.access)

    return _do(request, public_id, act, "Borrador descartado.")


@post_only
@needs(PREPARE)
def remove(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    def act(page: Page) -> object:
        draft = draft_of(page)
        found = get_object_or_404(draft.mechanisms.for_page(), line__public_id=line)
        return actions.remove_mechanism(found, by=request.access)

    return _do(request, public_id, act, "Quitado del borrador.")


@post_only
@needs(PREPARE)
def restore(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    def act(page: Page) -> object:
        draft = draft_of(page)
        found = get_object_or_404(draft.diffusion.lines, public_id=line)
        return actions.restore_mechanism(draft, found, by=request.access)

    return _do(request, public_id, act, "Repuesto en el borrador.")


@form_page
@needs(PREPARE)
def add(request: StaffRequest, public_id: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = MechanismForm(request.access, request.day, data, initial={"revision": 0})

    def act(draft: DiffusionVersion) -> object:
        return actions.add_mechanism(draft, form.means, by=request.access)

    return _mechanism(request, page_of(request, public_id), form, act, "Agregar mecanismo")


@form_page
@needs(PREPARE)
def edit(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    page = page_of(request, public_id)
    versions = [page.open] if page.open else page.versions[:1]
    if not page.drafts or not versions:
        raise Http404
    found = get_object_or_404(
        versions[0].mechanisms.for_page().select_related("version"), line__public_id=line
    )
    posted = request.method == "POST"
    form = (
        MechanismForm(request.access, request.day, request.POST)
        if posted
        else MechanismForm.of(found, request.access, request.day)
    )

    def act(draft: DiffusionVersion) -> object:
        revision = form.cleaned_data["revision"]
        return actions.change_mechanism(found, form.means, revision=revision, by=request.access)

    answered = _mechanism(request, page, form, act, "Guardar mecanismo")
    if form.conflict:
        found.refresh_from_db(fields=["revision"])
        form.show_again(found.revision)
        return _form(request, page, form, "Guardar mecanismo")
    return answered


def _mechanism(
    request: StaffRequest,
    page: Page,
    form: MechanismForm,
    act: Callable[[DiffusionVersion], object],
    verb: str,
) -> HttpResponse:
    """Show the form; act when it is valid. What was approved meanwhile is told with what was
    typed."""
    if not page.drafts:
        raise Http404
    public_id = page.plan.public_id
    try:
        draft = draft_of(page)
        if form.is_bound and form.is_valid():
            act(draft)
            messages.success(request, f"Mecanismo «{form.cleaned_data['name']}» guardado.")
            return redirect("diffusion:plan", public_id)
    except NotADraft as error:
        if not form.is_bound:
            messages.error(request, str(error))
            return redirect("diffusion:plan", public_id)
        form.full_clean()
        form.refuse(error)
        form.refused_with = 409
    except DomainError as error:
        form.refuse(error)
    return _form(request, page, form, verb)


def _form(request: StaffRequest, page: Page, form: MechanismForm, verb: str) -> HttpResponse:
    context = {"plan": page.plan, "form": form, "verb": verb}
    return render(request, "diffusion/mechanism.html", context, status=form.http_status)


@require_GET
def report(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """The plan against what was made, as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    page = page_of(staff, public_id)
    version = page.ruling(staff.day)
    if fmt not in FORMATS or version is None or page.diffusion is None:
        raise Http404
    written = exports.plan_and_made(
        page.plan,
        version,
        board_of(version, staff.day),
        publications_of(page.diffusion),
        day=staff.day,
        chain=staff.chain,
    )
    response = HttpResponse(FORMATS[fmt].write(written), content_type=FORMATS[fmt].content_type)
    name = f"difusion-{page.plan.service.key}-{page.plan.year}.{fmt}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    """How diffusion goes, on the page of the work plan."""
    page = page_of(request, public_id)
    version = page.ruling(request.day)
    context = {
        "plan": page.plan,
        "version": version,
        "open": page.open,
        "board": board_of(version, request.day) if version else None,
        "may_prepare": acting(request, page.plan).may(PREPARE, page.plan.service_id),
    }
    back = reverse("workplan:plan", args=[public_id])
    return answer(request, "diffusion/_of_plan.html", context, title="Difusión", back=back)
