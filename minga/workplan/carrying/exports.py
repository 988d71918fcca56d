"""The form «Compromisos que pasan al programa»: what a year left and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import date

from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Status, Table
from minga.workplan.carrying.models import Became, CarriedOutcome
from minga.workplan.carrying.tables import Line, sums
from minga.workplan.models import WorkPlan

TONES = {
    Became.FULFILLED: "done",
    Became.ACTIVITY: "going",
    Became.ONGOING: "going",
    Became.REPLACED: "unstarted",
    Became.DROPPED: "stop",
}
COLUMNS = (
    Column("Compromiso", width=30),
    Column("Dónde se escribió", width=18),
    Column("Responsable", width=13),
    Column("Plazo", "date"),
    Column("Qué pasó con esto", "status", width=15),
    Column("Detalle", width=24),
)
EMPTY = "Este programa no ha recibido compromisos del año anterior."


def carried(
    plan: WorkPlan, lines: Sequence[Line], *, place: str, day: date, chain: Chain
) -> Report:
    found = sums(lines)
    return Report(
        title=f"Compromisos que pasan al programa {plan.year}",
        subject="PMG Gestión Territorial Integrada · "
        f"Lo que dejó el programa {plan.year - 1} y qué pasó con ello",
        institution=plan.service.name,
        place_line=place,
        facts=(
            ("Región", place),
            ("Programa que los recibe", str(plan.year)),
            ("Estado al", f"{day:%d-%m-%Y}"),
            ("Compromisos", f"{found.total}; {found.unsaid} sin decir qué pasó"),
        ),
        tables=(_table(lines),),
        notes=("Vale lo último que se dijo de cada compromiso.",),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
        landscape=True,
    )


def _table(lines: Iterable[Line]) -> Table:
    """Grouped by the part that left them."""
    by_part: dict[str, list[Line]] = {}
    for line in lines:
        by_part.setdefault(line.carried.source_label, []).append(line)
    if not by_part:
        return Table(COLUMNS, (), note=EMPTY)
    groups = (
        Group(tuple(map(_row, rows)), heading=f"{label[:1].upper()}{label[1:]}")
        for label, rows in by_part.items()
    )
    return Table(COLUMNS, tuple(groups))


def _row(line: Line) -> tuple[Cell, ...]:
    carried = line.carried
    tone = TONES[Became(line.last.kind)] if line.last else "wait"
    return (
        carried.title,
        carried.where,
        carried.who,
        line.due_on,
        Status(line.says.upper(), tone),  # type: ignore[arg-type]  # one of its tones
        _detail(line.last),
    )


def _detail(last: CarriedOutcome | None) -> str:
    return f"{last.text} ({last.actor}, {last.on:%d-%m-%Y})" if last else ""


def file_name(plan: WorkPlan, fmt: str) -> str:
    return f"compromisos-al-programa-{plan.service.key}-{plan.year}.{fmt}"
