"""Finding whom a page is about, and the parts that several pages share."""

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from minga.core.access import StaffRequest
from minga.people.citizens import purposes
from minga.people.citizens.forms import AttentionForm, FindForm, PurposeForm, is_other_document
from minga.people.citizens.models import AttentionSubject, Citizen
from minga.people.citizens.permissions import ATTEND, MERGE, RIGHTS
from minga.people.citizens.reads import What, note
from minga.people.citizens.units import referral_targets, service_for
from minga.territory.frames import Frame
from minga.territory.look import look_of

AT_THE_COUNTER = "Atención de público"


def citizen_of(request: StaffRequest, public_id: str) -> Citizen:
    """404 for who is not this reader's to open."""
    found = Citizen.objects.to_open(request.access).for_page()
    return get_object_or_404(found, person__party__public_id=public_id)


def by_document(request: StaffRequest, typed: str) -> Citizen | None:
    """The one with exactly this RUN or document number, for who attends the public."""
    found = Citizen.objects.at_the_counter(request.access).for_page()
    if is_other_document(typed):
        return (
            found.filter(document_number=typed.replace("-", "")).first()
            or found.filter(document_number=typed).first()
        )
    return found.filter(person__party__rut=typed).first()


def people_of(citizen: Citizen) -> list[int]:
    """The person with the records that were merged into this one."""
    return list(Citizen.objects.group(citizen).values_list("pk", flat=True))


def attention_form(
    request: StaffRequest, citizen: Citizen | None, data: Any = None
) -> AttentionForm:
    """With the usual values: today, the office, the place of the officer."""
    service, frame = service_for(request.access, ATTEND), look_of(request).frame
    initial = {
        "day": request.day,
        "person": citizen.public_id if citizen else "",
        "form_key": secrets.token_hex(16),
        "territory": _place_of(request, frame),
    }
    form = AttentionForm(data, initial=initial, auto_id="atencion_%s")
    subjects = AttentionSubject.objects.on(request.day).filter(service=service)
    form.offer(
        subjects.order_by("number"), referral_targets(service, request.day), _places(request, frame)
    )
    return form


def _place_of(request: StaffRequest, frame: Frame) -> str:
    version = frame.versions.get(request.access.home_territory_id or 0)
    return version.territory.public_id if version else ""


def _places(request: StaffRequest, frame: Frame) -> list[tuple[str, str]]:
    """The region of the officer and its communes."""
    home = request.access.home_territory_id or 0
    region = frame.region_of(home)
    if region is None:
        return [("", "Sin registrar")]
    communes = frame.communes_in(region.territory_id)
    found = [(version.territory.public_id, version.name) for version in (region, *communes)]
    return [*found, ("", "Sin registrar")]


def counter_page(
    request: StaffRequest,
    citizen: Citizen | None = None,
    *,
    find: FindForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The one screen: who it is, what is registered of them, and the form of an attention."""
    access = request.access
    context: dict[str, Any] = {
        "find": find or FindForm(auto_id="buscar_%s"),
        "citizen": citizen,
        "may_attend": access.may(ATTEND),
        "form": None,
        "refused": None,
        "typed": "",
        "anonymous": False,
        "not_found": False,
    }
    if citizen:
        context |= _about(request, citizen)
    context |= more
    _focus(context)
    return render(request, "citizens/counter.html", context, status=status)


def _focus(context: dict[str, Any]) -> None:
    """The keyboard begins where one writes next; after a refusal, at what it says."""
    form = context["form"]
    if context["refused"]:
        return
    field = form.fields["subject"] if form else context["find"].fields["run"]
    if form or not context["citizen"]:
        field.widget.attrs["autofocus"] = True


def _about(request: StaffRequest, citizen: Citizen) -> dict[str, Any]:
    note(request, citizen.pk, What.IDENTITY, AT_THE_COUNTER)
    access, may_read = request.access, purposes.may_read(request, citizen)
    purpose = purposes.purpose_of(request, citizen, [citizen.pk]) if may_read else ""
    attends = access.may(ATTEND) and citizen.is_open
    return {
        "purpose": purpose,
        "may_read": may_read,
        "purpose_form": PurposeForm(auto_id="motivo_%s") if may_read and not purpose else None,
        "may_merge": access.may(MERGE) and citizen.is_open,
        "may_ask": access.may(RIGHTS),
        "form": attention_form(request, citizen) if attends else None,
    }
