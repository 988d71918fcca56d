"""`minga search`: the index of the search, made anew. For who operates Minga, after a new version
or when `minga doctor` asks for it."""

import argparse

from minga.core.console import Subparsers, add_json, say, say_json


def add_to(commands: Subparsers) -> None:
    group = commands.add_parser("search", help="mantiene el índice de la búsqueda")
    actions = group.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    rebuild = actions.add_parser(
        "rebuild", help="rehace el índice completo; se puede seguir trabajando mientras tanto"
    )
    add_json(rebuild)
    rebuild.set_defaults(run=run_rebuild)


def run_rebuild(options: argparse.Namespace) -> int:
    from minga.core.search import actions

    entries = actions.rebuild()
    if options.json:
        say_json({"entries": entries})
    else:
        say(f"El índice de la búsqueda quedó al día: {entries} fichas.")
    return 0
