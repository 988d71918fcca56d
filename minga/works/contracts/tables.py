"""The reconciliation of opening balances: each contract, by the document that says its balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from minga.core.access import Access
from minga.works.contracts.models import Contract


@dataclass(frozen=True)
class Sums:
    """What contracts add up to. `left`: what there was to charge on the day they were brought."""

    total: int
    charged: int
    since: int
    balance: int

    @classmethod
    def of(cls, rows: Iterable[Contract]) -> "Sums":
        rows = list(rows)
        return cls(
            total=sum(row.total for row in rows),
            charged=sum(row.opening_charged for row in rows),
            since=sum(row.charged for row in rows),
            balance=sum(row.balance for row in rows),
        )

    @property
    def agrees(self) -> bool:
        return self.total == self.charged + self.since + self.balance


@dataclass(frozen=True)
class Backed:
    """The contracts whose balance one document says, to be compared with its own total."""

    document: str
    rows: tuple[Contract, ...]
    sums: Sums


@dataclass(frozen=True)
class Reconciliation:
    documents: tuple[Backed, ...]
    sums: Sums

    @property
    def count(self) -> int:
        return sum(len(document.rows) for document in self.documents)


def reconciliation(access: Access) -> Reconciliation:
    found = Contract.objects.visible_to(access).filter(is_migrated=True).for_page()
    rows = list(found.order_by("opening_document", "code"))
    documents = [
        Backed(document, tuple(grouped), Sums.of(grouped))
        for document, grouped in (
            (document, list(some)) for document, some in groupby(rows, lambda r: r.opening_document)
        )
    ]
    return Reconciliation(tuple(documents), Sums.of(rows))
