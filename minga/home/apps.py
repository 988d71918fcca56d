"""Home at start: its pages in the menu."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "minga.home"
    label = "home"
    verbose_name = "inicio"

    def ready(self) -> None:
        from minga.core import shell

        record = ("core:record", "core:events", "core:verification")
        for area in (
            shell.Area("Mi trabajo", "home:my_work", order=10, pages=("home:my_work",)),
            shell.Area("Registro", "core:record", order=80, pages=record),
            shell.Area(
                "Página de estilo",
                "home:style",
                order=90,
                pages=("home:style", "home:style_charts"),
            ),
        ):
            shell.register_area(area)
