"""«Informe mensual de proyectos en convenios y planes especiales»: by initiative of the catalogue,
what was programmed and done, why it is apart, what was reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from minga.core.charts import Chart, Point, Series
from minga.core.kinds import INTEGER, TEXT
from minga.core.money import thousands
from minga.core.reports import Column, Group, Lead, Table
from minga.core.reports.spec import Cells
from minga.core.versions import VersionStatus
from minga.strategy.models import Initiative
from minga.works.models import Precondition, Project, ProjectInitiative
from minga.works.progress.models import MonthReport
from minga.works.reporting.alerting import missing
from minga.works.reporting.asking import Question
from minga.works.reporting.contracting import contracts_of
from minga.works.reporting.execution import (
    MONEY,
    MONEY_NOTE,
    PHYSICAL,
    WEIGHED,
    Amounts,
    names_of,
    project_cells,
)
from minga.works.reporting.figures import Figures, figures_of
from minga.works.reporting.kinds import THOUSANDS
from minga.works.reporting.telling import Sheet, Told, counted, project_url
from minga.works.schedules.models import ScheduleVersion

EMPTY = (
    "Aquí verá los proyectos que nombran una iniciativa del catálogo: en la página de cada "
    "proyecto se dice en qué se enmarca y dónde está comprometido."
)
UNSAID, TOLD = "Sin causa registrada.", "Lo que dice el informe del mes."
LONGEST = 600
SUMMARY = (
    Column("Iniciativa", TEXT, width=28), Column("Tipo", TEXT, width=14),
    Column("Proyectos", INTEGER), *PHYSICAL, *MONEY,
)  # fmt: skip
DETAIL = (
    Column("BIP", TEXT),
    Column("Proyecto", TEXT, width=22),
    *PHYSICAL,
    *MONEY[2:5],
    Column("Causa de la desviación", TEXT, width=28),
    Column("Qué se informó en el mes", TEXT, width=30),
)


@dataclass
class Known:
    """What is known of each project that may tell why it is apart."""

    causes: dict[int, list[str]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def because(self, pk: int, sentence: str) -> None:
        self.causes.setdefault(pk, []).append(sentence)


def tell(asked: Question) -> Told:
    ties = _ties(asked)
    tied = asked.portfolio.filter(pk__in=[pk for rows in ties.values() for pk in rows])
    found, named, known = figures_of(asked, tied), names_of(tied), _known(asked, tied)
    sums = {one: _amounts(found, ties[one]) for one in ties}
    return Told(
        title=f"Proyectos en convenios y planes especiales, {asked.month.name}",
        subject="Informe mensual: lo programado y lo hecho, por iniciativa del catálogo",
        sentence=_sentence(asked, ties, sums),
        sheets=(
            Sheet(_summary(ties, sums)),
            _detail(asked, ties, named, found, known),
        )
        if ties
        else (),
        charts=(_bars(asked, sums),) if ties else (),
        notes=("Un proyecto de varias iniciativas cuenta entero en cada una: no se suman.",)
        if ties
        else (),
        empty=EMPTY,
    )


def _ties(asked: Question) -> dict[Initiative, list[int]]:
    """Those in force in the month; of each its projects, in the order of their codes."""
    valid = Q(initiative__valid_until__isnull=True) | Q(
        initiative__valid_until__gt=asked.month.first
    )
    rows = ProjectInitiative.objects.filter(
        valid,
        initiative__valid_from__lte=asked.until,
        project__in=asked.portfolio.order_by().values("pk"),
    )
    found: dict[Initiative, list[int]] = {}
    ordered = rows.order_by(
        "initiative__kind", "initiative__name", "initiative", "project__bip", "project__stage"
    )
    for tie in ordered.select_related("initiative"):
        found.setdefault(tie.initiative, []).append(tie.project_id)
    return found


def _known(asked: Question, projects: "QuerySet[Project]") -> Known:
    """What stops a start, contracts beyond their term, reports, what was programmed again."""
    known, until = Known(), asked.until
    own = {"project__in": projects.order_by().values("pk")}
    stopped = Precondition.objects.filter(
        Q(met_on__isnull=True) | Q(met_on__gt=until), due_on__lte=until, **own
    )
    for pk, text, due in stopped.order_by("due_on", "pk").values_list("project", "text", "due_on"):
        known.because(pk, f"Falta desde el {due:%d-%m-%Y}: {text.rstrip('.')}.")
    for contract in contracts_of(projects, asked.month):
        if contract.is_late:
            known.because(contract.project, f"Contrato fuera de plazo: {contract.name}.")
    for pk, text, lowered in MonthReport.objects.filter(month=asked.month.first, **own).values_list(
        "project", "text", "lowered_because"
    ):
        known.texts[pk] = _short(text)
        if lowered:
            known.because(pk, f"Bajó lo informado: {_short(lowered)}")
    for pk in missing(asked, projects):
        known.because(pk, "No se informó el mes.")
    _programmed_again(known, projects, asked)
    return known


def _programmed_again(known: Known, projects: "QuerySet[Project]", asked: Question) -> None:
    again = ScheduleVersion.objects.filter(
        schedule__project__in=projects.order_by().values("pk"),
        status__in=(VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED),
        approved_on__gte=date(asked.year, 1, 1),
        approved_on__lte=asked.until,
    )
    for pk, day, reason in (
        again.exclude(reason="")
        .order_by("approved_on")
        .values_list("schedule__project", "approved_on", "reason")
    ):
        known.because(pk, f"Reprogramado el {day:%d-%m-%Y}: {_short(reason)}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _amounts(found: Figures, projects: Sequence[int]) -> Amounts:
    at = [found.rows[pk] for pk in dict.fromkeys(projects)]
    measured = found.table.measured
    (mp, ms), (yp, ys) = (
        (int(first[at].sum()), int(second[at].sum()))
        for first, second in (found.of_month, found.of_year)
    )
    budget, planned, earned = (
        int(column[at].sum()) for column in (measured.budget, measured.planned, measured.earned)
    )
    return Amounts(budget, planned, earned, (mp, ms), (yp, ys))


def _summary(ties: Mapping[Initiative, list[int]], sums: Mapping[Initiative, Amounts]) -> Table:
    rows = tuple(
        (one.name, one.get_kind_display().capitalize(), len(projects), *sums[one].physical,
         *sums[one].money)
        for one, projects in ties.items()
    )  # fmt: skip
    return Table(SUMMARY, (Group(rows),), title="Por iniciativa", note=f"{MONEY_NOTE} {WEIGHED}")


def _detail(
    asked: Question,
    ties: Mapping[Initiative, list[int]],
    named: Mapping[int, tuple[str, str, str, str]],
    found: Figures,
    known: Known,
) -> Sheet:
    groups = tuple(
        Group(
            tuple(_row(pk, named, found, known) for pk in projects),
            heading=(Lead(f"{one.name} ({one.get_kind_display()})"),),
        )
        for one, projects in ties.items()
    )
    links = tuple(project_url(named[pk][0]) for projects in ties.values() for pk in projects)
    table = Table(DETAIL, groups, title="Por proyecto", note=MONEY_NOTE)
    return Sheet(table, links)


def _row(
    pk: int, named: Mapping[int, tuple[str, str, str, str]], found: Figures, known: Known
) -> Cells:
    due, real, gap, _, _, planned, spent, apart, _ = project_cells(found, found.rows[pk])
    late = isinstance(gap, int) and gap < 0
    unsaid = TOLD if pk in known.texts else UNSAID
    causes = tuple(known.causes.get(pk, [unsaid])) if late or apart else ()
    return (
        *named[pk][1:3], due, real, gap, planned, spent, apart, causes, known.texts.get(pk, ""),
    )  # fmt: skip


def _sentence(
    asked: Question, ties: Mapping[Initiative, list[int]], sums: Mapping[Initiative, Amounts]
) -> str:
    projects = {pk for rows in ties.values() for pk in rows}
    late = sum(isinstance(gap := of.physical[2], int) and gap < 0 for of in sums.values())
    return (
        f"{counted(len(projects), 'proyecto', 'proyectos')} en "
        f"{counted(len(ties), 'iniciativa', 'iniciativas')}; "
        f"{counted(late, 'iniciativa lleva', 'iniciativas llevan')} menos avance que el programado."
    )


def _bars(asked: Question, sums: Mapping[Initiative, Amounts]) -> Chart:
    most = sorted(sums.items(), key=lambda row: -max(row[1].year))[:12]
    gap = sum(of.year[1] - of.year[0] for _, of in most)
    word = "Se gastó lo programado"
    if gap:
        word = (
            f"Se gastaron {thousands(abs(gap))} {'menos' if gap < 0 else 'más'} que lo programado"
        )
    return Chart(
        kind="bars",
        title=f"{word}, por iniciativa" if len(most) > 1 else word,
        note=f"Enero a {asked.month.name}, M$; la marca es lo programado",
        series=(
            Series("Gastado", tuple(Point(one.name, of.year[1]) for one, of in most), "done"),
            Series("Programado", tuple(Point(one.name, of.year[0]) for one, of in most), "plan"),
        ),
        value=THOUSANDS,
        place_title="Iniciativa",
    )
