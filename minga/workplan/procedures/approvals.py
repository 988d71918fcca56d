"""How a version is approved: the head of the unit that owns it reviews, the head of the service
approves, and who wrote in it does neither."""

from datetime import date

from django.urls import reverse

from minga.core.acts import current_act
from minga.core.approvals.flows import Flow, Step, register
from minga.people.models import Membership
from minga.people.roles import Role
from minga.workplan.procedures import errors
from minga.workplan.procedures.changes import changes
from minga.workplan.procedures.models import ProcedureVersion
from minga.workplan.procedures.permissions import APPROVE, PREPARE, REVIEW

STEPS = (
    Step(
        "owner",
        "Jefatura de la unidad dueña",
        REVIEW,
        verb="Revisar",
        who="la jefatura de la unidad dueña",
        only="Solo la jefatura de la unidad dueña revisa esta versión.",
    ),
    Step(
        "director",
        "Dirección del servicio",
        APPROVE,
        who="la dirección del servicio",
        only="Solo la dirección del servicio aprueba sus procedimientos.",
    ),
)


def declare() -> None:
    register(
        Flow(
            kind="procedures",
            label="procedimientos",
            noun="procedimiento",
            what="la versión {version} del procedimiento {code}",
            model=ProcedureVersion,
            steps=STEPS,
            prepare=PREPARE,
            sends="Solo las unidades del servicio envían sus procedimientos a aprobación.",
            institution="procedure__service",
            identity="procedure",
            related=("procedure__service__party", "procedure__owner"),
            title=lambda version: f"{version.procedure}, versión {version.number}",
            url=_page,
            data=lambda version: {"version": version.number, "code": version.procedure.code},
            held_at=_held_at,
            check=complete,
            pass_url=lambda version: reverse("procedures:pass", args=[version.procedure.public_id]),
            return_url=lambda version: reverse(
                "procedures:return", args=[version.procedure.public_id]
            ),
        )
    )


def _page(version: ProcedureVersion) -> str:
    name = "procedures:draft" if version.is_open else "procedures:procedure"
    return reverse(name, args=[version.procedure.public_id])


def _held_at(version: ProcedureVersion, step: Step, day: date) -> int | None:
    """The unit that owns it, when somebody heads it; else any head of the service."""
    owner: int = version.procedure.owner_id
    heads = Membership.objects.on(day).filter(organisation=owner, role=Role.UNIT_HEAD)
    return owner if step.key == "owner" and heads.exists() else None


def lacks(version: ProcedureVersion) -> list[str]:
    """What a version still needs before it can be sent, in words."""
    found = [] if version.purpose.strip() else ["el objetivo"]
    found += [] if version.scope.strip() else ["el alcance"]
    found += [] if version.number == 1 or version.change.strip() else ["decir qué cambia y por qué"]
    found += [] if version.activities.exists() else ["una actividad"]
    outputs = version.outputs.all()
    found += [] if outputs.exists() else ["un producto"]
    bare = outputs.filter(requirements__isnull=True).order_by("number").first()
    found += [f"un requisito de satisfacción de «{bare}»"] if bare else []
    return found


def complete(version: ProcedureVersion) -> None:
    missing = lacks(version)
    if missing:
        raise errors.VersionEmpty(missing)
    for activity in version.activities.for_page():
        unit = activity.responsible
        if unit is not None and not unit.holds_on(current_act().on):
            raise errors.UnitEnded(unit.name)
    ruling = version.procedure.versions.filter(status="in_force").first()
    if changes(ruling, version) == []:
        raise errors.NothingChanges
