"""`minga territory import`: boundaries and facilities from GeoJSON or a zipped shapefile."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minga.core.console import Refused, Subparsers, add_json, day, say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minga.territory.boundaries.plan import Plan
    from minga.territory.boundaries.remarks import Remark

KINDS = {
    "commune": "comunas",
    "neighbourhood": "barrios",
    "urban_limit": "límites urbanos",
    "facility": "equipamientos",
}


def add_import(actions: Subparsers) -> None:
    command = actions.add_parser(
        "import",
        help="carga límites o equipamiento de un GeoJSON o un shapefile comprimido; todo o nada",
    )
    command.add_argument("file", type=Path, metavar="ARCHIVO", help="GeoJSON o .zip")
    named = ", ".join(f"{kind} ({label})" for kind, label in KINDS.items())
    command.add_argument("--kind", choices=KINDS, required=True, help=f"qué trae: {named}")
    command.add_argument(
        "--on", type=day, metavar="FECHA", help="desde qué día rige, aaaa-mm-dd; hoy si no se dice"
    )
    command.add_argument(
        "--crs", default="", metavar="EPSG", help="sistema de coordenadas, si el archivo no lo dice"
    )
    command.add_argument(
        "--swap-axes", action="store_true", help="las coordenadas vienen como latitud, longitud"
    )
    command.add_argument("--facility-type", default="", metavar="TIPO", help=FACILITY_HELP)
    command.add_argument("--source", default="", metavar="TEXTO", help="de dónde viene el archivo")
    command.add_argument("--preview", action="store_true", help="dice qué cambiaría y no carga")
    add_json(command)
    command.set_defaults(run=run_import)


FACILITY_HELP = "tipo del equipamiento si el archivo no lo trae: school, health, police, fire …"


def run_import(options: argparse.Namespace) -> int:
    from minga.core.clock import today
    from minga.territory.boundaries.judge import plan_of
    from minga.territory.boundaries.plan import Order
    from minga.territory.boundaries.reading import read_file
    from minga.territory.boundaries.remarks import FileRefused, Remark

    order = Order(
        kind=options.kind,
        on=options.on or today(),
        source=options.source or options.file.name,
        crs=options.crs,
        swapped=options.swap_axes,
        facility=_facility(options.facility_type),
    )
    try:
        data = _read(options.file)
        collection = read_file(options.file.name, data)
        plan = plan_of(collection, order)
    except FileRefused as error:
        return _refuse([Remark(None, "", str(error))], options, str(error))
    if plan.stops:
        return _refuse(plan.stops, options, "No se cargó nada. Corrija:")
    if plan.changes and not options.preview:
        _apply(options, collection, order, data)
    _tell(plan, options)
    return 0


def _facility(text: str) -> str:
    from minga.territory.models import Facility

    if text and text not in Facility.Kind.values:
        known = ", ".join(Facility.Kind.values)
        raise Refused(f"«{text}» no es un tipo de equipamiento. Elija entre {known}.")
    return text


def _read(path: Path) -> bytes:
    from django.conf import settings

    try:
        if path.stat().st_size > settings.MAX_FILE_BYTES * 10:
            raise Refused(f"{path} es demasiado grande: divídalo por región.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused(f"No existe el archivo {path}.") from error
    except OSError as error:
        raise Refused(
            f"No se pudo leer {path}: revise que sea un archivo y sus permisos."
        ) from error


def _apply(options: argparse.Namespace, collection: Any, order: Any, data: bytes) -> None:
    from minga.core.access import operator
    from minga.territory.boundaries import staging
    from minga.territory.boundaries.actions import load_geometry

    load_geometry(
        collection,
        order,
        file_name=options.file.name,
        sha256=staging.keep(data),
        by=operator(),
    )


def _refuse(remarks: "Iterable[Remark]", options: argparse.Namespace, sentence: str) -> int:
    found = list(remarks)
    if options.json:
        say_json({"ok": False, "loaded": 0, "errors": [_as_json(one) for one in found]})
        return 1
    lines = [] if found[0].reason == sentence else [str(one) for one in found]
    raise Refused("\n".join([sentence, *lines]))


def _tell(plan: "Plan", options: argparse.Namespace) -> None:
    loaded = 0 if options.preview else len(plan.changes)
    if options.json:
        say_json(
            {
                "ok": True,
                "kind": options.kind,
                "on": plan.order.on.isoformat(),
                "crs": plan.crs,
                "loaded": loaded,
                "new": plan.new,
                "changed": plan.changed,
                "unchanged": plan.same,
                "notes": [_as_json(one) for one in plan.notes],
            }
        )
        return
    for one in grouped(plan.notes):
        say(one)
    what = KINDS[options.kind]
    if options.preview and plan.changes:
        say(f"Cambiaría {len(plan.changes)} {what}; {plan.same} ya están así. No se cargó nada.")
    elif plan.changes:
        say(f"Se cargaron {loaded} {what}; {plan.same} ya estaban así.")
    else:
        say(f"El archivo no cambia nada: {plan.same} {what} ya están así.")


def _as_json(remark: "Remark") -> dict[str, Any]:
    return {
        "row": remark.number,
        "name": remark.said,
        "reason": remark.reason,
        "proposal": remark.proposal,
    }


def grouped(remarks: "Iterable[Remark]") -> list[str]:
    """What holds for many features, once, with their numbers."""
    from minga.territory.boundaries.remarks import together

    return [str(group) for group in together(remarks)]
