"""At start: procedimientos."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "minga.workplan.procedures"
    label = "procedures"
    verbose_name = "procedimientos"
