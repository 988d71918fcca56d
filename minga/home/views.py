"""Mi trabajo, and the living style page."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.errors import StaleForm
from minga.core.styles import palette
from minga.home.forms import DrawingForm, SpecimenForm
from minga.home.map_specimens import specimens
from minga.home.specimens import CHARTS
from minga.home.work import gather
from minga.territory.look import look_of
from minga.territory.schematic import locator

# The seven communes of the region since 08-10-2007, for the map of the style page.
SHOWN = ("iquique", "alto-hospicio", "pozo-almonte", "pica", "huara", "camina", "colchane")


@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """What awaits this person: late, today, soon, later; `?tipo=` shows one kind."""
    staff = cast(StaffRequest, request)
    everything = gather(staff.access, staff.day)
    asked = request.GET.get("tipo", "")
    shown = everything.of(asked)
    context = {
        "work": everything,
        "groups": shown.groups(),
        "chips": everything.chips(asked),
        "total": len(everything.items),
        "first": shown.items[0].awaiting if shown.items else None,
    }
    return render(request, "home/my_work.html", context)


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


@require_GET
def style_charts(request: HttpRequest) -> HttpResponse:
    """One drawing of each kind, apart: together they weigh more than a page may."""
    return render(request, "home/style_charts.html", {"charts": CHARTS})


@require_GET
def style_maps(request: HttpRequest) -> HttpResponse:
    """Maps of places in the division one looks at, and drawing one."""
    look = look_of(cast(StaffRequest, request))
    if look.region is None:
        return render(request, "home/style_maps.html", {"maps": {}})
    maps = specimens(look.region.territory, look.frame)
    form = DrawingForm(initial={"corners": DrawingForm.DRAWN}, ground=maps["things"].geometry_url)
    return render(request, "home/style_maps.html", {"maps": maps, "form": form})
