"""The import of lots: what an area would write."""

from collections.abc import Iterator

from minga.core.access import Access
from minga.core.imports.spec import WARNS, Field, ImportSpec, Problem, Rows, register
from minga.core.kinds import BOOLEAN, DATE, INTEGER, MONTH, PESOS, RUT, UF, choice, text
from minga.core.permissions import declare
from tests.core.imports.sample.models import Lot

PREPARE = declare("import_sample.prepare", "importar predios", ["unit_officer", "unit_head"])
DEAR = 500_000_000


def check(rows: Rows) -> Iterator[Problem]:
    for number, (amount, dwellings) in enumerate(
        zip(rows["amount"], rows["dwellings"], strict=True)
    ):
        if amount is not None and amount < 0:
            yield Problem(number, "amount", "Un monto no puede ser negativo.", code="negative")
        if amount is not None and amount > DEAR:
            sentence = "El monto supera $ 500.000.000."
            yield Problem(number, "amount", sentence, WARNS, "dear", "Compruebe el monto.")
        if dwellings == 0:
            yield Problem(number, "dwellings", "El predio no tiene viviendas.", WARNS, "empty_lot")


def institution(access: Access) -> dict[str, int]:
    return {"institution_id": access.grants[0].institution_id if access.grants else 0}


LOTS = register(
    ImportSpec(
        kind="lots",
        label="predios",
        permission=PREPARE,
        model=Lot,
        key=("code",),
        fields=(
            Field("code", "Código", text(12), aliases=("Cód. predio",), example="P-001"),
            Field("name", "Nombre", text(60), required=True),
            Field("amount", "Monto total ($)", PESOS, aliases=("Monto",)),
            Field("value_uf", "Avalúo UF", UF),
            Field("dwellings", "Viviendas", INTEGER, help="Cuántas hay hoy."),
            Field("received_on", "Recibido el", DATE),
            Field("month", "Mes", MONTH),
            Field("owner", "RUT dueño", RUT),
            Field("use", "Uso", choice({"housing": "habitacional", "trade": "comercial"})),
            Field("is_paved", "Pavimentado", BOOLEAN),
        ),
        constants=institution,
        check=check,
        help="Un predio por fila.",
    )
)
