"""What the database itself refuses of the portfolio, whoever writes in it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from minga.core.ids import new_public_id
from minga.strategy.models import Initiative
from minga.territory.models import Territory
from minga.works.actions import (
    meet_precondition,
    tie_initiatives,
    write_communes,
    write_money,
)
from minga.works.models import (
    CostLine,
    ExpectedProject,
    FundingSource,
    Precondition,
    Project,
    ProjectInitiative,
    ProjectShare,
)
from tests.conftest import TODAY, Cast, pdf
from tests.core.guards import barred, guards
from tests.snapshot import written_once
from tests.workplan.by_hand import delete, insert, update
from tests.works.factories import (
    cost,
    expected,
    paid_for,
    precondition,
    programmer,
    project,
    source,
)
from tests.works.initiatives import initiative


@dataclass
class Made:
    """A project with its money, two communes and an initiative; another one with other money."""

    cast: Cast
    project: Project
    other: Project
    cost: CostLine
    source: FundingSource
    funded: FundingSource
    share: ProjectShare
    tie: ProjectInitiative
    elsewhere: Initiative
    condition: Precondition
    expected: ExpectedProject


Break = Callable[[Made], object]


@written_once
def made(cast: Cast) -> Made:
    by = programmer(cast.serviu)
    first, other = project(cast, by=by), project(cast, by=by)
    paid_for(first, by)
    money = source(7, "municipality", organisation=cast.seremi)
    write_money(other, [cost(7)], [money], by=by.access)
    iquique, huara = (Territory.objects.get(key=key) for key in ("iquique", "huara"))
    write_communes(first, {iquique: 7000, huara: 3000}, by=by.access)
    tie_initiatives(first, [initiative(cast.serviu)], by=by.access)
    first.refresh_from_db()
    other.refresh_from_db()
    return Made(
        cast, first, other, first.costs.get(), first.sources.get(), other.sources.get(),
        first.shares.get(territory=iquique), first.ties.get(), initiative(cast.other),
        precondition(first, by), expected(cast.serviu, first.bip),
    )  # fmt: skip


def again(made: Made, **changes: object) -> None:
    """The second project, copied with a dossier of its own."""
    dossier = insert(made.other.dossier)
    insert(made.other, **({"dossier_id": dossier, "bip": "30000000-0"} | changes))


def _proven(made: Made) -> None:
    """A paper of a condition that nobody says is met."""
    by = programmer(made.cast.serviu)
    met = precondition(made.other, by)
    meet_precondition(met, met_on=TODAY, file=pdf(), by=by.access)
    met.refresh_from_db()
    update(made.condition, document_id=met.document_id)


BREAKS: dict[str, Break] = {
    "works_project_stays_on_record_delete": lambda m: delete(m.other),
    "works_project_stays_what_it_is_update": lambda m: update(m.other, public_id=new_public_id()),
    "works_project_begins_in_portfolio_insert": lambda m: again(
        m, state="finished", closed_on="2007-11-01", closed_because="Liquidado"
    ),
    "project_shares_within_whole": lambda m: update(m.share, hundredths=7001),
    "project_bip_once_per_stage": lambda m: again(m, bip=m.project.bip),
    "project_bip_as_written": lambda m: again(m, bip="3000000-00"),
    "project_has_a_name": lambda m: again(m, name=""),
    "project_beneficiaries_add_up": lambda m: again(
        m, beneficiaries_women=2, beneficiaries_men=3, beneficiaries=6
    ),
    "project_begins_before_it_ends": lambda m: again(
        m, starts_on="2008-02-01", ends_on="2008-01-31"
    ),
    "project_rate_date_with_rate": lambda m: again(m, rate_on="2007-01-01"),
    "project_closed_with_date_and_reason": lambda m: update(m.other, state="withdrawn"),
    "project_works_for_another": lambda m: again(m, principal_id=m.other.service_id),
    "project_currency_month_is_a_month": lambda m: again(m, currency_month="2007-01-02"),
    "projectshare_once_per_territory": lambda m: insert(m.share, hundredths=1),
    "projectshare_between_0_and_100": lambda m: update(m.share, hundredths=0),
    "works_projectinitiative_of_one_service_insert": lambda m: insert(
        m.tie, initiative_id=m.elsewhere.pk
    ),
    "works_projectinitiative_of_one_service_update": lambda m: update(
        m.tie, initiative_id=m.elsewhere.pk
    ),
    "projectinitiative_once": lambda m: insert(m.tie),
    "costline_once_per_year": lambda m: insert(m.cost),
    "costline_year_of_ours": lambda m: insert(m.cost, year=1949),
    "costline_in_whole_thousands": lambda m: update(m.cost, amount=1001),
    "fundingsource_once_by_institution": lambda m: insert(m.funded),
    "fundingsource_once_without_institution": lambda m: insert(m.source),
    "fundingsource_in_whole_thousands": lambda m: update(m.source, amount=-1000),
    "precondition_says_what": lambda m: insert(m.condition, text=""),
    "precondition_once": lambda m: insert(m.condition),
    "precondition_document_of_one_met": _proven,
    "expectedproject_once_per_year": lambda m: insert(m.expected),
    "expectedproject_bip_as_written": lambda m: insert(m.expected, bip="30045678"),
    "expectedproject_year_of_ours": lambda m: insert(m.expected, year=1989),
    "expectedproject_has_name_and_source": lambda m: insert(m.expected, year=2009, source=""),
}


@pytest.mark.parametrize("guard", BREAKS)
def test_the_database_refuses(made: Made, guard: str) -> None:
    with barred("works", guard):
        BREAKS[guard](made)


def test_each_guard_was_tried() -> None:
    assert set(guards("works")) == set(BREAKS)


CATALOGUE: dict[str, Callable[[Initiative], object]] = {
    "initiative_once": insert,
    "initiative_has_a_name": lambda entry: insert(entry, name=""),
    "initiative_validity_in_order": lambda entry: update(entry, valid_until="2006-01-01"),
    "strategy_initiative_stays_on_record_delete": delete,
    "strategy_initiative_keeps_what_it_is_update": lambda entry: update(entry, kind="other"),
}


@pytest.mark.parametrize("guard", CATALOGUE)
def test_the_catalogue_refuses(cast: Cast, guard: str) -> None:
    entry = initiative(cast.serviu)

    with barred("strategy", guard):
        CATALOGUE[guard](entry)
