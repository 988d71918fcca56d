"""Submitting, returning and approving a version."""

from datetime import date

from minga.core import versions
from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.documents.models import DossierReader
from minga.workplan import errors
from minga.workplan.actions.locks import lock_plan, require
from minga.workplan.models import WorkPlan, WorkPlanVersion
from minga.workplan.permissions import APPROVE, PREPARE


@action("workplan.submitted", says="envió a aprobación la versión {version}")
def submit_version(
    version: WorkPlanVersion, *, by: Access, on: date | None = None
) -> WorkPlanVersion:
    plan = lock_plan(version.plan_id)
    require(by, PREPARE, plan, "Solo las unidades del servicio envían su programa a aprobación.")
    version = WorkPlanVersion.objects.get(pk=version.pk)
    _complete(version)
    assert on is not None
    versions.submit(version, on=on)
    current_act().about(plan, version=version.number)
    return version


@action("workplan.returned", says="devolvió la versión {version}")
def return_version(
    version: WorkPlanVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> WorkPlanVersion:
    plan = lock_plan(version.plan_id)
    require(by, APPROVE, plan, "Solo la dirección del servicio devuelve su programa.")
    version = WorkPlanVersion.objects.get(pk=version.pk)
    versions.require_seen(version, seen)
    versions.send_back(version, remarks)
    current_act().about(plan, version=version.number, reason=remarks.strip())
    return version


@action("workplan.approved", says="aprobó la versión {version} del programa")
def approve_version(
    version: WorkPlanVersion, *, seen: int | None = None, by: Access, on: date | None = None
) -> WorkPlanVersion:
    """Put it in force when it sums 100 and another person prepared it.

    `seen` is the event of the version that the page showed: one approves what one read. Who answers
    for an activity may now read the plan.
    """
    # Lock the plan, not the version: two approvals at once compete for being the one in force.
    plan = lock_plan(version.plan_id)
    require(by, APPROVE, plan, "Solo la dirección del servicio aprueba su programa de trabajo.")
    version = WorkPlanVersion.objects.get(pk=version.pk)
    versions.require_seen(version, seen)
    _complete(version)
    in_force = plan.versions.filter(status="in_force").first()
    assert on is not None
    versions.approve(version, in_force, by=by, on=on)
    _open_dossier(plan, version)
    current_act().about(plan, version=version.number)
    return version


def _complete(version: WorkPlanVersion) -> None:
    """What the page already says: 100 points, and no objective without activities."""
    if version.missing_weight:
        raise errors.WeightsDontSum100(version)
    empty = version.objectives.filter(activities__isnull=True).first()
    if empty:
        raise errors.ObjectiveEmpty(empty.number)


def _open_dossier(plan: WorkPlan, version: WorkPlanVersion) -> None:
    """The institutions of the responsible units read the plan and its evidence."""
    known = set(plan.dossier.readers.values_list("pk", flat=True)) | {plan.service_id}
    for activity in version.activities.select_related("responsible"):
        institution = activity.responsible.institution_pk
        if institution not in known:
            DossierReader(dossier=plan.dossier, organisation_id=institution).save()
            known.add(institution)
