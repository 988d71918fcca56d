"""What every page here asks: the procedure that the person may see, with its versions."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from minga.core.access import StaffRequest
from minga.workplan.procedures.history import sees_drafts
from minga.workplan.procedures.models import (
    NonConformity,
    Procedure,
    ProcedureUse,
    ProcedureVersion,
)


@dataclass(frozen=True)
class ProcedurePage:
    """A procedure with its versions, newest first; one never approved, only of who sees drafts."""

    procedure: Procedure
    drafts: bool

    @cached_property
    def versions(self) -> list[ProcedureVersion]:
        found = self.procedure.versions.select_related("approved_by").order_by("-number")
        versions = [one for one in found if self.drafts or not one.is_open]
        for version in versions:
            version.procedure = self.procedure
        return versions

    @property
    def in_force(self) -> ProcedureVersion | None:
        return next((one for one in self.versions if one.status == "in_force"), None)

    @property
    def open(self) -> ProcedureVersion | None:
        return next((one for one in self.versions if one.is_open), None)

    def numbered(self, number: int) -> ProcedureVersion:
        found = next((one for one in self.versions if one.number == number), None)
        if found is None:
            raise Http404
        return found


def procedure_page(request: StaffRequest, public_id: str) -> ProcedurePage:
    rows = Procedure.objects.open_to(request.access).for_page()
    procedure = get_object_or_404(rows, public_id=public_id)
    return ProcedurePage(procedure, sees_drafts(request.access, procedure))


def ruling_page(request: StaffRequest, public_id: str) -> tuple[Procedure, ProcedureVersion]:
    """404 for a procedure that does not rule yet: there is nothing to apply or to review."""
    page = procedure_page(request, public_id)
    if page.in_force is None:
        raise Http404
    return page.procedure, page.in_force


def last_version(request: StaffRequest, public_id: str) -> ProcedureVersion:
    """The open one or, when nothing is open any more, the newest: the action says why not."""
    page = procedure_page(request, public_id)
    if not page.drafts:
        raise Http404
    return page.open or page.versions[0]


def posted(request: StaffRequest) -> QueryDict | None:
    """What was sent, also when it is nothing at all: an empty form has its errors to show."""
    return request.POST if request.method == "POST" else None


def use_of(request: StaffRequest, public_id: str) -> ProcedureUse:
    rows = ProcedureUse.objects.visible_to(request.access).for_page()
    return get_object_or_404(rows.select_related("procedure__owner"), public_id=public_id)


def fault_of(request: StaffRequest, public_id: str) -> NonConformity:
    rows = NonConformity.objects.visible_to(request.access).for_page()
    found = rows.prefetch_related("corrections__commitment__steps", "steps")
    return get_object_or_404(found, public_id=public_id)
