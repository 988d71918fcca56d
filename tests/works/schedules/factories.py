"""Schedules as the tests need them, made by the same actions as anybody's."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from minga.core.access import Access
from minga.core.months import Month
from minga.works.actions import write_money
from minga.works.models import Project
from minga.works.schedules import actions
from minga.works.schedules.actions import Dated
from minga.works.schedules.models import ScheduleVersion
from tests.budget.factories import line_item
from tests.conftest import TODAY, Cast, Somebody
from tests.works.factories import ADMINISTRATION, CIVIL_WORKS, cost, source

JUNE, JULY, AUGUST = Month(2008, 6), Month(2008, 7), Month(2008, 8)
MONEY = {(CIVIL_WORKS, JUNE): 200_000, (CIVIL_WORKS, JULY): 300_000}
WORKS = {JUNE: 40_00, JULY: 100_00}
DAYS = (
    Dated("Contrato 1", "bidding", date(2008, 3, 3), 1, "deserted"),
    Dated("Contrato 1", "bidding", date(2008, 4, 7), 2, "awarded"),
    Dated("Contrato 1", "award", date(2008, 5, 5), 2, "awarded"),
    Dated("Contrato 1", "contract", date(2008, 5, 20)),
    Dated("Contrato 1", "start", date(2008, 6, 2)),
    Dated("Contrato 1", "end", date(2008, 7, 31)),
)
Money = Mapping[tuple[str, Month], int]


def written(
    version: ScheduleVersion,
    by: Somebody,
    money: Money | None = None,
    works: Mapping[Month, int] | None = None,
    days: tuple[Dated, ...] | None = None,
    on: date = TODAY,
) -> ScheduleVersion:
    """M$ by line item and month, the works accumulated, the milestones."""
    said = MONEY if money is None else money
    amounts = {(line_item(code), month): sum_ * 1000 for (code, month), sum_ in said.items()}
    actions.write_months(version, amounts, WORKS if works is None else works, by=by.on(on), on=on)
    actions.write_milestones(version, DAYS if days is None else days, by=by.on(on), on=on)
    version.refresh_from_db()
    project = version.schedule.project
    if said and not project.costs.exists():
        _paid_as(project, said, by.on(on), on)
    return version


def _paid_as(project: Project, said: Money, by: Access, on: date) -> None:
    """Who wrote no costs yet: they are what is programmed, paid by the sector."""
    years: Counter[tuple[str, int]] = Counter()
    for (code, month), thousands in said.items():
        years[code, month.year] += thousands
    costs = [cost(thousands, code, year) for (code, year), thousands in years.items()]
    write_money(project, costs, [source(sum(years.values()))], by=by, on=on)


def drafted(project: Project, by: Somebody, *, reason: str = "El terreno se entrega después",
            on: date = TODAY) -> ScheduleVersion:  # fmt: skip
    return actions.start_draft(project, reason=reason, by=by.on(on), on=on)


def sent(project: Project, by: Somebody, on: date = TODAY) -> ScheduleVersion:
    draft = written(drafted(project, by, on=on), by, on=on)
    actions.submit_version(draft, by=by.on(on), on=on)
    draft.refresh_from_db()
    return draft


def approved(cast: Cast, project: Project, by: Somebody, on: date = TODAY) -> ScheduleVersion:
    """The baseline: M$ 500.000 of civil works in two months."""
    version = sent(project, by, on)
    actions.approve_version(version, by=cast.diana.on(on), on=on)
    version.refresh_from_db()
    return version


def reprogrammed(cast: Cast, project: Project, by: Somebody, on: date = TODAY) -> ScheduleVersion:
    """What is in force moves M$ 50.000 to August and its end two weeks on."""
    draft = drafted(project, by, on=on)
    money = {
        (CIVIL_WORKS, JUNE): 200_000,
        (CIVIL_WORKS, JULY): 250_000,
        (CIVIL_WORKS, AUGUST): 50_000,
    }
    days = (*DAYS[:-1], Dated("Contrato 1", "end", date(2008, 8, 14)))
    written(draft, by, money, {JUNE: 40_00, JULY: 90_00, AUGUST: 100_00}, days, on)
    actions.submit_version(draft, by=by.on(on), on=on)
    actions.approve_version(draft, by=cast.diana.on(on), on=on)
    draft.refresh_from_db()
    return draft


__all__ = ["ADMINISTRATION", "CIVIL_WORKS"]
