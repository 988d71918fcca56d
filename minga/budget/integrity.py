"""What `minga audit verify` also asks of the budget."""

from collections.abc import Iterator

from django.db.models import Sum

from minga.budget.law_file import LawRow, problems
from minga.budget.models import BudgetLaw, Ceiling, DossierBalance, LawLine, LedgerEntry, Stage
from minga.budget.models.laws import THOUSAND
from minga.budget.models.ledger import COUNTERS
from minga.core.registries import Finding


def check() -> Iterator[Finding]:
    """Each law still adds up, whoever wrote in its tables."""
    rows: list[LawRow] = []
    lines = LawLine.objects.in_force().select_related("law").order_by("pk")
    for at, line in enumerate(lines.iterator(chunk_size=2000)):
        law, amount = line.law, line.amount // THOUSAND
        code = (line.subtitle, line.item, line.allocation)
        rows.append(LawRow(at, law.year, f"{law.service_id}/{law.programme}", *code, amount))
    for problem in problems(rows):
        yield Finding("presupuesto", problem.sentence)
    yield from _totals()
    yield from _counters()


def _totals() -> Iterator[Finding]:
    for law in BudgetLaw.objects.prefetch_related("lines"):
        spent = sum(
            line.amount for line in law.lines.all() if line.level == 1 and line.side == "expense"
        )
        if spent != law.total:
            yield Finding(f"ley de presupuestos {law.pk}", "Su total no es el de sus gastos.")


def _counters() -> Iterator[Finding]:
    """What each balance says is the sum of its entries."""
    for model, owner in ((Ceiling, "ceiling"), (DossierBalance, "balance")):
        entries = LedgerEntry.objects.order_by().values_list(owner, "stage")
        told = {(pk, stage): amount for pk, stage, amount in entries.annotate(sum=Sum("amount"))}
        for row in model.objects.order_by("pk"):
            for stage, counter in COUNTERS.items():
                if getattr(row, counter) != told.get((row.pk, stage), 0):
                    name = f"{model._meta.verbose_name} {row.pk}"
                    sentence = f"Su {Stage(stage).label} no es la suma de sus asientos."
                    yield Finding(name, sentence)
