"""What reports show on the page of their plan: each form, how it stands, the way to begin it."""

from django.urls import reverse

from minga.core.panels import Panel, register_panel
from minga.workplan.models import WorkPlan

ANCHOR = "informes"


def declare() -> None:
    title = "Informes del programa"
    register_panel(Panel("workplan.workplan", "reporting:of_plan", title, order=20, anchor=ANCHOR))


def section_of(plan: WorkPlan) -> str:
    """Where its reports are, on the page of a plan."""
    return f"{reverse('workplan:plan', args=[plan.public_id])}#{ANCHOR}"
