"""Boundaries and facilities from a file: upload, review, apply."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.history import lines
from minga.core.http import post_only
from minga.core.jobs.actions import ask
from minga.core.models import Event
from minga.core.templatetags.minga import size
from minga.territory.boundaries import jobs, staging
from minga.territory.boundaries.actions import LOAD_GEOMETRY, load_geometry, what
from minga.territory.boundaries.judge import plan_of
from minga.territory.boundaries.plan import Order, Plan
from minga.territory.boundaries.reading import read_file
from minga.territory.boundaries.remarks import FileRefused, together
from minga.territory.boundaries.sketch import Sketch, sketch
from minga.territory.forms_boundaries import ApplyForm, LoadForm
from minga.territory.models import GeometryKind

SHOWN = 100
KINDS = ("territory.geometry_loaded", "territory.sketched")


@require_http_methods(["GET", "POST"])
@needs(LOAD_GEOMETRY)
def boundaries(request: StaffRequest) -> HttpResponse:
    """A file is read and compared; nothing is written until it is applied."""
    initial = {"on": request.day}
    form = (
        LoadForm(request.POST, request.FILES)
        if request.method == "POST"
        else LoadForm(initial=initial)
    )
    if form.is_bound and form.is_valid():
        file = form.cleaned_data.pop("file")
        order = Order(**form.cleaned_data)
        try:
            if file.size > settings.MAX_FILE_BYTES:
                raise FileRefused(f"«{file.name}» pesa {size(file.size)}. {TOO_LARGE}")
            data = file.read()
            plan = plan_of(read_file(file.name, data), order)
        except DomainError as error:
            form.refuse(error)
        else:
            content = staging.packed(order, file.name, staging.keep(data))
            return _preview(request, plan, content, file.name)
    events = lines(Event.objects.filter(kind__in=KINDS).order_by("-sequence")[:20])
    context = {"form": form, "lines": events}
    return render(request, "territory/boundaries.html", context, status=form.http_status)


TOO_LARGE = "Divídalo por región, o cárguelo con «minga territory import» en el servidor."


def _preview(
    request: StaffRequest,
    plan: Plan,
    content: str,
    file_name: str,
    error: DomainError | None = None,
) -> HttpResponse:
    stops = plan.stops
    context = {
        "plan": plan,
        "what": what(plan),
        "kind": GeometryKind(plan.order.kind).label,
        "is_facility": plan.order.kind == GeometryKind.FACILITY,
        "form": ApplyForm(initial={"content": content, "seen": plan.mark}),
        "file_name": file_name,
        "error": str(error or ""),
        "stops": stops[:SHOWN],
        "more_stops": max(0, len(stops) - SHOWN),
        "notes": together(plan.notes)[:SHOWN],
        "items": plan.changes[:SHOWN],
        "more_items": max(0, len(plan.changes) - SHOWN),
        "absent": plan.absent[:SHOWN],
        "map": _drawn(plan),
        "is_schematic": any(shape.is_schematic for shape in plan.communes),
    }
    status = error.status if error else (422 if stops else 200)
    return render(request, "territory/boundaries_preview.html", context, status=status)


def _drawn(plan: Plan) -> Sketch | None:
    shown = [(item.name, item.geometry) for item in plan.items]
    around = [shape.geometry for shape in plan.communes]
    return sketch(shown, around)


@post_only
@needs(LOAD_GEOMETRY)
def apply_boundaries(request: StaffRequest) -> HttpResponse:
    """What was previewed, if it is still the same difference; a large file, by the worker."""
    form = ApplyForm(request.POST)
    try:
        if not form.is_valid():
            raise signing.BadSignature
        order, name, sha256 = staging.unpacked(form.cleaned_data["content"])
        data = staging.fetch(sha256)
    except (signing.BadSignature, staging.FileGone):
        messages.error(request, "La revisión no llegó completa. Cargue el archivo de nuevo.")
        return redirect("territory:boundaries")
    if len(data) > jobs.LARGE:
        title = f"Carga de «{name}»"
        row = ask(jobs.KIND, form.cleaned_data, by=request.access, key=sha256, title=title)
        return redirect("jobs:job", row.public_id)
    collection = read_file(name, data)
    try:
        load_geometry(
            collection,
            order,
            file_name=name,
            sha256=sha256,
            seen=form.cleaned_data["seen"],
            by=request.access,
        )
    except DomainError as error:
        plan = plan_of(collection, order)
        return _preview(request, plan, form.cleaned_data["content"], name, error)
    messages.success(request, f"Carga aplicada: {GeometryKind(order.kind).label} de {name}.")
    return redirect("territory:boundaries")
