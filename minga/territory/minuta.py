"""The minuta territorial: two sheets about a place that an authority takes to a visit.

It is made of what each area tells (`briefs`), as its reader may see it. Two sheets are two sheets:
tables are cut from their end, evenly, and each says how many rows it leaves out.
"""

from dataclasses import dataclass, replace

from minga.core import charts
from minga.core.models import Chain
from minga.core.reports import Column, Figure, Group, Report, Table
from minga.core.reports.height import SHEET, height_of
from minga.territory.briefs import Question, Section, Told, sections_for
from minga.territory.maps import PlaceMap

SHEETS = 2
# What is lost at the end of the first sheet, where a row or a drawing does not break.
SLACK = 70
# No table shows more; with the last of these caps everything has to fit.
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
        figures=(_drawing(place.map),),
        tables=(),
        notes=(
            f"Situación al {asked.day:%d-%m-%Y}, en la división político-administrativa del "
            f"{asked.frame.on:%d-%m-%Y}. Solo lo que puede ver quien la emite.",
        ),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=asked.day,
        demonstration=chain.is_demonstration,
        landscape=False,
    )
    return fitted(whole, told)


def fitted(whole: Report, told: list[tuple[Section, Told]]) -> Report:
    """The report with as many rows of each section as two sheets hold."""
    room = SHEETS * SHEET[False] - SLACK
    for cap in CAPS:
        report = replace(whole, tables=tuple(_table(section, said, cap) for section, said in told))
        if height_of(report) <= room:
            return report
    return report


def _drawing(map: PlaceMap) -> Figure:  # noqa: A002 (what it is)
    chart = map.chart
    return charts.figure(replace(chart, marks=chart.marks), highest=MAP_HEIGHT)


def _table(section: Section, told: Told, cap: int) -> Table:
    if told.table is None or not told.rows:
        line = told.sentence or section.empty
        return Table((Column(""),), (), title=section.title, note=line)
    rows = [tuple(map(_short, row)) for group in told.table.groups for row in group.rows]
    rest = told.unsaid + len(rows[cap:])
    note = " ".join(filter(None, (told.sentence, f"Se muestran {min(cap, len(rows))} y {rest} más en Minga." if rest else "")))
    total = told.table.total if not rest else None
    return replace(told.table, title=section.title, note=note, groups=(Group(tuple(rows[:cap])),), total=total)


def _short(cell: object) -> object:
    """A long text in one or two lines."""
    if isinstance(cell, str) and len(cell) > LONGEST:
        return f"{cell[:LONGEST].rsplit(' ', 1)[0]}…"
    return cell
