"""At start: parámetros de las normas."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "minga.core.parameters"
    label = "parameters"
    verbose_name = "parámetros de las normas"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.parameters import approvals, checks, history, permissions

        approvals.declare()
        history.declare()
        registries.checks.append(checks.find)
        area = "Parámetros de las normas", "parameters:parameters"
        shell.register_area(shell.Area(*area, order=71, shown=permissions.takes_part))
