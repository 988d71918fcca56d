"""`minga bench`: measure what is said to be fast, as ratios against a reference of the same run."""

import argparse
from typing import TYPE_CHECKING, Any

from minga.core.console import Refused, Subparsers, add_json, say, say_json

if TYPE_CHECKING:
    from minga.bench.framework import Bench


def add_to(commands: Subparsers) -> None:
    command = commands.add_parser(
        "bench", help="mide lo que debe ser rápido, contra una referencia de la misma pasada"
    )
    command.add_argument("name", nargs="?", metavar="NOMBRE", help="una medición; todas si no")
    command.add_argument("--rows", type=_positive, metavar="N", help="cuántas filas")
    command.add_argument("--repeats", type=_positive, metavar="N", help="cuántas veces cada parte")
    command.add_argument("--list", action="store_true", help="muestra qué mediciones hay")
    command.add_argument(
        "--check", action="store_true", help="termina con 1 si una pasa de su límite"
    )
    add_json(command)
    command.set_defaults(run=run)


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("escriba un número desde 1")
    return number


def run(options: argparse.Namespace) -> int:
    from minga.bench.framework import benches
    from minga.bench.measure import measure

    known = benches()
    if options.list:
        return _list(known)
    if options.name and options.name not in known:
        raise Refused(f"No hay una medición «{options.name}». Hay: {', '.join(known)}.")
    results = []
    for name in [options.name] if options.name else known:
        result = measure(known[name], options.rows, options.repeats)
        results.append(result)
        if not options.json:
            _say(known[name], result)
    if options.json:
        say_json(results[0] if options.name else results)
    return 1 if options.check and not all(result["ok"] for result in results) else 0


def _list(known: dict[str, Any]) -> int:
    for name, bench in known.items():
        say(f"{name}: {bench.says}; contra {bench.against}.")
    return 0


def _say(bench: "type[Bench]", result: dict[str, Any]) -> None:
    """Two or three lines for a person."""
    limit = "sin límite" if result["limit"] is None else f"límite {_figure(result['limit'])}"
    verdict = "" if result["ok"] else "  FUERA DE LÍMITE"
    say(f"{result['name']}: {bench.says} ({result['rows']} filas){verdict}")
    say(
        f"  {_figure(result['seconds'])} s contra {_figure(result['reference_seconds'])} s: "
        f"{_figure(result['ratio'])} veces ({limit}); {result['peak_mb']} MB como máximo"
    )
    say(f"  Referencia: {result['reference']}.")
    for name, word in bench.words.items():
        say(f"  {word}: {_figure(result[name])}.")


def _figure(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)
