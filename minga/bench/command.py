"""`minga bench`: measure what is said to be fast, as ratios against a reference of the same run."""

import argparse

from minga.core.console import Subparsers, add_json, say, say_json


def add_to(commands: Subparsers) -> None:
    command = commands.add_parser(
        "bench", help="mide lo que debe ser rápido, contra una referencia de la misma pasada"
    )
    command.add_argument(
        "--activities",
        type=int,
        default=200_000,
        metavar="N",
        help="actividades, 200.000 si no se dice",
    )
    add_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from minga.bench import score

    result = score.measure(options.activities)
    if options.json:
        say_json(result)
        return 0
    say(
        f"Puntaje de {options.activities} actividades: {result['ratio']} veces el tiempo de la "
        "referencia."
    )
    say(f"Referencia: {result['reference']}.")
    return 0
