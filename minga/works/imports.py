"""The list of projects that a year expects, from a workbook."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from minga.core.access import Access
from minga.core.errors import NotAllowed
from minga.core.imports.spec import Field, ImportSpec, Problem, Rows, register
from minga.core.kinds import YEAR, text
from minga.works.models import ExpectedProject
from minga.works.models.project import BIP
from minga.works.permissions import FORMULATE

FIRST, LAST = 1990, 2100
FIELDS = (
    Field("year", "Año", YEAR, aliases=("Ejercicio",), example=2008),
    Field("bip", "Código BIP", text(10), aliases=("BIP", "Código"), example="30045678-0",
          help="Ocho dígitos, un guion y un dígito."),
    Field("name", "Nombre", text(200), required=True, aliases=("Nombre iniciativa", "Proyecto"),
          example="Pavimentación pasaje Los Molles"),
    Field("source", "Fuente", text(200), required=True, example="Decreto de identificación 45",
          help="El decreto o la resolución que lo nombra."),
)  # fmt: skip


def declare() -> None:
    register(
        ImportSpec(
            kind="expected-projects",
            label="proyectos esperados de la cartera",
            permission=FORMULATE,
            model=ExpectedProject,
            fields=FIELDS,
            key=("year", "bip"),
            check=_check,
            constants=_constants,
            help="La lista de la identificación presupuestaria del año: contra ella se cuenta qué "
            "está cargado y qué está completo.",
        )
    )


def _constants(access: Access) -> Mapping[str, Any]:
    """In whose name: the first institution where a role allows it."""
    found = [pk for pk in access.institutions if access.may(FORMULATE, pk)]
    if not found:
        raise NotAllowed("Solo quien formula los proyectos del servicio carga su lista.")
    return {"service_id": min(found)}


def _check(rows: Rows) -> Iterator[Problem]:
    for number, row in enumerate(rows):
        year, bip = row.get("year"), row.get("bip")
        if year is not None and not FIRST <= year <= LAST:
            yield Problem(number, "year", f"El año va de {FIRST} a {LAST}.", code="year")
        if bip is not None and not re.fullmatch(BIP, bip):
            yield Problem(
                number, "bip", f"«{bip}» no es un código BIP.", code="bip",
                proposal="Escriba ocho dígitos, un guion y un dígito, como 30045678-0.",
            )  # fmt: skip
