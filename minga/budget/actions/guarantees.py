"""A guarantee comes into custody and leaves it: returned, renewed, cashed, or entered by mistake.

The functions named `enter_…` and `end_…` are parts of the actions of other areas.
"""

from dataclasses import dataclass
from datetime import date

from minga.budget.holds import reasons_to_keep
from minga.budget.models import CustodyState, Guarantee, GuaranteeKind
from minga.budget.permissions import KEEP
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.documents.models import Dossier
from minga.people.models import Organisation, Party

# A number comes again when its first registration was a mistake, or its own paper was extended.
GONE = (CustodyState.VOIDED, CustodyState.RENEWED)


@dataclass(frozen=True)
class GivenGuarantee:
    """What the document says. `amount` in pesos or `amount_uf` in 1/10.000, one of both."""

    kind: str
    purpose: str
    issuer: str
    number: str
    holder_name: str
    valid_from: date
    received_on: date
    valid_until: date | None = None
    amount: int = 0
    amount_uf: int = 0
    holder: Party | None = None


class AmountTwice(DomainError):
    code = "budget.guarantee_amount"
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Escriba el monto en pesos o en UF, uno de los dos, mayor que cero.")


class ExpiryWrong(DomainError):
    code = "budget.guarantee_expiry"
    field = "valid_until"


class ReceivedWrong(DomainError):
    code = "budget.guarantee_received"
    field = "received_on"


class KnownAlready(DomainError):
    code = "budget.guarantee_known"
    field = "number"

    def __init__(self, known: Guarantee) -> None:
        super().__init__(
            f"Esa garantía ya está registrada, {known.get_state_display()}: mismo documento, emisor"
            " y número."
        )


class NotInCustody(DomainError):
    code = "budget.guarantee_left"
    status = 409

    def __init__(self, guarantee: Guarantee) -> None:
        super().__init__(
            f"Esa garantía ya salió de custodia: está {guarantee.get_state_display()} desde el "
            f"{guarantee.ended_on:%d-%m-%Y}."
        )


class MustStay(DomainError):
    code = "budget.guarantee_must_stay"

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))


class DocumentMissing(DomainError):
    code = "budget.guarantee_document"
    field = "document"

    def __init__(self) -> None:
        super().__init__("Escriba el documento que lo dice, con su número y fecha.")


class DayWrong(DomainError):
    code = "budget.guarantee_day"
    field = "ended_on"


class NotARenewal(DomainError):
    code = "budget.not_a_renewal"
    field = "valid_until"

    def __init__(self, old: Guarantee) -> None:
        super().__init__(f"Una renovación vence después del {old.valid_until:%d-%m-%Y}.")


@action("budget.guarantee_received", says="recibió en custodia la garantía {name}")
def receive_guarantee(
    service: Organisation,
    given: GivenGuarantee,
    *,
    dossier: Dossier | None = None,
    by: Access,
    on: date | None = None,
) -> Guarantee:
    assert on is not None
    guarantee = enter_guarantee(service, given, dossier=dossier, by=by, on=on)
    current_act().about(guarantee, name=guarantee.number)
    return guarantee


def enter_guarantee(
    service: Organisation,
    given: GivenGuarantee,
    *,
    dossier: Dossier | None = None,
    renews: Guarantee | None = None,
    by: Access,
    on: date,
) -> Guarantee:
    """Within an action. Without the dossier of what it answers for, it gets one of its own."""
    _require(by, service.pk)
    _judge(service, given, on)
    if dossier is None:
        dossier = Dossier(service=service)
        dossier.save()
    guarantee = Guarantee(
        service=service,
        dossier=dossier,
        renews=renews,
        registered_by_id=by.actor_id,
        **vars(given),
    )
    guarantee.save()
    return guarantee


def _judge(service: Organisation, given: GivenGuarantee, on: date) -> None:
    if min(given.amount, given.amount_uf) != 0 or max(given.amount, given.amount_uf) <= 0:
        raise AmountTwice
    if given.valid_until is None and given.kind != GuaranteeKind.SIGHT_DRAFT:
        raise ExpiryWrong("Escriba cuándo vence: solo un vale vista no vence.")
    if given.valid_until is not None and given.valid_until < given.valid_from:
        raise ExpiryWrong("El vencimiento es anterior a la emisión.")
    if not given.valid_from <= given.received_on <= on:
        raise ReceivedWrong("Se recibe desde su emisión y hasta hoy.")
    same = {name: getattr(given, name) for name in ("kind", "issuer", "number")}
    known = Guarantee.objects.filter(service=service, **same)
    if found := known.exclude(state__in=GONE).first():
        raise KnownAlready(found)


@action("budget.guarantee_returned", says="devolvió la garantía {name}")
def return_guarantee(
    guarantee: Guarantee,
    *,
    document: str,
    ended_on: date,
    by: Access,
    on: date | None = None,
) -> Guarantee:
    """To who took it out, unless what it answers for is not over yet."""
    assert on is not None
    guarantee = _kept(guarantee, by)
    if reasons := reasons_to_keep(guarantee, ended_on):
        raise MustStay(reasons)
    return _leave(guarantee, CustodyState.RETURNED, document, ended_on, on)


@action("budget.guarantee_cashed", says="cobró la garantía {name}")
def cash_guarantee(
    guarantee: Guarantee,
    *,
    document: str,
    ended_on: date,
    by: Access,
    on: date | None = None,
) -> Guarantee:
    assert on is not None
    guarantee = _kept(guarantee, by)
    if guarantee.is_expired(ended_on):
        raise DayWrong(f"Venció el {guarantee.valid_until:%d-%m-%Y}: ese día ya no se cobra.")
    return _leave(guarantee, CustodyState.CASHED, document, ended_on, on)


@action("budget.guarantee_renewed", says="renovó la garantía {name} con la {by_which}")
def renew_guarantee(
    guarantee: Guarantee,
    given: GivenGuarantee,
    *,
    document: str,
    by: Access,
    on: date | None = None,
) -> Guarantee:
    """Another paper takes its place, for the same purpose and with a later last day."""
    assert on is not None
    old = _kept(guarantee, by)
    if old.valid_until and given.valid_until and given.valid_until <= old.valid_until:
        raise NotARenewal(old)
    _leave(old, CustodyState.RENEWED, document, given.received_on, on)
    new = enter_guarantee(old.service, given, dossier=old.dossier, renews=old, by=by, on=on)
    current_act().about(old, by_which=new.number)
    return new


@action("budget.guarantee_voided", says="anuló el registro de la garantía {name}")
def void_guarantee(
    guarantee: Guarantee, *, reason: str, by: Access, on: date | None = None
) -> Guarantee:
    """It was entered by mistake: its number can be entered again."""
    assert on is not None
    guarantee = _kept(guarantee, by)
    _leave(guarantee, CustodyState.VOIDED, reason, on, on)
    current_act().about(guarantee, reason=reason.strip())
    return guarantee


def _kept(guarantee: Guarantee, by: Access) -> Guarantee:
    """Read again under lock, and still in custody."""
    found = Guarantee.objects.select_for_update(of=("self",)).for_page().get(pk=guarantee.pk)
    _require(by, found.service_id)
    if not found.is_kept:
        raise NotInCustody(found)
    return found


def _leave(guarantee: Guarantee, state: str, document: str, ended_on: date, on: date) -> Guarantee:
    if not document.strip():
        raise DocumentMissing
    if not guarantee.received_on <= ended_on <= on:
        raise DayWrong(
            f"Sale de custodia desde que se recibió, el {guarantee.received_on:%d-%m-%Y}, y hasta "
            "hoy."
        )
    guarantee.state, guarantee.ended_on = state, ended_on
    guarantee.ended_by_document = document.strip()
    guarantee.save()
    current_act().about(guarantee, name=guarantee.number)
    return guarantee


def _require(by: Access, service_id: int) -> None:
    if not by.may(KEEP, service_id):
        raise NotAllowed("Las garantías las custodia la tesorería del servicio.")
