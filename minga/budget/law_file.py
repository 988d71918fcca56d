"""What has to be true of a budget law before it is loaded: each whole is the sum of its parts, and
what comes in is what goes out. Everything that is not is told with both figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minga.budget.models import LawSide
from minga.budget.models.laws import EXPENSE, INCOME
from minga.core.imports.spec import Problem
from minga.core.numbers import whole

NAMES = {1: "subtítulo", 2: "ítem", 3: "asignación"}


@dataclass(frozen=True)
class LawRow:
    """A row of the file, with its place in it. `amount` in thousands of pesos, as it comes."""

    at: int
    year: int
    programme: str
    subtitle: str
    item: str
    allocation: str
    amount: int

    @property
    def code(self) -> tuple[str, ...]:
        return tuple(part for part in (self.subtitle, self.item, self.allocation) if part)


def side_of(subtitle: str) -> str | None:
    """None for a subtítulo that the classification does not have."""
    if INCOME[0] <= subtitle <= INCOME[1]:
        return LawSide.INCOME.value
    return LawSide.EXPENSE.value if EXPENSE[0] <= subtitle <= EXPENSE[1] else None


def problems(rows: Iterable[LawRow]) -> Iterator[Problem]:
    """Law by law: one file may bring several years or programmes."""
    laws: dict[tuple[int, str], list[LawRow]] = defaultdict(list)
    for row in rows:
        laws[row.year, row.programme].append(row)
    for law in laws.values():
        yield from _of_law(law)


def _of_law(rows: list[LawRow]) -> Iterator[Problem]:
    by_code = {row.code: row for row in rows}
    parts: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        yield from _of_code(row, by_code)
        if len(row.code) > 1:
            parts[row.code[:-1]] += row.amount
    for row in rows:
        if row.code in parts and parts[row.code] != row.amount:
            yield _does_not_add_up(row, parts[row.code])
    yield from _balance(rows)


def _of_code(row: LawRow, by_code: dict[tuple[str, ...], LawRow]) -> Iterator[Problem]:
    if row.allocation and not row.item:
        yield Problem(row.at, "item", "La asignación viene sin su ítem.", code="code")
    elif side_of(row.subtitle) is None:
        sentence = (
            f"El subtítulo {row.subtitle} no es de ingresos (01 a 15) ni de gastos (21 a 35)."
        )
        yield Problem(row.at, "subtitle", sentence, code="side")
    elif len(row.code) > 1 and row.code[:-1] not in by_code:
        above = f"{NAMES[len(row.code) - 1]} {'-'.join(row.code[:-1])}"
        sentence = f"Falta la fila del {above}, al que pertenece esta."
        yield Problem(row.at, "subtitle", sentence, code="whole")


def _does_not_add_up(row: LawRow, parts: int) -> Problem:
    inside = "ítems" if len(row.code) == 1 else "asignaciones"
    sentence = (
        f"El {NAMES[len(row.code)]} {'-'.join(row.code)} dice M$ {whole(row.amount)} y sus "
        f"{inside} suman M$ {whole(parts)}: la diferencia es M$ {whole(abs(row.amount - parts))}."
    )
    return Problem(row.at, "amount", sentence, code="sum")


def _balance(rows: list[LawRow]) -> Iterator[Problem]:
    totals = dict.fromkeys(LawSide.values, 0)
    for row in rows:
        side = side_of(row.subtitle)
        if len(row.code) == 1 and side:
            totals[side] += row.amount
    income, expense = totals[LawSide.INCOME], totals[LawSide.EXPENSE]
    if income != expense:
        sentence = (
            f"En {rows[0].year}, programa {rows[0].programme}, los ingresos son "
            f"M$ {whole(income)} y los gastos M$ {whole(expense)}: la diferencia es "
            f"M$ {whole(abs(income - expense))}."
        )
        yield Problem(None, "amount", sentence, code="balance")
