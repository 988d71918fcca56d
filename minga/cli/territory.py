"""`minga territory`: the division of the country on a day, our table of it, boundaries."""

import argparse
from typing import TYPE_CHECKING, Any

from minga.cli.boundaries import add_import
from minga.core.console import Refused, Subparsers, add_json, day, say, say_json

if TYPE_CHECKING:
    from minga.territory.frames import Frame
    from minga.territory.models import TerritoryVersion


def add_to(commands: Subparsers) -> None:
    group = commands.add_parser("territory", help="territorios y división político-administrativa")
    actions = group.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    _add_frame(actions)
    _add_load(actions)
    add_import(actions)


def _add_frame(actions: Subparsers) -> None:
    frame = actions.add_parser("frame", help="comunas de una región en la división de un día")
    frame.add_argument("day", type=day, metavar="FECHA", help="día, aaaa-mm-dd")
    frame.add_argument(
        "--region", metavar="CÓDIGO", help="código de la región ese día; todas si no se dice"
    )
    add_json(frame)
    frame.set_defaults(run=run_frame)


def _add_load(actions: Subparsers) -> None:
    load = actions.add_parser(
        "load", help="carga las regiones, provincias y comunas de Chile; dos veces deja lo mismo"
    )
    load.set_defaults(run=run_load)


def run_frame(options: argparse.Namespace) -> int:
    from minga.territory.frames import frame_on

    frame = frame_on(options.day)
    if not frame.versions:
        raise Refused(
            f"No hay territorios vigentes el {options.day:%d-%m-%Y}. Los de Chile se cargan con "
            "«minga territory load», y rigen desde 1974."
        )
    regions = [_told(frame, region) for region in _regions(frame, options.region)]
    if options.json:
        say_json({"on": options.day.isoformat()} | _answer(regions, options.region))
        return 0
    say(f"División vigente al {options.day:%d-%m-%Y}")
    for region in regions:
        say(f"{region['code']} {region['name']}: {len(region['communes'])} comunas")
        for commune in region["communes"]:
            note = "" if commune["is_verified"] else ", código sin verificar"
            say(f"  {commune['code']} {commune['name']} (provincia {commune['province']}{note})")
    return 0


def _regions(frame: "Frame", code: str | None) -> "list[TerritoryVersion]":
    found = [region for region in frame.regions() if code in (None, region.code)]
    if not found:
        known = ", ".join(region.code for region in frame.regions())
        raise Refused(
            f"El {frame.on:%d-%m-%Y} no había región con el código «{code}»; había {known}."
        )
    return found


def _told(frame: "Frame", region: "TerritoryVersion") -> dict[str, Any]:
    return {
        "code": region.code,
        "name": region.name,
        "communes": [
            {
                "code": commune.code,
                "name": commune.name,
                "province_code": frame.versions[commune.parent_id].code,
                "province": frame.versions[commune.parent_id].name,
                "is_verified": commune.is_verified,
            }
            for commune in sorted(frame.communes_in(region.territory_id), key=lambda v: v.code)
            if commune.parent_id is not None
        ],
    }


def _answer(regions: list[dict[str, Any]], asked: str | None) -> dict[str, Any]:
    """Of the one region that was asked for, its communes on top."""
    if asked is None:
        return {"regions": regions}
    (region,) = regions
    return {"region": {"code": region["code"], "name": region["name"]}} | {
        "communes": region["communes"]
    }


def run_load(options: argparse.Namespace) -> int:
    from minga.core.access import operator
    from minga.territory.actions import load_figures, load_territories
    from minga.territory.tables import other_codes, populations, rows

    by = operator()
    versions = load_territories(rows(None), by=by)
    others = load_figures(populations(), other_codes(), by=by)
    say(f"Se cargaron {versions} versiones de territorios y {others} cifras y códigos.")
    return 0
