"""What was delivered in a year, product by product: the sums that panels, the minuta and stage 4
tell."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from minga.core.numbers import whole
from minga.territory.frames import Frame
from minga.territory.models import Kind
from minga.territory.reexpress import figures, reexpress
from minga.workplan.results.models import Result, ResultQuerySet, Unit
from minga.workplan.results.products import Named, names_for


@dataclass
class Sum:
    """A measure of a product: its total and in how many communes of a division."""

    product: Named
    measure: str
    unit: str
    total: int = 0
    communes: set[int] = field(default_factory=set)

    @property
    def unit_label(self) -> str:
        return str(Unit(self.unit).label)

    @property
    def reached(self) -> int:
        return len(self.communes)

    @property
    def said(self) -> str:
        """«214 subsidios en 7 comunas»."""
        amount = f"$ {whole(self.total)}" if self.unit == Unit.PESOS else ""
        amount = amount or f"{whole(self.total)} {self.unit_label}"
        where = "1 comuna" if self.reached == 1 else f"{self.reached} comunas"
        return f"{amount} en {where}" if self.reached else amount


def sums_of(found: "ResultQuerySet | QuerySet[Result]", day: date, frame: Frame) -> list[Sum]:
    """Of the figures that count that day."""
    counted: ResultQuerySet = found.counted(day)  # type: ignore[union-attr]
    rows = list(
        counted.values_list(
            "service_id", "line_id", "measure", "unit", "territory_id", "ends_on", "value"
        )
    )
    names = names_for({row[0] for row in rows}, day)
    read = reexpress(
        figures((row[4], row[5], row[6]) for row in rows), on=frame.on, kind=Kind.COMMUNE
    )
    sums: dict[tuple[int, str, str], Sum] = {}
    for (_, line, measure, unit, _, _, value), commune in zip(rows, read.groups, strict=True):
        key = line, measure, unit
        one = sums.setdefault(key, Sum(names[line], measure, unit))
        one.total += value
        if value and int(commune) >= 0:
            one.communes.add(int(commune))
    return sorted(sums.values(), key=lambda one: (one.product.order, one.measure))
