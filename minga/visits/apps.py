"""Control visits at start."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "minga.visits"
    label = "visits"
    verbose_name = "visitas"

    def ready(self) -> None:
        from minga.visits import joining

        joining.declare()
