"""How a work plan is approved: the head of the service decides, who wrote in it does not."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.core.approvals.flows import Flow, Step, register
from minga.documents.files import gate
from minga.documents.models import DossierReader
from minga.territory.frames import frame_on
from minga.workplan import errors
from minga.workplan.actions.locks import require_open
from minga.workplan.cases import SENT
from minga.workplan.models import WorkPlan, WorkPlanVersion
from minga.workplan.permissions import APPROVE, PREPARE

DIRECTOR = Step(
    "director",
    "Dirección del servicio",
    APPROVE,
    who="la dirección del servicio",
    only="Solo la dirección del servicio aprueba o devuelve su programa de trabajo.",
)


def declare() -> None:
    register(
        Flow(
            kind="workplan",
            label="programas de trabajo",
            noun="programa",
            what="la versión {version} del programa",
            model=WorkPlanVersion,
            steps=(DIRECTOR,),
            prepare=PREPARE,
            sends="Solo las unidades del servicio envían su programa a aprobación.",
            institution="plan__service",
            identity="plan",
            related=("plan__service__party", "plan__territory", "plan__dossier"),
            title=lambda version: (
                f"Programa de trabajo {version.plan.year}, versión {version.number}"
            ),
            url=_page,
            places=_places,
            check=complete,
            submit=_require_documents,
            apply=_open_dossier,
            pass_url=lambda version: reverse("workplan:approve", args=[version.plan.public_id]),
            return_url=lambda version: reverse("workplan:return", args=[version.plan.public_id]),
        )
    )


def _page(version: WorkPlanVersion) -> str:
    """The draft while it is one; what was approved is read in its plan."""
    name = "workplan:draft" if version.is_open else "workplan:plan"
    return reverse(name, args=[version.plan.public_id])


def _places(versions: list[WorkPlanVersion], day: date) -> Mapping[int, str]:
    frame = frame_on(day)
    return {version.pk: frame.name_of(version.plan.territory_id) for version in versions}


def complete(version: WorkPlanVersion) -> None:
    """What the page already says: 100 points, and no objective without activities."""
    require_open(version.plan)
    if version.missing_weight:
        raise errors.WeightsDontSum100(version)
    empty = version.objectives.filter(activities__isnull=True).first()
    if empty:
        raise errors.ObjectiveEmpty(empty.number)


def _require_documents(version: WorkPlanVersion, *, by: Access, on: date) -> None:
    gate.require_complete(version.plan, SENT, on)


def _open_dossier(version: WorkPlanVersion, *, by: Access, on: date) -> None:
    """The institutions of the responsible units read the plan and its evidence."""
    plan: WorkPlan = version.plan
    known = set(plan.dossier.readers.values_list("pk", flat=True)) | {plan.service_id}
    for activity in version.activities.select_related("responsible"):
        institution = activity.responsible.institution_pk
        if institution not in known:
            DossierReader(dossier=plan.dossier, organisation_id=institution).save()
            known.add(institution)
