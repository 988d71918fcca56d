"""A law as its page shows it: its lines under their wholes, what changed, where the money goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minga.budget.models import BudgetLaw, LawLine, LawSide
from minga.core.charts import Chart, Point, Series
from minga.core.kinds import PESOS
from minga.core.money import thousands
from minga.core.numbers import decimal

WORDS = {LawSide.INCOME: "De dónde viene", LawSide.EXPENSE: "En qué se gasta"}
NOTE = "Pesos por subtítulo, ley {}."


@dataclass(frozen=True)
class Side:
    """The income or the expenses of a law, whole."""

    side: LawSide
    lines: tuple[LawLine, ...]
    total: int

    @property
    def title(self) -> str:
        return WORDS[self.side]

    @property
    def subtitles(self) -> list[LawLine]:
        return [line for line in self.lines if line.level == 1]

    @property
    def rows(self) -> list[tuple[LawLine, str]]:
        """Each line with its part of the whole."""
        return [(line, share(line.amount, self.total)) for line in self.lines]

    @property
    def largest(self) -> LawLine | None:
        return max(self.subtitles, key=lambda line: line.amount, default=None)


def share(amount: int, total: int) -> str:
    """«70,3 %»: half up."""
    tenths = (amount * 1000 * 2 + total) // (total * 2) if total else 0
    return f"{decimal(tenths, 1, least=1)} %"


def sentence(name: str) -> str:
    """«TRANSFERENCIAS DE CAPITAL» → «Transferencias de capital»; other names stay as they came."""
    return name.capitalize() if name == name.upper() else name


def sides_of(law: BudgetLaw) -> list[Side]:
    """Expenses first: what most people come for."""
    lines = list(law.lines.all())
    return [
        Side(side, tuple(line for line in lines if line.side == side), law.total)
        for side in (LawSide.EXPENSE, LawSide.INCOME)
    ]


def chart_of(law: BudgetLaw, side: Side) -> Chart:
    """Bars by subtítulo, the largest first."""
    lines = sorted(side.subtitles, key=lambda line: -line.amount)
    points = tuple(Point(f"{line.subtitle} {sentence(line.name)}", line.amount) for line in lines)
    return Chart(
        kind="bars",
        title=_finding(side),
        note=NOTE.format(law.year),
        series=(Series(side.side.label.capitalize(), points),),
        value=PESOS,
        source=law.source,
        place_title="Subtítulo",
    )


def _finding(side: Side) -> str:
    largest = side.largest
    if largest is None or not side.total:
        return f"Sin {side.side.label}"
    part = share(largest.amount, side.total)
    of = "del gasto" if side.side == LawSide.EXPENSE else "de los ingresos"
    return f"{sentence(largest.name)}: {part} {of}"


@dataclass(frozen=True)
class Changed:
    """A line that a later file brought in, took out or wrote otherwise."""

    code: str
    name: str
    old: int | None
    new: int | None

    @property
    def by(self) -> int:
        return (self.new or 0) - (self.old or 0)


def changes(old: BudgetLaw | None, new: BudgetLaw) -> list[Changed] | None:
    """None for a law that replaces no other."""
    if old is None:
        return None
    before, after = _by_code(old.lines.all()), _by_code(new.lines.all())
    found = []
    for code in sorted({*before, *after}):
        was, now = before.get(code), after.get(code)
        if (was and (was.amount, was.name)) != (now and (now.amount, now.name)):
            told = now or was
            name = told.name if told else ""
            old_amount, new_amount = (line.amount if line else None for line in (was, now))
            found.append(Changed(code, name, old_amount, new_amount))
    return found


def _by_code(lines: Iterable[LawLine]) -> dict[str, LawLine]:
    return {line.code: line for line in lines}


def lede(law: BudgetLaw, sides: Sequence[Side]) -> tuple[str, str]:
    """The figure that matters, and where most of it goes."""
    largest = sides[0].largest
    if largest is None or not law.total:
        return thousands(law.total), ""
    part = share(largest.amount, law.total)
    return thousands(law.total), f"{part} va a {sentence(largest.name).lower()}"
