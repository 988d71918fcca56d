"""The pages of imports: send a file, see what it would do, decide."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest
from minga.core.errors import DomainError
from minga.core.history import lines
from minga.core.http import post_only
from minga.core.imports import actions, says, staging
from minga.core.imports.blank import template
from minga.core.imports.forms import ColumnsForm, JustificationForm, UploadForm
from minga.core.imports.models import Import
from minga.core.imports.refusals import Stale
from minga.core.imports.remarks import justified
from minga.core.imports.spec import ImportSpec, spec_of, specs_for
from minga.core.jobs.actions import may_manage
from minga.core.models import Event

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What I may import, and what was imported."""
    staff = cast(StaffRequest, request)
    visible = Import.objects.visible_to(staff.access).order_by("-pk")
    context = {
        "specs": specs_for(staff.access),
        "page": Paginator(visible, PER_PAGE).get_page(request.GET.get("pagina")),
        "open": visible.open().filter(actor_id=staff.access.actor_id).count(),
    }
    return render(request, "imports/index.html", context)


@require_GET
def blank(request: HttpRequest, kind: str) -> HttpResponse:
    """The template of a kind, ready to be filled."""
    spec = _spec(cast(StaffRequest, request), kind)
    return _workbook(template(spec), f"plantilla-{spec.label}.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
    return answer


def _plain(name: str) -> str:
    """A name that goes in a header as it is."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Send a file; with `?en-lugar-de=` it takes the place of one that had errors."""
    staff = cast(StaffRequest, request)
    spec = _spec(staff, kind)
    other = _other(staff, request.GET.get("en-lugar-de", ""))
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sent = actions.receive(spec, file, by=staff.access, instead_of=other)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(sent)
    context = {"spec": spec, "form": form, "other": other}
    return render(request, "imports/upload.html", context, status=form.http_status)


def _other(request: StaffRequest, public_id: str) -> Import | None:
    return _find(request, public_id) if public_id else None


@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its progress, its columns to choose, or what it would change."""
    staff = cast(StaffRequest, request)
    return _page(staff, _find(staff, public_id))


def _page(
    request: StaffRequest,
    found: Import,
    *,
    columns: ColumnsForm | None = None,
    justification: JustificationForm | None = None,
    error: DomainError | None = None,
) -> HttpResponse:
    spec = found.spec
    may = spec is not None and request.access.may(spec.permission, found.institution_id)
    context: dict[str, Any] = {
        "upload": found,
        "may": may,
        "error": str(error or "") or (found.sentence if found.is_open else ""),
        "job": found.job,
        "may_manage": found.job is not None and may_manage(found.job, request.access),
    }
    status = error.status if error else 200
    if found.status == Import.Status.COLUMNS and spec is not None:
        context["form"] = columns or ColumnsForm(found, spec)
        status = context["form"].http_status if error is None else status
    elif found.rows:
        context |= _result(request, found, justification)
        if justification is not None:
            status = justification.http_status
            context["error"] = next(iter(justification.errors.values()))[0]
    return render(request, "imports/import.html", context, status=status)


def _result(
    request: StaffRequest, found: Import, justification: JustificationForm | None
) -> dict[str, Any]:
    preview = staging.load_preview(found.public_id)
    pages = Paginator(preview.get("errors", []), PER_PAGE)
    return {
        "preview": preview,
        "errors_page": pages.get_page(request.GET.get("pagina")),
        "groups": says.groups(preview.get("warnings", []), justified(found)),
        "justification": justification,
        "figures": says.figures(found),
        "to_do": says.to_do(found),
        "apply_label": says.changes(found),
        "before": actions.applied_before(found),
        "lines": lines(Event.objects.about(found)[:20]),
    }


@post_only
def columns(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which column is each field."""
    staff = cast(StaffRequest, request)
    found = _find(staff, public_id)
    spec = _spec(staff, found.kind)
    form = ColumnsForm(found, spec, request.POST)
    if form.is_valid():
        try:
            actions.choose_columns(found, form.chosen, by=staff.access)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(found)
    return _page(staff, found, columns=form)


@post_only
def justify(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept warnings, with a text that stays."""
    staff = cast(StaffRequest, request)
    found = _find(staff, public_id)
    _spec(staff, found.kind)
    form = JustificationForm(request.POST)
    if form.is_valid():
        one = form.cleaned_data["digests"]
        try:
            given = actions.justify(
                found,
                code=form.cleaned_data["code"],
                text=form.cleaned_data["text"],
                digests=one.split() or None,
                by=staff.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            count = len(given.digests)
            said = (
                "Advertencia justificada." if count == 1 else f"{count} advertencias justificadas."
            )
            messages.success(request, said)
            return redirect(found)
    return _page(staff, found, justification=form)


@post_only
def apply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write what the page showed; what is long, the worker writes."""
    staff = cast(StaffRequest, request)
    found = _find(staff, public_id)
    try:
        done = actions.apply_or_ask(found, seen=request.POST.get("seen", ""), by=staff.access)
    except Stale as error:
        found = actions.review_again(found, by=staff.access)
        return _page(staff, found, error=error)
    except DomainError as error:
        found.refresh_from_db()
        return _page(staff, found, error=error)
    if done.status == Import.Status.APPLIED:
        messages.success(request, f"Importación aplicada: {says.figures(done)}.")
    return redirect(done)


@post_only
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = _find(staff, public_id)
    try:
        actions.discard(found, by=staff.access)
    except DomainError as error:
        found.refresh_from_db()
        return _page(staff, found, error=error)
    messages.success(request, "Importación descartada: no se cambió nada.")
    return redirect("imports:index")


@require_GET
def annotated(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The person's own rows, with a remark at each cell that has one."""
    found = _find(cast(StaffRequest, request), public_id)
    path = staging.prepared(found.public_id, staging.ANNOTATED)
    if not found.is_annotated or not path.exists():
        raise Http404
    stem = found.file_name.rpartition(".")[0]
    name = _plain(f"{stem}-anotado.xlsx")
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


def _find(request: StaffRequest, public_id: str) -> Import:
    """404 for what belongs to others."""
    visible = Import.objects.visible_to(request.access).select_related("job", "supersedes")
    found = visible.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _spec(request: StaffRequest, kind: str) -> ImportSpec:
    spec = spec_of(kind)
    if spec is None:
        raise Http404
    if not request.access.may(spec.permission):
        raise PermissionDenied
    return spec
