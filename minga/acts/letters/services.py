"""For which service somebody writes or registers, of those where the person may: that of what the
address names, or the one that is chosen."""

from dataclasses import dataclass

from django.http import Http404

from minga.acts.letters.models import ReceivedLetter
from minga.acts.wording.models import ModelText
from minga.core.access import StaffRequest
from minga.core.cases import find_case, kind_named
from minga.core.errors import DomainError
from minga.people.models import Organisation


@dataclass(frozen=True)
class Services:
    chosen: Organisation
    # To choose from; none where there is nothing to choose.
    several: tuple[Organisation, ...] = ()


def services_of(request: StaffRequest, permission: str) -> Services:
    """`?servicio=` chooses; a case, a letter to answer or a model text is of its own."""
    own = [pk for pk in request.access.institutions if request.access.may(permission, pk)]
    found = tuple(Organisation.objects.filter(pk__in=own).order_by("pk"))
    asked, named = request.GET.get("servicio"), _named(request)
    chosen = next((service for service in found if service.pk == named), None)
    if chosen is not None:
        return Services(chosen)
    if asked is not None:
        found = tuple(sorted(found, key=lambda service: service.key != asked))
    if not found or asked not in (None, found[0].key):
        raise Http404
    return Services(found[0], found if len(found) > 1 else ())


def _named(request: StaffRequest) -> int | None:
    key, _, public_id = request.GET.get("caso", "").partition(":")
    if key:
        try:
            case = find_case(key, public_id, request.access)
        except DomainError:
            return None
        owner: int = kind_named(key).service_of(case).pk
        return owner
    came = ReceivedLetter.objects.visible_to(request.access)
    for rows, name in ((came, "responde"), (ModelText.objects.all(), "texto")):
        asked = request.GET.get(name)
        found = rows.filter(public_id=asked).first() if asked else None
        if found is not None:
            pk: int = found.service_id
            return pk
    return None
