"""What is found of diffusion: its plans and what was published."""

from typing import Any

from minga.core.access import Access
from minga.core.search.registry import Searchable, register
from minga.workplan.diffusion.approvals import plan_url, publication_url
from minga.workplan.diffusion.models import DiffusionPlan, Publication
from minga.workplan.search import open_to


def declare() -> None:
    register(
        Searchable(
            DiffusionPlan,
            title=lambda row: f"Plan de difusión {row.plan.year}",
            body=("plan__service__name", "plan__service__short_name"),
            note=lambda row: row.plan.service.name,
            url=lambda row: plan_url(row.plan),
            visible=_plans,
            rows=DiffusionPlan.objects.for_page,
        )
    )
    register(
        Searchable(
            Publication,
            body=("told", "correction"),
            note=lambda row: f"Se difundió el {row.on:%d-%m-%Y}",
            url=publication_url,
        )
    )


def _plans(access: Access) -> Any:
    """As its page: of the work plans that one finds, those approved or prepared in one's own."""
    return DiffusionPlan.objects.visible_to(access).filter(plan__in=open_to(access))
