"""How many actions a second eight people record at once, against the same writes without chain."""

from typing import Any

from minga.bench.framework import Bench
from minga.bench.writers import Team, record, unrecorded, write, write_unrecorded

WRITERS = 8


class ChainOfEvents(Bench):
    name = "chain"
    says = f"acciones de {WRITERS} procesos a la vez, cada una con su evento en la cadena"
    against = "las mismas filas en las mismas transacciones, sin evento"
    rows = 1_600
    database = True
    repeats = 3
    words = {
        "per_second": "Acciones por segundo",
        "reference_per_second": "Sin cadena, por segundo",
    }

    def prepare(self) -> None:
        from django.db import connection

        with connection.schema_editor() as editor:
            editor.create_model(unrecorded())
        row = {"subject_model": "x", "subject_id": 0, "actor_id": 0, "actor": "x"}
        write([row])

    def load(self) -> None:
        self.team = Team(WRITERS, record if self.side == "ours" else write_unrecorded)

    def ours(self) -> int:
        return self.team.go(self.count // WRITERS)

    def reference(self) -> int:
        return self.team.go(self.count // WRITERS)

    def leave(self) -> None:
        self.team.leave()

    def answer(self, result: int) -> Any:
        """How many rows, and that the chain is whole with as many events."""
        from minga.core.models import Event, Preparation
        from minga.core.verification import verify

        findings = [finding.sentence for finding in verify()]
        return [result, findings, Event.objects.count() == Preparation.objects.count()]

    @classmethod
    def more(cls, rows: int, seconds: float, reference_seconds: float) -> dict[str, Any]:
        done = rows // WRITERS * WRITERS
        return {
            "writers": WRITERS,
            "per_second": round(done / seconds, 1),
            "reference_per_second": round(done / reference_seconds, 1),
        }
