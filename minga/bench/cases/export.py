"""How long the export of a large list takes, from the values of the database to the workbook."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from minga.bench.framework import Bench
from minga.bench.references.export import write_ready_rows

FIRST_DAY = date(2007, 10, 8)


class Export(Bench):
    name = "export"
    says = "escribir un libro de 20 columnas, con formatos, filtro y encabezado"
    against = "rustpy-xlsxwriter con las mismas filas ya listas, sin formato"
    rows = 100_000
    limit = Fraction(2)
    peak_limit_mb = 600

    def load(self) -> None:
        from minga.core import kinds
        from minga.core.reports.bulk import Column

        state = kinds.choice({"begun": "En ejecución", "closed": "Cerrada"})
        people = (kinds.TEXT, kinds.RUT, kinds.PESOS, kinds.UF, kinds.DATE)
        works = (kinds.TEXT, state, kinds.INTEGER, kinds.PESOS, kinds.DATE)
        self.columns = [
            Column(f"Columna {number}", kind) for number, kind in enumerate(2 * (people + works))
        ]
        self.values = [self._row(number) for number in range(self.count)]
        self.ready = [
            {
                column.label: column.kind.cell(value)
                for column, value in zip(self.columns, row, strict=True)
            }
            for row in self.values
        ]

    def _row(self, number: int) -> tuple[Any, ...]:
        rut = f"{10_000_000 + number}-5"
        day = FIRST_DAY + timedelta(number % 3000)
        money = number * 1_017, number * 12_345
        people = (f"Persona de prueba {number}", rut, *money, day)
        state = "begun" if number % 3 else "closed"
        return 2 * (*people, f"{number} Norte", state, number, money[0], day)

    def ours(self) -> int:
        from minga.core.reports.bulk_xlsx import write_rows

        write_rows(self.folder / "ours.xlsx", self.columns, self.values)
        return len(self.values)

    def reference(self) -> int:
        return write_ready_rows(self.folder / "reference.xlsx", self.ready)
