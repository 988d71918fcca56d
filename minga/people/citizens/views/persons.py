"""Correcting a record, writing the RUN that was missing, and saying that two are one person's."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import trail_for
from minga.core.errors import DomainError, NotAllowed
from minga.core.http import post_only
from minga.people.citizens import purposes
from minga.people.citizens.actions import correct_citizen, give_run, propose_merge
from minga.people.citizens.forms import CorrectForm, MergeForm, ReasonForm, RunForm
from minga.people.citizens.models import Citizen, CitizenData, Merge
from minga.people.citizens.permissions import APPROVE_MERGE, ATTEND, MERGE
from minga.people.citizens.reads import What, note
from minga.people.citizens.units import service_for
from minga.people.citizens.views.common import by_document, citizen_of, people_of
from minga.territory.look import look_of


@require_http_methods(["GET", "POST"])
@needs(ATTEND)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    """Its form shows reserved data: who has not said what for is sent to say it."""
    citizen = citizen_of(request, public_id)
    purpose = purposes.purpose_of(request, citizen, people_of(citizen))
    if not purpose:
        messages.warning(request, "Para corregir la ficha escriba antes el motivo de la consulta.")
        return redirect("citizens:person", public_id)
    note(request, citizen.pk, What.RESERVED, purpose)
    last = CitizenData.objects.select_related("commune").filter(replaced_by__isnull=True)
    form = CorrectForm(request.POST or None, initial=CorrectForm.known(last.get(citizen=citizen)))
    form.offer(look_of(request).frame)
    if form.is_valid() and _corrected(request, citizen, form):
        messages.success(request, "Ficha corregida; lo anterior queda en su historia.")
        return redirect("citizens:person", public_id)
    context = {"form": form, "citizen": citizen}
    return render(request, "citizens/correct.html", context, status=form.http_status)


def _corrected(request: StaffRequest, citizen: Citizen, form: CorrectForm) -> bool:
    try:
        correct_citizen(
            citizen,
            form.identity,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.access,
        )
    except DomainError as error:
        form.refuse(error)
        if form.conflict:
            _show_last(form, citizen)
        return False
    return True


def _show_last(form: CorrectForm, citizen: Citizen) -> None:
    """After a conflict what was typed stays; saving again is over the version that was shown."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = citizen.data.filter(replaced_by__isnull=True).values_list("pk", flat=True)[0]
    form.data = data


@require_http_methods(["GET", "POST"])
@needs(ATTEND)
def write_run(request: StaffRequest, public_id: str) -> HttpResponse:
    citizen = citizen_of(request, public_id)
    note(request, citizen.pk, What.IDENTITY, "Escribir su RUN")
    form = RunForm(request.POST or None)
    if form.is_valid():
        try:
            give_run(citizen, by=request.access, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "RUN escrito: la ficha ya no es provisional.")
            return redirect("citizens:person", public_id)
    context = {"form": form, "citizen": citizen}
    return render(request, "citizens/run.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
@needs(MERGE)
def merge_with(request: StaffRequest, public_id: str) -> HttpResponse:
    """This record is the repeated one; the other, by its RUN or document, is the one that stays."""
    citizen = citizen_of(request, public_id)
    note(request, citizen.pk, What.IDENTITY, "Proponer una fusión")
    form = MergeForm(request.POST or None)
    if form.is_valid():
        other = by_document(request, form.cleaned_data["run"])
        if other is None:
            form.add_error("run", "No hay una ficha con ese RUN o documento.")
        else:
            try:
                made = propose_merge(
                    service_for(request.access, MERGE),
                    other,
                    citizen,
                    reason=form.cleaned_data["reason"],
                    by=request.access,
                )
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, "Fusión propuesta: la aprueba otra persona.")
                return redirect("citizens:merge", made.public_id)
    context = {"form": form, "citizen": citizen}
    return render(request, "citizens/propose_merge.html", context, status=form.http_status)


@require_GET
def merge(request: StaffRequest, public_id: str) -> HttpResponse:
    if not (request.access.may(MERGE) or request.access.may(APPROVE_MERGE)):
        raise NotAllowed("Ve las fusiones quien las propone o quien las decide.")
    return _merge_page(request, _merge_of(request, public_id))


def _merge_of(request: StaffRequest, public_id: str) -> Merge:
    found = Merge.objects.visible_to(request.access).for_page()
    return get_object_or_404(found, public_id=public_id)


def _merge_page(
    request: StaffRequest, merge: Merge, form: ReasonForm | None = None
) -> HttpResponse:
    """Both records side by side: who decides has to see them."""
    for citizen in (merge.kept, merge.superseded):
        note(request, citizen.pk, What.RESERVED, f"Fusión de fichas: {merge.get_state_display()}")
    both = (merge.kept_id, merge.superseded_id)
    data = CitizenData.objects.filter(citizen__in=both, replaced_by__isnull=True)
    by_citizen = {row.citizen_id: row for row in data}
    merged = merge.superseded.merged_into_id == merge.kept_id
    context = {
        "merge": merge,
        "sides": [
            (label, citizen, by_citizen.get(citizen.pk))
            for label, citizen in (
                ("Queda", merge.kept),
                ("Es la repetida", merge.superseded),
            )
        ],
        "trail": trail_for(request, merge),
        "part_form": (form or ReasonForm(auto_id="separar_%s"))
        if merged and request.access.may(MERGE)
        else None,
        "refused": form,
    }
    status = form.http_status if form else 200
    return render(request, "citizens/merge.html", context, status=status)


@post_only
@needs(MERGE)
def part(request: StaffRequest, public_id: str) -> HttpResponse:
    """They are two after all: proposed anew, and approved by another person."""
    merge = _merge_of(request, public_id)
    form = ReasonForm(request.POST, auto_id="separar_%s")
    if form.is_valid():
        try:
            made = propose_merge(
                merge.service,
                merge.kept,
                merge.superseded,
                reason=form.cleaned_data["reason"],
                part=True,
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Separación propuesta: la aprueba otra persona.")
            return redirect("citizens:merge", made.public_id)
    return _merge_page(request, merge, form)
