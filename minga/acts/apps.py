"""Acts at start."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "minga.acts"
    label = "acts"
    verbose_name = "actos"

    def ready(self) -> None:
        from minga.acts import approvals, awaiting, checks, panels, passing, search, standing_in
        from minga.acts.models import Act
        from minga.core import registries, shell
        from minga.core.cases import for_each_kind
        from minga.core.history import register_history

        shell.register_area(shell.Area("Actos", "acts:acts", order=35))
        approvals.declare()
        standing_in.declare()
        registries.checks.append(checks.check_acts)
        registries.awaiting.append(awaiting.find)
        search.declare()
        passing.declare()
        for_each_kind(panels.stand_on)
        register_history(Act, url=approvals.page_of)
