"""What results join of the house: search, history, panel of the plan."""

from typing import Any

from django.urls import reverse

from minga.core.history import register_history
from minga.core.panels import Panel, register_panel
from minga.core.search.registry import Searchable, register
from minga.workplan.results.list import url
from minga.workplan.results.models import Result


def declare() -> None:
    register_panel(
        Panel("workplan.workplan", "results:of_plan", "Resultados por producto", order=40)
    )
    register(
        Searchable(
            Result,
            title=str,
            body=("source",),
            note=_note,
            url=url,
            rows=lambda: Result.objects.select_related("service"),
            follows=("service",),
        )
    )
    register_history(Result, url=lambda row: reverse("results:result", args=[row.public_id]))


def _note(row: Any) -> str:
    return f"{row.value} {row.get_unit_display()}, {row.service.short_name}"
