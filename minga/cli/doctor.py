"""`minga doctor`: is this installation whole? Tables, triggers, folders, programs. 1 when something
is wrong."""

import argparse
import os

from minga.core.console import Subparsers, add_json, say, say_json


def add_to(commands: Subparsers) -> None:
    command = commands.add_parser(
        "doctor", help="revisa la instalación: tablas, disparadores, carpetas"
    )
    add_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    problems = [*_tables(), *_triggers(), *_folder(), *_anchors(), *_search(), *_assets()]
    if options.json:
        say_json({"healthy": not problems, "problems": problems})
    else:
        for problem in problems:
            say(problem)
        if not problems:
            say("La instalación está en orden.")
    return 1 if problems else 0


def _tables() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return ["Faltan cambios en las tablas: ejecute «minga migrate»."] if pending else []


def _triggers() -> list[str]:
    from minga.core import triggers

    problems = triggers.problems()
    return [*problems, "Repóngalos con «minga migrate»."] if problems else []


def _folder() -> list[str]:
    from django.conf import settings

    folder = settings.DATA_DIR
    if not os.access(folder, os.W_OK):
        return [
            f"No se puede escribir en la carpeta de datos {folder}: revise su dueño y permisos."
        ]
    return []


def _anchors() -> list[str]:
    """What an action could not write there, for a full disk or a lost permission."""
    from django.db import connection

    from minga.core import anchors
    from minga.core.models import Chain

    if Chain._meta.db_table not in connection.introspection.table_names():
        return []
    chain = Chain.objects.only("chain_id", "sequence").first()
    if chain is None:
        return ["Falta la fila de la instalación en la base de datos: compare con la última copia."]
    last = anchors.last(chain.chain_id)
    if last >= chain.sequence:
        return []
    behind = (
        f"La última ancla es del evento {last} y la cadena va en el {chain.sequence}: revise "
        f"espacio y permisos de {anchors.anchor_file(chain.chain_id).parent}. El próximo evento "
        "que se registre deja la suya."
    )
    return [behind]


def _search() -> list[str]:
    from minga.core.search import actions

    return actions.problems()


def _assets() -> list[str]:
    from django.conf import settings

    if (settings.STATIC_ROOT / "staticfiles.json").exists():
        return []
    return ["Faltan tipografías y estilos: ejecute «minga assets»."]
