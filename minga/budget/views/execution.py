"""How the law is being spent: the ceilings of a year, and one of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from minga.budget import execution
from minga.budget.models import Ceiling, LedgerEntry
from minga.budget.permissions import READ, RECORD
from minga.budget.views.laws import chosen_of
from minga.core.access import StaffRequest, needs

# Of the entries of a line, those that are shown.
LATEST = 200


@require_GET
@needs(READ)
def spending(request: StaffRequest) -> HttpResponse:
    """Ceiling, committed, accrued and paid, by line of the law."""
    chosen = chosen_of(request)
    law = chosen.law
    context: dict[str, Any] = {"law": law, "chosen": chosen}
    if law is not None:
        found = Ceiling.objects.visible_to(request.access).of(law.service_id, law.year)
        ceilings = list(found.filter(programme=law.programme))
        context |= {
            "rows": execution.rows_of(ceilings),
            "total": execution.sums_of(ceilings),
            "chart": execution.chart_of(ceilings, law.year),
        }
    return render(request, "budget/spending.html", context)


@require_GET
@needs(READ)
def ceiling(request: StaffRequest, public_id: str) -> HttpResponse:
    """One line of the law: who takes it, and every entry."""
    visible = Ceiling.objects.visible_to(request.access).select_related("service__party")
    found = get_object_or_404(visible, public_id=public_id)
    entries = list(LedgerEntry.objects.filter(ceiling=found).for_page()[:LATEST])
    context = {
        "ceiling": found,
        "taken": execution.taken_of(found, request.access),
        "entries": entries,
        "latest": LATEST,
        "may_record": request.access.may(RECORD, found.service_id),
        "reversed": {entry.reverses_id for entry in entries if entry.reverses_id},
    }
    return render(request, "budget/ceiling.html", context)
