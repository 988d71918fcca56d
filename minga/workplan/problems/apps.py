"""At start: problemas territoriales."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "minga.workplan.problems"
    label = "problems"
    verbose_name = "problemas territoriales"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.workplan.problems import permissions, registering, waiting

        assert permissions.PREPARE
        shell.register_area(shell.Area("Problemas territoriales", "problems:problems", order=31))
        registering.declare()
        waiting.declare()
        registries.awaiting.append(waiting.find)
