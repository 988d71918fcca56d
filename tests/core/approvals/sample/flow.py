"""Three steps: the head of the unit, legal from five millions, the director from ten."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.flows import Flow, Step
from minga.core.permissions import declare as permit
from minga.core.versions import prepared_by
from minga.people.models import Organisation
from tests.core.approvals.sample.models import Purchase, PurchaseLine

MILLION = 1_000_000
PREPARE = permit("purchases.prepare", "preparar compras", ["unit_officer", "unit_head"])
REVIEW = permit("purchases.review", "revisar compras", ["unit_head"])
LEGAL = permit("purchases.legal", "visar compras", ["auditor", "institution_head"])
DIRECT = permit("purchases.direct", "aprobar compras", ["institution_head"])


def _set(purchase: Purchase, state: str) -> None:
    purchase.state = state
    purchase.save(update_fields=["state"])


FLOW = Flow(
    kind="purchases",
    label="compras",
    noun="compra",
    what="la compra {name}",
    model=Purchase,
    steps=(
        Step("head", "Jefatura de unidad", REVIEW, verb="Revisar"),
        Step("legal", "Jurídica", LEGAL, above=5 * MILLION, verb="Visar"),
        Step("director", "Dirección", DIRECT, above=10 * MILLION),
    ),
    prepare=PREPARE,
    institution="service",
    url=lambda purchase: "/aprobaciones/",
    amount=lambda purchase: purchase.amount,
    data=lambda purchase: {"name": purchase.name},
    submit=lambda purchase, *, by, on: _set(purchase, "sent"),
    go_back=lambda purchase, remarks: _set(purchase, "draft"),
    apply=lambda purchase, *, by, on: _set(purchase, "bought"),
)


@action("purchases.written", says="escribió en la compra {name}")
def write(
    purchase: Purchase, *, by: Access, on: date | None = None, line: str = "", **values: object
) -> Purchase:
    """Add it or change it, and note who did."""
    for name, value in values.items():
        setattr(purchase, name, value)
    purchase.save()
    if line:
        PurchaseLine(purchase=purchase, text=line).save()
    prepared_by(purchase, by)
    current_act().about(purchase, name=purchase.name)
    return purchase


def purchase_of(
    service: Organisation, amount: int | None, *, by: Access, name: str = "Computadores"
) -> Purchase:
    return write(Purchase(service=service, name=name, amount=amount), by=by)
