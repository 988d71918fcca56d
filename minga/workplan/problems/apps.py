"""At start: problemas territoriales."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "minga.workplan.problems"
    label = "problems"
    verbose_name = "problemas territoriales"

    def ready(self) -> None:
        from minga.workplan.problems import permissions

        assert permissions.PREPARE
