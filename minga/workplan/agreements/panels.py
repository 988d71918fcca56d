"""What agreements show on pages of others: those of the service and year, on the work plan."""

from minga.core.panels import Panel, register_panel


def declare() -> None:
    register_panel(
        Panel("workplan.workplan", "agreements:of_plan", "Convenios de desempeño", order=40)
    )
