"""The minuta territorial: two sheets about a place that an authority takes to a visit.

It is made of what each area tells (`briefs`), as its reader may see it. Two sheets are two sheets:
tables are cut from their end, evenly, and each says how many rows it leaves out.
"""

from dataclasses import dataclass, replace

from minga.core import charts
from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Table
from minga.core.reports.height import SHEET, height_of
from minga.territory.briefs import Question, Section, Told, sections_for
from minga.territory.maps import PlaceMap

SHEETS = 2
# What is lost at the end of the first sheet, where a row or a drawing does not break.
SLACK = 70
ROOM = SHEETS * SHEET[False] - SLACK
# No table shows more rows than the first of these; the first with which all fits is taken.
CAPS = (12, 10, 8, 7, 6, 5, 4, 3, 2, 1)
MAP_HEIGHT = 300
LONGEST = 160


@dataclass(frozen=True)
class Place:
    """What the minuta says of the place itself, as its page does."""

    title: str
    line: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    map: PlaceMap


def minuta(place: Place, asked: Question, *, institution: str, chain: Chain) -> Report:
    told = [(section, section.build(asked)) for section in sections_for(asked.access)]
    whole = Report(
        title=f"Minuta territorial: {place.title}",
        subject=place.sentence,
        institution=institution,
        place_line=place.line,
        facts=place.facts,
        figures=(charts.figure(place.map.chart, highest=MAP_HEIGHT),),
        tables=(),
        notes=(_note(asked),),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=asked.day,
        demonstration=chain.is_demonstration,
        landscape=False,
    )
    return fitted(whole, told)


def _note(asked: Question) -> str:
    return (
        f"Situación al {asked.day:%d-%m-%Y}, en la división político-administrativa del "
        f"{asked.frame.on:%d-%m-%Y}. Solo lo que puede ver quien la emite."
    )


Telling = list[tuple[Section, Told]]


def fitted(whole: Report, told: Telling) -> Report:
    """The report with as many rows of each section as two sheets hold; with too many sections for
    that, the last ones are only named."""
    for cap in CAPS:
        report = _cut(whole, told, cap)
        if height_of(report) <= ROOM:
            return report
    kept = len(told)
    while kept and height_of(report := _cut(whole, told[:kept], 0, told[kept:])) > ROOM:
        kept -= 1
    return report


def _cut(whole: Report, told: Telling, cap: int, unsaid: Telling | None = None) -> Report:
    tables = tuple(_table(section, said, cap) for section, said in told)
    names = ", ".join(section.title for section, _ in unsaid or ())
    notes = (f"Además, en Minga: {names}.",) if names else ()
    return replace(whole, tables=tables, notes=(*notes, *whole.notes))


def _table(section: Section, told: Told, cap: int) -> Table:
    """Its first rows, and how many more there are; a sentence where there is nothing to show."""
    alone = Table((Column(""),), (), title=section.title)
    if told.table is None or not told.rows:
        return replace(alone, note=told.sentence or section.empty)
    rows = [tuple(map(_short, row)) for group in told.table.groups for row in group.rows]
    rest = told.unsaid + len(rows[cap:])
    more = f"Se muestran {min(cap, len(rows))} y {rest} más en Minga." if rest else ""
    note = " ".join(filter(None, (told.sentence, more)))
    if not cap:
        return replace(alone, note=f"{told.sentence} {rest} en Minga.".strip())
    total = None if rest else told.table.total
    groups = (Group(tuple(rows[:cap])),)
    return replace(told.table, title=section.title, note=note, groups=groups, total=total)


def _short(cell: Cell) -> Cell:
    """A long text in one or two lines."""
    if isinstance(cell, str) and len(cell) > LONGEST:
        return f"{cell[:LONGEST].rsplit(' ', 1)[0]}…"
    return cell
