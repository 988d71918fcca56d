"""`minga works check`: what is wrong with the portfolio."""

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from minga.core.console import Subparsers, add_json, say, say_json

if TYPE_CHECKING:
    from minga.works.checking import Finding
    from minga.works.models import Project

AT_ONCE = 500


def add_to(commands: Subparsers) -> None:
    group = commands.add_parser("works", help="proyectos y obras (SOE)")
    actions = group.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    check = actions.add_parser(
        "check", help="revisa la cartera con el catálogo de validaciones; sale con 1 si hay algo"
    )
    add_json(check)
    check.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """0 when nothing waits: no errors, and every warning justified."""
    from minga.core.clock import today

    found = list(_found())
    waiting = [(project, finding) for project, finding in found if not finding.justification]
    counts = Counter(finding.code for _, finding in waiting)
    if options.json:
        say_json(
            {
                "on": today().isoformat(),
                "counts": dict(sorted(counts.items())),
                "justified": len(found) - len(waiting),
                "findings": [_plain(project, finding) for project, finding in waiting],
            }
        )
    else:
        for project, finding in waiting:
            say(f"{finding.code}  {project.bip if project else 'cartera'}  {finding.sentence}")
        for code, many in sorted(counts.items()):
            say(f"{code}: {many}")
        say(f"{len(waiting)} observaciones; {len(found) - len(waiting)} justificadas")
    return 1 if waiting else 0


def _found() -> "Iterator[tuple[Project | None, Finding]]":
    from minga.core.clock import today
    from minga.people.models import Organisation
    from minga.works.models import Project, ProjectState
    from minga.works.validations.reviewing import found_in, found_in_whole

    active = Project.objects.filter(state=ProjectState.ACTIVE)
    for service in Organisation.objects.filter(pk__in=active.values("service")):
        for finding in found_in_whole(service, on=today()):
            yield None, finding
    last = 0
    while part := list(active.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = part[-1].pk
        for project, finding in found_in(part, on=today()):
            if project is not None:
                yield project, finding


def _plain(project: "Project | None", finding: "Finding") -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "project": project.public_id if project else None,
        "bip": project.bip if project else None,
        "sentence": finding.sentence,
        "reason": finding.reason,
        "mend": finding.mend,
        "url": finding.url,
        "cell": finding.cell,
    }
