"""Results at start: menu, imports, indicators, what awaits, and what others show of them."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "minga.workplan.results"
    label = "results"
    verbose_name = "resultados"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.workplan.results import (
            awaiting,
            backing,
            briefs,
            imports,
            indicators,
            registering,
            worries,
        )

        shell.register_area(
            shell.Area("Resultados", "results:results", order=36, count=awaiting.count)
        )
        registries.awaiting.append(awaiting.find)
        for part in (backing, briefs, imports, indicators, registering, worries):
            part.declare()
