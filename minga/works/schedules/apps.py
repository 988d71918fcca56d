"""At start: schedules in the menu, their approval, their history and the project's page."""

from django.apps import AppConfig


class SchedulesConfig(AppConfig):
    name = "minga.works.schedules"
    label = "schedules"
    verbose_name = "programas de los proyectos"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.works.schedules import approvals, awaiting, history, panels

        shell.register_area(shell.Area("Programación", "schedules:schedules", order=38))
        registries.awaiting.append(awaiting.find)
        for part in (approvals, history, panels):
            part.declare()
