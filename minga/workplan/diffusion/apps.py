"""Diffusion at start: its place in the menu, what it offers to the pages of others."""

from django.apps import AppConfig


class DiffusionConfig(AppConfig):
    name = "minga.workplan.diffusion"
    label = "diffusion"
    verbose_name = "difusión"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.panels import Panel, register_panel
        from minga.workplan.diffusion import (
            approvals,
            awaiting,
            backing,
            history,
            passing,
            search,
            worries,
        )

        shell.register_area(shell.Area("Difusión", "diffusion:publications", order=33))
        register_panel(Panel("workplan.workplan", "diffusion:of_plan", "Difusión", order=60))
        registries.awaiting.append(awaiting.find)
        approvals.declare()
        search.declare()
        history.declare()
        passing.declare()
        worries.declare()
        backing.declare()
