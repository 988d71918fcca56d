"""What projects bring to pages that know nothing of them: cases, search, history."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from minga.budget.cases import show_guarantees_on, show_ledger_on
from minga.core.access import Access
from minga.core.cases import CaseKind, CaseTable, register_case
from minga.core.history import register_history
from minga.core.models import Event
from minga.core.models.event import EventQuerySet
from minga.core.money import thousands
from minga.core.panels import Panel, register_panel
from minga.core.search.registry import Searchable, register
from minga.territory.frames import frame_on
from minga.works.models import Project
from minga.works.showing import Money

FIELDS = {
    "código": "código BIP",
    "nombre": "nombre del proyecto",
    "etapa": "etapa del proyecto",
    "comunas": "comunas del proyecto, de mayor a menor parte",
    "costo": "costo total en miles de pesos",
}
TABLES = {"costos": "asignación, año y monto en miles de pesos"}


def url(project: Project) -> str:
    return reverse("works:project", args=[project.public_id])


def declare() -> None:
    kind = register_case(
        CaseKind(
            key="proyecto",
            label="proyecto",
            plural="proyectos",
            model=Project,
            url=url,
            title=lambda project: f"{project.bip} {project.name}",
            territory="",
            related=("service__party", "dossier"),
            field_names=FIELDS,
            table_names=TABLES,
            fields=_fields,
            tables=_tables,
        )
    )
    show_guarantees_on(kind)
    show_ledger_on(kind)
    register(
        Searchable(
            Project,
            url,
            title=lambda project: f"{project.bip} {project.name}",
            body=("neighbourhood", "expected_impact"),
            note=lambda project: f"{project.get_stage_display()} · {project.get_state_display()}",
        )
    )
    register_history(Project, url=url, events=_events)
    register_panel(Panel("strategy.initiative", "works:of_initiative", "Proyectos", order=20))


def _events(access: Access, project: Any, events: EventQuerySet) -> EventQuerySet:
    """Its own, and the last one that wrote it together with others."""
    return events | Event.objects.filter(pk=project.event_id).order_by("-sequence")


def _fields(project: Project, on: date) -> Mapping[str, str]:
    frame = frame_on(on)
    shares = project.shares.order_by("-hundredths", "pk").values_list("territory", flat=True)
    return {
        "código": project.bip,
        "nombre": project.name,
        "etapa": project.get_stage_display(),
        "comunas": ", ".join(frame.name_of(place) for place in shares),
        "costo": thousands(Money.of(project).total),
    }


def _tables(project: Project, on: date) -> Mapping[str, CaseTable]:
    rows = [
        (str(row.line_item), str(row.year), thousands(row.amount))
        for row in Money.of(project).costs
    ]
    columns = ("Asignación", "Año", "Monto (M$)")
    return {"costos": CaseTable(columns, rows, figures=frozenset({1, 2}))}
