"""With how many days a guarantee is told to expire, and how it stands in words."""

from datetime import date

from minga.budget.models import CustodyState, Guarantee
from minga.core.parameters.rulings import ruling
from minga.rules.parameters import NotInForce

FILE, NAME = "guarantees", "expiry_warning"
# Where a service corrected the parameter so that nothing rules: nothing is told too late.
LONGEST = 365


def days_of(service: int | None, day: date) -> int:
    """What rules that day in a service."""
    try:
        found: int = ruling(FILE, NAME, day, service=service).values["days"]
    except NotInForce:
        return LONGEST
    return found


def left(guarantee: Guarantee, day: date) -> str:
    """«vence en 12 días»."""
    if not guarantee.is_kept:
        return ""
    if guarantee.valid_until is None:
        return "no vence"
    days = (guarantee.valid_until - day).days
    if days < 0:
        return "venció ayer" if days == -1 else f"venció hace {-days} días"
    return {0: "vence hoy", 1: "vence mañana"}.get(days, f"vence en {days} días")


def tone(guarantee: Guarantee, day: date, days: int) -> str:
    if not guarantee.is_kept:
        return "stop" if guarantee.state == CustodyState.CASHED else ""
    if guarantee.is_expired(day):
        return "stop"
    last = guarantee.valid_until
    return "wait" if last is not None and (last - day).days <= days else "ok"
