"""Loading a budget law, and the one that corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minga.budget.actions.ledger import set_ceilings
from minga.budget.law_file import LawRow, problems, side_of
from minga.budget.models import BudgetLaw, LawLine, LawSide
from minga.budget.models.laws import THOUSAND
from minga.budget.permissions import LOAD_LAW
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.bulk import bulk_insert
from minga.core.errors import DomainError, NotAllowed
from minga.people.models import Organisation


@dataclass(frozen=True)
class GivenLine:
    """`thousands`: the amount as the law writes it, in M$."""

    subtitle: str
    item: str
    allocation: str
    name: str
    thousands: int


@dataclass(frozen=True)
class GivenLaw:
    """A whole law: every line of a programme in a year, and the file that said so."""

    year: int
    programme: str
    lines: Sequence[GivenLine]
    source: str
    file_sha256: str


class DoesNotAddUp(DomainError):
    code = "budget.law_does_not_add_up"


class NoLines(DomainError):
    code = "budget.law_without_lines"

    def __init__(self) -> None:
        super().__init__("La ley viene sin líneas: revise el archivo.")


class SameLaw(DomainError):
    code = "budget.same_law"
    status = 409

    def __init__(self, law: BudgetLaw) -> None:
        super().__init__(
            f"La ley {law.year} del programa {law.programme} ya está cargada, y dice lo mismo."
        )


@action("budget.law_loaded", says="cargó la ley de presupuestos {year}, {programme}")
def load_law(
    service: Organisation, given: GivenLaw, *, by: Access, on: date | None = None
) -> BudgetLaw:
    assert on is not None
    law = enter_law(service, given, by=by, on=on)
    current_act().about(law, year=law.year, programme=law.programme, number=law.number)
    return law


def enter_law(service: Organisation, given: GivenLaw, *, by: Access, on: date) -> BudgetLaw:
    """Within an action. What there was of the programme and the year is replaced, never changed."""
    if not by.may(LOAD_LAW, service.pk):
        raise NotAllowed("La ley de presupuestos la carga quien programa en el servicio.")
    _require_sound(given)
    old = BudgetLaw.objects.in_force().filter(
        service=service, year=given.year, programme=given.programme
    ).first()  # fmt: skip
    if old is not None and _says_the_same(old, given):
        raise SameLaw(old)
    law = BudgetLaw(
        service=service,
        year=given.year,
        programme=given.programme,
        number=old.number + 1 if old else 1,
        replaces=old,
        total=_total(given) * THOUSAND,
        source=given.source,
        file_sha256=given.file_sha256,
        loaded_on=on,
        loaded_by_id=by.actor_id,
    )
    law.save()
    columns = ("law", "side", "subtitle", "item", "allocation", "name", "amount")
    bulk_insert(LawLine, columns, [(law.pk, *_columns(line)) for line in given.lines])
    set_ceilings(law, law.lines.all())
    return law


def _require_sound(given: GivenLaw) -> None:
    if not given.lines:
        raise NoLines
    rows = [
        LawRow(
            at,
            given.year,
            given.programme,
            line.subtitle,
            line.item,
            line.allocation,
            line.thousands,
        )
        for at, line in enumerate(given.lines)
    ]
    wrong = [problem.sentence for problem in problems(rows)]
    if wrong:
        raise DoesNotAddUp(" ".join(wrong))


def _total(given: GivenLaw) -> int:
    return sum(
        line.thousands
        for line in given.lines
        if not line.item and side_of(line.subtitle) == LawSide.EXPENSE
    )


def _columns(line: GivenLine) -> tuple[str, str, str, str, str, int]:
    side = side_of(line.subtitle)
    assert side is not None
    amount = line.thousands * THOUSAND
    return side, line.subtitle, line.item, line.allocation, line.name, amount


def _says_the_same(law: BudgetLaw, given: GivenLaw) -> bool:
    kept = law.lines.values_list("side", "subtitle", "item", "allocation", "name", "amount")
    return sorted(kept) == sorted(map(_columns, given.lines))
