"""Folios: numbers without gaps by series and year, taken inside the action that uses them.

A series belongs to who numbers («serviu-tarapaca/resolucion-exenta»); each year begins at 1. Two
who take a number at once wait for each other, and an action that fails gives its number back.
"""

from django.db import connection

from minga.core.errors import DomainError
from minga.core.models import Folio


class FolioBehind(DomainError):
    """A series can be moved forward (a book kept on paper until today), never back."""

    code = "folio_behind"
    field = "number"

    def __init__(self, last: int) -> None:
        super().__init__(
            f"El último número entregado es {last}: la serie solo puede seguir desde ahí."
        )


def last_number(series: str, year: int) -> int:
    """0 before the first one. For pages: only `take_number` says which one is next."""
    return (
        Folio.objects.filter(series=series, year=year).values_list("last", flat=True).first() or 0
    )


def take_number(series: str, year: int) -> int:
    """The next number of a series in a year."""
    folio = _lock(series, year)
    folio.last += 1
    folio.save()
    return folio.last


def skip_to(series: str, year: int, last: int) -> None:
    """Go on from a number that was given elsewhere, before Minga."""
    folio = _lock(series, year)
    if last < folio.last:
        raise FolioBehind(folio.last)
    folio.last = last
    folio.save()


def hold(series: str, year: int) -> Folio:
    """The series as it stands, for who decides by it: nobody takes a number until the action
    ends."""
    return _lock(series, year)


def _lock(series: str, year: int) -> Folio:
    """The row of the series, locked until the action ends. Whoever makes the first of a year makes
    the others wait, and they find it. SQLite has one writer at a time."""
    found = _row(series, year)
    if found is None and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{series} {year}"])
        found = _row(series, year)
    if found is None:
        found = Folio(series=series, year=year, last=0)
        found.save()
    return found


def _row(series: str, year: int) -> Folio | None:
    return Folio.objects.select_for_update().filter(series=series, year=year).first()
