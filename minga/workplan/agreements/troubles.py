"""What a head of service asks on a Monday about the agreements: goals below their target near the
end, goals without a figure, figures that wait to be verified."""

from collections.abc import Iterator
from datetime import date

from minga.core.access import Access
from minga.people.models import Organisation
from minga.workplan.agreements.awaiting import goal_url
from minga.workplan.agreements.models import Agreement
from minga.workplan.agreements.permissions import own
from minga.workplan.agreements.says import needs
from minga.workplan.agreements.tables import Row, boards
from minga.workplan.worries import Line, Worry, register_worry

# A goal is told when its month is over or begins within so many days.
NEAR = 60


def declare() -> None:
    label = "Convenios de desempeño"
    register_worry(Worry("agreements-late", "late", label, find=late, order=45))
    register_worry(Worry("agreements-waits", "waits", label, find=waiting, order=45))


def late(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    """Below the target, or never measured, with the end at hand."""
    for agreement, row in _rows(service, day, access):
        near = (row.goal.due.last - day).days <= NEAR
        if near and not row.is_met and not row.waits:
            figure = f"Va en {row.figure} de {row.target}. " if row.standing else "Sin cifra. "
            yield _line(agreement, row, figure + needs(row), is_late=row.is_past)


def waiting(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    for agreement, row in _rows(service, day, access):
        if row.waits and row.open:
            note = f"Cifra al {row.open.cut_on:%d-%m-%Y} por verificar: la registró "
            yield _line(agreement, row, f"{note}{row.open.recorded_by}.", is_late=False)


def _rows(service: Organisation, day: date, access: Access) -> Iterator[tuple[Agreement, Row]]:
    found = list(
        Agreement.objects.open_to(access, own(access))
        .for_page()
        # What had to be met in December is told in January too.
        .filter(institution=service, year__in=(day.year - 1, day.year))
        .order_by("year", "kind", "pk")
    )
    by_agreement = boards(found, day)
    for agreement in found:
        board = by_agreement.get(agreement.pk)
        for row in board.rows if board else ():
            yield agreement, row


def _line(agreement: Agreement, row: Row, note: str, *, is_late: bool) -> Line:
    return Line(
        label=f"Meta {row.goal.number}: {row.goal.statement}",
        note=note,
        url=goal_url(agreement, row.goal.line),
        due=row.goal.due.last,
        who=row.goal.responsible.short_name,
        is_late=is_late,
    )
