"""The `minga` command: every operation, with its help in Spanish."""

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date

from minga.cli import spanish

# By name, not by import: the command line, the demonstration and the benches are blind to each
# other.
COMMANDS = (
    "minga.cli.serve",
    "minga.demo.command",
    "minga.cli.migrate",
    "minga.cli.assets",
    "minga.cli.territory",
    "minga.cli.workplan",
    "minga.cli.works",
    "minga.cli.uf",
    "minga.cli.audit",
    "minga.cli.files",
    "minga.cli.search",
    "minga.cli.jobs",
    "minga.cli.doctor",
    "minga.bench.command",
)

NO_TABLES = (
    "Esta instalación todavía no tiene tablas. Créelas con «minga migrate», o cargue la "
    "demostración con «minga demo»."
)
UNREACHABLE = (
    "No se pudo usar la base de datos ({reason}). Revise que esté en marcha, que DATABASE_URL o "
    "MINGA_DATA la nombren bien, y ejecute «minga migrate» si acaba de cambiar de versión."
)

BAD_URL = (
    "DATABASE_URL no se entiende. Se escribe así: "
    "postgres://usuario:contraseña@equipo:5432/base; sin ella, Minga usa SQLite."
)
BAD_TILES = (
    "MINGA_TILES dice «{tiles}» y se escribe así: https://servidor/{{z}}/{{x}}/{{y}}.png; sin "
    "ella, los mapas no piden fondo a nadie."
)
BAD_DAY = "MINGA_TODAY dice «{day}» y se escribe como aaaa-mm-dd, por ejemplo 2007-11-30."


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, start Django, run. 0 when all is well, 1 when refused or damage was found, 2 for a
    wrong call."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    options = parser().parse_args(arguments)
    if complaint := _about_settings(os.environ):
        print(complaint, file=sys.stderr)  # noqa: T201
        return 1
    import django

    django.setup()
    from django.db import DatabaseError

    from minga.core.errors import Refusal

    try:
        return int(options.run(options) or 0)
    except Refusal as error:
        print(str(error), file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except DatabaseError as error:
        sentence = _about_database(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)  # noqa: T201
        return 1


def _about_settings(environment: Mapping[str, str]) -> str | None:
    """What to mend in the settings; nothing when Django can start with them."""
    url = environment.get("DATABASE_URL", "")
    if url and not re.fullmatch(r"postgres(ql)?://[^/]*/[^/]+", url):
        return BAD_URL
    day = environment.get("MINGA_TODAY", "")
    try:
        date.fromisoformat(day or "2007-11-30")
    except ValueError:
        return BAD_DAY.format(day=day)
    tiles = environment.get("MINGA_TILES", "")
    if tiles and not re.fullmatch(r"https://[^/\s;,'\"]+/\S*\{z\}\S*", tiles):
        return BAD_TILES.format(tiles=tiles)
    return None


def _about_database(error: Exception) -> str | None:
    """What to say of a database that does not answer or is empty; nothing when the mistake is
    ours."""
    from django.db import OperationalError, connection

    try:
        empty = not connection.introspection.table_names()
    except OperationalError:
        empty = False
    if empty:
        return NO_TABLES
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    return UNREACHABLE.format(reason=reason) if isinstance(error, OperationalError) else None


def parser() -> argparse.ArgumentParser:
    from importlib import import_module

    spanish.translate_argparse()
    top = argparse.ArgumentParser(
        prog="minga",
        description="Minga: gestión de un servicio regional de vivienda y urbanismo.",
        epilog="«minga ORDEN --help» explica cada orden. La carpeta de datos la nombra MINGA_DATA; "
        "un servidor PostgreSQL, DATABASE_URL; el día de la demostración, MINGA_TODAY "
        "(aaaa-mm-dd).",
    )
    commands = top.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    for name in COMMANDS:
        import_module(name).add_to(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())
