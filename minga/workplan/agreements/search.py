"""What is found of the agreements: agreements, and the goals that rule."""

from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.search.registry import Searchable, register
from minga.workplan.agreements.models import Agreement, Goal
from minga.workplan.agreements.permissions import own


def declare() -> None:
    register(
        Searchable(
            Agreement,
            title=lambda row: f"Convenio de desempeño {row.year} de {row.organisation.short_name}",
            body=("organisation__name", "institution__name"),
            note=lambda row: f"{row.get_kind_display()}, {row.organisation.name}",
            url=lambda row: reverse("agreements:agreement", args=[row.public_id]),
            visible=_open_to,
            rows=Agreement.objects.for_page,
        )
    )
    register(
        Searchable(
            Goal,
            body=("numerator_words", "denominator_words", "verification", "parts__text"),
            note=lambda goal: str(goal.version.agreement).capitalize(),
            url=lambda goal: reverse(
                "agreements:goal",
                args=[goal.version.agreement.public_id, goal.line.public_id],
            ),
            visible=lambda access: Goal.objects.filter(
                version__status="in_force", version__agreement__in=_open_to(access)
            ),
            rows=lambda: Goal.objects.select_related("version__agreement", "line"),
        )
    )


def _open_to(access: Access) -> Any:
    return Agreement.objects.open_to(access, own(access))
