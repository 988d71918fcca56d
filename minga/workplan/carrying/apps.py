"""At start: the panel of the plan, search, what awaits and the origin of what is followed up."""

from django.apps import AppConfig


class CarryingConfig(AppConfig):
    name = "minga.workplan.carrying"
    label = "carrying"
    verbose_name = "compromisos del programa"

    def ready(self) -> None:
        from minga.core import registries
        from minga.core.panels import Panel, register_panel
        from minga.workplan.carrying import awaiting, origin, search

        register_panel(
            Panel("workplan.workplan", "carrying:of_plan", "Lo que pasa de un año a otro", order=21)
        )
        origin.declare()
        search.declare()
        awaiting.declare()
        registries.awaiting.append(awaiting.find)
