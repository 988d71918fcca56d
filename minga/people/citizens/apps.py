"""Citizens at start: counter screen, approvals, search, what awaits each person."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "minga.people.citizens"
    label = "citizens"
    verbose_name = "personas y atención de público"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.people.citizens import (
            approvals,
            awaiting,
            indicators,
            own_holdings,
            panels,
            search,
        )
        from minga.people.citizens.menu import AREAS

        for area in AREAS:
            shell.register_area(area)
        search.declare()
        indicators.declare()
        own_holdings.declare()
        approvals.declare()
        panels.declare()
        registries.awaiting.append(awaiting.find)
