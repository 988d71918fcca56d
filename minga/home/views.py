"""Mi trabajo, and the living style page."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minga.core import registries
from minga.core.access import StaffRequest
from minga.core.errors import StaleForm
from minga.core.registries import Awaiting
from minga.core.styles import palette
from minga.home.forms import SpecimenForm
from minga.territory.schematic import locator

SOON = timedelta(days=15)
# The seven communes of the region since 08-10-2007, for the map of the style page.
SHOWN = ("iquique", "alto-hospicio", "pozo-almonte", "pica", "huara", "camina", "colchane")


@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """What awaits this person: late, today, soon, later."""
    staff = cast(StaffRequest, request)
    found = [item for find in registries.awaiting for item in find(staff.access, staff.day)]
    context = {
        "groups": _grouped(staff, found),
        "total": len(found),
        "late": sum(_late(staff, i) for i in found),
    }
    return render(request, "home/my_work.html", context)


def _late(request: StaffRequest, item: Awaiting) -> bool:
    return item.due is not None and item.due < request.day


def _grouped(request: StaffRequest, found: list[Awaiting]) -> list[tuple[str, list[Awaiting]]]:
    """In the order a person should take them; groups without items go."""
    day = request.day
    groups: dict[str, list[Awaiting]] = {
        "Atrasados": [],
        "Vencen hoy": [],
        "Próximos 15 días": [],
        "Más adelante": [],
        "Sin plazo": [],
    }
    for item in sorted(found, key=lambda item: (item.due is None, item.due)):
        if item.due is None:
            groups["Sin plazo"].append(item)
        elif item.due < day:
            groups["Atrasados"].append(item)
        elif item.due == day:
            groups["Vencen hoy"].append(item)
        else:
            groups["Próximos 15 días" if item.due <= day + SOON else "Más adelante"].append(item)
    return [(label, items) for label, items in groups.items() if items]


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Everything a screen may use: if a page needs something else, it begins here."""
    form = SpecimenForm(SpecimenForm.TYPED)
    context = {
        "colours": palette.colours(),
        "contrasts": palette.contrasts(),
        "grounds": palette.GROUNDS,
        "form": form,
        "conflict": StaleForm(
            "P. Cáceres", {"Título": ("Plan 2006-2010", "Plan de inversión 2006-2010")}
        ),
        "map": locator(SHOWN, (), sea=84),
    }
    return render(request, "home/style.html", context)
