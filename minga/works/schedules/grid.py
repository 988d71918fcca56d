"""A year of a version as a sheet: a row per line item, a column per month, what is wrong in each
cell. Read from the rows, or from what somebody typed."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from minga.budget.models import LineItem
from minga.core.errors import Unreadable
from minga.core.months import NAMES, Month
from minga.core.numbers import plain
from minga.works.checking import Finding, Severity
from minga.works.schedules.cells import amount_cell, milestone_cell, progress_cell
from minga.works.schedules.contents import Contents
from minga.works.schedules.models import Milestone, MilestoneKind
from minga.works.schedules.typed import (
    figure,
    items_of,
    money_of,
    months_of,
    percent,
    read_money,
    read_works,
    show_money,
    show_works,
)

SHORT = {
    MilestoneKind.BIDDING: "Licitación",
    MilestoneKind.OPENING: "Apertura",
    MilestoneKind.AWARD: "Adjudica",
    MilestoneKind.CONTRACT: "Contrato",
    MilestoneKind.SITE_HANDOVER: "Terreno",
    MilestoneKind.START: "Inicio",
    MilestoneKind.END: "Término",
    MilestoneKind.PROVISIONAL_ACCEPTANCE: "R. provis.",
    MilestoneKind.FINAL_ACCEPTANCE: "R. definit.",
}


@dataclass
class Cell:
    """What one month says, and what is wrong with it. `tone`: bad, warn, or nothing."""

    name: str
    label: str
    text: str
    error: str = ""
    tone: str = ""
    changed: bool = False
    was: str = ""

    @property
    def css(self) -> str:
        parts = (self.tone, "chg" if self.changed else "", "" if self.text else "zero")
        return " ".join(filter(None, parts))


@dataclass(frozen=True)
class Message:
    """Under its row: what is wrong, and where to mend it."""

    tone: str
    where: str
    sentence: str
    reason: str = ""
    mend: str = ""
    url: str = ""
    heading: str = "No se guardó"


@dataclass
class Line:
    """A row that is typed."""

    item: LineItem | None
    cells: list[Cell]
    total: int = 0
    cost: int | None = None
    messages: list[Message] = field(default_factory=list)

    @property
    def total_shown(self) -> str:
        return figure(self.total)

    @property
    def cost_shown(self) -> str:
        return figure(self.cost)


@dataclass(frozen=True)
class Mark:
    """A milestone in its month."""

    short: str
    name: str
    on: Any
    tone: str = ""


@dataclass
class MarkLine:
    """The milestones of a foreseen contract, month by month."""

    slot: str
    months: list[list[Mark]]
    messages: list[Message] = field(default_factory=list)


@dataclass
class Sheet:
    """A year. Money in pesos; the works, in hundredths of a percent."""

    year: int
    lines: list[Line]
    works: Line
    marks: list[MarkLine]
    # Promised before the year began.
    money_before: int
    works_before: int
    # Accumulated at the end of each month; of a month without figure, as before it.
    reached: list[int]
    findings: list[Finding] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def months(self) -> list[tuple[str, str]]:
        return [(name[:3], name) for name in NAMES]

    @property
    def totals(self) -> list[int]:
        return [sum(money_of(line.cells[at].text) for line in self.lines) for at in range(12)]

    @property
    def accumulated(self) -> list[int]:
        found, so_far = [], self.money_before
        for total in self.totals:
            so_far += total
            found.append(so_far)
        return found

    @property
    def total(self) -> int:
        return sum(self.totals)

    @property
    def cost(self) -> int:
        return sum(line.cost or 0 for line in self.lines)

    @property
    def shown(self) -> dict[str, Any]:
        """Its figures as they are read."""
        return {
            "totals": [figure(total) for total in self.totals],
            "total": figure(self.total),
            "cost": figure(self.cost),
            "accumulated": [figure(total) for total in self.accumulated],
            "steps": [percent(step) for step in self.steps],
            "reached": percent(self.reached[-1]),
        }

    @property
    def steps(self) -> list[int]:
        """What the works advance each month."""
        before = [self.works_before, *self.reached]
        return [now - was for was, now in zip(before, self.reached, strict=False)]

    @property
    def cells(self) -> list[Cell]:
        return [cell for line in [*self.lines, self.works] for cell in line.cells]


def _cells_of(line: MarkLine) -> set[str]:
    return {mark.name for month in line.months for mark in month}


def sheet_of(
    kept: Contents,
    year: int,
    *,
    typed: Mapping[str, str] | None = None,
    compared: Contents | None = None,
    findings: Sequence[Finding] = (),
    errors: Mapping[str, str] | None = None,
) -> Sheet:
    """`typed`: what a form said, which stands before what is kept. `compared`: the version whose
    different cells are marked."""
    said = typed or {}
    costs = {cost.line_item_id: cost.amount for cost in kept.costs if cost.year == year}
    items = items_of(kept, {name.partition("/")[0] for name in said})
    first = Month(year, 1)
    sheet = Sheet(
        year=year,
        lines=[_money_line(item, year, kept, compared, said, costs) for item in items],
        works=_works_line(year, kept, compared, said),
        marks=_marks(kept, year),
        money_before=sum(amount for (_, month), amount in kept.amounts.items() if month < first),
        works_before=_last(kept.progress, first),
        reached=[],
        findings=list(findings),
        errors=dict(errors or {}),
    )
    sheet.reached = _reached(sheet)
    _tell(sheet)
    return sheet


def _money_line(
    item: LineItem,
    year: int,
    kept: Contents,
    before: Contents | None,
    said: Mapping[str, str],
    costs: Mapping[int, int],
) -> Line:
    cells = []
    for month in months_of(year):
        name, key = amount_cell(item.code, month), (item.pk, month)
        now = kept.amounts.get(key, 0)
        was = before.amounts.get(key, 0) if before else now
        cells.append(
            Cell(
                name,
                f"{item.name.capitalize()}, {month.name}, M$",
                said.get(name, show_money(now)),
                changed=was != now,
                was=show_money(was) or "–",
            )
        )
    total = sum(money_of(cell.text) for cell in cells)
    return Line(item, cells, total, costs.get(item.pk))


def _works_line(
    year: int, kept: Contents, before: Contents | None, said: Mapping[str, str]
) -> Line:
    cells = []
    for month in months_of(year):
        name = progress_cell(month)
        now = kept.progress.get(month)
        was = before.progress.get(month) if before else now
        cells.append(
            Cell(
                name,
                f"Avance físico acumulado, {month.name}, %",
                said.get(name, show_works(now)),
                changed=was != now,
                was=show_works(was) or "–",
            )
        )
    return Line(None, cells)


def _last(progress: Mapping[Month, int], until: Month) -> int:
    """What was promised by the end of the month before."""
    reached = 0
    for month, accumulated in progress.items():
        if month < until:
            reached = accumulated
    return reached


def _reached(sheet: Sheet) -> list[int]:
    found, reached = [], sheet.works_before
    for cell in sheet.works.cells:
        try:
            typed = read_works(cell.text)
        except Unreadable:
            typed = None
        reached = reached if typed is None else typed
        found.append(reached)
    return found


def _marks(kept: Contents, year: int) -> list[MarkLine]:
    rows = kept.milestones
    rounds: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        rounds[row.slot].add(row.round)
    lines: dict[str, MarkLine] = {}
    for row in rows:
        line = lines.setdefault(row.slot, MarkLine(row.slot, [[] for _ in range(12)]))
        if row.on.year == year:
            several = len(rounds[row.slot] - {0}) > 1
            line.months[row.on.month - 1].append(_mark(row, several=several))
    return list(lines.values())


def _mark(row: Milestone, *, several: bool) -> Mark:
    short = SHORT[MilestoneKind(row.kind)]
    return Mark(
        f"{short} {row.round}" if several and row.round else short,
        milestone_cell(row.slot, row.round, row.kind),
        row.on,
    )


def _tell(sheet: Sheet) -> None:
    """Each thing wrong, at its cell and under its row."""
    by_cell: dict[str, list[Message]] = defaultdict(list)
    for name, sentence in sheet.errors.items():
        by_cell[name].append(Message("bad", name, sentence))
    for finding in sheet.findings:
        if finding.cell and not finding.justification:
            tone = "bad" if finding.severity is Severity.STOPS else "warn"
            heading = "Impide enviar" if tone == "bad" else "Advertencia"
            said = (finding.sentence, finding.reason, finding.mend, finding.url, heading)
            by_cell[finding.cell].append(Message(tone, finding.cell, *said))
    for line in [*sheet.lines, sheet.works]:
        for cell in line.cells:
            cell.error = sheet.errors.get(cell.name, "")
            cell.tone = _tone(by_cell.get(cell.name, []))
            line.messages += by_cell.get(cell.name, [])
    for marks in sheet.marks:
        marks.months = [
            [Mark(m.short, m.name, m.on, _tone(by_cell.get(m.name, []))) for m in month]
            for month in marks.months
        ]
        marks.messages = [one for name in sorted(_cells_of(marks)) for one in by_cell.get(name, [])]


def _tone(messages: Sequence[Message]) -> str:
    tones = {message.tone for message in messages}
    return "bad" if "bad" in tones else "warn" if tones else ""


def differences(kept: Contents, said: Mapping[str, str], year: int) -> dict[str, tuple[str, str]]:
    """After somebody else saved: cell by cell, what is kept now and what was typed."""
    found = {}
    for cell in sheet_of(kept, year).cells:
        text = plain(said.get(cell.name, cell.text))
        read = read_works if cell.name == progress_cell(_month_of(cell)) else read_money
        if not _same(read, cell.text, text):
            found[cell.label] = (cell.text, text)
    return found


def _month_of(cell: Cell) -> Month:
    return Month.parse(cell.name.rpartition("/")[2])


def _same(read: Callable[[str], int | None], kept: str, typed: str) -> bool:
    try:
        return read(kept) == read(typed)
    except Unreadable:
        return False
