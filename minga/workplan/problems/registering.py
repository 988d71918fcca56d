"""What problems bring to pages that know nothing of them: cases, search, history, the place, the
plan, the evaluation, what awaits and what worries."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from minga.commitments.origins import Origin, register_origin
from minga.core.access import Access
from minga.core.cases import CaseKind, CaseTable, register_case
from minga.core.history import register_history
from minga.core.kinds import INTEGER, TEXT
from minga.core.panels import Panel, register_panel
from minga.core.reports import Column, Group, Table
from minga.core.search.registry import Searchable, register
from minga.territory.briefs import Question, Section, Told, register_brief
from minga.territory.frames import frame_on
from minga.workplan.backing import Backing, register_backing
from minga.workplan.problems.actions.promising import ORIGIN
from minga.workplan.problems.models import Meeting, TerritorialProblem
from minga.workplan.problems.models.meeting import MeetingQuerySet
from minga.workplan.problems.saying import problem_url, says

MOST = 8
FIELDS = {
    "título": "título del problema",
    "territorio": "nombre del territorio",
    "servicios": "cuántos servicios participan",
    "brechas": "cuántas brechas están abiertas",
}
TABLES = {"brechas": "qué falta, qué amenaza, responsable y plazo"}
EMPTY = "Aquí verá los problemas que varios servicios solucionan juntos en este lugar."
COLUMNS = (
    Column("Problema", TEXT, width=40),
    Column("Lugar", TEXT, width=16),
    Column("Estado", TEXT),
    Column("Brechas abiertas", INTEGER),
)


def declare() -> None:
    register_case(
        CaseKind(
            key="problema",
            label="problema territorial",
            plural="problemas territoriales",
            model=TerritorialProblem,
            url=problem_url,
            title=str,
            related=("service__party", "territory", "dossier"),
            field_names=FIELDS,
            table_names=TABLES,
            fields=_fields,
            tables=_tables,
        )
    )
    register_origin(
        Origin(
            ORIGIN,
            "problema territorial",
            url=lambda public_id: reverse("problems:problem", args=[public_id]),
            offered=False,
        )
    )
    _search()
    register_history(TerritorialProblem, url=problem_url)
    register_history(Meeting, visible=_meetings, url=_meeting)
    register_panel(
        Panel("workplan.workplan", "problems:of_plan", "Problemas territoriales", order=18)
    )
    register_brief(Section("problemas", "Problemas territoriales", 32, told, empty=EMPTY))
    register_backing(Backing("problemas", "problemas territoriales", says, order=20))


def _search() -> None:
    register(
        Searchable(
            TerritorialProblem,
            body=("title", "statement"),
            note=lambda row: row.get_state_display(),
            url=problem_url,
            rows=TerritorialProblem.objects.for_page,
        )
    )


def _meeting(meeting: Meeting) -> str:
    return reverse("problems:meeting", args=[meeting.public_id])


def _meetings(access: Access) -> MeetingQuerySet:
    return Meeting.objects.filter(problem__in=TerritorialProblem.objects.visible_to(access))


def _fields(problem: TerritorialProblem, on: date) -> Mapping[str, str]:
    return {
        "título": problem.title,
        "territorio": frame_on(on).name_of(problem.territory_id),
        "servicios": str(problem.services.standing().count()),
        "brechas": str(problem.gaps.open().count()),
    }


def _tables(problem: TerritorialProblem, on: date) -> Mapping[str, CaseTable]:
    gaps = problem.gaps.open().for_page().order_by("due_on", "pk")
    rows = [
        (gap.what, gap.threatens, gap.responsible.short_name, f"{gap.due_on:%d-%m-%Y}")
        for gap in gaps
    ]
    return {"brechas": CaseTable(("Qué falta", "Qué amenaza", "Responsable", "Plazo"), rows)}


def told(asked: Question) -> Told:
    """Those that are being worked on, with most gaps first."""
    gaps = Count("gaps", filter=Q(gaps__state="open", gaps__opened_on__lte=asked.day))
    found = (
        TerritorialProblem.objects.visible_to(asked.access)
        .live()
        .filter(territory__in=asked.inside, opened_on__lte=asked.day)
        .annotate(open_gaps=gaps)
        .order_by("-open_gaps", "opened_on", "pk")
    )
    rows: list[Any] = list(found[:MOST])
    if not rows:
        return Told()
    total = found.count()
    cells = tuple(
        (row.title, asked.frame.name_of(row.territory_id), row.get_state_display(), row.open_gaps)
        for row in rows
    )
    return Told(
        sentence=_sentence(total, sum(row.open_gaps for row in rows)),
        table=Table(COLUMNS, (Group(cells),)),
        total=total,
        links=tuple(problem_url(row) for row in rows),
    )


def _sentence(total: int, gaps: int) -> str:
    said = "Hay 1 problema abierto" if total == 1 else f"Hay {total} problemas abiertos"
    if not gaps:
        return f"{said}, sin brechas."
    return f"{said}, con {gaps} {'brecha' if gaps == 1 else 'brechas'} por cerrar."
