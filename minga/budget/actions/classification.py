"""Loading the budget classification."""

from datetime import date

from minga.budget.classification import Classification, Given
from minga.budget.models import LineItem
from minga.budget.permissions import LOAD
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed


class NothingNew(DomainError):
    code = "budget.nothing_new"

    def __init__(self) -> None:
        super().__init__("El clasificador ya está cargado: no hay asignaciones nuevas.")


@action("budget.classification_loaded", says="cargó {items} asignaciones del clasificador")
def load_classification(
    given: Classification, *, by: Access, on: date | None = None
) -> list[LineItem]:
    """Adds the line items that are not in force yet. Raises NothingNew when all are."""
    if not by.may(LOAD):
        raise NotAllowed("Solo quien administra el sistema carga el clasificador.")
    known = {item.code for item in LineItem.objects.filter(valid_until=None)}
    added = [_written(given, row) for row in given.items if row.code not in known]
    if not added:
        raise NothingNew
    for item in added:
        item.save()
    current_act().about(added[0], items=len(added))
    return added


def _written(given: Classification, row: Given) -> LineItem:
    subtitle, item, allocation = (*row.code.split("-"), "", "")[:3]
    return LineItem(
        subtitle=subtitle,
        item=item,
        allocation=allocation,
        name=row.name,
        kind=row.kind,
        source=given.source,
        is_verified=given.is_verified,
        valid_from=given.since,
    )
