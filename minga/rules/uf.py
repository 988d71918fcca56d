"""Unidad de Fomento: its value each day, from the value of a day 9 and the variation of the IPC.

Source: Banco Central de Chile, Compendio de Normas Financieras, Capítulo II.B.3. From day 10 of a
month to day 9 of the next one the UF moves every day at the geometric mean rate of the variation
that the IPC had in the calendar month before that period. Values are in 1/100 peso; the variation,
in tenths of a percent, as it is published.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

DAY_NINE = 9
# An exact half of 1/100 peso is met only when the period ends, where the power is exact.
PRECISION = 60


def uf_of(base: int, change: int, k: int, n: int) -> int:
    """The value of day `k` of the `n` of a period: base × (1 + change)^(k/n), rounded half up once.

    `base` is the value of the day 9 before it in 1/100 peso, and so is the answer; `change` in
    tenths of a percent. It goes from the base and never from the day before: rounding day by day
    gives other values. Raises ValueError outside 1 ≤ k ≤ n, or without a value left.
    """
    if not 1 <= k <= n or base <= 0 or change <= -1000:
        msg = f"No UF for base {base}, change {change}, day {k} of {n}."
        raise ValueError(msg)
    with localcontext() as context:
        context.prec = PRECISION
        growth = (1 + Decimal(change) / 1000) ** (Decimal(k) / n)
        return int((base * growth).to_integral_value(ROUND_HALF_UP))


def period(day: date) -> tuple[date, int, int]:
    """The day 9 from which the value of a day is reckoned, its place in the period and the days of
    the period. A day 9 is the last of its own."""
    start = day if day.day > DAY_NINE else day.replace(day=1) - timedelta(days=1)
    base = start.replace(day=DAY_NINE)
    days = monthrange(base.year, base.month)[1]
    return base, (day - base).days, days


def priced_by(base: date) -> date:
    """The first day of the month whose IPC moves the period that follows a day 9."""
    return (base.replace(day=1) - timedelta(days=1)).replace(day=1)
