"""A sample as a workbook: the cases, the seed, the method and the population it was drawn from."""

from collections.abc import Sequence
from datetime import date

from minga.core.reports import Column, Group, Report, Table
from minga.documents.files.models import Sample
from minga.documents.files.picking import rank
from minga.documents.files.sampled import Shown, kind_label

DRAWN = (
    "De cada caso de la población se calcula SHA-256 de la semilla seguida de su identificador, en "
    "hexadecimal; los menores, en orden, son la muestra. Con la misma semilla y la misma población "
    "sale siempre la misma."
)
HASHED = (
    "La huella de la población es SHA-256 de sus identificadores en orden alfabético, uno por "
    "línea."
)


def sample_report(sample: Sample, items: Sequence[Shown], *, on: date) -> Report:
    picked = tuple((shown.item.position, shown.label, shown.item.case_public_id) for shown in items)
    everyone = tuple(
        (public_id, rank(sample.seed, public_id))
        for public_id in sorted(sample.population, key=lambda one: rank(sample.seed, one))
    )
    return Report(
        title=f"Muestra {sample.number} de {sample.year}",
        subject=f"{sample.size} de {sample.population_size} {kind_label(sample)}",
        institution=str(sample.service),
        place_line="",
        facts=(
            ("Semilla", sample.seed),
            ("Huella de la población", sample.population_sha256),
            ("Sorteada", f"{sample.on:%d-%m-%Y}, {sample.by}"),
            ("Para qué", sample.reason),
        ),
        tables=(
            Table(
                title="Muestra",
                columns=(
                    Column("Lugar", "integer", width=8),
                    Column("Caso", width=60),
                    Column("Identificador", width=20),
                ),
                groups=(Group(rows=picked),),
            ),
            Table(
                title="Población, en el orden del sorteo",
                columns=(Column("Identificador", width=20), Column("SHA-256", width=70)),
                groups=(Group(rows=everyone),),
            ),
        ),
        notes=(DRAWN, HASHED),
        issued_on=on,
    )
