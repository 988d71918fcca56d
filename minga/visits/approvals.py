"""How a rule of visits is approved: one prepares it, the head of the service decides."""

from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.visits.models import RuleVersion
from minga.visits.permissions import APPROVE_RULES, PREPARE_RULES

DIRECTOR = Step(
    "director",
    "Dirección del servicio",
    APPROVE_RULES,
    who="la dirección del servicio",
    only="Solo la dirección del servicio aprueba sus reglas de visita.",
)


def declare() -> None:
    register(
        Flow(
            kind="visit_rule",
            label="reglas de visita",
            noun="regla",
            what="la versión {version} de una regla de visita",
            model=RuleVersion,
            steps=(DIRECTOR,),
            prepare=PREPARE_RULES,
            sends="Solo una jefatura del servicio envía sus reglas de visita a aprobación.",
            institution="rule__service",
            identity="rule",
            related=("rule__service__party", "unit"),
            title=lambda version: f"Regla de visita «{version.rule.name}», {version}",
            url=_page,
            pass_url=lambda version: reverse("visits:approve_rule", args=[version.rule.public_id]),
            return_url=lambda version: reverse("visits:return_rule", args=[version.rule.public_id]),
        )
    )


def _page(version: RuleVersion) -> str:
    return reverse("visits:rule", args=[version.rule.public_id])
