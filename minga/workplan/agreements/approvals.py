"""How an agreement is approved: the head of the institution decides, who wrote in it does not."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.workplan.agreements import errors
from minga.workplan.agreements.models import AgreementVersion, Goal, Measurement
from minga.workplan.agreements.models.agreement import FORMULA
from minga.workplan.agreements.permissions import APPROVE, PREPARE

HEAD = Step(
    "head",
    "Dirección del servicio",
    APPROVE,
    who="la dirección del servicio",
    only="Solo la dirección del servicio aprueba o devuelve sus convenios de desempeño.",
)


def declare() -> None:
    register(
        Flow(
            kind="agreements",
            label="convenios de desempeño",
            noun="convenio",
            what="la versión {version} del convenio",
            model=AgreementVersion,
            steps=(HEAD,),
            prepare=PREPARE,
            sends="Solo las unidades de la institución envían sus convenios a aprobación.",
            institution="agreement__institution",
            identity="agreement",
            related=("agreement__institution__party", "agreement__territory"),
            title=lambda version: (
                f"{str(version.agreement).capitalize()}, versión {version.number}"
            ),
            url=_page,
            check=complete,
            pass_url=lambda version: _step(version, "approve"),
            return_url=lambda version: _step(version, "return"),
        )
    )


def _page(version: AgreementVersion) -> str:
    """The draft while it is one; what was approved is read in its agreement."""
    return _step(version, "draft" if version.is_open else "agreement")


def _step(version: AgreementVersion, name: str) -> str:
    return reverse(f"agreements:{name}", args=[version.agreement.public_id])


def complete(version: AgreementVersion) -> None:
    """What the page already says: goals that sum 100. And no goal changes the formula by which
    it was measured, also while its draft was being written."""
    if version.missing_weight:
        raise errors.WeightsDontSum100(version)
    measured = Measurement.objects.filter(line=OuterRef("line"))
    ruling = Goal.objects.filter(
        Exists(measured),
        version__agreement=version.agreement_id,
        version__status="in_force",
    )
    kept = {goal["line"]: goal for goal in ruling.values("line", *FORMULA)}
    for goal in version.goals.order_by("number"):
        said = kept.get(goal.line_id)
        if said and any(said[name] != getattr(goal, name) for name in FORMULA):
            raise errors.MeasuredByAnotherFormula(goal.number)
