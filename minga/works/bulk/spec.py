"""The portfolio as an import: the kernel reads, compares and annotates."""

from collections.abc import Mapping
from typing import Any

from minga.core.access import Access
from minga.core.imports.spec import ImportSpec, register
from minga.works.bulk.columns import FIELDS, KEY
from minga.works.bulk.gathering import settle
from minga.works.bulk.judging import check
from minga.works.bulk.there import There, known_to
from minga.works.bulk.writing import apply, lock
from minga.works.permissions import FORMULATE

KIND = "projects"
HELP = (
    "Para corregir lo que ya está, descargue la planilla en la lista de proyectos: sale llena, y "
    "lo que no toque queda como está. "
    "Lo que un proyecto tiene varias veces va en columnas numeradas, una por cada uno: «Comuna 1» "
    "con «Porcentaje 1», «Costo 1: asignación» con su año y su monto. Si no caben, siga en la "
    "columna «Comunas», «Costos» o «Fuentes», separando con punto y coma: «Iquique 70; Pica 30». "
    "Los montos van en miles de pesos. Un proyecto terminado o retirado puede venir, sin cambios."
)


def opening(access: Access) -> Mapping[str, Any]:
    """All of one reading, or of one application, goes by the same words and the same projects."""
    known, cells = known_to(access), dict[str, str]()
    there = There(known)
    return {
        "existing": lambda _: there.chunk,
        "settle": lambda values, _: settle(values, known, cells),
        "check_for": lambda rows, _: check(rows, there, cells),
        "apply": lambda found, _: apply(found, there),
    }


def declare() -> None:
    register(
        ImportSpec(
            kind=KIND,
            label="proyectos de la cartera",
            permission=FORMULATE,
            fields=FIELDS,
            key=KEY,
            lock=lock,
            opening=opening,
            help=HELP,
        )
    )
