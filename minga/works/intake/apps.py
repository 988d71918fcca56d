"""Portfolios of others at start."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "minga.works.intake"
    label = "intake"
    verbose_name = "carteras de otras oficinas"

    def ready(self) -> None:
        from minga.core import shell

        shell.register_area(shell.Area("Carteras de otras oficinas", "intake:files", order=39))
