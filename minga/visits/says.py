"""How a visit stands, in words."""

from datetime import date

from minga.territory.models.geometry import UNITS
from minga.visits.models import Visit, VisitReport

# Of the states, in the tones of the house: blue done, ochre waits, red stops, grey not begun.
TONES = {
    "unassigned": "none",
    "assigned": "go",
    "failed": "wait",
    "done": "ok",
    "void": "none",
}


def tone(visit: Visit, on: date) -> str:
    if visit.has_conflict:
        return "stop"
    if visit.is_open and visit.limit_on < on:
        return "stop"
    return TONES[visit.status]


def deadline(visit: Visit, on: date) -> str:
    """«vence en 3 días», «vencida hace 2 días», «hecha 4 días tarde»."""
    if visit.status == Visit.Status.VOID:
        return "sin efecto"
    days = (visit.limit_on - (visit.done_on or on)).days
    if visit.done_on:
        return "hecha dentro de plazo" if days >= 0 else f"hecha {_days(-days)} tarde"
    if days < 0:
        return f"vencida hace {_days(-days)}"
    return "vence hoy" if days == 0 else "vence mañana" if days == 1 else f"vence en {_days(days)}"


def _days(count: int) -> str:
    return "1 día" if count == 1 else f"{count} días"


def arrived(report: VisitReport) -> str:
    """Where the report came some days after the visit."""
    late = (report.on - report.visited_on).days
    return f"llegó {_days(late)} después" if late > 0 else ""


def point(visit: Visit) -> str:
    """«-20,21410; -70,15200»: as it is typed, to a metre."""
    if visit.latitude is None or visit.longitude is None:
        return ""
    return "; ".join(
        f"{one / UNITS:.5f}".replace(".", ",") for one in (visit.latitude, visit.longitude)
    )


def distance(metres: int | None) -> str:
    if metres is None:
        return ""
    if metres < 1000:
        return f"a {metres} m del lugar"
    kilometres = f"{metres / 1000:.1f}".replace(".", ",")
    return f"a {kilometres} km del lugar"


def nearness(metres: int | None, accuracy: int | None, tolerance: int) -> str:
    """Far beyond any error of the device; or within it, where nobody can be sure."""
    if metres is None or metres + (accuracy or 0) <= tolerance:
        return ""
    return "lejos" if metres - (accuracy or 0) > tolerance else "no es seguro que sea ahí"
