"""What is done with a problem, each step on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minga.acts.models import Act
from minga.commitments.views.common import service_for
from minga.core.access import StaffRequest, needs
from minga.core.cases import about
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.territory.frames import Frame, frame_on
from minga.workplan.problems import actions, forms
from minga.workplan.problems.actions import Brings, Budget, Papers, Promised, Statement
from minga.workplan.problems.models import (
    Funding,
    Gap,
    PartyCommitment,
    ProblemService,
    ProblemState,
    TerritorialProblem,
)
from minga.workplan.problems.permissions import DECIDE, PREPARE
from minga.workplan.problems.saying import problem_url
from minga.workplan.problems.views.common import Step, part_of, problem_of, seen_in, step_page
from minga.workplan.problems.views.problem import page_of

form_page = require_http_methods(["GET", "POST"])


def _region(frame: Frame, territory_id: int | None) -> int | None:
    region = frame.region_of(territory_id) if territory_id else None
    return region.territory_id if region else None


def _statement(frame: Frame, data: dict[str, Any]) -> Statement:
    place = frame.by_public_id(data["territory"])
    assert place is not None  # one of the choices of the form
    return Statement(
        data["title"], data["statement"], place.territory, data["since"], data["point"]
    )


@form_page
@needs(PREPARE)
def new(request: StaffRequest) -> HttpResponse:
    service, frame = service_for(request, PREPARE), frame_on(request.day)
    region = _region(frame, service.territory_id)
    form = forms.StatementForm(request.POST or None, frame=frame, region=region)
    made: list[TerritorialProblem] = []
    step = Step(
        "Preparar problema territorial",
        "Guardar problema",
        "",
        reverse("problems:problems"),
        "Después agregue los servicios que pueden ayudar; lo abre quien dirige el servicio.",
        draws=True,
    )
    answer = step_page(
        request,
        step,
        form,
        lambda data: made.append(
            actions.prepare_problem(service, _statement(frame, data), by=request.access)
        ),
    )
    return redirect(problem_url(made[0])) if made else answer


@form_page
@needs(PREPARE)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    found, frame = problem_of(request, public_id, PREPARE), frame_on(request.day)
    region = _region(frame, found.territory_id)
    form = forms.StatementForm.of(found, request.POST or None, frame=frame, region=region)
    draft = found.state == ProblemState.DRAFT
    step = Step(
        "Cambiar el texto del problema" if draft else "Cambiar el punto en el mapa",
        "Guardar",
        "Texto guardado.",
        problem_url(found),
        "" if draft else "El texto con que se abrió ya no cambia.",
        draws=True,
    )

    def act(data: dict[str, Any]) -> None:
        said, seen = _statement(frame, data), data["seen"]
        actions.change_problem(found, said, seen=seen, by=request.access)

    return step_page(
        request, step, form, act, revision=lambda: problem_of(request, public_id).revision
    )


@form_page
@needs(PREPARE)
def add_figure(request: StaffRequest, public_id: str) -> HttpResponse:
    found, form = problem_of(request, public_id, PREPARE), forms.FigureForm(request.POST or None)
    step = Step("Agregar cifra", "Agregar cifra", "Cifra agregada.", problem_url(found, "#cifras"))
    return step_page(
        request,
        step,
        form,
        lambda data: actions.add_figure(found, **data, places=form.places, by=request.access),
    )


def _brings(data: dict[str, Any]) -> Brings:
    return Brings(data["products"], data["faculties"], data["resources"])


@form_page
@needs(PREPARE)
def join(request: StaffRequest, public_id: str) -> HttpResponse:
    found = problem_of(request, public_id, PREPARE)
    form = forms.JoinForm(request.POST or None, on=request.day)
    done = "Servicio agregado: desde ahora lee el problema."
    step = Step("Agregar servicio", "Agregar servicio", done, problem_url(found, "#servicios"))
    return step_page(
        request,
        step,
        form,
        lambda data: actions.join_service(
            found, data["organisation"], _brings(data), by=request.access
        ),
    )


@form_page
@needs(PREPARE)
def describe(request: StaffRequest, public_id: str) -> HttpResponse:
    party: ProblemService = part_of(request, ProblemService.objects, public_id, PREPARE)
    form = forms.BringsForm.of(party, request.POST or None)
    back = problem_url(party.problem, "#servicios")
    step = Step(f"Lo que aporta {party.organisation}", "Guardar", "Guardado.", back)
    return step_page(
        request,
        step,
        form,
        lambda data: actions.describe_service(
            party, _brings(data), seen=data["seen"], by=request.access
        ),
        revision=lambda: ProblemService.objects.get(pk=party.pk).revision,
    )


@form_page
@needs(PREPARE)
def leave(request: StaffRequest, public_id: str) -> HttpResponse:
    party: ProblemService = part_of(request, ProblemService.objects, public_id, PREPARE)
    back = problem_url(party.problem, "#servicios")
    step = Step(
        f"Salida de {party.organisation}",
        "Registrar salida",
        "Salida registrada.",
        back,
        "Lo que firmó y cumplió queda en el registro.",
    )
    return step_page(
        request,
        step,
        forms.ReasonForm(request.POST or None),
        lambda data: actions.leave_service(party, reason=data["reason"], by=request.access),
    )


def _acts(request: StaffRequest, found: TerritorialProblem) -> list[Act]:
    seen = Act.objects.visible_to(request.access).filter(status=Act.Status.PROCESSED)
    return list(about(seen, found).order_by("-pk")[:50])


@form_page
@needs(PREPARE)
def back(request: StaffRequest, public_id: str) -> HttpResponse:
    found = problem_of(request, public_id, PREPARE)
    acts = {act.public_id: act for act in _acts(request, found)}
    form = forms.BackingForm(
        request.POST or None,
        request.FILES or None,
        problem=found,
        acts=[(key, str(act)) for key, act in acts.items()],
    )
    step = Step(
        "Registrar respaldo formal",
        "Registrar respaldo",
        "Respaldo registrado.",
        problem_url(found, "#respaldo"),
        "Con la firma de dos servicios el problema queda en solución.",
    )

    def act(data: dict[str, Any]) -> None:
        file, deed = data["file"], acts.get(data["act"])
        papers = Papers(data["kind"], data["reference"], data["dated_on"], file, deed)
        actions.register_backing(found, papers, list(data["signed_by"]), by=request.access)

    return step_page(request, step, form, act)


def _budget(data: dict[str, Any], funding: str = Funding.LINE) -> Budget:
    return Budget(
        funding, data["budget_line"], data["budget_year"], data["amount"], data["is_approved"]
    )


@form_page
@needs(PREPARE)
def promise(request: StaffRequest, public_id: str) -> HttpResponse:
    found = problem_of(request, public_id, PREPARE)
    form = forms.PromiseForm(request.POST or None, problem=found, initial={"made_on": request.day})
    done = "Compromiso registrado."
    step = Step(
        "Registrar compromiso", "Registrar compromiso", done, problem_url(found, "#compromisos")
    )

    def act(data: dict[str, Any]) -> None:
        said = Promised(
            data["party"],
            data["promise"],
            data["made_on"],
            data["due_on"],
            _budget(data, data["funding"]),
            data["gap_due_on"],
        )
        actions.promise(found, said, by=request.access)

    return step_page(request, step, form, act)


@form_page
@needs(PREPARE)
def fund(request: StaffRequest, public_id: str) -> HttpResponse:
    made: PartyCommitment = part_of(request, PartyCommitment.objects, public_id, PREPARE)
    initial = {
        "budget_line": made.budget_line,
        "budget_year": made.budget_year or request.day.year,
        "amount": made.amount,
        "seen": made.revision,
    }
    step = Step(
        f"Asignación de {made.party.organisation}",
        "Registrar asignación",
        "Asignación registrada.",
        problem_url(made.problem, "#compromisos"),
        f"Para «{made.commitment.promise}».",
    )
    return step_page(
        request,
        step,
        forms.BudgetForm(request.POST or None, initial=initial),
        lambda data: actions.give_budget(made, _budget(data), seen=data["seen"], by=request.access),
        revision=lambda: PartyCommitment.objects.get(pk=made.pk).revision,
    )


@form_page
@needs(PREPARE)
def open_gap(request: StaffRequest, public_id: str) -> HttpResponse:
    found = problem_of(request, public_id, PREPARE)
    step = Step(
        "Registrar brecha",
        "Registrar brecha",
        "Brecha registrada: va en la tabla de la próxima reunión.",
        problem_url(found, "#brechas"),
    )

    def act(data: dict[str, Any]) -> None:
        body = data.pop("party").organisation
        actions.open_gap(found, **data, responsible=body, by=request.access)

    return step_page(request, step, forms.GapForm(request.POST or None, problem=found), act)


@form_page
@needs(PREPARE)
def close_gap(request: StaffRequest, public_id: str) -> HttpResponse:
    gap: Gap = part_of(request, Gap.objects, public_id, PREPARE)
    step = Step(
        "Cerrar brecha",
        "Cerrar brecha",
        "Brecha cerrada.",
        problem_url(gap.problem, "#brechas"),
        gap.what,
    )
    return step_page(
        request,
        step,
        forms.CloseGapForm(request.POST or None),
        lambda data: actions.close_gap(
            gap, resolved=data["resolved"] == "yes", how=data["how"], by=request.access
        ),
    )


@post_only
@needs(DECIDE)
def open_problem(request: StaffRequest, public_id: str) -> HttpResponse:
    found = problem_of(request, public_id, DECIDE)
    try:
        actions.open_problem(found, seen=seen_in(request), by=request.access)
    except DomainError as error:
        return page_of(request, problem_of(request, public_id), error)
    messages.success(request, "Problema abierto.")
    return redirect(problem_url(found))


@form_page
@needs(DECIDE)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    found = problem_of(request, public_id, DECIDE)
    step = Step("Cerrar problema", "Cerrar problema", "Problema cerrado.", problem_url(found))
    form = forms.CloseForm(
        request.POST or None,
        initial={"solved": "no" if found.state == ProblemState.DRAFT else "yes"},
    )
    return step_page(
        request,
        step,
        form,
        lambda data: actions.close_problem(
            found, solved=data["solved"] == "yes", reason=data["reason"], by=request.access
        ),
    )
