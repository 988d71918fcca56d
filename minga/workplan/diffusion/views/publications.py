"""Publications: the list, one, preparing it, correcting it, sending it."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals import actions as approvals
from minga.core.approvals.deciding import trail_for
from minga.core.approvals.rounds import was_sent
from minga.core.drafts import of_the_draft
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.indicators.figures import shown
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.lists.views import page as list_page
from minga.people.citizens.permissions import SEE_ATTENTIONS
from minga.territory.frames import frame_on
from minga.workplan.actions.locks import require_open
from minga.workplan.diffusion import actions
from minga.workplan.diffusion.forms import PublicationForm
from minga.workplan.diffusion.list import PUBLICATIONS
from minga.workplan.diffusion.models import Mechanism, Publication
from minga.workplan.diffusion.permissions import WRITE
from minga.workplan.diffusion.views.common import page_of
from minga.workplan.models import WorkPlan

form_page = require_http_methods(["GET", "POST"])

publications = list_page(
    PUBLICATIONS,
    more=lambda request, screen: {"sees_attentions": request.access.may(SEE_ATTENTIONS)},
)


def _found(request: StaffRequest, public_id: str) -> Publication:
    seen = Publication.objects.visible_to(request.access).for_page()
    return get_object_or_404(seen, public_id=public_id)


def _own(request: StaffRequest, public_id: str) -> Publication:
    """One that the person may write; of another service there is nothing to write."""
    found = _found(request, public_id)
    if not request.access.may(WRITE, found.line.diffusion.plan.service_id):
        raise Http404
    return found


@require_GET
def publication(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, _found(staff, public_id))


def _page(
    request: StaffRequest, found: Publication, error: DomainError | None = None
) -> HttpResponse:
    plan = found.line.diffusion.plan
    writes = request.access.may(WRITE, plan.service_id)
    published = found.state == Publication.State.PUBLISHED
    correction = getattr(found, "corrected_by", None)
    context: dict[str, Any] = {
        "publication": found,
        "plan": plan,
        "mechanism": found.line.mechanisms.order_by("-version__number").first(),
        "place": frame_on(found.on).name_of(found.territory_id),
        "figures": [(kept, shown(kept.value, kept.unit)) for kept in _kept(found)],
        "correction": correction if correction and (writes or correction.status == "published")
        else None,
        "trail": None if published else trail_for(request, found),
        "editable": writes and found.is_draft,
        "may_discard": writes and found.is_draft and not was_sent(found),
        "may_correct": writes and published and correction is None,
        "error": str(error or ""),
    }  # fmt: skip
    status = error.status if error else 200
    return render(request, "diffusion/publication.html", context, status=status)


def _kept(found: Publication) -> list[IndicatorSnapshot]:
    return [row.snapshot for row in found.figures.select_related("snapshot").order_by("pk")]


@form_page
@needs(WRITE)
@of_the_draft("diffusion:plan")
def new(request: StaffRequest, public_id: str) -> HttpResponse:
    """By a mechanism of the plan in force; `?mecanismo=` comes from its row."""
    page = page_of(request, public_id)
    if page.in_force is None or not request.access.may(WRITE, page.plan.service_id):
        raise Http404
    require_open(page.plan)
    mechanisms = list(page.in_force.mechanisms.for_page().order_by("number"))
    line = request.GET.get("mecanismo", "")
    initial = {
        "revision": 0,
        "day": request.day,
        "mechanism": line,
        "indicators": _usual(mechanisms, line),
    }
    form = _form(request, page.plan, initial, mechanisms)
    form.leave_out("correction")
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["mechanism"]
        mechanism = next(row for row in mechanisms if row.line.public_id == chosen)
        try:
            made = actions.prepare_publication(mechanism.line, form.said, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Publicación en preparación: revísela y envíela.")
            return redirect("diffusion:publication", made.public_id)
    return _form_page(request, page.plan, form, "Preparar publicación")


def _usual(mechanisms: list[Mechanism], line: str) -> list[str]:
    """The indicators that a mechanism tells."""
    return next((row.indicators for row in mechanisms if row.line.public_id == line), [])


def _form(
    request: StaffRequest,
    plan: WorkPlan,
    initial: dict[str, Any],
    mechanisms: list[Mechanism] | None = None,
) -> PublicationForm:
    posted = request.method == "POST"
    data, files = (request.POST, request.FILES) if posted else (None, None)
    form = PublicationForm(request.access, data, files, initial=initial)
    form.offer(frame_on(request.day), plan.territory_id, mechanisms or [])
    if mechanisms is None:
        form.leave_out("mechanism")
    return form


@form_page
@needs(WRITE)
def edit(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _own(request, public_id)
    plan = found.line.diffusion.plan
    form = _form(request, plan, PublicationForm.starting(found))
    form.leave_out("correction")
    if form.is_bound and form.is_valid():
        try:
            revision = form.cleaned_data["revision"]
            actions.change_publication(found, form.said, revision=revision, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Publicación guardada.")
            return redirect("diffusion:publication", public_id)
    if form.conflict:
        found.refresh_from_db(fields=["revision"])
        form.show_again(found.revision)
    return _form_page(request, plan, form, "Guardar publicación", found)


@form_page
@needs(WRITE)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    """Begins with what the published one says."""
    found = _own(request, public_id)
    plan = found.line.diffusion.plan
    form = _form(request, plan, PublicationForm.starting(found) | {"revision": 0})
    if form.is_bound and form.is_valid():
        correction = form.cleaned_data["correction"]
        try:
            made = actions.correct_publication(
                found, form.said, correction=correction, by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Corrección en preparación: revísela y envíela.")
            return redirect("diffusion:publication", made.public_id)
    return _form_page(request, plan, form, "Preparar corrección", found)


def _form_page(
    request: StaffRequest,
    plan: WorkPlan,
    form: PublicationForm,
    verb: str,
    publication: Publication | None = None,
) -> HttpResponse:
    context = {"plan": plan, "form": form, "verb": verb, "publication": publication}
    return render(request, "diffusion/edit.html", context, status=form.http_status)


@post_only
@needs(WRITE)
def send(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _own(request, public_id)
    try:
        approvals.begin(found, by=request.access)
    except DomainError as error:
        return _page(request, _found(request, public_id), error)
    messages.success(request, "Enviada: la comprueba otra persona.")
    return redirect("diffusion:publication", public_id)


@post_only
@needs(WRITE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _own(request, public_id)
    try:
        actions.discard_publication(found, by=request.access)
    except DomainError as error:
        return _page(request, _found(request, public_id), error)
    messages.success(request, "Borrador descartado.")
    return redirect("diffusion:plan", found.line.diffusion.plan.public_id)
