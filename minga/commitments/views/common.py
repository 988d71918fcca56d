"""What every page here asks: the row that the person may see, and trying an action."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404

from minga.commitments.models import Audit, Commitment, Finding, ReminderLine
from minga.core.access import StaffRequest
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.outbox.models import Message
from minga.people.citizens.terms import ISO_REGIONS
from minga.people.models import Organisation
from minga.territory.look import look_of


def commitment_of(request: StaffRequest, public_id: str) -> Commitment:
    found = Commitment.objects.visible_to(request.access).for_page()
    related = found.select_related(
        "service__party", "responsible__institution", "responsible__successor", "person__party",
        "territory", "finding__audit", "dossier", "source__file", "created_by", "part_of",
    )  # fmt: skip
    return get_object_or_404(related, public_id=public_id)


def audit_of(request: StaffRequest, public_id: str) -> Audit:
    return get_object_or_404(
        Audit.objects.visible_to(request.access).for_page(), public_id=public_id
    )


def finding_of(request: StaffRequest, public_id: str) -> Finding:
    found = Finding.objects.visible_to(request.access).for_page()
    return get_object_or_404(found, public_id=public_id)


def service_for(request: StaffRequest, permission: str, asked: str = "") -> Organisation:
    """The institution in whose name the person acts: the one asked for, or else the first where a
    role allows it."""
    access = request.access
    found = [pk for pk in access.institutions if access.may(permission, pk)]
    known = Organisation.objects.select_related("party")
    if asked:
        return get_object_or_404(known, pk__in=found, party__public_id=asked)
    return known.get(pk=min(found))


def iso_region(request: StaffRequest) -> str:
    """Whose holidays count for a term: those of the region that one is looking at."""
    region = look_of(request).region
    return ISO_REGIONS.get(region.code[:2], "") if region else ""


def tried(form: MingaForm, act: Callable[[], Any]) -> bool:
    try:
        act()
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def reminders_of(**about: Any) -> list[Any]:
    """Every message in which it was told, with whether that one left."""
    sent = Message.objects.filter(public_id=OuterRef("reminder__message"))
    related = ("reminder__person", "reminder__organisation")
    told: Any = ReminderLine.objects.filter(**about).select_related(*related)
    lines: list[Any] = list(
        told.annotate(left=Subquery(sent.values("status"))).order_by("-reminder__on")
    )
    for line in lines:
        line.left = Message.Status(line.left).label if line.left else "ya no está"
    return lines
