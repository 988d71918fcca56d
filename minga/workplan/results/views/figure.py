"""A figure: who said it, who verified it, what corrected it; and what one can do with it now."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.territory.frames import frame_on
from minga.workplan.results import actions
from minga.workplan.results.forms import CorrectForm, ReturnForm
from minga.workplan.results.list import why_not
from minga.workplan.results.models import KEY, Result
from minga.workplan.results.permissions import PREPARE, VERIFY
from minga.workplan.results.products import names_for
from minga.workplan.results.states import state_of


def result_of(request: StaffRequest, public_id: str) -> Result:
    found = Result.objects.visible_to(request.access).for_page().filter(on__lte=request.day)
    return get_object_or_404(found, public_id=public_id)


@require_GET
def result(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, result_of(staff, public_id))


@post_only
@needs(VERIFY)
def verify(request: StaffRequest, public_id: str) -> HttpResponse:
    found = result_of(request, public_id)
    return _done(
        request, found, MingaForm({}), "Cifra verificada: desde hoy cuenta.",
        lambda: actions.verify_results(found.service, [found], by=request.access), "",
    )  # fmt: skip


@post_only
@needs(VERIFY)
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    found, form = result_of(request, public_id), ReturnForm(request.POST)
    return _done(
        request, found, form, "Cifra devuelta con sus observaciones.",
        lambda: actions.return_result(
            found, remarks=form.cleaned_data["remarks"], by=request.access
        ),
        "back",
    )  # fmt: skip


@post_only
@needs(PREPARE)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    found, form = result_of(request, public_id), CorrectForm(request.POST)
    return _done(
        request, found, form, "Corrección enviada a verificación.",
        lambda: actions.correct_result(found, **form.cleaned_data, by=request.access),
        "correct",
    )  # fmt: skip


def _done(
    request: StaffRequest,
    found: Result,
    form: MingaForm,
    said: str,
    act: Callable[[], Any],
    opened: str,
) -> HttpResponse:
    """To the figure that stands now, or the same page with what was typed."""
    if not form.is_valid():
        return _page(request, found, form, opened)
    try:
        made = act()
    except DomainError as error:
        form.refuse(error)
        return _page(request, found, form, opened)
    messages.success(request, said)
    last = made if isinstance(made, Result) else found
    return redirect("results:result", last.public_id)


def _page(
    request: StaffRequest, found: Result, form: MingaForm | None = None, opened: str = ""
) -> HttpResponse:
    state, day = state_of(found, request.day), request.day
    prepares = request.access.may(PREPARE, found.service_id)
    barred = why_not(found, request.access, day)
    may_correct = prepares and not found.corrected_on(day)
    initial = {"value": found.value, "source": found.source}
    chain = _chain(request, found)
    later = getattr(found, "replaced_by", None)
    context = {
        "result": found,
        "named": names_for([found.service_id], day)[found.line_id],
        "place": frame_on(found.ends_on).name_of(found.territory_id),
        "state": state,
        "review": found.review_on(day),
        "chain": chain,
        # Who reads only what was verified is not sent to a correction that is not.
        "corrected_by": next((row for row, _ in chain if row == later), None),
        "may_verify": not barred,
        "why_not": barred if state.key == "waiting" else "",
        "back_form": None if barred else (form if opened == "back" else ReturnForm()),
        "correct_form": (form if opened == "correct" else CorrectForm(initial=initial))
        if may_correct
        else None,
        "form": form,
        "opened": opened,
    }
    status = form.http_status if form else 200
    return render(request, "results/result.html", context, status=status)


def _chain(request: StaffRequest, found: Result) -> list[tuple[Result, Any]]:
    """Every figure that was said of the same thing, oldest first."""
    same = {name: getattr(found, name) for name in KEY}
    rows = Result.objects.visible_to(request.access).for_page().filter(**same)
    known = rows.filter(on__lte=request.day).order_by("pk")
    return [(row, state_of(row, request.day)) for row in known]
