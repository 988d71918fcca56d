"""At start: cambios normativos."""

from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "minga.workplan.norms"
    label = "norms"
    verbose_name = "cambios normativos"
