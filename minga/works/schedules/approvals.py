"""How a version is approved: one prepares it, the head of the service approves it."""

from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.works import checking
from minga.works.schedules import errors
from minga.works.schedules.changes import says_the_same
from minga.works.schedules.contents import Contents
from minga.works.schedules.models import ScheduleVersion
from minga.works.schedules.permissions import APPROVE, PREPARE

DIRECTION = Step(
    "director",
    "Dirección del servicio",
    APPROVE,
    who="la dirección del servicio",
    only="Solo la dirección del servicio aprueba el programa de un proyecto.",
)


def declare() -> None:
    register(
        Flow(
            kind="schedules",
            label="programas de los proyectos",
            noun="programa",
            what="la versión {version} del programa de {bip}",
            model=ScheduleVersion,
            steps=(DIRECTION,),
            prepare=PREPARE,
            sends="Los programas los envían los profesionales de programación del servicio.",
            institution="schedule__project__service",
            identity="schedule",
            related=("schedule__project__service__party",),
            title=lambda version: f"Programa de {version.schedule.project}, {version.called}",
            url=_page,
            data=lambda version: {
                "version": version.number,
                "bip": version.schedule.project.bip,
            },
            check=complete,
            pass_url=lambda version: _at("schedules:pass", version),
            return_url=lambda version: _at("schedules:return", version),
        )
    )


def _at(name: str, version: ScheduleVersion) -> str:
    return reverse(name, args=[version.schedule.project.public_id])


def _page(version: ScheduleVersion) -> str:
    return _at("schedules:draft" if version.is_open else "schedules:schedule", version)


def lacks(contents: Contents) -> list[str]:
    """What a version still needs before it can be sent, in words."""
    version = contents.version
    found = [] if contents.amounts else ["el monto de algún mes"]
    found += [] if contents.progress else ["el avance físico"]
    found += [] if version.is_baseline or version.reason.strip() else ["el motivo"]
    return found


def complete(version: ScheduleVersion) -> None:
    """What it lacks, then whether it changes anything, then everything that stops it."""
    contents = Contents(version)
    missing = lacks(contents)
    if missing:
        raise errors.VersionEmpty(missing)
    ruling = version.schedule.versions.filter(status="in_force").first()
    if ruling is not None and says_the_same(Contents(ruling), contents):
        raise errors.NothingChanges
    checking.require_sound(version.schedule.project, version.pk)
