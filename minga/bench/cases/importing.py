"""How long a large import takes, from the file to its event, against only reading it."""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from minga.bench.framework import Bench
from minga.bench.references.importing import read_workbook

TABLE = "bench_work"
FIRST_DAY = date(2007, 1, 1)
TEXTS = ("name", "commune", "address", "contractor", "remarks", "funding")
AMOUNTS = ("total", "paid", "retained", "programmed", "guarantee")
COUNTS = ("year", "term", "progress", "dwellings", "jobs")
DAYS = ("begun_on", "ended_on", "signed_on")
NAMES = ("code", *TEXTS, *AMOUNTS, *COUNTS, *DAYS)  # twenty


@cache
def work() -> Any:
    """A protected table with twenty columns to fill."""
    from django.db import models

    from minga.core.ids import new_public_id
    from minga.core.models import Fact
    from minga.core.money import PesosField

    columns: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": "Obra de prueba: only in the scratch database of a bench.",
        "public_id": models.CharField(max_length=12, unique=True, default=new_public_id),
        "code": models.CharField(max_length=12, unique=True),
        "Meta": type("Meta", (), {"app_label": "bench", "db_table": TABLE}),
    }
    columns |= {name: models.CharField(max_length=120) for name in TEXTS}
    columns |= {name: PesosField() for name in AMOUNTS}
    columns |= {name: models.PositiveIntegerField() for name in COUNTS}
    columns |= {name: models.DateField() for name in DAYS}
    return type("Work", (Fact,), columns)


@cache
def spec() -> Any:
    from minga.core.imports.spec import Field, ImportSpec, register
    from minga.core.kinds import DATE, INTEGER, PESOS, text

    kinds = dict.fromkeys(("code", *TEXTS), text(120)) | dict.fromkeys(AMOUNTS, PESOS)
    kinds |= dict.fromkeys(COUNTS, INTEGER) | dict.fromkeys(DAYS, DATE)
    fields = tuple(Field(name, name, kinds[name], required=True) for name in NAMES)
    return register(ImportSpec("bench", "obras", "core.audit", fields, ("code",), model=work()))


def values(number: int) -> tuple[Any, ...]:
    """One row; every third one of those that exist has another progress there."""
    day = FIRST_DAY + timedelta(number % 3000)
    texts = (
        f"Mejoramiento de la calle {number % 977}",
        ("Iquique", "Alto Hospicio", "Pica", "Huara")[number % 4],
        f"Pasaje {number % 101} sector {number % 13}",
        f"Constructora {number % 211}",
        f"Revisada por la unidad {number}",
        ("sectorial", "regional")[number % 2],
    )
    amounts = tuple(number * step for step in (1_017, 503, 51, 2_003, 97))
    counts = (2000 + number % 30, number % 36, number % 101, number % 60, number % 400)
    return (f"C-{number:07d}", *texts, *amounts, *counts, day, day + timedelta(90), day)


class Import(Bench):
    """Half of the rows exist: a third of those have changed."""

    name = "import"
    says = "importar un libro de 20 columnas: validar, comparar, escribir, con su evento"
    against = "leer el mismo libro con calamine"
    rows = 100_000
    limit = Fraction(4)
    peak_limit_mb = 600
    database = True

    def prepare(self) -> None:
        from django.db import connection

        from minga.core.reports.bulk import Column
        from minga.core.reports.bulk_xlsx import write_rows

        with connection.schema_editor() as editor:
            editor.create_model(work())
        columns = [Column(item.name, item.kind) for item in spec().fields]
        rows = (values(number) for number in range(self.count))
        write_rows(self.folder / "works.xlsx", columns, rows)

    def load(self) -> None:
        spec()

    def before(self) -> None:
        """Half of the rows, as they were before."""
        from django.db import connection, transaction

        from minga.core.models import Chain

        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not transaction.get_connection().in_atomic_block
        _put([_older(number) for number in range(self.count // 2)], Chain.objects.get())

    def ours(self) -> int:
        """As a person's file goes: received, read by a job, applied by another."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        from minga.core.access import operator
        from minga.core.imports import actions
        from minga.core.imports.models import Import as Upload
        from minga.core.jobs.runner import perform

        by = operator("Medición")
        content = (self.folder / "works.xlsx").read_bytes()
        upload = actions.receive(spec(), SimpleUploadedFile("works.xlsx", content), by=by)
        assert upload.job is not None
        perform(upload.job.public_id)
        upload.refresh_from_db()
        changed = len(range(0, self.count // 2, 3))
        assert (upload.new, upload.changed) == (self.count - self.count // 2, changed), (
            upload.sentence
        )
        upload = actions.apply_or_ask(upload, seen=upload.seen, by=by)
        if upload.status == Upload.Status.APPLYING and upload.job is not None:
            perform(upload.job.public_id)
            upload.refresh_from_db()
        assert upload.status == Upload.Status.APPLIED, upload.sentence
        return upload.rows

    def reference(self) -> int:
        return read_workbook(self.folder / "works.xlsx")


def _older(number: int) -> tuple[Any, ...]:
    row = list(values(number))
    if number % 3 == 0:
        row[NAMES.index("progress")] += 1
    return tuple(row)


def _put(rows: list[tuple[Any, ...]], chain: Any) -> None:
    from minga.core.access import operator
    from minga.core.actions import action, current_act
    from minga.core.bulk import bulk_insert

    @action("bench.put", says="dejó las obras")
    def put(*, by: Any, on: date | None = None) -> int:
        current_act().about(chain)
        return bulk_insert(work(), NAMES, rows)

    put(by=operator("Medición"))
