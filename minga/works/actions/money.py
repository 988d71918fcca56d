"""Writing what a project costs and who pays for it: both at once, so that they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.people.models import Organisation
from minga.works import errors
from minga.works.actions.common import require_unchanged, unfinished
from minga.works.actions.differences import of_money
from minga.works.models import CostLine, FundingSource, Project, SourceKind
from minga.works.models.costs import THOUSAND
from minga.works.permissions import FORMULATE


@dataclass(frozen=True)
class Cost:
    """Pesos of a line item in a year."""

    line_item: LineItem
    year: int
    amount: int


@dataclass(frozen=True)
class Source:
    """Pesos that somebody pays."""

    kind: str
    amount: int
    organisation: Organisation | None = None


@action("works.money_written", says="escribió el costo y las fuentes del proyecto {bip}")
def write_money(
    project: Project,
    costs: Sequence[Cost],
    sources: Sequence[Source],
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Project:
    """Takes the place of what was written. Sources may wait; those that are named pay it all."""
    project = unfinished(project, by, FORMULATE)
    require_unchanged(project, seen, lambda: of_money(project, costs, sources))
    _require_sense(costs, sources)
    _write_costs(project, costs)
    _write_sources(project, sources)
    project.revision += 1
    project.save()
    current_act().about(project, bip=project.bip)
    return project


def _write_costs(project: Project, costs: Sequence[Cost]) -> None:
    """A row that says the same stays as it was, with its event."""
    kept = {(row.line_item_id, row.year): row for row in project.costs.all()}
    wanted = {(cost.line_item.pk, cost.year): cost.amount for cost in costs}
    for key in kept.keys() - wanted.keys():
        kept[key].delete()
    for (line_item_id, year), amount in wanted.items():
        row = kept.get((line_item_id, year)) or CostLine(
            project=project, line_item_id=line_item_id, year=year, amount=0
        )
        if row.amount != amount:
            row.amount = amount
            row.save()


def _write_sources(project: Project, sources: Sequence[Source]) -> None:
    kept = {(row.kind, row.organisation_id): row for row in project.sources.all()}
    wanted = {
        (source.kind, source.organisation.pk if source.organisation else None): source.amount
        for source in sources
    }
    for key in kept.keys() - wanted.keys():
        kept[key].delete()
    for (kind, organisation_id), amount in wanted.items():
        row = kept.get((kind, organisation_id)) or FundingSource(
            project=project, kind=kind, organisation_id=organisation_id, amount=0
        )
        if row.amount != amount:
            row.amount = amount
            row.save()


def _require_sense(costs: Sequence[Cost], sources: Sequence[Source]) -> None:
    for amount in [*(cost.amount for cost in costs), *(source.amount for source in sources)]:
        if amount <= 0 or amount % THOUSAND:
            raise errors.NotInThousands
    _require_once([(cost.line_item.code, str(cost.year)) for cost in costs])
    _require_once([_named(source) for source in sources])
    for cost in costs:
        if not cost.line_item.kind:
            raise errors.NotALineItemOfProjects(cost.line_item.code)
    paid, cost_of_all = sum(s.amount for s in sources), sum(c.amount for c in costs)
    if sources and paid != cost_of_all:
        raise errors.SourcesDoNotAddUp(cost_of_all, paid)


def _require_once(named: Sequence[tuple[str, str]]) -> None:
    twice = next((one for one in named if named.count(one) > 1), None)
    if twice is not None:
        raise errors.WrittenTwice(twice)


def _named(source: Source) -> tuple[str, str]:
    return SourceKind(source.kind).label, str(source.organisation or "sin institución")
