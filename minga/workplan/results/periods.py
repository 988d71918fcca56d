"""The period of a figure: a month, or a whole year (month 0)."""

from dataclasses import dataclass
from datetime import date

from minga.core.months import NAMES, Month

WHOLE_YEAR = 0
MONTHS = [(WHOLE_YEAR, "todo el año"), *enumerate(NAMES, start=1)]


@dataclass(frozen=True, order=True)
class Period:
    year: int
    month: int = WHOLE_YEAR

    @property
    def last(self) -> date:
        """The day that a figure of the period is of."""
        return Month(self.year, self.month or 12).last

    @property
    def name(self) -> str:
        """«octubre de 2007», «2007»."""
        return Month(self.year, self.month).name if self.month else str(self.year)
