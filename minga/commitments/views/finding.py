"""A finding: what was observed, its answers, its actions, the rows concerned, its follow-ups."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.commitments import actions
from minga.commitments.actions.audits import may_answer
from minga.commitments.audit_forms import AnswerForm, AssessForm, RowsForm
from minga.commitments.heirs import holder_of
from minga.commitments.models import Commitment, Finding
from minga.commitments.permissions import ANSWER, ASSESS, REGISTER
from minga.commitments.views.common import finding_of, reminders_of, tried
from minga.core.access import StaffRequest, needs
from minga.core.cases import CaseNotFound, case_kinds, find_case, kind_of
from minga.core.forms import MingaForm
from minga.core.http import post_only

MOST_CASES = 30
MOST_SHOWN = 200


@require_GET
def finding(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, finding_of(staff, public_id))


def _page(
    request: StaffRequest, found: Finding, name: str = "", refused: MingaForm | None = None
) -> HttpResponse:
    access, day = request.access, request.day
    answers = list(found.answers.select_related("actor", "document").order_by("pk"))
    follow_ups = list(found.follow_ups.select_related("assessed_by", "document").order_by("pk"))
    assesses = access.may(ASSESS, found.audit.service_id)
    answered = any(answer.actor_id == access.actor_id for answer in answers)
    assessed = any(row.assessed_by_id == access.actor_id for row in follow_ups)
    rows = _actions(request, found)
    holder = holder_of(found.responsible, day)
    context: dict[str, Any] = {
        "f": found,
        "answers": answers,
        "follow_ups": follow_ups[::-1],
        "actions": rows,
        "lists": list(found.lists.select_related("added_by").order_by("pk")),
        "tone": found.tone_on(day),
        "late": found.is_late(day),
        "holder": holder,
        "inherited": holder is None or holder.pk != found.responsible_id,
        "may_assess": assesses and found.is_open and not answered,
        "why_not": "Usted lo respondió: lo evalúa otra persona." if assesses and answered else "",
        "may_act": access.may(REGISTER, found.audit.service_id) and found.is_open,
        "form": refused,
        "open_form": name,
        "sees_audit": access.reads_all or found.audit.service_id in access.institutions,
        "day": day,
        "reminders": reminders_of(finding=found),
    }
    if found.is_open and may_answer(access, found, day) and not assessed:
        context["answer_form"] = _own(AnswerForm, "answer", name, refused)
    if context["may_assess"]:
        context["assess_form"] = _own(AssessForm, "assess", name, refused)
        if name == "rows" or "registros" in request.GET:
            context["rows_form"] = _rows_form(request, name, refused)
    status = refused.http_status if refused else 200
    return render(request, "commitments/finding.html", context, status=status)


def _rows_form(request: StaffRequest, name: str, refused: MingaForm | None) -> Any:
    """The cases to pick from are asked for only by who picks."""
    form = _own(RowsForm, "rows", name, refused)
    if form is not refused:
        form.offer(_cases(request))
    return form


def _own(kind: Any, key: str, name: str, refused: MingaForm | None) -> Any:
    return refused if key == name and refused else kind(auto_id=f"{key}_%s")


def _actions(request: StaffRequest, found: Finding) -> list[Commitment]:
    rows = Commitment.objects.visible_to(request.access).filter(finding=found).for_page()
    actions_of = list(rows.order_by("due_on", "pk"))
    for row in actions_of:
        row.said, row.tone = row.said_on(request.day), row.tone_on(request.day)  # type: ignore[attr-defined]
    return actions_of


def _cases(request: StaffRequest) -> list[tuple[str, str]]:
    """The latest of each kind that the person sees; the rest is pasted."""
    found: list[tuple[str, str]] = []
    for kind in case_kinds():
        rows = kind.rows(request.access).order_by("-pk")[:MOST_CASES]
        found += [(f"{kind.key}:{row.public_id}", kind.title(row)) for row in rows]
    return found


@post_only
@needs(ANSWER)
def answer_finding(request: StaffRequest, public_id: str) -> HttpResponse:
    found = finding_of(request, public_id)
    form = AnswerForm(request.POST, request.FILES, auto_id="answer_%s")
    if form.is_valid() and tried(
        form, lambda: actions.answer_finding(found, by=request.access, **form.cleaned_data)
    ):
        messages.success(request, "Respuesta registrada. La evalúa quien controla.")
        return redirect("commitments:finding", public_id)
    return _page(request, found, "answer", form)


@post_only
@needs(ASSESS)
def assess_finding(request: StaffRequest, public_id: str) -> HttpResponse:
    found = finding_of(request, public_id)
    form = AssessForm(request.POST, request.FILES, auto_id="assess_%s")
    if form.is_valid() and tried(
        form, lambda: actions.assess_finding(found, by=request.access, **form.cleaned_data)
    ):
        messages.success(request, "Seguimiento registrado.")
        return redirect("commitments:finding", public_id)
    return _page(request, found, "assess", form)


@post_only
@needs(ASSESS)
def add_rows(request: StaffRequest, public_id: str) -> HttpResponse:
    found = finding_of(request, public_id)
    form = RowsForm(request.POST, auto_id="rows_%s")
    form.offer(_cases(request))
    if form.is_valid():
        values = form.cleaned_data
        picked = [_picked(request, text) for text in values.get("cases", ())]
        if tried(
            form,
            lambda: actions.add_rows(
                found,
                title=values["title"],
                references=values["rows"].splitlines(),
                cases=picked,
                by=request.access,
            ),
        ):
            messages.success(request, "Registros agregados al hallazgo.")
            return redirect("commitments:finding", public_id)
    return _page(request, found, "rows", form)


def _picked(request: StaffRequest, text: str) -> Any:
    key, _, public_id = text.partition(":")
    return find_case(key, public_id, request.access)


@require_GET
def finding_rows(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One list of records, those of Minga with their page."""
    staff = cast(StaffRequest, request)
    found = finding_of(staff, public_id)
    listed = get_object_or_404(found.lists.select_related("added_by"), pk=number)
    rows = list(listed.rows.order_by("position")[:MOST_SHOWN])
    for row in rows:
        row.url = _url(staff, row) if row.case_model else ""  # type: ignore[attr-defined]
    context = {"f": found, "listed": listed, "rows": rows, "more": listed.count - len(rows)}
    return render(request, "commitments/finding_rows.html", context)


def _url(request: StaffRequest, row: Any) -> str:
    """Only for who may see the case."""
    try:
        case = find_case(kind_of(row.case_model).key, row.case_public_id, request.access)
    except CaseNotFound:
        return ""
    return kind_of(case).url(case)
