"""Work plans at start: menu, search and what awaits each person."""

from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    name = "minga.workplan"
    label = "workplan"
    verbose_name = "programas de trabajo"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.workplan import (
            approvals,
            awaiting,
            briefs,
            cases,
            effects,
            history,
            indicators,
            own_needs,
            panels,
            passing,
            search,
            visits,
        )
        from minga.workplan.week import lines, views

        this_week = shell.Area("Esta semana", "week:week", order=12, shown=views.is_for)
        shell.register_area(this_week)
        area = shell.Area("Programas de trabajo", "workplan:plans", order=30, count=awaiting.count)
        shell.register_area(area)
        cases.declare()
        effects.declare()
        visits.declare()
        search.declare()
        history.declare()
        indicators.declare()
        own_needs.declare()
        lines.declare()
        panels.declare()
        briefs.declare()
        registries.awaiting.append(awaiting.find)
        approvals.declare()
        passing.declare()
