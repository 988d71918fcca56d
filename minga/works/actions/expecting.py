"""The list of projects that a year expects: rows come in by import and leave with a reason."""

from collections.abc import Sequence
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.people.models import Organisation
from minga.works import errors
from minga.works.actions.common import require
from minga.works.models import ExpectedProject
from minga.works.permissions import FORMULATE


@action("works.expected_dropped", says="quitó {count} filas de la lista esperada")
def drop_expected(keys: Sequence[int], *, reason: str, by: Access, on: date | None = None) -> None:
    found = list(ExpectedProject.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if len(found) != len(set(keys)):
        raise errors.ExpectedGone
    if not reason.strip():
        raise errors.FieldMissing("reason", "Escriba el motivo: queda en el registro.")
    for row in found:
        require(by, FORMULATE, row.service_id)
    service = Organisation.objects.get(pk=found[0].service_id)
    for row in found:
        row.delete()
    current_act().about(service, reason=reason.strip(), count=len(found))
