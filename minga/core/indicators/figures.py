"""A fraction as a person reads it: es-CL, rounded once, half up."""

from fractions import Fraction

from minga.core.templatetags.minga import integer


def shown(value: Fraction | None, unit: str) -> str:
    """«50 %», «33,3 %», «1.234 evidencias», «2,5 días»; a dash when it was not measured."""
    if value is None:
        return "–"
    return f"{decimal(value * 100 if unit == '%' else value)} {unit}".strip()


def decimal(value: Fraction) -> str:
    """One decimal, left out when it is zero."""
    tenths = (abs(value) * 20 + 1) // 2
    whole, rest = divmod(int(tenths), 10)
    sign = "−" if value < 0 and tenths else ""
    return f"{sign}{integer(whole)},{rest}" if rest else f"{sign}{integer(whole)}"
