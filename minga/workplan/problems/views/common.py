"""What every page here asks: the row that the person may see, and a step with its form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from minga.commitments.views.common import tried
from minga.core.access import StaffRequest
from minga.core.errors import NotAllowed
from minga.core.forms import MingaForm
from minga.documents.models import Document
from minga.workplan.problems.actions.common import ONLY
from minga.workplan.problems.models import Meeting, TerritorialProblem


def problem_of(request: StaffRequest, public_id: str, permission: str = "") -> TerritorialProblem:
    """With a permission, of its own service: who only takes part reads it."""
    found = TerritorialProblem.objects.visible_to(request.access).for_page()
    row: TerritorialProblem = get_object_or_404(found, public_id=public_id)
    _require(request, row.service_id, permission)
    return row


def part_of(request: StaffRequest, rows: Any, public_id: str, permission: str = "") -> Any:
    """A row of a problem that the person may see."""
    seen = TerritorialProblem.objects.visible_to(request.access)
    row = get_object_or_404(rows.for_page().filter(problem__in=seen), public_id=public_id)
    _require(request, row.problem.service_id, permission)
    return row


def _require(request: StaffRequest, service_id: int, permission: str) -> None:
    if permission and not request.access.may(permission, service_id):
        raise NotAllowed(ONLY[permission])


def meeting_of(request: StaffRequest, public_id: str, permission: str = "") -> Meeting:
    found: Meeting = part_of(request, Meeting.objects, public_id, permission)
    return found


def readable_documents(request: StaffRequest, keys: Iterable[int | None]) -> set[int]:
    """Of these documents, those that the person may open."""
    asked = [key for key in keys if key is not None]
    found = Document.objects.visible_to(request.access).filter(pk__in=asked)
    return set(found.values_list("pk", flat=True))


def seen_in(request: StaffRequest) -> int | None:
    """The revision that the page of a button was read with."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


@dataclass(frozen=True)
class Step:
    """A page with one form: its title, its verb, what is said when it is done, and where it
    leads."""

    title: str
    verb: str
    done: str
    back: str
    note: str = ""
    draws: bool = False


def step_page(
    request: StaffRequest,
    step: Step,
    form: MingaForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    template: str = "problems/step.html",
    revision: Callable[[], int] | None = None,
    **more: Any,
) -> HttpResponse:
    """Its form; done, the page that it came from; refused, the form again with what was typed.
    `revision`: that of the row now, for a form that somebody was faster than."""
    if request.method == "POST" and form.is_valid() and tried(form, lambda: act(form.cleaned_data)):
        messages.success(request, step.done)
        return redirect(step.back)
    if revision is not None:
        _show_again(form, revision)
    context = {"form": form, "step": step, **more}
    return render(request, template, context, status=form.http_status)


def _show_again(form: MingaForm, revision: Callable[[], int]) -> None:
    """After a conflict what was typed stays; sending it again is a decision."""
    if form.refused_with == 409:
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(revision())
        form.data = data
