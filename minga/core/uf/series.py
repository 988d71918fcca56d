"""The UF as a series: what is known rules as it is, the rest is computed from it and the IPC."""

from dataclasses import dataclass, field
from datetime import date

from minga.core.errors import DomainError
from minga.core.months import Month
from minga.core.uf.models import IpcMonth, UFDay
from minga.core.uf.parameters import parameters
from minga.rules.uf import DAY_NINE, period, priced_by, uf_of

WHERE = "en «UF e IPC»"


class NoUF(DomainError):
    """A day without UF: nothing that needs it can be done."""

    code = "uf.none"

    def __init__(self, day: date, why: str) -> None:
        self.day = day
        super().__init__(f"No hay UF para el {day:%d-%m-%Y}: {why}")


@dataclass(frozen=True)
class Known:
    """A value that is not computed again: published, corrected or already used."""

    value: int
    origin: str
    is_used: bool = False
    source: str = ""


@dataclass
class Series:
    """Variations of the IPC by month, in tenths of a percent, and the values known."""

    changes: dict[Month, int]
    known: dict[date, Known]
    _bases: dict[date, int] = field(default_factory=dict)
    _nine: date | None = None

    def on(self, day: date) -> int:
        """1/100 peso. Raises NoUF."""
        return self.known[day].value if day in self.known else self.computed(day)

    def origin(self, day: date) -> Known:
        """With where it comes from."""
        return self.known.get(day) or Known(self.computed(day), UFDay.Origin.COMPUTED)

    def computed(self, day: date) -> int:
        """By the formula, even where a value is known."""
        first = self._first(day)
        if day <= first:
            since = f"las que se conocen comienzan el {first:%d-%m-%Y}"
            raise NoUF(day, f"{since}. Cargue el archivo oficial de ese día {WHERE}.")
        base, k, n = period(day)
        return uf_of(self._base(base, day), self._change(base, day), k, n)

    def _first(self, day: date) -> date:
        """The earliest day 9 known: nothing is computed before it."""
        if self._nine is None:
            self._nine = min((known for known in self.known if known.day == DAY_NINE), default=None)
        if self._nine is None:
            raise NoUF(day, f"no se conoce ninguna anterior. Cargue el archivo oficial {WHERE}.")
        return self._nine

    def _change(self, base: date, day: date) -> int:
        month = Month.of(priced_by(base))
        if month not in self.changes:
            why = f"falta el IPC de {month.name}. Cárguelo, o cargue la UF publicada, {WHERE}."
            raise NoUF(day, why)
        return self.changes[month]

    def _base(self, nine: date, day: date) -> int:
        """The value of a day 9: known, or computed from the one before it, and so back."""
        pending: list[date] = []
        while nine not in self.known and nine not in self._bases:
            pending.append(nine)
            nine = period(nine)[0]
        value = self.known[nine].value if nine in self.known else self._bases[nine]
        for later in reversed(pending):
            value = self._bases[later] = uf_of(value, self._change(period(later)[0], day), 1, 1)
        return value


def packaged() -> Series:
    """What Minga brings: it needs no database."""
    brought = parameters()
    known = {
        day: Known(value, UFDay.Origin.OFFICIAL, source=brought.uf_source)
        for day, value in brought.values.items()
    }
    return Series(dict(brought.changes), known)


def series() -> Series:
    """What Minga brings, with what was loaded, used and corrected over it."""
    found = packaged()
    for month, change in IpcMonth.objects.current().values_list("month", "change"):
        found.changes[month] = change
    rows = UFDay.objects.current().values_list("day", "value", "origin", "is_used", "load__source")
    for day, value, origin, is_used, source in rows:
        found.known[day] = Known(value, origin, is_used, source or "")
    return found
