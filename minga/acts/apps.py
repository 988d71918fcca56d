"""Acts at start."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "minga.acts"
    label = "acts"
    verbose_name = "actos"

    def ready(self) -> None:
        from minga.acts import approvals, checks, standing_in
        from minga.acts.models import Act
        from minga.core import registries
        from minga.core.history import register_history

        approvals.declare()
        standing_in.declare()
        registries.checks.append(checks.check_acts)
        register_history(Act)
