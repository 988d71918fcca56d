"""The work plan as a case: what acts, letters, files, visits and commitments say of it."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, prefetch_related_objects
from django.urls import reverse

from minga.core.cases import CaseKind, CaseTable, register_case
from minga.territory.frames import frame_on
from minga.workplan.models import WorkPlan, WorkPlanVersion

FIELDS = {
    "año": "año del programa",
    "servicio": "nombre del servicio",
    "territorio": "nombre del territorio",
    "versión": "número de la versión vigente o, sin ninguna, de la que se prepara",
    "objetivos": "cuántos objetivos tiene esa versión",
    "actividades": "cuántas actividades tiene esa versión",
}
# The state that an approval begins: «Faltan 2 documentos para enviar a aprobación».
SENT = "aprobacion"
STATES = {SENT: "enviar a aprobación"}
TABLES = {"actividades": "código, actividad, unidad responsable, ponderación y término"}


def declare() -> None:
    register_case(
        CaseKind(
            key="programa",
            label="programa de trabajo",
            plural="programas de trabajo",
            model=WorkPlan,
            title=lambda plan: f"Programa de trabajo {plan.year} de {plan.service}",
            url=lambda plan: reverse("workplan:plan", args=[plan.public_id]),
            related=("service__party", "territory", "dossier"),
            field_names=FIELDS,
            table_names=TABLES,
            fields=_fields,
            tables=_tables,
            states=STATES,
        )
    )


def _version(plan: WorkPlan) -> WorkPlanVersion | None:
    """The one in force, else the open one."""
    ranked = {"in_force": 0, "submitted": 1, "draft": 2}
    # Once for its fields and its tables.
    prefetch_related_objects([plan], "versions")
    known = [version for version in plan.versions.all() if version.status in ranked]
    return min(known, key=lambda version: ranked[version.status], default=None)


def _fields(plan: WorkPlan, on: date) -> Mapping[str, str]:
    said = {
        "año": str(plan.year),
        "servicio": str(plan.service),
        "territorio": frame_on(on).name_of(plan.territory_id),
    }
    version = _version(plan)
    if version is None:
        return said
    counted = version.objectives.aggregate(
        objectives=Count("pk", distinct=True), activities=Count("activities")
    )
    return said | {
        "versión": str(version.number),
        "objetivos": str(counted["objectives"]),
        "actividades": str(counted["activities"]),
    }


def _tables(plan: WorkPlan, on: date) -> Mapping[str, CaseTable]:
    version = _version(plan)
    if version is None:
        return {}
    rows = [
        (
            activity.code,
            activity.title,
            str(activity.responsible),
            str(activity.weight),
            f"{activity.ends_on:%d-%m-%Y}",
        )
        for activity in version.activities.for_page()
    ]
    columns = ("Código", "Actividad", "Responsable", "Ponderación (%)", "Término")
    return {"actividades": CaseTable(columns, rows, figures=frozenset({3}))}
