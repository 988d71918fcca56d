"""What is found: procedures by what their version in force says, and non-conformities."""

from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.search.registry import Searchable, register
from minga.workplan.procedures.models import NonConformity, Procedure, ProcedureActivity


def declare() -> None:
    register(
        Searchable(
            Procedure,
            body=("process", "owner__name"),
            note=lambda row: f"De {row.owner.short_name}",
            url=lambda row: reverse("procedures:procedure", args=[row.public_id]),
            visible=Procedure.objects.open_to,
            rows=Procedure.objects.for_page,
            follows=("owner",),
        )
    )
    register(
        Searchable(
            ProcedureActivity,
            body=("record", "takes", "gives", "version__procedure__title"),
            note=lambda row: f"Procedimiento {row.version.procedure}",
            url=lambda row: _procedure(row.version.procedure),
            visible=_ruling,
            rows=lambda: ProcedureActivity.objects.select_related("version__procedure"),
        )
    )
    register(
        Searchable(
            NonConformity,
            body=("description",),
            note=lambda row: row.where,
            url=lambda row: reverse("procedures:fault", args=[row.public_id]),
            rows=NonConformity.objects.for_page,
        )
    )


def _procedure(procedure: Procedure) -> str:
    return reverse("procedures:procedure", args=[procedure.public_id])


def _ruling(access: Access) -> Any:
    return ProcedureActivity.objects.filter(
        version__status="in_force", version__procedure__in=Procedure.objects.visible_to(access)
    )
