"""Who stands in for whom in one's institution, and who decides by delegation: the lists, naming
one, ending one before its day."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import Access, StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.people.actions import MANAGE
from minga.people.delegations import delegable, delegate, end_delegation, labels_of
from minga.people.forms import DelegationForm, ReasonForm, SubstituteForm
from minga.people.models import Membership, Person
from minga.people.substitutes import SUBSTITUTE, end_substitution, name_substitute


def _institutions(access: Access) -> list[int]:
    return [pk for pk in access.institutions if access.may(SUBSTITUTE, pk)]


def _substitutions(access: Access) -> Any:
    """Of the institutions whose substitutes the person may name; who directs sees all of them."""
    found = Membership.objects.substitutions().of_institutions(_institutions(access))
    return found.order_by("-valid_from", "-pk")


@require_GET
@needs(SUBSTITUTE)
def substitutes(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: StaffRequest, refused: ReasonForm | None = None, of: str | None = None
) -> HttpResponse:
    """`refused`: the reason typed for ending the substitution `of` that address."""
    day, own = request.day, request.access
    rows = [(row, _state(row, request), _form(row, refused, of)) for row in _substitutions(own)]
    context = {
        "delegations": _delegations(request, refused, of),
        "rows": rows,
        "standing": [row for row, state, _ in rows if state == "vigente"],
        "coming": sum(state == "por comenzar" for _, state, _ in rows),
        "day": day,
        "refused": refused,
    }
    status = refused.http_status if refused else 200
    return render(request, "people/substitutes.html", context, status=status)


def _delegations(
    request: StaffRequest, refused: ReasonForm | None, of: str | None
) -> list[tuple[Membership, str, str, ReasonForm]]:
    found = Membership.objects.delegations().of_institutions(_institutions(request.access))
    return [
        (row, _state(row, request), labels_of(row), _form(row, refused, of))
        for row in found.order_by("-valid_from", "-pk")
    ]


def _state(row: Membership, request: StaffRequest) -> str:
    assert row.valid_until is not None
    if row.was_called_off:
        return "anulada"
    if row.valid_until <= request.day:
        return "terminada"
    return "vigente" if row.valid_from <= request.day else "por comenzar"


def _form(row: Membership, refused: ReasonForm | None, of: str | None) -> ReasonForm:
    same = refused is not None and row.public_id == of
    return refused if same and refused else ReasonForm(auto_id=f"terminar_{row.public_id}_%s")


@require_http_methods(["GET", "POST"])
@needs(SUBSTITUTE)
def name(request: StaffRequest) -> HttpResponse:
    form = SubstituteForm(request.POST or None, initial={"valid_from": request.day})
    form.offer(*_choices(request))
    if form.is_valid():
        try:
            made = name_substitute(
                form.cleaned_data.pop("membership"),
                form.cleaned_data.pop("person"),
                by=request.access,
                **form.cleaned_data,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{made.person} subroga desde el {made.valid_from:%d-%m-%Y}.")
            return redirect("people:substitutes")
    return render(request, "people/substitute.html", {"form": form}, status=form.http_status)


def _choices(request: StaffRequest) -> tuple[Any, Any]:
    """The functions in force that this person may have substituted, and who works there."""
    access, own = request.access, _institutions(request.access)
    held = Membership.objects.on(request.day).of_institutions(own)
    titular = held.own().select_related("person", "organisation")
    if not access.may(MANAGE):
        titular = titular.filter(person=access.actor_id)
    people = Person.objects.filter(memberships__in=held).exclude(pk=access.actor_id or 0)
    return titular.order_by("role", "pk"), people.distinct().order_by("family_names")


@post_only
@needs(SUBSTITUTE)
def end(request: StaffRequest, public_id: str) -> HttpResponse:
    substitute = get_object_or_404(_substitutions(request.access), public_id=public_id)
    form = ReasonForm(request.POST, auto_id=f"terminar_{public_id}_%s")
    if form.is_valid():
        try:
            end_substitution(substitute, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{substitute.person} ya no subroga.")
            return redirect("people:substitutes")
    return _page(request, form, public_id)


@require_http_methods(["GET", "POST"])
@needs(SUBSTITUTE)
def delegate_some(request: StaffRequest) -> HttpResponse:
    """What another may decide too, between two dates and by an act."""
    form = DelegationForm(request.POST or None, initial={"valid_from": request.day})
    titular, people = _choices(request)
    form.offer(titular, people, _delegable(request, titular))
    if form.is_valid():
        values = dict(form.cleaned_data)
        holder, person = values.pop("membership"), values.pop("person")
        try:
            delegate(holder, person, by=request.access, **values)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, f"{person} decide por delegación desde el {values['valid_from']:%d-%m-%Y}."
            )
            return redirect("people:substitutes")
    return render(request, "people/delegate.html", {"form": form}, status=form.http_status)


def _delegable(request: StaffRequest, titular: Any) -> list[tuple[str, str]]:
    """Of all the functions that can be chosen; which goes with which, the action says."""
    roles = set(titular.values_list("role", flat=True))
    found = {item.code: item for role in roles for item in delegable(role, request.access)}
    return [(item.code, item.label) for item in found.values()]


@post_only
@needs(SUBSTITUTE)
def end_delegated(request: StaffRequest, public_id: str) -> HttpResponse:
    found = Membership.objects.delegations().of_institutions(_institutions(request.access))
    row = get_object_or_404(found, public_id=public_id)
    form = ReasonForm(request.POST, auto_id=f"terminar_{public_id}_%s")
    if form.is_valid():
        try:
            end_delegation(row, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{row.person} ya no decide por delegación.")
            return redirect("people:substitutes")
    return _page(request, form, public_id)
