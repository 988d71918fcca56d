"""Workbooks that come in."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "minga.core.imports"
    label = "imports"
    verbose_name = "importaciones"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.imports import awaiting, jobs  # noqa: F401 the job declares itself

        area = shell.Area(
            "Importaciones", "imports:index", order=80, shown=awaiting.imports_something
        )
        shell.register_area(area)
        registries.awaiting.append(awaiting.find)
