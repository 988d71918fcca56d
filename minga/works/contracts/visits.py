"""What is visited of a project: its works, from the handover of the site to their acceptance."""

from collections.abc import Iterator
from datetime import date

from shapely.geometry import shape

from minga.core.cases import kind_of
from minga.people.models import Organisation
from minga.territory.models.geometry import UNITS
from minga.visits.cases import Moment, Point, VisitCase, register_visit_case
from minga.works.contracts.models import Contract
from minga.works.models import Project

HANDOVER, WORKS, END, PROVISIONAL = (
    "terreno-entregado", "obra-en-ejecucion", "obra-termina", "obra-recibida",
)  # fmt: skip
ANCHORS = {
    HANDOVER: "entrega de terreno de cada contrato",
    WORKS: "inicio de las obras de cada contrato, hasta su recepción provisoria o su término",
    END: "término vigente de cada contrato",
    PROVISIONAL: "recepción provisoria de cada contrato",
}


def declare() -> None:
    register_visit_case(VisitCase(kind_of(Project), ANCHORS, _moments, _place))


def _place(project: Project) -> tuple[str, Point | None]:
    return project.neighbourhood, point_of(project)


def point_of(project: Project) -> Point | None:
    """Of a line or an area, a point that lies on it."""
    if project.location is None:
        return None
    found = shape(project.location).representative_point()
    return round(found.x * UNITS), round(found.y * UNITS)


def _moments(service: Organisation, day: date) -> Iterator[Moment]:
    """Of contracts signed by that day, of projects in the portfolio."""
    found = Contract.objects.filter(service=service, signed_on__lte=day, project__state="active")
    for contract in found.select_related("project").order_by("pk"):
        yield from _of_contract(contract)


def _of_contract(contract: Contract) -> Iterator[Moment]:
    """A term that moves takes its day with it, and brings no second visit: the key stays."""
    last = contract.provisional_on or contract.ends_on
    days = (
        (HANDOVER, contract.handed_over_on, None),
        (WORKS, contract.starts_on, last),
        (END, contract.ends_on, None),
        (PROVISIONAL, contract.provisional_on, None),
    )
    project, title = contract.project, f"Contrato {contract.code}: {contract.name}"
    for anchor, on, until in days:
        if on is not None:
            yield Moment(
                project, anchor, contract.public_id, title[:200], on, until,
                point=point_of(project), address=project.neighbourhood,
            )  # fmt: skip
