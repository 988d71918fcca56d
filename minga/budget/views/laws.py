"""The budget law by year, its versions, its paper."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from minga.budget import exports, tables
from minga.budget.imports import KIND
from minga.budget.models import BudgetLaw
from minga.budget.permissions import LOAD_LAW, READ
from minga.core.access import StaffRequest, needs
from minga.core.looking import looking_of
from minga.core.reports import FORMATS

ASKED = ("servicio", "anio", "programa")


@dataclass(frozen=True)
class Choice:
    """One of what there is to look at, and the address that shows it."""

    label: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class Chosen:
    """The laws in force that the person reads, and the one asked for."""

    laws: list[BudgetLaw]
    law: BudgetLaw | None

    @property
    def services(self) -> list[Choice]:
        found = {law.service_id: law for law in reversed(self.laws)}
        choices = [
            Choice(law.service.short_name, f"?servicio={law.service.key}", self._is_of(law))
            for law in sorted(found.values(), key=lambda law: law.service.short_name)
        ]
        return choices if len(choices) > 1 else []

    @property
    def years(self) -> list[Choice]:
        """Of the service, newest first; with its programme where a year has several."""
        if self.law is None:
            return []
        own = [law for law in self.laws if law.service_id == self.law.service_id]
        twice = len({law.year for law in own}) < len(own)
        return [
            Choice(
                f"{law.year} · {law.programme}" if twice else str(law.year),
                f"?servicio={law.service.key}&anio={law.year}&programa={law.programme}",
                law == self.law,
            )
            for law in own
        ]

    def _is_of(self, law: BudgetLaw) -> bool:
        return self.law is not None and law.service_id == self.law.service_id


def chosen_of(request: StaffRequest) -> Chosen:
    """`?servicio=`, `?anio=` and `?programa=` choose; without them one's own service, and the year
    one is looking at or the last one before it."""
    visible = BudgetLaw.objects.visible_to(request.access).in_force().for_page()
    laws = list(visible.order_by("-year", "programme", "service"))
    own = request.access.institutions
    laws.sort(key=lambda law: law.service_id not in own)
    asked = {name: request.GET.get(name, "") for name in ASKED if name in request.GET}
    found = [law for law in laws if _is_asked(law, asked)]
    if asked and not found:
        raise Http404
    if "anio" not in asked and found:
        year = looking_of(request).year
        of_service = [law for law in found if law.service_id == found[0].service_id]
        found = [law for law in of_service if law.year <= year] or of_service[-1:]
    return Chosen(laws, found[0] if found else None)


def _is_asked(law: BudgetLaw, asked: dict[str, str]) -> bool:
    said = {"servicio": law.service.key, "anio": str(law.year), "programa": law.programme}
    return all(said[name] == value for name, value in asked.items())


@require_GET
@needs(READ)
def law(request: StaffRequest) -> HttpResponse:
    """The law in force of a year, line by line."""
    chosen = chosen_of(request)
    return _page(request, chosen.law, chosen)


@require_GET
@needs(READ)
def loaded(request: StaffRequest, public_id: str) -> HttpResponse:
    """A law as one file said it, also after another replaced it."""
    visible = BudgetLaw.objects.visible_to(request.access).for_page()
    return _page(request, get_object_or_404(visible, public_id=public_id), None)


def _page(request: StaffRequest, law: BudgetLaw | None, chosen: Chosen | None) -> HttpResponse:
    may_load = request.access.may(LOAD_LAW)
    context: dict[str, Any] = {"law": law, "chosen": chosen, "may_load": may_load, "kind": KIND}
    if law is not None:
        sides = tables.sides_of(law)
        total, most = tables.lede(law, sides)
        loads = BudgetLaw.objects.visible_to(request.access).for_page()
        context |= {
            "sides": [(side, tables.chart_of(law, side)) for side in sides],
            "total": total,
            "most": most,
            "changes": tables.changes(law.replaces, law),
            "loads": loads.filter(service=law.service_id, year=law.year, programme=law.programme),
            "formats": FORMATS,
        }
    return render(request, "budget/law.html", context)


@require_GET
@needs(READ)
def paper(request: StaffRequest, public_id: str, fmt: str) -> HttpResponse:
    """The law as PDF, XLSX or DOCX."""
    visible = BudgetLaw.objects.visible_to(request.access).for_page()
    found = get_object_or_404(visible, public_id=public_id)
    if fmt not in FORMATS:
        raise Http404
    report = exports.law(found, day=request.day, chain=request.chain)
    answer = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    name = f"ley-de-presupuestos-{found.year}-{found.programme}-carga-{found.number}.{fmt}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
