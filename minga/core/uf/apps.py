"""The UF of each day: its place in the menu."""

from django.apps import AppConfig


class UfConfig(AppConfig):
    name = "minga.core.uf"
    label = "uf"
    verbose_name = "UF del día e IPC"

    def ready(self) -> None:
        from minga.core import shell

        shell.register_area(shell.Area("UF e IPC", "uf:month", order=70))
