"""At start: procedures in the menu, the search, what awaits each person and the plan's page."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "minga.workplan.procedures"
    label = "procedures"
    verbose_name = "procedimientos"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.workplan.procedures import (
            approvals,
            awaiting,
            history,
            origins,
            panels,
            search,
            worries,
        )

        shell.register_area(shell.Area("Procedimientos", "procedures:procedures", order=37))
        registries.awaiting.append(awaiting.find)
        for part in (approvals, history, origins, panels, search, worries):
            part.declare()
