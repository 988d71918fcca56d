"""Strategy at start: its page in the menu."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "minga.strategy"
    label = "strategy"
    verbose_name = "definiciones estratégicas"

    def ready(self) -> None:
        from minga.core import shell
        from minga.strategy import approvals, history, panels, search

        shell.register_area(
            shell.Area("Definiciones estratégicas", "strategy:definitions", order=40)
        )
        search.declare()
        history.declare()
        approvals.declare()
        panels.declare()
