"""`minga demo`: fill an empty installation with the demonstration of Tarapacá 2007."""

import argparse

from minga.core.console import Refused, Subparsers, say


def add_to(commands: Subparsers) -> None:
    command = commands.add_parser(
        "demo", help="carga la demostración de Tarapacá 2007 en una instalación vacía"
    )
    how = command.add_mutually_exclusive_group()
    how.add_argument(
        "--replace",
        action="store_true",
        help="aparta la demostración actual y comienza de nuevo; nunca otros datos",
    )
    how.add_argument("--if-empty", action="store_true", help="no hace nada si ya hay datos")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from minga.core import tables
    from minga.demo import place
    from minga.demo.story import tell

    if place.in_use():
        if options.if_empty and not place.is_half_done():
            return 0
        _set_aside(asked=options.replace)
    tables.stand()
    say("Cargando la demostración de Tarapacá 2007 …")
    with place.in_progress():
        tell()
    say("Demostración cargada.")
    return 0


def _set_aside(*, asked: bool) -> None:
    """Put aside a demonstration that was asked to be replaced, or that was never finished."""
    from minga.core.lock import held_by_server
    from minga.demo import place

    if not place.is_demonstration():
        raise Refused(
            "Esta base de datos está en uso y no es una demostración: no se toca. "
            "Cargue la demostración en otra carpeta (MINGA_DATA=otra-carpeta minga demo) o, con "
            "PostgreSQL, en otra base de datos (DATABASE_URL)."
        )
    if not asked and not place.is_half_done():
        raise Refused(
            "Esta instalación ya tiene datos y no se tocan. Para apartarlos y comenzar de nuevo: "
            "minga demo --replace. "
            "Para otra carpeta: MINGA_DATA=otra-carpeta minga demo."
        )
    if held_by_server():
        raise Refused(
            "Minga está en marcha sobre esta carpeta de datos: deténgala con Ctrl-C y repita "
            "la orden."
        )
    place.set_aside()
