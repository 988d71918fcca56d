"""What waits for Oficina de Partes in the acts: to number, and what is due after it."""

from collections.abc import Iterator
from datetime import date

from minga.acts.approvals import page_of
from minga.acts.models import Act
from minga.acts.permissions import NUMBER
from minga.core.access import Access
from minga.core.registries import Awaiting

MOST = 60


def find(access: Access, day: date) -> Iterator[Awaiting]:
    """Visas and signatures are told by the tray of approvals."""
    own = [pk for pk in access.institutions if access.may(NUMBER, pk)]
    if not own:
        return
    found = Act.objects.filter(service__in=own, status__in=("signed", "numbered"))
    for act in found.order_by("signed_on", "pk")[:MOST]:
        yield _told(act)


def _told(act: Act) -> Awaiting:
    if act.status == Act.Status.SIGNED:
        note, verb = f"Firmado el {act.signed_on:%d-%m-%Y}.", "Numerar acto"
    else:
        note, verb = f"{act.name}: en trámite desde el {act.numbered_on:%d-%m-%Y}.", "Ver trámite"
    return Awaiting(f"Acto: {act.subject}", note, "", verb, page_of(act), kind="Actos")
