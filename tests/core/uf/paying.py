"""Somebody who pays with the UF of a day, and who loads and corrects it."""

from datetime import date

from minga.core.access import Access, Grant
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.models import Chain
from minga.core.months import Month
from minga.core.permissions import Reach
from minga.core.uf.files import Content
from minga.core.uf.values import use_uf

PUBLISHER = "Banco Central de Chile"
LAST = date(2007, 12, 31)
LAST_VALUE = 19_622_66


def holder(role: str, number: int = 7) -> Access:
    return Access(number, "N. Castro", (Grant(role, role, 1, "SERVIU", Reach.INSTITUTION),))


ADMINISTRATOR = holder("administrator")
OFFICER = holder("unit_officer", 8)


@action("test.paid", says="pagó con la UF del {day}")
def _pay(day: date, *, by: Access, on: date | None = None) -> int:
    value = use_uf(day)
    current_act().about(Chain.objects.get(), day=f"{day:%d-%m-%Y}")
    return value


def pay(day: date) -> int:
    return _pay(day, by=OFFICER)


def published(*days: tuple[date, int]) -> Content:
    return Content("uf.csv", "0" * 64, uf=dict(days))


def prices(*months: tuple[Month, int]) -> Content:
    return Content("ipc.csv", "1" * 64, ipc=dict(months))
