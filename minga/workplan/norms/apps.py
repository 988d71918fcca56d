"""At start: menu, the panel of the plan, search, what awaits and what backs the evaluation."""

from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "minga.workplan.norms"
    label = "norms"
    verbose_name = "cambios normativos"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.panels import Panel, register_panel
        from minga.workplan.norms import awaiting, backing, search

        shell.register_area(shell.Area("Cambios normativos", "norms:changes", order=36))
        register_panel(Panel("workplan.workplan", "norms:of_plan", "Cambios normativos", order=45))
        search.declare()
        awaiting.declare()
        backing.declare()
        registries.awaiting.append(awaiting.find)
