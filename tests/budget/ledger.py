"""Entries of the ledger as the tests need them, by the action of a person."""

from datetime import date
from itertools import count
from typing import Any

from minga.budget.actions import Spend, record_entry
from minga.budget.models import Ceiling, LedgerEntry
from minga.documents.models import Dossier
from minga.people.roles import Role
from tests.budget import guarantees, laws
from tests.budget.factories import line_item
from tests.commitments.factories import member
from tests.conftest import SCRIBE, TODAY, Cast, Somebody

_numbers = count(1)
WORKS, CONSULTING = "31-02-004", "31-02-002"
DAY = date(2008, 3, 31)


def accountant(cast: Cast, service: Any = None) -> Somebody:
    return member(service or cast.serviu, Role.PAYMENTS_OFFICER, ("Fabián", "Pinto"))


def dossier(cast: Cast) -> Dossier:
    """Of a guarantee, which brings one of its own."""
    return guarantees.guarantee(cast).dossier


def spend(of: Dossier, amount: int, code: str = WORKS, **more: Any) -> Spend:
    said: dict[str, Any] = {"dated_on": DAY, "document": f"Res. {next(_numbers)}"} | more
    return Spend(of, line_item(code), amount, **said)


def recorded(stage: str, of: Dossier, amount: int, code: str = WORKS, **more: Any) -> LedgerEntry:
    by = more.pop("by", SCRIBE)
    return record_entry(stage, spend(of, amount, code, **more), by=by, on=TODAY)


def ceiling(cast: Cast, code: str = "31-02") -> Ceiling:
    """Of the law of 2008, loaded when it is first asked for."""
    if not Ceiling.objects.filter(service=cast.serviu).exists():
        laws.loaded(cast)
    subtitle, item, allocation = (*code.split("-"), "", "")[:3]
    found = Ceiling.objects.of(cast.serviu, laws.YEAR)
    return found.get(subtitle=subtitle, item=item, allocation=allocation)


def counters(row: Any) -> tuple[int, int, int]:
    row.refresh_from_db()
    return row.committed, row.accrued, row.paid
