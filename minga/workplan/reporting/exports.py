"""The forms of 2007 with the rows of a report: the same tables as PDF, XLSX and DOCX."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from minga.core.models import Chain
from minga.core.reports import Column, Group, Lead, Report, Table
from minga.core.reports.spec import Cell, Cells
from minga.workplan.models import WorkPlan
from minga.workplan.reporting.models import (
    InformationSystem,
    PlanReport,
    PlanReportVersion,
    ReportKind,
    ReportRow,
)
from minga.workplan.reporting.spec import SPECS, Section, Spec, in_sections, title_of
from minga.workplan.reporting.text import cell

EMPTY = "Sin filas."


@dataclass(frozen=True)
class Written:
    """An approved version with its rows."""

    report: PlanReport
    version: PlanReportVersion
    rows: Sequence[ReportRow]

    def sections(self, spec: Spec) -> list[tuple[Section, list[ReportRow]]]:
        return in_sections(spec, self.version, self.rows)


def paper(
    plan: WorkPlan, kind: ReportKind, written: Sequence[Written], *, place: str, day: date,
    chain: Chain,
) -> Report:  # fmt: skip
    """The form of a kind: of one report, or of all systems in one, a table each."""
    spec = SPECS[kind]
    one = written[0]
    title = title_of(one.report) if len(written) == 1 else spec.name
    return Report(
        title=f"{spec.official}. {title} {plan.year}",
        subject=f"PMG Gestión Territorial Integrada · {spec.subject}",
        institution=plan.service.name,
        place_line=place,
        facts=(
            ("Región", place),
            ("Año", str(plan.year)),
            *((_name(item), _approved(item.version)) for item in written),
        ),
        tables=tuple(table for item in written for table in tables(spec, item, plan.year)),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
        landscape=True,
    )


def _name(item: Written) -> str:
    return f"Versión de {item.report.system}" if item.report.system_id else "Versión"


def _approved(version: PlanReportVersion) -> str:
    assert version.approved_on is not None
    return f"{version.number}, aprobada el {version.approved_on:%d-%m-%Y}"


def tables(spec: Spec, item: Written, year: int) -> tuple[Table, ...]:
    laid = {"grouped": _grouped, "apart": _apart, "beside": _beside}
    return laid[spec.layout](spec, item, year)


def _columns(spec: Spec, year: int) -> tuple[Column, ...]:
    return tuple(Column(said.title.format(next=year + 1), width=said.width) for said in spec.paper)


def _cells(spec: Spec, row: ReportRow) -> Cells:
    return tuple(_cell(row, said.names) for said in spec.paper)


def _cell(row: ReportRow, names: tuple[str, ...]) -> Cell:
    return cell(row, names) or None


def _grouped(spec: Spec, item: Written, year: int) -> tuple[Table, ...]:
    """One table, with the title of each section across it."""
    groups = tuple(
        Group(heading=_heading(section), rows=tuple(_cells(spec, row) for row in rows))
        for section, rows in item.sections(spec)
    )
    title = f"Sistema: {item.report.system}" if item.report.system_id else ""
    return (Table(columns=_columns(spec, year), groups=groups, title=title),)


def _heading(section: Section) -> Cell:
    return (Lead(section.title),) if section.title else None


def _apart(spec: Spec, item: Written, year: int) -> tuple[Table, ...]:
    """A table for each section, under its question."""
    return tuple(
        Table(
            columns=_columns(spec, year),
            groups=(Group(rows=tuple(_cells(spec, row) for row in rows)),) if rows else (),
            title=section.title,
            note=section.question if rows else f"{section.question} {EMPTY}",
        )
        for section, rows in item.sections(spec)
    )


def _beside(spec: Spec, item: Written, year: int) -> tuple[Table, ...]:
    """One column for each section, all its rows in one cell."""
    (said,) = spec.paper
    known = item.sections(spec)
    cells = tuple(tuple(p for row in rows for p in cell(row, said.names)) for _, rows in known)
    columns = tuple(Column(section.title, width=said.width) for section, _ in known)
    return (Table(columns=columns, groups=(Group(rows=(cells,)),)),)


def file_name(plan: WorkPlan, kind: ReportKind, system: InformationSystem | None, fmt: str) -> str:
    """With the name of its system, where the form is of one."""
    of = f"-{slugify(system.name)}" if system else ""
    return f"{NAMES[kind]}{of}-{plan.service.key}-{plan.year}.{fmt}"


NAMES = {
    ReportKind.ANALYSIS: "analisis-del-avance",
    ReportKind.SYSTEMS: "plan-de-mejora",
    ReportKind.DIFFUSION: "difusion",
    ReportKind.PARTIAL: "evaluacion-parcial",
    ReportKind.FINAL: "evaluacion-final",
}
