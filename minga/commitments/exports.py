"""The state of an audit, as it is handed to who audits: every finding with its last follow-up."""

from collections.abc import Sequence
from datetime import date

from minga.commitments.models import Audit, Finding, Outcome
from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Status, Table

TONES = {Outcome.SOLVED: "done", Outcome.PARTIAL: "going", Outcome.UNSOLVED: "stop"}
COLUMNS = (
    Column("Numeral", width=9),
    Column("Observación", width=34),
    Column("Responsable", width=14),
    Column("Plazo", "date"),
    Column("Respuesta", width=26),
    Column("Acciones", "integer"),
    Column("Estado", "status", width=13),
    Column("Próximo seguimiento", "date"),
)


def state_of(
    audit: Audit, findings: Sequence[Finding], *, day: date, chain: Chain, place: str
) -> Report:
    """`findings` with their answers and actions at hand."""
    solved = sum(finding.outcome == Outcome.SOLVED for finding in findings)
    return Report(
        title=f"Estado de los hallazgos del informe {audit.report_number}",
        subject=audit.title,
        institution=audit.service.name,
        place_line=place,
        facts=(
            ("Informe", f"{audit.report_number}, {audit.report_date:%d-%m-%Y}"),
            ("Quién audita", str(audit.get_kind_display())),
            ("Estado al", f"{day:%d-%m-%Y}"),
            ("Subsanados", f"{solved} de {len(findings)}"),
        ),
        tables=(_table(findings),),
        notes=("El estado es el del último seguimiento; lo evalúa quien no respondió.",),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
    )


def _table(findings: Sequence[Finding]) -> Table:
    if not findings:
        return Table(COLUMNS, (), note="El informe no tiene hallazgos registrados.")
    return Table(COLUMNS, (Group(tuple(_row(finding) for finding in findings)),))


def _row(finding: Finding) -> tuple[Cell, ...]:
    answers = sorted(finding.answers.all(), key=lambda row: row.pk)
    tone = TONES.get(Outcome(finding.outcome), "wait") if finding.outcome else "wait"
    return (
        finding.code,
        finding.text,
        finding.responsible.short_name,
        finding.answer_due_on,
        answers[-1].text if answers else "sin respuesta",
        len(finding.actions.all()),
        Status(finding.said.upper(), tone),  # type: ignore[arg-type]  # one of its tones
        finding.next_on,
    )
