"""A goal: its figures at each cut, measured by Minga or by a document, verified by another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.workplan.agreements import actions, says
from minga.workplan.agreements.forms import (
    CorrectionForm,
    CutForm,
    EvidenceForm,
    ReasonForm,
    RemarksForm,
    this_month,
)
from minga.workplan.agreements.models import Agreement, Measurement, MeasurementReview
from minga.workplan.agreements.permissions import MEASURE, VERIFY
from minga.workplan.agreements.tables import Row, board_of
from minga.workplan.agreements.views.common import agreement_page, attempt


@dataclass
class Forms:
    """The forms of the page; the one that was refused comes back as typed. `of`: the figure that
    was being corrected, verified or returned."""

    cut: MingaForm
    correction: MingaForm | None = None
    remarks: MingaForm | None = None
    of: Measurement | None = None

    @property
    def refused(self) -> MingaForm | None:
        shown = (self.cut, self.correction, self.remarks)
        return next((form for form in shown if form and form.errors), None)


def _row(request: StaffRequest, public_id: str, line: str) -> tuple[Agreement, Row]:
    page = agreement_page(request, public_id)
    row = board_of(page.shown_on(request.day), request.day).row_of(line)
    if row is None:
        raise Http404
    return page.agreement, row


@require_GET
def goal(request: HttpRequest, public_id: str, line: str) -> HttpResponse:
    """Everything that was measured of one goal, and what this person can do with it now."""
    staff = cast(StaffRequest, request)
    agreement, row = _row(staff, public_id, line)
    return _page(staff, agreement, row, _forms(staff, agreement, row))


def _forms(request: StaffRequest, agreement: Agreement, row: Row) -> Forms:
    return Forms(_cut_form(row, initial={"month": this_month(agreement, request.day)}))


def _cut_form(row: Row, *args: Any, **kwargs: Any) -> MingaForm:
    kwargs["auto_id"] = "medir_%s"
    if row.goal.is_by_evidence:
        return EvidenceForm(*args, goal=row.goal, **kwargs)
    return CutForm(*args, **kwargs)


def _correction_form(row: Row, measurement: Measurement, *args: Any) -> MingaForm:
    """Each figure has its own, told apart by its id."""
    own = f"corregir_{measurement.public_id}_%s"
    if row.goal.is_by_evidence:
        return CorrectionForm(*args, goal=row.goal, auto_id=own)
    return ReasonForm(*args, auto_id=own)


def _remarks_form(measurement: Measurement, data: Any = None) -> RemarksForm:
    return RemarksForm(data, auto_id=f"devolver_{measurement.public_id}_%s")


@dataclass
class Line:
    """One figure of the goal, as its history shows it."""

    measurement: Measurement
    figure: str
    sides: str
    word: str
    tone: str
    reached: bool
    # Nothing takes its place, not even a figure that still waits or came back.
    is_last: bool
    correction: MingaForm
    remarks: MingaForm

    @property
    def review(self) -> MeasurementReview | None:
        return getattr(self.measurement, "review", None) if self.word != TO_VERIFY else None

    @property
    def waits(self) -> bool:
        return self.is_last and self.word == TO_VERIFY

    @property
    def can_be_corrected(self) -> bool:
        """The last of its cut that was decided, or was measured by Minga."""
        return self.is_last and not self.measurement.is_provisional and self.word != TO_VERIFY


TO_VERIFY = "por verificar"


def _lines(request: StaffRequest, row: Row, forms: Forms) -> list[Line]:
    found = Measurement.objects.for_page().filter(line=row.goal.line_id, on__lte=request.day)
    rows = list(found)
    after = {item.supersedes_id: item for item in rows if item.supersedes_id}
    return [_line(request, row, forms, item, after) for item in rows][::-1]


def _replaced(item: Measurement, after: dict[int, Measurement], day: date) -> bool:
    """By one that counts: what waits or came back replaces nothing."""
    while item := after.get(item.pk):  # type: ignore[assignment]
        if item.counts_on(day):
            return True
    return False


def _line(
    request: StaffRequest,
    row: Row,
    forms: Forms,
    item: Measurement,
    after: dict[int, Measurement],
) -> Line:
    own, is_last = forms.of == item, item.pk not in after
    word, tone = _word(item, request, is_replaced=_replaced(item, after, request.day))
    return Line(
        item, row.shown(item), row.sides(item), word, tone, row.reaches(item), is_last,
        correction=(own and forms.correction) or _correction_form(row, item),
        remarks=(own and forms.remarks) or _remarks_form(item),
    )  # fmt: skip


def _word(item: Measurement, request: StaffRequest, *, is_replaced: bool) -> tuple[str, str]:
    """What a figure is worth: its word and its colour."""
    outcome = item.outcome_on(request.day)
    if outcome == "returned":
        return "devuelta", "stop"
    if item.needs_review and outcome is None:
        return TO_VERIFY, "wait"
    if item.is_provisional:
        return "provisorio", "wait"
    if is_replaced:
        return "corregida después", ""
    return ("corregida y verificada" if item.supersedes_id else "vale"), "ok"


def _page(request: StaffRequest, agreement: Agreement, row: Row, forms: Forms) -> HttpResponse:
    access = request.access
    refused = forms.refused
    context = {
        "agreement": agreement,
        "row": row,
        "goal": row.goal,
        "lines": _lines(request, row, forms),
        "forms": forms,
        "form": refused,
        "needs": says.needs(row),
        "who_measures": says.who_measures(row),
        "corrected": says.corrected(row),
        "may_measure": access.may(MEASURE, agreement.institution_id),
        "may_verify": access.may(VERIFY, agreement.institution_id),
        "can_measure": not row.announced and not row.is_unknown,
        "me": access.actor_id,
    }
    status = refused.http_status if refused else 200
    return render(request, "agreements/goal.html", context, status=status)


@post_only
@needs(MEASURE)
def measure(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    """At a cut: asking the indicator, or by a document."""
    agreement, row = _row(request, public_id, line)
    form = _cut_form(row, request.POST, request.FILES)
    if form.is_valid() and attempt(form, lambda: _measure(request, row, form)):
        awaits = row.goal.is_by_evidence and not form.cleaned_data["provisional"]
        said = " Falta que otra persona la verifique." if awaits else ""
        messages.success(request, f"Cifra de la meta {row.goal.number} guardada.{said}")
        return redirect("agreements:goal", public_id, line)
    return _page(request, agreement, row, Forms(form))


def _measure(request: StaffRequest, row: Row, form: MingaForm) -> Measurement:
    data = form.cleaned_data
    cut = {"month": data["month"], "provisional": data["provisional"], "by": request.access}
    if isinstance(form, EvidenceForm):
        return actions.measure_by_evidence(row.goal.line, form.paper(), **cut)
    return actions.measure_by_indicator(row.goal.line, **cut)


def _figure(request: StaffRequest, public_id: str) -> tuple[Measurement, Agreement, Row]:
    visible = Measurement.objects.visible_to(request.access)
    found = get_object_or_404(visible.select_related("line__agreement"), public_id=public_id)
    agreement = found.line.agreement
    return found, *_row(request, agreement.public_id, found.line.public_id)


@post_only
@needs(MEASURE)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    found, agreement, row = _figure(request, public_id)
    form = _correction_form(row, found, request.POST, request.FILES)
    if form.is_valid() and attempt(form, lambda: _correct(request, found, form)):
        messages.success(request, "Corrección guardada. Falta que otra persona la verifique.")
        return redirect("agreements:goal", agreement.public_id, row.goal.line.public_id)
    forms = _forms(request, agreement, row)
    forms.correction, forms.of = form, found
    return _page(request, agreement, row, forms)


def _correct(request: StaffRequest, found: Measurement, form: MingaForm) -> Measurement:
    why = {"reason": form.cleaned_data["reason"], "by": request.access}
    if isinstance(form, CorrectionForm):
        return actions.correct_by_evidence(found, form.paper(), **why)
    return actions.correct_by_indicator(found, **why)


@post_only
@needs(VERIFY)
def verify(request: StaffRequest, public_id: str) -> HttpResponse:
    found, agreement, row = _figure(request, public_id)
    # «Verificar» has no fields of its own: a refusal is told in the form beside it.
    form = _remarks_form(found, {"remarks": "–"})
    return _reviewed(
        request, agreement, row, found, form, "Cifra verificada.",
        lambda: actions.verify_measurement(found, by=request.access),
    )  # fmt: skip


@post_only
@needs(VERIFY)
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    found, agreement, row = _figure(request, public_id)
    form = _remarks_form(found, request.POST)
    return _reviewed(
        request, agreement, row, found, form, "Cifra devuelta con sus observaciones.",
        lambda: actions.return_measurement(
            found, remarks=form.cleaned_data["remarks"], by=request.access
        ),
    )  # fmt: skip


def _reviewed(
    request: StaffRequest,
    agreement: Agreement,
    row: Row,
    found: Measurement,
    form: RemarksForm,
    done: str,
    act: Callable[[], Measurement],
) -> HttpResponse:
    if form.is_valid() and attempt(form, act):
        messages.success(request, done)
        return redirect("agreements:goal", agreement.public_id, row.goal.line.public_id)
    forms = _forms(request, agreement, row)
    forms.remarks, forms.of = form, found
    return _page(request, agreement, row, forms)
