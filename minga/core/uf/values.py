"""The UF of a day for whoever converts an amount: read it, or use it and so fix it for good."""

from datetime import date

from django.db import IntegrityError, connection, transaction

from minga.core.acts import current_act
from minga.core.money import pesos_of
from minga.core.uf.models import UFDay
from minga.core.uf.series import NoUF, Series, packaged, series

# Any number, the same in every process: who uses values shares it, who loads them has it alone.
LOCK = 20_060_009


def uf_on(day: date) -> int:
    """1/100 peso: what was used, published or corrected; else computed. Raises NoUF."""
    row = UFDay.objects.current().filter(day=day).values_list("value", flat=True).first()
    return series().on(day) if row is None else row


def pesos_on(amount: int, day: date) -> int:
    """Pesos of UF (1/10.000) on a day, for showing; who pays uses `use_uf`."""
    return pesos_of(amount, uf_on(day))


def use_uf(day: date) -> int:
    """Inside an action: the UF of a day, fixed in a row from now on. Raises NoUF."""
    current_act()
    lock(exclusive=False)
    for _ in range(3):
        row = UFDay.objects.current().filter(day=day).first()
        if row is not None and row.is_used:
            return row.value
        try:
            # Two actions may use a day for the first time at once: the second one reads the first.
            with transaction.atomic():
                return _fix(day, row).value
        except IntegrityError:
            continue
    return uf_on(day)


def _fix(day: date, row: UFDay | None) -> UFDay:
    found = series().origin(day)
    used = UFDay(day=day, value=found.value, origin=found.origin, is_used=True, replaces=row)
    used.load = row.load if row else None
    used.save()
    return used


def lock(*, exclusive: bool) -> None:
    """Until the end of the transaction nobody loads while others use. SQLite has one writer."""
    if connection.vendor == "postgresql":
        name = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}(%s)", [LOCK])


__all__ = ["NoUF", "Series", "lock", "packaged", "pesos_on", "series", "uf_on", "use_uf"]
