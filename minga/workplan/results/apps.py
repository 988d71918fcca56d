"""At start: resultados."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "minga.workplan.results"
    label = "results"
    verbose_name = "resultados"
