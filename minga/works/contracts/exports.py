"""The reconciliation of opening balances as a report, in each format."""

from datetime import date

from minga.core.kinds import DATE, INTEGER, PESOS, TEXT
from minga.core.models import Chain
from minga.core.reports import Column, Group, Report, Table
from minga.works.contracts.models import Contract
from minga.works.contracts.tables import Reconciliation

COLUMNS = (
    Column("Contrato", TEXT, width=20),
    Column("Contratista", TEXT, width=18),
    Column("Saldo al", DATE),
    Column("Estados de pago", INTEGER),
    Column("Contrato con modificaciones", PESOS),
    Column("Cobrado antes", PESOS),
    Column("Cobrado en Minga", PESOS),
    Column("Por cobrar", PESOS),
)
NONE = "No hay contratos traídos con saldo inicial."


def report(found: Reconciliation, *, institution: str, day: date, chain: Chain) -> Report:
    return Report(
        title="Conciliación de saldos iniciales",
        subject="Contratos que venían de antes, con lo cobrado hasta su saldo inicial",
        institution=institution,
        place_line=institution,
        facts=(("Contratos", str(found.count)), ("Al", f"{day:%d-%m-%Y}")),
        tables=(_table(found),),
        notes=("Cada documento suma lo que debe decir su propio total.",),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
        landscape=True,
    )


def _table(found: Reconciliation) -> Table:
    if not found.count:
        return Table(COLUMNS, (), note=NONE)
    groups = tuple(
        Group(tuple(_row(row) for row in document.rows), heading=document.document)
        for document in found.documents
    )
    statements = sum(row.opening_statements for doc in found.documents for row in doc.rows)
    sums = found.sums
    total = (
        "Total", None, None, statements, sums.total, sums.charged, sums.since, sums.balance,
    )  # fmt: skip
    return Table(COLUMNS, groups, total=total)


def _row(row: Contract) -> tuple[str | int | date | None, ...]:
    return (
        str(row), row.contractor.name, row.opening_on, row.opening_statements, row.total,
        row.opening_charged, row.charged, row.balance,
    )  # fmt: skip
