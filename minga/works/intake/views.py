"""The pages of portfolios of other offices: send a file, say its columns, see, apply."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments.views.common import service_for
from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.kinds import INTEGER, TEXT
from minga.core.reports import bulk_csv
from minga.core.reports.bulk import Column
from minga.works.intake import actions, forms
from minga.works.intake.errors import ColumnsRefused
from minga.works.intake.models import IntakeFile, Outcome
from minga.works.intake.showing import counts_of, lines_of, years_of
from minga.works.permissions import FORMULATE

PER_PAGE = 50
COLUMNS = (
    Column("Fila", INTEGER),
    Column("Código único", TEXT),
    Column("Nombre", TEXT),
    Column("Resultado", TEXT),
    Column("Observaciones", TEXT),
    Column("Proyecto", TEXT),
    Column("Gasto programado (M$)", INTEGER),
    Column("Gasto real (M$)", INTEGER),
)


def _file(request: StaffRequest, public_id: str) -> IntakeFile:
    found = IntakeFile.objects.visible_to(request.access).select_related("service__party")
    row: IntakeFile = get_object_or_404(found, public_id=public_id)
    return row


@require_GET
@needs(FORMULATE)
def files(request: StaffRequest) -> HttpResponse:
    found = IntakeFile.objects.visible_to(request.access)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "intake/files.html", {"page": page})


@require_http_methods(["GET", "POST"])
@needs(FORMULATE)
def receive(request: StaffRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = forms.ReceiveForm(request.POST, request.FILES) if posted else forms.ReceiveForm()
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            sent = actions.receive(
                service_for(request, FORMULATE), data["file"], data["office"], by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(sent)
    return render(request, "intake/receive.html", {"form": form}, status=form.http_status)


@require_GET
@needs(FORMULATE)
def file(request: StaffRequest, public_id: str) -> HttpResponse:
    return _page(request, _file(request, public_id))


def _page(
    request: StaffRequest,
    found: IntakeFile,
    *,
    form: forms.OptionsForm | None = None,
    error: DomainError | None = None,
) -> HttpResponse:
    lines, shown = lines_of(found, request.day)
    asked = request.GET.get("ver", "")
    some = [line for line in lines if line.outcome == asked] if asked in Outcome.values else lines
    context: dict[str, Any] = {
        "file": found,
        "shown": shown,
        "total": len(lines),
        "counts": counts_of(lines, waits=found.is_open),
        "asked": asked,
        "years": years_of(lines),
        "page": Paginator(some, PER_PAGE).get_page(request.GET.get("pagina")),
        "doubts": [column for column in found.columns if column["doubt"]],
        "options": forms.options_of_columns(),
        "form": form or forms.OptionsForm(found),
        "error": error,
    }
    status = error.status if error else 200
    return render(request, "intake/file.html", context, status=status)


@post_only
@needs(FORMULATE)
def columns(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _file(request, public_id)
    form = forms.OptionsForm(found, request.POST)
    if not form.is_valid():
        text = next(iter(form.errors.values()))[0]
        return _page(request, found, error=ColumnsRefused(str(text)))
    typed = forms.chosen(found, request.POST)
    try:
        actions.choose_columns(found, typed, form.cleaned_data, by=request.access)
    except DomainError as error:
        for column in found.columns:
            if column["index"] in typed:
                meaning, when, pesos = typed[column["index"]]
                column.update({"is": meaning, "when": when, "pesos": pesos})
        return _page(request, _file(request, public_id), error=error)
    messages.success(request, "Se leyó de nuevo; así se leerá el próximo con estos títulos.")
    return redirect(found)


@post_only
@needs(FORMULATE)
def apply(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _file(request, public_id)
    try:
        actions.apply_file(found, shown=request.POST.get("shown", ""), by=request.access)
    except DomainError as error:
        return _page(request, _file(request, public_id), error=error)
    messages.success(request, "La cartera se cargó.")
    return redirect(found)


@post_only
@needs(FORMULATE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _file(request, public_id)
    try:
        actions.discard_file(found, by=request.access)
    except DomainError as error:
        return _page(request, _file(request, public_id), error=error)
    messages.success(request, "El archivo se descartó: no cambió nada.")
    return redirect("intake:files")


@require_GET
@needs(FORMULATE)
def rows(request: StaffRequest, public_id: str) -> HttpResponse:
    """Every row of the file with what became of it and why."""
    found = _file(request, public_id)
    lines, _ = lines_of(found, request.day)
    told = (
        (
            line.number, line.code, line.name, line.label, " ".join(line.notes),
            line.project.bip if line.project else "",
            sum(pair[0] or 0 for pair in line.months.values()),
            sum(pair[1] or 0 for pair in line.months.values()),
        )
        for line in lines
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "filas.csv"
        bulk_csv.write_rows(path, COLUMNS, told)
        answer = HttpResponse(path.read_bytes(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="filas-{public_id}.csv"'
    return answer
