"""How a correction is approved: the head of the institution decides, who proposed it does not."""

from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.core.parameters.actions import approve, set_status, told_of
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.permissions import APPROVE, PROPOSE


def title(row: ParameterCorrection) -> str:
    told = told_of(row)
    return f"{told['parameter']} desde el {told['since']}"


def url(row: ParameterCorrection) -> str:
    return reverse("parameters:correction", args=[row.public_id])


def declare() -> None:
    register(
        Flow(
            kind="parameters",
            label="parámetros de las normas",
            noun="corrección",
            what="la corrección del parámetro «{parameter}» desde el {since}",
            model=ParameterCorrection,
            steps=(
                Step(
                    "head",
                    "Dirección del servicio",
                    APPROVE,
                    who="la dirección del servicio",
                    only="Solo la dirección del servicio aprueba o devuelve correcciones de "
                    "parámetros.",
                ),
            ),
            prepare=PROPOSE,
            institution="institution",
            url=url,
            title=title,
            data=told_of,
            submit=lambda row, *, by, on: set_status(row, "sent"),
            go_back=lambda row, remarks: set_status(row, "draft"),
            apply=approve,
            done="aprobada",
        )
    )
