"""At start: convenios de desempeño."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "minga.workplan.agreements"
    label = "agreements"
    verbose_name = "convenios de desempeño"
