"""What another person decides: merging two records, erasing somebody's data."""

from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.core.approvals.flows import Flow, Step, register
from minga.people.citizens.actions import merges, rights
from minga.people.citizens.models import DataRequest, Merge
from minga.people.citizens.permissions import APPROVE_ERASURE, APPROVE_MERGE, MERGE, RIGHTS


def declare() -> None:
    register(
        Flow(
            kind="merge",
            label="fusiones de fichas",
            noun="fusión",
            what="{deed} dos fichas",
            model=Merge,
            steps=(
                Step(
                    "head",
                    "Jefatura de unidad",
                    APPROVE_MERGE,
                    who="la jefatura de una unidad",
                    only="Solo la jefatura de una unidad aprueba o rechaza una fusión de fichas.",
                ),
            ),
            prepare=MERGE,
            institution="service",
            related=("service__party", "kept__person__party", "superseded__person__party"),
            url=lambda merge: reverse("citizens:merge", args=[merge.public_id]),
            title=lambda merge: f"{merge.get_kind_display().capitalize()} dos fichas de persona",
            data=lambda merge: {"deed": merge.get_kind_display()},
            go_back=merges.give_up,
            apply=_merge,
        )
    )
    register(
        Flow(
            kind="erasure",
            label="borrados de datos personales",
            noun="borrado",
            what="el borrado de los datos de una persona",
            model=DataRequest,
            steps=(
                Step(
                    "director",
                    "Dirección del servicio",
                    APPROVE_ERASURE,
                    who="la dirección del servicio",
                    only="Solo la dirección del servicio aprueba o rechaza un borrado de datos.",
                ),
            ),
            prepare=RIGHTS,
            institution="service",
            related=("service__party", "person__party", "person__citizen"),
            url=lambda request: reverse("citizens:data_request", args=[request.public_id]),
            title=lambda request: f"Borrado de datos, solicitud del {request.on:%d-%m-%Y}",
            data=lambda request: {},
            check=_check,
            submit=_send,
            go_back=rights.refuse_request,
            apply=_erase,
        )
    )


def _merge(merge: Merge, /, *, by: Access, on: date) -> None:
    merges.decide(merge, by=by, on=on)


def _check(request: DataRequest) -> None:
    if request.kind == DataRequest.Kind.ERASURE:
        rights.judge_erasure(request)


def _send(request: DataRequest, /, *, by: Access, on: date) -> None:
    rights.send(request, by=by, on=on)


def _erase(request: DataRequest, /, *, by: Access, on: date) -> None:
    rights.erase(request, by=by, on=on)
