"""What a report is asked for: whose projects, which month, cut by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from minga.core.access import Access
from minga.core.errors import DomainError, Unreadable
from minga.core.months import Month, read_month
from minga.people.models import Organisation
from minga.territory.models import TerritoryVersion
from minga.works.models import Project, ProjectState
from minga.works.progress.models import MonthClosing, MonthReport, PortfolioYear
from minga.works.progress.naming import CUTS, PLACES, Cut
from minga.works.progress.views.common import EARLIEST

MONTH, CUT, PLACE, SERVICE = "mes", "por", "lugar", "servicio"
FIRST_CUT, FIRST_PLACE = "linea", "comuna"


class NotAMonth(DomainError):
    code = "works_reports.not_a_month"
    field = MONTH


class UnknownQuestion(DomainError):
    """A cut, a place or a service that is not there, or not the reader's."""

    code = "works_reports.unknown"
    status = 404

    def __init__(self) -> None:
        super().__init__("No existe ese informe. Elija mes y corte en la página de informes.")


@dataclass(frozen=True)
class Question:
    """`services`: those whose projects one reads; `service`: the one asked for, or nothing.
    `place`: where the map is drawn; `division`: the day whose division counts."""

    access: Access
    day: date
    month: Month
    services: Sequence[Organisation]
    service: Organisation | None
    cut: Cut
    places: str
    division: date
    place: TerritoryVersion | None

    @property
    def year(self) -> int:
        return self.month.year

    @property
    def until(self) -> date:
        return self.month.last

    @property
    def query(self) -> dict[str, str]:
        """What asks the same again."""
        said = {MONTH: str(self.month), CUT: self.cut.key}
        if self.cut.key == "territorio":
            said[PLACE] = self.places
        if self.service and len(self.services) > 1:
            said[SERVICE] = self.service.key
        return said

    @cached_property
    def asked_of(self) -> list[Organisation]:
        return [self.service] if self.service else list(self.services)

    @cached_property
    def portfolio(self) -> "QuerySet[Project]":
        """In the portfolio in some day of the year, until the month."""
        visible = Project.objects.visible_to(self.access).values("pk")
        there = Q(state=ProjectState.ACTIVE) | Q(closed_on__gte=date(self.year, 1, 1))
        found = Project.objects.filter(there, pk__in=visible)
        return found.filter(service=self.service) if self.service else found

    @cached_property
    def going(self) -> "QuerySet[Project]":
        """Those with something programmed, spent or reported by then."""
        years = PortfolioYear.objects.filter(project=OuterRef("pk"), year__lte=self.year)
        reports = MonthReport.objects.filter(project=OuterRef("pk"), month__lte=self.month.first)
        return self.portfolio.filter(Exists(years) | Exists(reports))

    @cached_property
    def closings(self) -> dict[int, MonthClosing]:
        """By service, where the month is closed."""
        rows = MonthClosing.objects.standing().filter(
            service__in=[row.pk for row in self.asked_of], month=self.month.first
        )
        return {row.service_id: row for row in rows}

    @property
    def is_closed(self) -> bool:
        return bool(self.asked_of) and len(self.closings) == len(self.asked_of)

    @cached_property
    def open_before(self) -> list[Month]:
        """Months of the year before it that some service has not closed."""
        known = MonthClosing.objects.standing().filter(
            service__in=[row.pk for row in self.asked_of],
            month__gte=date(self.year, 1, 1),
            month__lt=self.month.first,
        )
        shut = list(known.values_list("month", flat=True))
        months = [Month(self.year, number) for number in range(1, self.month.number)]
        return [month for month in months if shut.count(month) < len(self.asked_of)]

    @property
    def state(self) -> str:
        """Whether the figures may still change, as a reader must know it."""
        if not self.is_closed:
            return "Mes abierto: cifras provisorias"
        day = max(closing.closed_on for closing in self.closings.values())
        return f"Mes cerrado el {day:%d-%m-%Y}: cifras del cierre"

    @property
    def state_note(self) -> str:
        """What of a closed month may change still."""
        if not self.is_closed or not self.open_before:
            return ""
        months = [month.name.split()[0] for month in self.open_before]
        said = " y ".join(filter(None, (", ".join(months[:-1]), months[-1])))
        many = "sigue" if len(months) == 1 else "siguen"
        return f"Lo acumulado puede cambiar todavía: {said} {many} sin cierre."


def services_of(access: Access) -> list[Organisation]:
    visible = Project.objects.visible_to(access)
    found = Organisation.objects.filter(pk__in=visible.order_by().values("service"))
    return sorted(found.select_related("party"), key=str)


def month_asked(text: str, day: date) -> Month:
    """The last one that is over, where none is named."""
    try:
        month = read_month(text)
    except Unreadable as error:
        raise NotAMonth(f"No se entiende el mes «{text[:20]}». Escríbalo como 2007-10.") from error
    now = Month.of(day)
    if month is None:
        return now + -1
    if month > now:
        raise NotAMonth(f"{month.name.capitalize()} todavía no comienza: elija un mes anterior.")
    if month < EARLIEST:
        raise NotAMonth(f"No hay informes antes de {EARLIEST.name}: elija un mes posterior.")
    return month


def question(
    asked: Mapping[str, Any],
    access: Access,
    day: date,
    *,
    month: Month,
    division: date | None = None,
    place: TerritoryVersion | None = None,
) -> Question:
    cut, places = CUTS.get(asked.get(CUT) or FIRST_CUT), asked.get(PLACE) or FIRST_PLACE
    services = services_of(access)
    named = asked.get(SERVICE) or ""
    service = next((row for row in services if row.key == named), None)
    if cut is None or places not in PLACES or (named and service is None):
        raise UnknownQuestion
    if len(services) == 1:
        service = services[0]
    return Question(
        access, day, month, services, service, cut, places, division or month.last, place
    )
