"""`minga workplan score`: what a work plan has earned on a day."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from minga.core.console import Subparsers, add_json, day, say, say_json

if TYPE_CHECKING:
    from minga.workplan.models import WorkPlan, WorkPlanVersion


def add_to(commands: Subparsers) -> None:
    group = commands.add_parser("workplan", help="programas de trabajo (PMG)")
    actions = group.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    score = actions.add_parser(
        "score", help="puntaje ganado por un programa, en total y por objetivo"
    )
    score.add_argument(
        "--institution", default="serviu", metavar="CLAVE", help="serviu (si no se dice), seremi …"
    )
    score.add_argument("--year", type=int, required=True, metavar="AÑO", help="año del programa")
    score.add_argument(
        "--region", default="01", metavar="CÓDIGO", help="código de la región, 01 si no se dice"
    )
    score.add_argument(
        "--on", type=day, metavar="FECHA", help="día del puntaje, aaaa-mm-dd; hoy si no se dice"
    )
    add_json(score)
    score.set_defaults(run=run_score)


def run_score(options: argparse.Namespace) -> int:
    from minga.core.clock import living_in, today

    on = options.on or today()
    with living_in(on):
        answer = _score(options, on)
    if options.json:
        say_json(answer)
        return 0
    say(f"{answer['institution_name']}, programa {answer['year']}, al {on:%d-%m-%Y}")
    say(f"Ponderación {answer['weight']}, ganado {answer['earned']}")
    for objective in answer["objectives"]:
        say(
            f"  {objective['number']}. {objective['earned']} de {objective['weight']}  "
            f"{objective['title']}"
        )
    return 0


def _score(options: argparse.Namespace, on: date) -> dict[str, Any]:
    from minga.workplan.tables import board_of

    plan = _plan(options, on)
    version = _version_on(plan, on)
    board = board_of(plan, version.pk, on)
    return {
        "institution": options.institution,
        "institution_name": plan.service.name,
        "region": options.region,
        "year": plan.year,
        "on": on.isoformat(),
        "version": version.number,
        "approved_on": version.approved_on.isoformat() if version.approved_on else None,
        "weight": board.weight,
        "earned": board.earned,
        "objectives": [
            {
                "number": block.objective.number,
                "title": block.objective.title,
                "weight": block.weight,
                "earned": block.earned,
                "activities": [
                    {
                        "number": row.activity.code,
                        "title": row.activity.title,
                        "weight": row.activity.weight,
                        "status": row.status,
                        "earned": row.earned,
                    }
                    for row in block.rows
                ],
            }
            for block in board.blocks
        ],
    }


def _plan(options: argparse.Namespace, on: date) -> "WorkPlan":
    """By the kind of the institution («serviu») or its own key («serviu-tarapaca»)."""
    from django.db.models import Q

    from minga.core.console import Refused
    from minga.territory.frames import frame_on
    from minga.workplan.models import WorkPlan

    region = frame_on(on).by_code(options.region)
    if region is None:
        raise Refused(f"No hay región con el código «{options.region}» el {on:%d-%m-%Y}.")
    institution = options.institution.lower()
    plan = (
        WorkPlan.objects.for_page()
        .filter(Q(service__kind=institution) | Q(service__key=institution))
        .filter(year=options.year, territory=region.territory_id)
        .first()
    )
    if plan is None:
        raise Refused(f"No hay programa {options.year} de «{institution}» en la {region.name}.")
    return plan


def _version_on(plan: "WorkPlan", on: date) -> "WorkPlanVersion":
    """The version that ruled that day; before the first approval, the first one."""
    from minga.core.versions import ruling

    versions = list(plan.versions.order_by("number"))
    return ruling(versions, on) or versions[0]
