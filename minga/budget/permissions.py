"""Who may do what with the budget."""

from minga.core.permissions import declare

LOAD = declare("budget.load", "cargar el clasificador presupuestario", ["administrator"])
