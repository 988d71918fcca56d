"""How long it takes to write many protected rows with their event, against the bare driver."""

import os
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from minga.bench.framework import Bench
from minga.bench.references.bulk import insert_postgres, insert_sqlite

COLUMNS = ("public_id", "rut", "name", "amount", "points", "paid_on", "is_new", "remarks")
TABLE = "bench_payment"


@cache
def payment() -> Any:
    """A protected table such as areas have: texts, amounts, a date, what may be empty."""
    from django.db import models

    from minga.core.ids import new_public_id
    from minga.core.models import Fact

    class Payment(Fact):
        """Pago de prueba: only in the scratch database of a bench."""

        public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
        rut = models.CharField(max_length=10)
        name = models.CharField(max_length=120)
        amount = models.BigIntegerField()
        points = models.PositiveIntegerField()
        paid_on = models.DateField()
        is_new = models.BooleanField()
        remarks = models.TextField(null=True)  # noqa: DJ001  (an empty column to be measured)

        class Meta:
            app_label = "bench"
            db_table = TABLE
            constraints = [
                models.CheckConstraint(name="amount_positive", condition=models.Q(amount__gte=0))
            ]

        def __str__(self) -> str:
            return self.rut

    return Payment


def some_rows(count: int) -> list[tuple[Any, ...]]:
    first = date(2007, 1, 1)
    return [
        (
            f"{n:08d}-5",
            f"Persona número {n}",
            n * 1_000,
            n % 100,
            first + timedelta(days=n % 365),
            n % 2 == 0,
            None if n % 3 else "Revisada por la unidad",
        )
        for n in range(count)
    ]


class Bulk(Bench):
    name = "bulk"
    says = "agregar filas protegidas con su evento y su raíz de Merkle"
    against = "las mismas filas con el controlador de la base de datos, sin evento"
    rows = 200_000
    limit = Fraction(2)
    peak_limit_mb = 600
    database = True

    def prepare(self) -> None:
        from django.db import connection

        with connection.schema_editor() as editor:
            editor.create_model(payment())

    def load(self) -> None:
        from minga.core.ids import new_public_ids

        self.given = some_rows(self.count)
        ids = new_public_ids(self.count)
        event = _event()
        # What the driver gets is ready: identifiers drawn, dates as the database keeps them.
        days = {row[4]: row[4].isoformat() for row in self.given}
        self.ready = [
            (key, *row[:4], days[row[4]], *row[5:], event)
            for key, row in zip(ids, self.given, strict=True)
        ]

    def before(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                cursor.execute(f"VACUUM ANALYZE {TABLE}")
                cursor.execute("CHECKPOINT")

    def ours(self) -> int:
        return _pay(self.given)

    def reference(self) -> int:
        from django.db import connection

        columns = (*COLUMNS, "event_id")
        if connection.vendor == "sqlite":
            path = str(connection.settings_dict["NAME"])
            return insert_sqlite(path, TABLE, columns, self.ready)
        return insert_postgres(os.environ["DATABASE_URL"], TABLE, columns, self.ready)

    def answer(self, result: int) -> Any:
        """How many rows, and the sums that tell whether they are the same."""
        from django.db.models import Count, Max, Sum

        said = payment().objects.aggregate(
            Count("pk"), Sum("amount"), Max("name"), Max("paid_on"), Count("remarks")
        )
        return [result, *map(str, said.values())]


def _pay(rows: list[tuple[Any, ...]]) -> int:
    from minga.core.access import operator
    from minga.core.actions import action, current_act
    from minga.core.bulk import bulk_insert
    from minga.core.models import Chain

    @action("bench.paid", says="pagó")
    def pay(*, by: Any, on: date | None = None) -> int:
        current_act().about(Chain.objects.get())
        return bulk_insert(payment(), COLUMNS[1:], rows)

    return pay(by=operator("Medición"))


def _event() -> int:
    """An event for the rows of the driver to point at."""
    from minga.core.models import Event

    _pay([])
    return Event.objects.values_list("pk", flat=True).latest("sequence")
