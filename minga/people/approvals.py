"""How a change of «who does what» is approved: the head of the service decides."""

from typing import Any

from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.core.permissions import permission_of
from minga.people.actions.parties import MANAGE
from minga.people.models import TableChange
from minga.people.table import APPROVE_TABLE, put_in_force, set_status


def title(change: TableChange) -> str:
    permission = permission_of(change.permission)
    return f"Quién puede {permission.label if permission else change.permission}"


def declare() -> None:
    register(
        Flow(
            kind="people_table",
            label="cambios de quién hace qué",
            noun="cambio",
            what="el cambio de quién puede {permission}",
            model=TableChange,
            steps=(
                Step(
                    "director",
                    "Dirección del servicio",
                    APPROVE_TABLE,
                    who="la dirección del servicio",
                    only="Solo la dirección del servicio aprueba o devuelve estos cambios.",
                ),
            ),
            prepare=MANAGE,
            institution="service",
            related=("service__party",),
            title=title,
            url=lambda change: reverse("people:table_change", args=[change.public_id]),
            data=_data,
            submit=lambda change, *, by, on: set_status(change, "sent"),
            go_back=lambda change, remarks: set_status(change, "draft"),
            apply=put_in_force,
        )
    )


def _data(change: TableChange) -> dict[str, Any]:
    permission = permission_of(change.permission)
    return {"permission": permission.label if permission else change.permission}
