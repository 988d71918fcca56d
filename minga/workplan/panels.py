"""What work plans show on pages of others: those of a place, on the page of the place."""

from minga.core.panels import Panel, register_panel


def declare() -> None:
    register_panel(Panel("workplan.workplan", "workplan:stages", "Etapas", order=5))
    register_panel(
        Panel("territory.territory", "workplan:plans_of_place", "Programas de trabajo", order=30)
    )
