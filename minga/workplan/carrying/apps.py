"""At start: compromisos del programa."""

from django.apps import AppConfig


class CarryingConfig(AppConfig):
    name = "minga.workplan.carrying"
    label = "carrying"
    verbose_name = "compromisos del programa"
