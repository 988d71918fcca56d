"""What procedures show on the page of a work plan: those of its service."""

from minga.core.panels import Panel, register_panel


def declare() -> None:
    register_panel(
        Panel("workplan.workplan", "procedures:of_plan", "Procedimientos del servicio", order=70)
    )
