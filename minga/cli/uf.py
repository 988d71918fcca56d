"""`minga uf`: what one UF is worth on a day, and loading the published files."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from minga.core.console import Refused, Subparsers, add_json, day, say, say_json

if TYPE_CHECKING:
    from minga.core.uf.series import Known, Series


def add_to(commands: Subparsers) -> None:
    parser = commands.add_parser("uf", help="valor de la UF de un día; carga de archivos oficiales")
    parser.add_argument("day", type=day, nargs="?", metavar="FECHA", help="día, aaaa-mm-dd")
    parser.add_argument(
        "--amount", metavar="UF", help="monto en UF, como 205 o 1.234,5: responde los pesos"
    )
    parser.add_argument(
        "--load", type=Path, metavar="ARCHIVO", help="carga un CSV de la UF o del IPC"
    )
    parser.add_argument(
        "--source", default="archivo oficial", metavar="TEXTO", help="de dónde viene el archivo"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.load:
        return _load(options)
    if options.day is None:
        raise Refused("Diga de qué día: «minga uf 2007-12-31».")
    return _tell(options)


def _tell(options: argparse.Namespace) -> int:
    from minga.core.money import pesos, pesos_of, uf_day

    amount = _amount(options.amount)
    known = _known(options.day)
    worth = pesos_of(amount, known.value) if amount is not None else None
    if options.json:
        answer = {
            "day": options.day.isoformat(),
            "value": uf_day(known.value),
            "hundredths": known.value,
            "origin": str(known.origin),
            "is_used": known.is_used,
        }
        say_json(answer if worth is None else answer | {"amount_uf4": amount, "pesos": worth})
    else:
        say(uf_day(known.value) if worth is None else pesos(worth))
    return 0


def _known(day: date) -> "Known":
    from minga.core.uf.series import NoUF

    try:
        return _series().origin(day)
    except NoUF as error:
        raise Refused(f"{error} Desde aquí: «minga uf --load ARCHIVO».") from error


def _amount(text: str | None) -> int | None:
    from minga.core.errors import Unreadable
    from minga.core.money import read_uf

    try:
        return read_uf(text)
    except Unreadable as error:
        raise Refused(str(error)) from error


def _series() -> "Series":
    """What the database says; what Minga brings, where there are no tables yet."""
    from django.db import connection

    from minga.core.uf.models import UFDay
    from minga.core.uf.series import packaged, series

    known = UFDay._meta.db_table in connection.introspection.table_names()
    return series() if known else packaged()


def _load(options: argparse.Namespace) -> int:
    from minga.core.access import operator
    from minga.core.uf.actions import load, what
    from minga.core.uf.files import read_file
    from minga.core.uf.lines import UnreadableFile
    from minga.core.uf.plan import plan_of

    try:
        data = options.load.read_bytes()
    except OSError as error:
        raise Refused(f"No se pudo leer {options.load}: {error.strerror}.") from error
    try:
        content = read_file(options.load.name, data)
    except UnreadableFile as error:
        raise Refused("\n".join([str(error), *map(str, error.faults)])) from error
    plan = plan_of(content)
    load(content, source=options.source, by=operator())
    say(f"Se cargó {what(plan)}.")
    return 0
