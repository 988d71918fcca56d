"""What schedules show on the page of a project: its calendar."""

from minga.core.panels import Panel, register_panel


def declare() -> None:
    register_panel(Panel("works.project", "schedules:of_project", "Calendario", order=20))
