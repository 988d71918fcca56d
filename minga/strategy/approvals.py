"""How strategic definitions are approved: the head of the service decides."""

from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.strategy.models import DefinitionVersion
from minga.strategy.permissions import APPROVE, PREPARE

DIRECTOR = Step(
    "director",
    "Dirección del servicio",
    APPROVE,
    who="la dirección del servicio",
    only="Solo la dirección del servicio aprueba o devuelve sus definiciones estratégicas.",
)


def declare() -> None:
    register(
        Flow(
            kind="strategy",
            label="definiciones estratégicas",
            noun="definiciones",
            what="la versión {version} de las definiciones estratégicas",
            model=DefinitionVersion,
            steps=(DIRECTOR,),
            prepare=PREPARE,
            institution="definition__service",
            identity="definition",
            related=("definition__service__party",),
            title=lambda version: f"Definiciones estratégicas, versión {version.number}",
            url=page_of,
            pass_url=lambda version: _step(version, "approve"),
            return_url=lambda version: _step(version, "return"),
        )
    )


def page_of(version: DefinitionVersion) -> str:
    return f"{reverse('strategy:definitions')}?servicio={version.definition.service.key}"


def _step(version: DefinitionVersion, name: str) -> str:
    return reverse(f"strategy:{name}", args=[version.definition.public_id])
