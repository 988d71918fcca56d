"""A project that leaves the portfolio or comes back, and its preconditions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import NotAllowed
from minga.works import actions, forms
from minga.works.actions.common import ONLY
from minga.works.models import Precondition, ProjectState
from minga.works.permissions import FORMULATE
from minga.works.views.common import Step, project_of, project_url, step_page

form_page = require_http_methods(["GET", "POST"])


@form_page
@needs(FORMULATE)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    found = project_of(request, public_id, FORMULATE)
    form = forms.CloseForm(
        request.POST or None, initial={"closed_on": request.day, "seen": found.revision}
    )
    note = "Su registro queda y se puede devolver a la cartera."
    title, done = "Terminar o retirar el proyecto", "El proyecto salió de la cartera."
    step = Step(title, "Guardar", done, project_url(found), note)

    def act(data: dict[str, Any]) -> None:
        finishes = data["state"] == ProjectState.FINISHED
        leave = actions.finish_project if finishes else actions.withdraw_project
        leave(found, closed_on=data["closed_on"], reason=data["reason"], seen=data["seen"],
              by=request.access)  # fmt: skip

    return step_page(request, step, form, act, project=found)


@form_page
@needs(FORMULATE)
def bring_back(request: StaffRequest, public_id: str) -> HttpResponse:
    found = project_of(request, public_id, FORMULATE)
    form = forms.ReasonForm(request.POST or None, initial={"seen": found.revision})
    step = Step("Devolver a la cartera", "Devolver a la cartera",
                "El proyecto está de nuevo en cartera.", project_url(found))  # fmt: skip
    return step_page(
        request, step, form,
        lambda data: actions.return_project(
            found, reason=data["reason"], seen=data["seen"], by=request.access
        ),
        project=found,
    )  # fmt: skip


def _condition_of(request: StaffRequest, public_id: str) -> Precondition:
    found = Precondition.objects.visible_to(request.access).for_page()
    row: Precondition = get_object_or_404(found, public_id=public_id)
    if not request.access.may(FORMULATE, row.project.service_id):
        raise NotAllowed(ONLY[FORMULATE])
    return row


@form_page
@needs(FORMULATE)
def add_condition(request: StaffRequest, public_id: str) -> HttpResponse:
    found = project_of(request, public_id, FORMULATE)
    step = Step("Agregar condición previa", "Agregar condición", "Condición agregada.",
                project_url(found, "#condiciones"))  # fmt: skip
    return step_page(
        request, step, forms.ConditionForm(request.POST or None),
        lambda data: actions.add_precondition(found, **data, by=request.access),
        project=found,
    )  # fmt: skip


@form_page
@needs(FORMULATE)
def change_condition(request: StaffRequest, public_id: str) -> HttpResponse:
    row = _condition_of(request, public_id)
    step = Step("Cambiar condición previa", "Guardar condición", "Condición guardada.",
                project_url(row.project, "#condiciones"))  # fmt: skip
    return step_page(
        request, step, forms.ConditionForm.of(row, request.POST or None),
        lambda data: actions.change_precondition(row, **data, by=request.access),
        project=row.project,
    )  # fmt: skip


@form_page
@needs(FORMULATE)
def meet_condition(request: StaffRequest, public_id: str) -> HttpResponse:
    row = _condition_of(request, public_id)
    form = forms.MeetForm(
        request.POST or None, request.FILES or None, initial={"met_on": request.day}
    )
    step = Step("Condición cumplida", "Dar por cumplida", "Condición cumplida.",
                project_url(row.project, "#condiciones"), row.text)  # fmt: skip
    return step_page(
        request, step, form,
        lambda data: actions.meet_precondition(
            row, met_on=data["met_on"], file=data["file"], by=request.access
        ),
        project=row.project,
    )  # fmt: skip


@form_page
@needs(FORMULATE)
def drop_condition(request: StaffRequest, public_id: str) -> HttpResponse:
    row = _condition_of(request, public_id)
    step = Step("Quitar condición previa", "Quitar condición", "Condición quitada.",
                project_url(row.project, "#condiciones"), row.text)  # fmt: skip
    return step_page(
        request, step, forms.DropForm(request.POST or None),
        lambda data: actions.drop_precondition(row, reason=data["reason"], by=request.access),
        project=row.project,
    )  # fmt: skip
