"""A kept figure as a paper: the same bytes each time, for it speaks only of itself."""

from datetime import date

from django.utils import timezone

from minga.core.indicators.figures import shown
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.models import Chain
from minga.core.reports import FORMATS, Cell, Column, Group, Report, Table, file_name
from minga.core.reports.spec import Cells
from minga.core.words import natural

# More rows than a paper can hold are named by their digest and go whole in the workbook.
MOST_ON_PAPER = 400


def report_of(snapshot: IndicatorSnapshot, chain: Chain, *, whole: bool = True) -> Report:
    """Tied to the event that kept it, not to the head of today."""
    event = snapshot.event
    return Report(
        title=f"Medición: {snapshot.label}",
        subject=snapshot.definition,
        institution=snapshot.institution or "Minga",
        place_line=snapshot.place_label or "Todos los lugares",
        facts=tuple(_facts(snapshot)),
        tables=tuple(_tables(snapshot, whole=whole)),
        notes=tuple(_notes(snapshot, whole=whole)),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {event.sequence}, "
        f"huella {event.hash}",
        issued_on=event.on,
        demonstration=chain.is_demonstration,
    )


def snapshot_file(snapshot: IndicatorSnapshot, fmt: str = "pdf") -> tuple[str, str, bytes]:
    """Name, content type and bytes: what an area files as evidence."""
    report = report_of(snapshot, Chain.objects.get(), whole=fmt == "xlsx")
    name = file_name(report, fmt).replace(f".{fmt}", f"-{snapshot.public_id}.{fmt}")
    return name, FORMATS[fmt].content_type, FORMATS[fmt].write(report)


def _facts(snapshot: IndicatorSnapshot) -> list[tuple[str, str]]:
    return [
        ("Cifra", shown(snapshot.value, snapshot.unit)),
        ("Cálculo", f"{snapshot.numerator} ÷ {snapshot.denominator}"),
        ("Al", _day(snapshot.on)),
        ("Según lo registrado hasta", f"{timezone.localtime(snapshot.known_at):%d-%m-%Y %H:%M:%S}"),
        ("División vigente al", _day(snapshot.frame)),
        ("Fórmula", snapshot.formula),
        ("Fuente", snapshot.source),
        ("Guardada por", ", ".join(filter(None, (snapshot.taken_by, snapshot.role)))),
        ("Motivo", snapshot.reason),
        ("Huella de los registros", snapshot.rows_digest),
    ]


def _tables(snapshot: IndicatorSnapshot, *, whole: bool) -> list[Table]:
    tables = []
    if snapshot.parts:
        tables.append(_table("Desglose", "Parte", [tuple(part) for part in snapshot.parts]))
    rows = [tuple(added) for added in _in_order(snapshot.contributions())]
    if whole or len(rows) <= MOST_ON_PAPER:
        tables.append(_table("Registros", "Registro", rows))
    return tables


def _in_order(rows: dict[str, list[Cell]]) -> list[list[Cell]]:
    """By code: PostgreSQL keeps no order in an object."""
    return [rows[key] for key in sorted(rows, key=lambda key: (natural(str(rows[key][0])), key))]


def _table(title: str, first: str, rows: list[Cells]) -> Table:
    columns = (
        Column(first, width=50),
        Column("Numerador", "integer", width=14),
        Column("Denominador", "integer", width=14),
    )
    total: tuple[Cell, ...] = ("Total", _sum(rows, 1), _sum(rows, 2))
    return Table(columns=columns, groups=(Group(tuple(rows)),), title=title, total=total)


def _sum(rows: list[Cells], position: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row[position], int))


def _notes(snapshot: IndicatorSnapshot, *, whole: bool) -> list[str]:
    if whole or snapshot.rows_count <= MOST_ON_PAPER:
        return []
    return [f"Los {snapshot.rows_count} registros van en la planilla, con la misma huella."]


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
