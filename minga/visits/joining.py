"""What this area says to the house at start: search, history, panels, checks, menu."""

from collections.abc import Iterable

from django.urls import reverse

from minga.core import registries, shell
from minga.core.cases import whole_references
from minga.core.history import register_history
from minga.core.panels import Panel, register_panel
from minga.core.registries import Finding
from minga.core.search.registry import Searchable, register
from minga.visits import approvals, awaiting, indicators, jobs, passing
from minga.visits.models import Visit, VisitRule
from minga.visits.permissions import READ

__all__ = ["declare", "jobs"]


def _visit_url(visit: Visit) -> str:
    return reverse("visits:visit", args=[visit.public_id])


def _rule_url(rule: VisitRule) -> str:
    return reverse("visits:rule", args=[rule.public_id])


def _checks() -> Iterable[Finding]:
    return whole_references(Visit)


def declare() -> None:
    area = shell.Area(
        "Visitas de control", "visits:visits", order=34, permission=READ, count=awaiting.count
    )
    shell.register_area(area)
    registries.awaiting.append(awaiting.find)
    registries.checks.append(_checks)
    register(
        Searchable(
            Visit,
            url=_visit_url,
            body=("case_label",),
            note=lambda visit: visit.case_label,
            kind="visita de control",
        )
    )
    register_history(Visit, url=_visit_url)
    register_history(VisitRule, url=_rule_url)
    register_panel(
        Panel(
            "territory.territory",
            "visits:of_place",
            "Visitas de control",
            order=32,
            permission=READ,
        )
    )
    indicators.declare()
    approvals.declare()
    passing.declare()
