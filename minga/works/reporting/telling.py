"""What a report says, for the page and for paper: sentence, tables, charts, map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from minga.core.charts import Chart
from minga.core.reports import Column, Table
from minga.core.reports.spec import Cell, Cells
from minga.core.reports.text import lines
from minga.territory.maps import PlaceMap

# Rows of a table on a page, and on paper: a workbook has them all.
ON_PAGE, ON_PAPER = 100, 500
CODE = "BIP"
LEAST = "El libro de Excel trae todas las filas."


@dataclass(frozen=True)
class Sheet:
    """A table of a report and what each of its rows opens, in order."""

    table: Table
    links: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.table.groups)

    def cut(self, most: int) -> Table:
        """Its first rows; the sums of all would not be theirs."""
        if self.count <= most:
            return self.table
        left, groups = most, []
        for group in self.table.groups:
            if left > 0:
                groups.append(replace(group, rows=group.rows[:left]))
            left -= len(group.rows)
        said = f"Se muestran {most} de {self.count} filas. {LEAST}"
        note = f"{self.table.note} {said}".strip()
        return replace(self.table, groups=tuple(groups), total=None, note=note)


@dataclass(frozen=True, kw_only=True)
class Told:
    """`sentence`: what matters, in one line. Without sheets, `empty` says what will be here."""

    title: str
    subject: str
    sentence: str
    sheets: tuple[Sheet, ...]
    charts: tuple[Chart, ...] = ()
    map: PlaceMap | None = None
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""

    @property
    def rows(self) -> int:
        return max((sheet.count for sheet in self.sheets), default=0)


@dataclass(frozen=True)
class Shown:
    """A cell of a page: its paragraphs, and the title that a phone sets beside it."""

    texts: tuple[str, ...]
    label: str
    is_number: bool
    href: str = ""
    small: str = ""


@dataclass(frozen=True)
class Band:
    heading: str
    rows: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True)
class Screen:
    """A table as a page draws it. `heads`: each title, what it is of, whether it is a figure."""

    table: Table
    heads: tuple[tuple[str, str, bool], ...]
    bands: tuple[Band, ...]
    total: tuple[Shown, ...]


def screen(sheet: Sheet) -> Screen:
    table, links = sheet.cut(ON_PAGE), iter(sheet.links)
    bands = tuple(
        Band(
            " ".join(line.text for line in lines(group.shown_heading, table.columns[0])),
            tuple(_cells(table.columns, row, next(links, "")) for row in group.rows),
        )
        for group in table.groups
    )
    shown = table.columns[_skipped(table.columns) :]
    heads = tuple((*_head(column.title), column.is_number) for column in shown)
    return Screen(table, heads, bands, _total(table))


def _skipped(columns: Sequence[Column]) -> int:
    """A code stands under the name that follows it."""
    return int(columns[0].title == CODE)


def _total(table: Table) -> tuple[Shown, ...]:
    """Its sums; nothing where there is none."""
    if table.total is None:
        return ()
    first, *rest = _shown(table.columns, table.total)
    return (first, *rest[_skipped(table.columns) :])


def _head(title: str) -> tuple[str, str]:
    """«Año: gastado (M$)» stands as «Gastado» over «año, M$»."""
    of, _, name = title.rpartition(": ")
    name, _, unit = name.rstrip(")").partition(" (")
    return name[:1].upper() + name[1:], ", ".join(filter(None, (of.lower(), unit)))


def _cells(columns: Sequence[Column], cells: Cells, href: str) -> tuple[Shown, ...]:
    """The name leads on; a figure that nobody said is a dash."""
    shown = _shown(columns, cells)
    if _skipped(columns):
        code, *shown = shown
        shown[0] = replace(shown[0], small=" ".join(code.texts))
    first, *rest = shown
    dashed = (replace(c, texts=("–",)) if c.is_number and not c.texts else c for c in rest)
    return (replace(first, href=href), *dashed)


def _shown(columns: Sequence[Column], cells: Cells) -> list[Shown]:
    return [
        Shown(tuple(line.text for line in lines(cell, column)), column.title, column.is_number)
        for column, cell in zip(columns, cells, strict=True)
    ]


def project_url(public_id: str) -> str:
    return reverse("works:project", args=[public_id])


def totalled(columns: Sequence[Column], rows: Sequence[Cells], *kinds: str) -> Cells:
    """«Total» and the sums of the columns of these kinds."""
    sums: Iterator[Cell] = (
        sum(cell for row in rows if isinstance(cell := row[at], int))
        if column.kind_name in kinds
        else None
        for at, column in enumerate(columns[1:], 1)
    )
    return ("Total", *sums)


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
