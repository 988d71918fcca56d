"""Budget at start."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "minga.budget"
    label = "budget"
    verbose_name = "presupuesto"
