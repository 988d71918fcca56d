"""Work plans at start: menu, search and what awaits each person."""

from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    name = "minga.workplan"
    label = "workplan"
    verbose_name = "programas de trabajo"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.workplan import awaiting, search

        area = shell.Area("Programas de trabajo", "workplan:plans", order=30, count=awaiting.count)
        shell.register_area(area)
        registries.searches.append(search.find)
        registries.awaiting.append(awaiting.find)
