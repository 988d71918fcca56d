"""Commitments and audit findings at start."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "minga.commitments"
    label = "commitments"
    verbose_name = "compromisos"

    def ready(self) -> None:
        from minga.commitments import (
            awaiting,
            briefs,
            imports,
            indicators,
            integrity,
            menu,
            origins,
            panels,
            passing,
            search,
        )
        from minga.commitments.chasing import daily
        from minga.core import registries, shell

        assert daily.CHASING
        origins.declare_own()
        for area in menu.AREAS:
            shell.register_area(area)
        registries.awaiting.append(awaiting.find)
        registries.checks.append(integrity.check)
        for part in (briefs, imports, indicators, panels, passing, search):
            part.declare()
