"""At start: convenios de desempeño."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "minga.workplan.agreements"
    label = "agreements"
    verbose_name = "convenios de desempeño"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.workplan.agreements import (
            approvals,
            awaiting,
            history,
            panels,
            passing,
            search,
            troubles,
        )

        shell.register_area(
            shell.Area(
                "Convenios de desempeño", "agreements:agreements", order=32, count=awaiting.count
            )
        )
        registries.awaiting.append(awaiting.find)
        approvals.declare()
        history.declare()
        panels.declare()
        passing.declare()
        search.declare()
        troubles.declare()
