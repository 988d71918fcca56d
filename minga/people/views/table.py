"""«Quién hace qué»: the whole table on a day, with its source; changing a line; one change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import trail_for
from minga.core.errors import DomainError
from minga.core.permissions import (
    Overlay,
    Part,
    Permission,
    Process,
    all_permissions,
    all_processes,
    permission_of,
)
from minga.people import whom
from minga.people.actions import MANAGE
from minga.people.approvals import title
from minga.people.forms import TableForm
from minga.people.models import Organisation, TableChange
from minga.people.processes import STAFF
from minga.people.roles import Role
from minga.people.table import APPROVE_TABLE, load, propose_change, same_hands


@dataclass(frozen=True)
class Cell:
    """Who holds one permission on the day, and the change that says so, where there is one."""

    permission: Permission
    roles: tuple[str, ...]
    change: TableChange | None
    both: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    process: Process
    parts: tuple[tuple[str, tuple[Cell, ...]], ...]


def _day(request: StaffRequest) -> date:
    asked = request.GET.get("dia", "")
    try:
        return date.fromisoformat(asked) if asked else request.day
    except ValueError as error:
        raise Http404 from error


@require_GET
def table(request: StaffRequest) -> HttpResponse:
    """Everybody may know who decides; who administers proposes changes."""
    day = _day(request)
    overlay, changes = load(), _changes(day)
    cells = [_cell(item, overlay, day, changes) for item in all_permissions()]
    lines = [_line(process, cells) for process in all_processes()]
    may_see = request.access.may(MANAGE) or request.access.may(APPROVE_TABLE)
    context = {
        "day": day,
        "is_past": day != request.day,
        "lines": [line for line in lines if line.parts],
        "parts": [part.value for part in Part],
        "others": [cell for cell in cells if not cell.permission.process],
        "changed": sum(cell.change is not None for cell in cells),
        "coming": _coming(day),
        "open": _open(request) if may_see else [],
        "may_manage": request.access.may(MANAGE),
    }
    return render(request, "people/table.html", context)


def _changes(day: date) -> dict[str, TableChange]:
    """The last approved change of each permission that rules on the day."""
    found = TableChange.objects.filter(status="approved", valid_from__lte=day)
    ordered = found.select_related("event").order_by("valid_from", "approved_on", "event_id")
    return {change.permission: change for change in ordered}


def _coming(day: date) -> list[tuple[str, TableChange]]:
    found = TableChange.objects.filter(status="approved", valid_from__gt=day)
    return [(title(change), change) for change in found.order_by("valid_from", "pk")]


def _open(request: StaffRequest) -> list[tuple[str, TableChange]]:
    own = request.access.institutions
    found = TableChange.objects.exclude(status="approved").filter(service__in=own)
    return [(title(change), change) for change in found.order_by("-pk")]


def _cell(item: Permission, overlay: Overlay, day: date, changes: dict[str, TableChange]) -> Cell:
    held = overlay.holders(item.code, day)
    both = same_hands(item.code, held, overlay, day)
    return Cell(item, named(held), changes.get(item.code), tuple(str(role.label) for role in both))


def named(roles: Iterable[str]) -> tuple[str, ...]:
    """In the order of the roles, as pages call them."""
    held = set(roles)
    if held >= set(STAFF):
        outside = held - set(STAFF)
        return ("todo el servicio", *(str(role.label) for role in Role if role.value in outside))
    return tuple(str(role.label) for role in Role if role.value in held)


def _line(process: Process, cells: list[Cell]) -> Line:
    own = [cell for cell in cells if cell.permission.process == process.key]
    parts = tuple(
        (part.value, tuple(cell for cell in own if cell.permission.part == part)) for part in Part
    )
    return Line(process, parts if own else ())


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def change_table(request: StaffRequest, code: str) -> HttpResponse:
    """The roles of one line from a day on, sent to approval; `?cambio=` is one that came back."""
    permission = permission_of(code)
    if permission is None:
        raise Http404
    returned = _returned(request, code)
    held = request.access.holders(code)
    form = TableForm(request.POST or None, initial=_initial(request, returned))
    form.start(_asked(held, returned))
    if form.is_valid():
        try:
            made = propose_change(
                code,
                **form.cleaned_data,
                service=_service(request),
                change=returned,
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "El cambio espera aprobación.")
            return redirect("people:table_change", made.public_id)
    context = {
        "form": form,
        "permission": permission,
        "held": named(held),
        "returned": returned,
    }
    return render(request, "people/change_table.html", context, status=form.http_status)


def _returned(request: StaffRequest, code: str) -> TableChange | None:
    asked = request.GET.get("cambio")
    if asked is None:
        return None
    own = TableChange.objects.filter(
        status="draft", permission=code, service__in=request.access.institutions
    )
    return get_object_or_404(own, public_id=asked)


def _initial(request: StaffRequest, returned: TableChange | None) -> dict[str, Any]:
    if returned is None:
        return {"valid_from": request.day}
    names = ("valid_from", "act_reference", "reason")
    return {name: getattr(returned, name) for name in names}


def _asked(held: frozenset[str], returned: TableChange | None) -> set[str]:
    asked = set(held)
    for line in returned.lines.all() if returned else ():
        (asked.add if line.holds else asked.discard)(line.role)
    return asked


def _service(request: StaffRequest) -> Organisation:
    """The first institution in which this person administers."""
    return Organisation.objects.get(pk=sorted(whom.institutions(request.access))[0])


@require_GET
def table_change(request: StaffRequest, public_id: str) -> HttpResponse:
    """One change: what it changes, why, by which act, and where its approval stands."""
    access = request.access
    found = TableChange.objects.select_related("service__party", "event")
    if not access.reads_all:
        found = found.filter(service__in=access.institutions)
    change = get_object_or_404(found, public_id=public_id)
    permission = permission_of(change.permission)
    lines = list(change.lines.order_by("role"))
    kept = set(load().holders(change.permission, change.valid_from)) if permission else set()
    for line in lines:
        (kept.add if line.holds else kept.discard)(line.role)
    both = same_hands(change.permission, kept, load(), change.valid_from)
    context = {
        "change": change,
        "title": title(change),
        "permission": permission,
        "gives": [line for line in lines if line.holds],
        "takes": [line for line in lines if not line.holds],
        "both": [str(role.label) for role in both],
        "trail": trail_for(request, change),
        "may_correct": change.status == "draft" and access.may(MANAGE, change.service_id),
    }
    return render(request, "people/table_change.html", context)
