"""A report as PDF, Excel and Word."""

from dataclasses import dataclass
from datetime import date

from minga.core.charts import figure
from minga.core.models import Chain
from minga.core.reports import Figure, Report
from minga.works.reporting.asking import Question
from minga.works.reporting.telling import ON_PAPER, Told

WHOLE = "xlsx"
EMPTY_NOTE = "Sin proyectos que informar."
MAP_HEIGHT = 470


@dataclass(frozen=True)
class Head:
    """Who hands it over, on which day, from which record."""

    institution: str
    place: str
    day: date
    chain: Chain


def paper(asked: Question, told: Told, head: Head, fmt: str) -> Report:
    """A workbook has every row; on paper a long table is cut, and says so."""
    chain = head.chain
    most = max(told.rows, 1) if fmt == WHOLE else ON_PAPER
    return Report(
        title=told.title,
        subject=told.subject,
        institution=head.institution,
        place_line=head.place,
        facts=(("Mes", asked.month.name), ("Estado", asked.state), *told.facts),
        tables=tuple(sheet.cut(most) for sheet in told.sheets),
        figures=_figures(told),
        notes=tuple(filter(None, (told.sentence if told.sheets else EMPTY_NOTE, asked.state_note)))
        + told.notes,
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=head.day,
        demonstration=chain.is_demonstration,
        landscape=True,
    )


def _figures(told: Told) -> tuple[Figure, ...]:
    drawn = [figure(chart) for chart in told.charts]
    if told.map is not None and told.sheets:
        drawn.append(figure(told.map.chart, highest=MAP_HEIGHT))
    return tuple(drawn)


def file_name(asked: Question, key: str, fmt: str) -> str:
    of = f"-{asked.service.key}" if asked.service else ""
    return f"informe-{key}{of}-{asked.month}.{fmt}"
