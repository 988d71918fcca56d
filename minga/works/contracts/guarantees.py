"""What a contract says of its guarantees: when one may go back, and whom its end concerns.

The order comes from the house's notes (recepción definitiva ≤ liquidación ≤ devolución, domain
4.6); DS 236/2002 was not read.
"""

from collections.abc import Iterator
from datetime import date

from minga.budget.expiry import days_of, left
from minga.budget.models import Guarantee, GuaranteePurpose
from minga.budget.permissions import KEEP
from minga.core.access import Access
from minga.core.money import pesos
from minga.core.registries import Awaiting
from minga.works.contracts.list import url
from minga.works.contracts.models import Contract
from minga.works.contracts.permissions import PREPARE, REVIEW

# Purpose → the day of the contract without which it stays.
UNTIL = {
    GuaranteePurpose.PERFORMANCE: ("final_on", "la recepción definitiva"),
    GuaranteePurpose.RETENTIONS: ("final_on", "la recepción definitiva"),
    GuaranteePurpose.QUALITY: ("settled_on", "la liquidación"),
}
MOST = 40


def reasons_to_stay(guarantee: Guarantee, on: date) -> Iterator[str]:
    contract = Contract.objects.filter(dossier=guarantee.dossier_id).first()
    if contract is None:
        return
    mark, name = UNTIL.get(GuaranteePurpose(guarantee.purpose), ("", ""))
    day: date | None = getattr(contract, mark) if mark else on
    if day is None:
        yield f"Falta {name} del contrato {contract.code}: anótela antes de devolver la garantía."
    elif day > on:
        yield f"{name[:1].upper()}{name[1:]} del contrato {contract.code} es del {day:%d-%m-%Y}."
    if guarantee.purpose == GuaranteePurpose.ADVANCE and contract.advance_left:
        yield (
            f"Quedan {pesos(contract.advance_left)} de anticipo por amortizar del contrato "
            f"{contract.code}."
        )


def expiring(access: Access, day: date) -> Iterator[Awaiting]:
    """To whoever inspects the contracts of a service or heads its works. Its treasury is told of
    all that it keeps."""
    for service in sorted(access.institutions):
        if access.may(KEEP, service):
            continue
        if access.may(PREPARE, service) or access.may(REVIEW, service):
            yield from _of_service(service, day)


def _of_service(service: int, day: date) -> Iterator[Awaiting]:
    own = Guarantee.objects.filter(service=service, dossier__contract__isnull=False)
    found = own.expiring(day, days_of(service, day)).select_related("dossier__contract")
    for guarantee in found.order_by("valid_until", "pk")[:MOST]:
        contract = guarantee.dossier.contract
        yield Awaiting(
            label=f"Garantía {guarantee.number} del contrato {contract.code}",
            note=f"{guarantee.get_purpose_display().capitalize()} de {guarantee.holder_name}: "
            f"{left(guarantee, day)}.",
            place="",
            verb="Pedir al contratista que la renueve",
            url=url(contract),
            due=guarantee.valid_until,
            kind="Contratos",
        )
