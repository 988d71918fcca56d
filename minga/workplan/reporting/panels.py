"""What reports show on the page of their plan: each form, how it stands, the way to begin it."""

from minga.core.panels import Panel, register_panel


def declare() -> None:
    register_panel(
        Panel("workplan.workplan", "reporting:of_plan", "Informes del programa", order=20)
    )
