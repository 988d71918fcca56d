"""At start: informes del programa."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "minga.workplan.reporting"
    label = "reporting"
    verbose_name = "informes del programa"
