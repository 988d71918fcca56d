"""Projects as the columns that the checks look at, in a number of queries that doesn't grow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from minga.core.months import Month
from minga.people.models import Organisation
from minga.rules.works.portfolio import (
    FAILED,
    PLANNED,
    SPEND_KINDS,
    STEPS,
    Ceilings,
    Costs,
    Milestones,
    Months,
    Physical,
    Portfolio,
    Projects,
)
from minga.works.models import (
    CostLine,
    FundingSource,
    Project,
    ProjectStage,
    Rate,
    SourceKind,
)
from minga.works.schedules.models import (
    Milestone,
    MonthAmount,
    MonthProgress,
    RoundPlan,
    ScheduleVersion,
)
from minga.works.schedules.models.schedule import BASELINE
from minga.works.validations.ceilings import ceilings_of, ceilings_of_service
from minga.works.validations.execution import (
    closed_year,
    conditions_of,
    contracts_of,
    days,
    margin_days,
    reports_of,
    spending_of,
)

# With these a project can be executed: recommended, admissible (conservation), or carried over.
READY = (Rate.RS, Rate.AD, Rate.RSA)


@dataclass
class Labels:
    """What the numbers of a portfolio are called."""

    items: dict[int, str] = field(default_factory=dict)
    slots: list[str] = field(default_factory=list)
    contracts: dict[int, str] = field(default_factory=dict)
    conditions: dict[int, str] = field(default_factory=dict)
    ceilings: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """`projects` in the order of the columns."""

    portfolio: Portfolio
    projects: Sequence[Project]
    labels: Labels


def index_of(month: Month | None) -> int | None:
    return None if month is None else month.index


def read(
    projects: Sequence[Project],
    *,
    today: date,
    drafts: Mapping[int, int] | None = None,
    with_budget: bool = False,
) -> Read:
    """`drafts`: by project, the version of its schedule to look at instead of the one in force.
    `with_budget`: also what the whole portfolio programmes of the lines that these touch."""
    place = {project.pk: at for at, project in enumerate(projects)}
    services = {project.service_id for project in projects}
    labels = Labels()
    versions = _versions(place, drafts or {})
    contracts, signed = contracts_of(place, labels)
    portfolio = Portfolio(
        today=days(today) or 0,
        projects=Projects.of(_records(projects, place, set(versions.values()), signed)),
        costs=_costs(place, labels),
        months=_months(versions, labels),
        ceilings=ceilings_of(projects, versions, labels) if with_budget else Ceilings(),
        physical=_physical(versions),
        milestones=_milestones(versions, labels),
        contracts=contracts,
        reports=reports_of(place),
        spending=spending_of(place, labels),
        conditions=conditions_of(place, labels),
        closed_year=closed_year(services),
        margin_days=margin_days(services, today),
    )
    return Read(portfolio, projects, labels)


def read_whole(service: Organisation, *, today: date) -> Read:
    """All that the own projects of a service programme, against its budget."""
    labels = Labels()
    found = ceilings_of_service(service, labels)
    return Read(Portfolio(today=days(today) or 0, projects=Projects(), ceilings=found), [], labels)


def _versions(place: Mapping[int, int], drafts: Mapping[int, int]) -> dict[int, int]:
    """By version, the place of its project: the draft that was asked for, what is in force or,
    where nothing ever was, what is being prepared."""
    rules = Q(status="in_force")
    begun = Q(number=BASELINE, status__in=("draft", "submitted"))
    found = ScheduleVersion.objects.filter(
        (rules | begun) & ~Q(schedule__project__in=drafts) | Q(pk__in=drafts.values()),
        schedule__project__in=place,
    )
    return {
        version: place[project] for version, project in found.values_list("pk", "schedule__project")
    }


def _records(
    projects: Sequence[Project],
    place: Mapping[int, int],
    scheduled: set[int],
    signed: Mapping[int, date],
) -> Iterable[list[int | None]]:
    principals = {project.pk: project.principal_id for project in projects}
    sources, by_principal = dict.fromkeys(place, 0), dict.fromkeys(place, 0)
    rows = FundingSource.objects.filter(project__in=place)
    for key, kind, payer, amount in rows.values_list("project", "kind", "organisation", "amount"):
        sources[key] += amount
        named = not payer and kind not in (SourceKind.SECTOR, SourceKind.CITIZENS)
        if named or payer == principals[key]:
            by_principal[key] += amount
    for project in projects:
        yield [
            project.beneficiaries_women,
            project.beneficiaries_men,
            project.beneficiaries,
            days(project.starts_on),
            days(project.ends_on),
            index_of(project.currency_month),
            int(project.stage == ProjectStage.EXECUTION),
            int(project.rate in READY),
            int(project.principal_id is not None),
            project.share_total,
            sources[project.pk],
            by_principal[project.pk],
            int(place[project.pk] in scheduled),
            days(signed.get(project.pk)),
        ]


def _costs(place: Mapping[int, int], labels: Labels) -> Costs:
    rows = CostLine.objects.filter(project__in=place).select_related("line_item")
    table = []
    for row in rows.iterator():
        item = row.line_item
        labels.items[item.pk] = item.code
        kind = SPEND_KINDS.index(item.kind)
        table.append((place[row.project_id], item.pk, kind, row.year, row.amount))
    return Costs.of(table)


def _months(versions: Mapping[int, int], labels: Labels) -> Months:
    rows = MonthAmount.objects.filter(version__in=versions)
    table = []
    found = rows.values_list(
        "version", "line_item", "line_item__kind", "month", "amount",
        "line_item__subtitle", "line_item__item", "line_item__allocation",
    )  # fmt: skip
    for version, item, kind, month, amount, *code in found.iterator():
        labels.items[item] = "-".join(filter(None, code))
        table.append((versions[version], item, SPEND_KINDS.index(kind), index_of(month), amount))
    return Months.of(table)


def _physical(versions: Mapping[int, int]) -> Physical:
    rows = MonthProgress.objects.filter(version__in=versions)
    return Physical.of(
        (versions[version], index_of(month), accumulated)
        for version, month, accumulated in rows.values_list("version", "month", "accumulated")
    )


def _milestones(versions: Mapping[int, int], labels: Labels) -> Milestones:
    """Signature and what follows are of the contract: they stand with the round that brings it."""
    rows = Milestone.objects.filter(version__in=versions)
    found = list(rows.values_list("version", "slot", "round", "kind", "outcome", "on"))
    last: dict[tuple[int, str], tuple[int, str]] = {}
    for version, slot, number, _, outcome, _ in found:
        if number and number >= last.get((version, slot), (0, ""))[0]:
            last[version, slot] = (number, outcome)
    slots = {slot: at for at, slot in enumerate(sorted({row[1] for row in found}))}
    labels.slots = list(slots)
    table = []
    for version, slot, number, kind, said, on in found:
        brings, outcome = (number, said) if number else last.get((version, slot), (1, ""))
        failed = FAILED if outcome == RoundPlan.DESERTED else PLANNED
        step = STEPS.index(kind)
        table.append((versions[version], slots[slot], brings, step, failed, days(on)))
    return Milestones.of(table)
