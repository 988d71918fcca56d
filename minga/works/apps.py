"""Works and studies at start."""

from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "minga.works"
    label = "works"
    verbose_name = "proyectos y obras"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.works import awaiting, briefs, imports, indicators, permissions, registering
        from minga.works.bulk import spec as bulk

        assert permissions.FORMULATE
        shell.register_area(shell.Area("Proyectos y obras", "works:projects", order=38))
        registries.awaiting.append(awaiting.find)
        for part in (briefs, bulk, imports, indicators, registering):
            part.declare()
