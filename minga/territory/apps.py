"""Territory at start: it adds the place to the frame of every page, its pages to the search."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "minga.territory"
    label = "territory"
    verbose_name = "territorio"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.looking import register_looking
        from minga.core.panels import Panel, register_panel
        from minga.territory import awaiting, imports, look, search, sections
        from minga.territory.boundaries import drawing, jobs, schematic  # noqa: F401  (they declare)

        shell.register_area(shell.Area("Territorio", "territory:home", order=20))
        shell.register_part(look.shell_part)
        register_looking(look.looking)
        search.declare()
        imports.declare()
        registries.awaiting.append(awaiting.find)
        registries.checks.append(awaiting.check)
        sections.declare()
        register_panel(
            Panel("territory.territory", "territory:inside", "Barrios y equipamiento", order=60)
        )
