"""Monthly progress at start."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "minga.works.progress"
    label = "progress"
    verbose_name = "avance de los proyectos"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.panels import Panel, register_panel
        from minga.works import carrying, spending
        from minga.works.progress import keeping, permissions, summing, watching

        assert permissions.REPORT
        shell.register_area(shell.Area("Avance mensual", "progress:board", order=38))
        register_panel(Panel("works.project", "progress:project", "Avance", order=20))
        registries.awaiting.append(watching.find)
        registries.checks.append(summing.check)
        spending.register_keeper(keeping.keep)
        carrying.register_carrier(keeping.expropriated_before)
