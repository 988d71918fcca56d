"""The ceilings of a year against what was taken of them, with the projects behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minga.budget.cases import Behind, behind
from minga.budget.models import Ceiling, DossierBalance
from minga.budget.tables import sentence, share
from minga.core.access import Access
from minga.core.charts import Chart, Point, Series
from minga.core.kinds import PESOS


@dataclass(frozen=True)
class Sums:
    """Of several ceilings or balances."""

    limit: int = 0
    committed: int = 0
    accrued: int = 0
    paid: int = 0

    @property
    def available(self) -> int:
        return self.limit - self.committed

    @property
    def part_committed(self) -> str:
        return share(self.committed, self.limit)


def sums_of(ceilings: Iterable[Ceiling]) -> Sums:
    rows = list(ceilings)
    return Sums(
        sum(row.limit for row in rows),
        sum(row.committed for row in rows),
        sum(row.accrued for row in rows),
        sum(row.paid for row in rows),
    )


def rows_of(ceilings: Sequence[Ceiling]) -> list[tuple[Ceiling, str]]:
    """Each with the part of it that is committed."""
    return [(row, share(row.committed, row.limit)) for row in ceilings]


def chart_of(ceilings: Sequence[Ceiling], year: int) -> Chart:
    """What is committed of each line, with its ceiling as a mark."""
    shown = sorted((row for row in ceilings if row.limit), key=lambda row: -row.limit)
    labels = [f"{row.code} {sentence(row.name)}" for row in shown]
    total = sums_of(ceilings)
    committed = tuple(Point(x, row.committed) for x, row in zip(labels, shown, strict=True))
    limits = tuple(Point(x, row.limit) for x, row in zip(labels, shown, strict=True))
    return Chart(
        kind="bars",
        title=f"Comprometido {total.part_committed} del marco",
        note=f"Pesos por línea de la ley {year}; la marca es el marco.",
        series=(Series("Comprometido", committed), Series("Marco", limits, tone="plan")),
        value=PESOS,
        place_title="Línea",
        empty="La ley de este año todavía no se carga.",
    )


@dataclass(frozen=True)
class Taken:
    """What one dossier takes of a ceiling; `behind`: its project, for who sees it."""

    balance: DossierBalance
    behind: Behind | None


def taken_of(ceiling: Ceiling, access: Access) -> list[Taken]:
    rows = list(
        ceiling.balances.select_related("line_item").order_by("-committed", "line_item", "pk")
    )
    known = behind((row.dossier_id for row in rows), access)
    return [Taken(row, known.get(row.dossier_id)) for row in rows]
