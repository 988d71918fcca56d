"""`minga files`: repeating a sample of files, one that was drawn here or any other."""

import argparse
import sys
from pathlib import Path

from minga.core.console import Subparsers, add_json, say, say_json


def add_to(commands: Subparsers) -> None:
    group = commands.add_parser("files", help="expedientes: repite una muestra con su semilla")
    actions = group.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    sample = actions.add_parser(
        "sample",
        help="repite un sorteo; 1 si no sale lo que se guardó",
        description="Con MUESTRA repite un sorteo guardado y lo compara. Con --seed, --size y un "
        "archivo de identificadores (uno por línea, o «-» para leerlos de la entrada) sortea sin "
        "usar la base de datos.",
    )
    sample.add_argument(
        "what",
        metavar="MUESTRA",
        help="identificador de la muestra, o archivo con la población si se da --seed",
    )
    sample.add_argument("--seed", metavar="SEMILLA", help="la que muestra la página del sorteo")
    sample.add_argument("--size", type=int, metavar="N", help="cuántos casos")
    add_json(sample)
    sample.set_defaults(run=run_sample)


def run_sample(options: argparse.Namespace) -> int:
    from minga.core.console import Refused

    if options.seed is None:
        return _stored(options)
    if not options.size or options.size < 1:
        raise Refused("Con --seed diga también cuántos casos, por ejemplo --size 10.")
    population = _read(options.what)
    if options.size > len(population):
        raise Refused(f"La población tiene {len(population)}: pida esa cantidad o menos.")
    return _tell(options, options.seed, population, options.size, None)


def _read(name: str) -> list[str]:
    from minga.core.console import Refused

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"No se pudo leer «{name}»: revise el nombre del archivo.") from error
    return sorted({line.strip() for line in text.splitlines() if line.strip()})


def _stored(options: argparse.Namespace) -> int:
    from minga.core.console import Refused
    from minga.documents.files.models import Sample

    sample = Sample.objects.filter(public_id=options.what).first()
    if sample is None:
        raise Refused(
            f"No hay una muestra «{options.what}». Su identificador está en la dirección de su "
            "página."
        )
    kept = sample.items.order_by("position").values_list("case_public_id", flat=True)
    return _tell(options, sample.seed, sample.population, sample.size, list(kept))


def _tell(
    options: argparse.Namespace,
    seed: str,
    population: list[str],
    size: int,
    kept: list[str] | None,
) -> int:
    from minga.documents.files.picking import pick, population_hash

    picked = pick(seed, population, size)
    same = kept is None or kept == picked
    if options.json:
        say_json(
            {
                "seed": seed,
                "population": len(population),
                "population_sha256": population_hash(population),
                "sample": picked,
                "matches": same,
            }
        )
        return 0 if same else 1
    say(f"Población de {len(population)}, huella {population_hash(population)}")
    for position, public_id in enumerate(picked, start=1):
        say(f"{position:>4}  {public_id}")
    if kept is not None:
        say(
            "Es la misma muestra que se guardó."
            if same
            else "No es la muestra que se guardó: alguien cambió algo."
        )
    return 0 if same else 1
