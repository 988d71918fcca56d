"""Contracts as they stood at the end of a month: by the dates of what moved them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce

from minga.core.months import Month
from minga.works.contracts.models import Contract, ContractChange, PaymentStatement
from minga.works.contracts.models.statement import StatementState
from minga.works.models import Project

# The last of these that came by then is how far it is.
MARKS = (
    ("settled_on", "liquidado"),
    ("final_on", "recibido definitivamente"),
    ("provisional_on", "recibido provisoriamente"),
    ("starts_on", "en ejecución"),
    ("handed_over_on", "terreno entregado"),
)


@dataclass(frozen=True)
class Standing:
    """Pesos. `charged`: in statements of months until then; `paid`: what left until then."""

    project: int
    name: str
    contractor: str
    state: str
    ends_on: date | None
    is_late: bool
    total: int
    charged: int
    paid: int

    @property
    def balance(self) -> int:
        return self.total - self.charged


def contracts_of(projects: "QuerySet[Project]", month: Month) -> list[Standing]:
    return list(_read(projects, month))


def _read(projects: "QuerySet[Project]", month: Month) -> Iterator[Standing]:
    day = month.last
    statements = PaymentStatement.objects.exclude(state=StatementState.RETURNED)
    rows: Any = Contract.objects.filter(
        project__in=projects.order_by().values("pk"), signed_on__lte=day
    )
    rows = rows.select_related("contractor__party").annotate(
        changed=_sum(ContractChange.objects.filter(resolved_on__lte=day), "amount"),
        until=_sum(statements.filter(month__lte=month.first), "gross"),
        left=_sum(statements.filter(paid_on__lte=day), "gross"),
    )
    for row in rows.order_by("project__bip", "project__stage", "code", "pk"):
        late = row.ends_on is not None and row.ends_on < day and not _by(row.provisional_on, day)
        yield Standing(
            project=row.project_id,
            name=f"{row.code} {row.name}",
            contractor=row.contractor.short_name or row.contractor.name,
            state="fuera de plazo" if late else _state(row, day),
            ends_on=row.ends_on,
            is_late=late,
            total=row.amount + row.changed,
            charged=row.opening_charged + row.until,
            paid=row.opening_charged + row.left,
        )


def _by(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def _state(row: Contract, day: date) -> str:
    return next((said for name, said in MARKS if _by(getattr(row, name), day)), "firmado")


def _sum(rows: Any, column: str) -> Any:
    """Of a contract. PostgreSQL adds whole numbers up to a number that is not."""
    own = rows.filter(contract=OuterRef("pk")).order_by().values("contract")
    total = Subquery(own.annotate(total=Sum(column)).values("total"))
    return Cast(Coalesce(total, 0), BigIntegerField())
