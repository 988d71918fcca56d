"""What Minga measures of itself."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "minga.core.indicators"
    label = "indicators"
    verbose_name = "indicadores"

    def ready(self) -> None:
        from minga.core import shell
        from minga.core.history import register_history
        from minga.core.indicators.models import IndicatorSnapshot

        shell.register_area(shell.Area("Indicadores", "indicators:indicators", order=60))
        register_history(IndicatorSnapshot)
