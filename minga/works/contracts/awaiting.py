"""What awaits a person of contracts: statements in their turn, payments about to be late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from minga.core.access import Access, StaffRequest
from minga.core.models import Preparation
from minga.core.money import pesos
from minga.core.registries import Awaiting
from minga.works.contracts import guarantees
from minga.works.contracts.list import statement_url, url
from minga.works.contracts.models import Contract, PaymentStatement, StatementState
from minga.works.contracts.models.statement import NEAR
from minga.works.contracts.permissions import DECIDE, PAY, PREPARE, REVIEW

KIND = "Contratos"
VERBS = (
    "Revisar estado de pago", "Aprobar estado de pago", "Registrar pago",
    "Corregir estado de pago", "Registrar factura",
)  # fmt: skip


def _where(access: Access, permission: str, path: str = "contract__service") -> Q:
    return Q(**{f"{path}__in": [pk for pk in access.institutions if access.may(permission, pk)]})


def _turns(access: Access) -> tuple[Q, ...]:
    """In the order of their verbs."""
    mine = Preparation.objects.filter(
        subject_model=PaymentStatement._meta.label_lower, actor_id=access.actor_id or 0
    )
    # Whoever wrote in one decides nothing of it.
    received = Q(state=StatementState.RECEIVED) & ~Q(pk__in=mine.values("subject_id"))
    approved = Q(state=StatementState.APPROVED)
    return (
        received & Q(reviewed_on__isnull=True) & _where(access, REVIEW),
        received & Q(reviewed_on__isnull=False) & _where(access, DECIDE),
        approved & ~Q(invoice_number="") & _where(access, PAY),
        Q(state=StatementState.RETURNED) & _where(access, PREPARE),
        approved & Q(invoice_number="") & _where(access, PREPARE),
    )


def _has_a_part(access: Access) -> bool:
    return any(access.may(permission) for permission in (PREPARE, REVIEW, DECIDE, PAY))


def count(request: StaffRequest) -> Any:
    """For the menu."""
    if not _has_a_part(request.access):
        return 0
    asked = Q(pk__in=[])
    for turn in _turns(request.access):
        asked |= turn
    return PaymentStatement.objects.filter(asked)


def find(access: Access, day: date) -> Iterator[Awaiting]:
    if not _has_a_part(access):
        return
    yield from _statements(access, day)
    if access.may(PREPARE):
        yield from _terms(access, day)
    yield from guarantees.expiring(access, day)


def _statements(access: Access, day: date) -> Iterator[Awaiting]:
    """One question for all; each is told once, by the first turn that holds."""
    turns = _turns(access)
    near = Q(state__in=(StatementState.RECEIVED, StatementState.APPROVED), due_on__lte=day + NEAR)
    asked = (*turns, near & _where(access, PREPARE))
    whens = [When(condition, then=Value(place)) for place, condition in enumerate(asked)]
    what = Case(*whens, default=Value(len(asked)), output_field=IntegerField())
    found: Any = PaymentStatement.objects.annotate(what=what).filter(what__lt=len(asked))
    for row in found.for_page().order_by("due_on", "pk"):
        verb = VERBS[row.what] if row.what < len(VERBS) else "Ver estado de pago"
        yield Awaiting(
            label=f"Estado de pago {row.number} de {row.contract.name}",
            note=_note(row, day),
            place="",
            verb=verb,
            url=statement_url(row),
            due=row.due_on,
            kind=KIND,
        )


def _note(row: PaymentStatement, day: date) -> str:
    if row.state == StatementState.RETURNED:
        return f"Devuelto: {row.returned_because}"
    left = row.days_left(day)
    said = f"Líquido de {pesos(row.net)}, {row.awaits}."
    if left is None:
        return said
    if left < 0:
        return f"{said} El plazo para pagarlo venció hace {-left} días."
    return f"{said} Quedan {left} días para pagarlo."


def _terms(access: Access, day: date) -> Iterator[Awaiting]:
    """Terms that are over, or will be within a month, of works that nobody received."""
    own = _where(access, PREPARE, "service")
    found = Contract.objects.filter(own).running().exclude(ends_on__isnull=True)
    near = found.late(day) | found.expiring(day)
    for contract in near.for_page().order_by("ends_on", "pk"):
        late = contract.is_late(day)
        yield Awaiting(
            label=f"Contrato {contract.code}: {contract.name}",
            note="Su plazo terminó sin recepción provisoria." if late else "Su plazo termina.",
            place="",
            verb="Anotar recepción o modificar plazo" if late else "Ver contrato",
            url=url(contract),
            due=contract.ends_on,
            kind=KIND,
        )
