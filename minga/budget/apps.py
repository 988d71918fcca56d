"""Budget at start."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "minga.budget"
    label = "budget"
    verbose_name = "presupuesto"

    def ready(self) -> None:
        from minga.budget import cases, imports, joining

        cases.declare()
        imports.declare()
        joining.declare()
