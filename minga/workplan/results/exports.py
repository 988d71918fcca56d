"""The matrix of results as a report: the same table as the page, in each format."""

from minga.core.kinds import INTEGER, TEXT
from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Table
from minga.workplan.results.reading import Asked, Matrix, Row

NOTE = "Cuentan las cifras verificadas por otra persona. Una corregida cuenta una sola vez."


def report(asked: Asked, matrix: Matrix, *, chain: Chain) -> Report:
    place = asked.place.name
    return Report(
        title=f"Resultados por producto y territorio {asked.year}",
        subject="PMG Gestión Territorial Integrada · Resultados por producto y comuna",
        institution="Servicios de vivienda y urbanismo",
        place_line=place,
        facts=(
            ("Lugar", place),
            ("Año", str(asked.year)),
            ("Como se sabía al", f"{asked.day:%d-%m-%Y}"),
            ("División vigente al", f"{asked.frame.on:%d-%m-%Y}"),
        ),
        tables=(table(matrix),),
        notes=(NOTE, *matrix.undivided),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=asked.day,
        demonstration=chain.is_demonstration,
        landscape=True,
    )


def table(matrix: Matrix) -> Table:
    columns = (
        Column("Producto", TEXT, width=26),
        Column("Medida", TEXT, width=20),
        *(Column(version.name, INTEGER) for version in matrix.communes),
        *((Column("Sin comuna", INTEGER),) if matrix.has_only_whole else ()),
        Column("Total", INTEGER),
    )
    if not matrix.rows:
        return Table(columns, (), note="No hay resultados verificados.")
    return Table(columns, (Group(tuple(_cells(matrix, row) for row in matrix.rows)),))


def _cells(matrix: Matrix, row: Row) -> tuple[Cell, ...]:
    return (
        str(row.product),
        f"{row.measure} ({row.unit_label})",
        *(row.by_commune.get(version.territory_id) for version in matrix.communes),
        *((row.only_whole,) if matrix.has_only_whole else ()),
        row.total,
    )
