"""At start: informes del programa."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "minga.workplan.reporting"
    label = "reporting"
    verbose_name = "informes del programa"

    def ready(self) -> None:
        from minga.workplan.reporting import (
            approvals,
            backing,
            history,
            leaving,
            needs,
            panels,
            search,
            worries,
        )

        approvals.declare()
        history.declare()
        search.declare()
        panels.declare()
        leaving.declare()
        backing.declare()
        needs.declare()
        worries.declare()
