"""The report of execution: what was programmed and done of a month, as it was closed."""

from datetime import date
from typing import Any

import pytest

from minga.core.months import Month
from minga.strategy.models import LineOfAction
from minga.territory.models import Territory
from minga.works.actions import tie_initiatives, write_communes, write_money
from minga.works.models import Project
from minga.works.progress.actions import reopen_month
from minga.works.progress.cuts import Asked, Period
from minga.works.progress.naming import CUTS
from minga.works.reporting import execution
from minga.works.reporting.asking import NotAMonth, UnknownQuestion, month_asked
from minga.works.reporting.contracting import contracts_of
from minga.works.reporting.figures import figures_of
from minga.works.reporting.telling import Told
from tests.conftest import TODAY, Cast, Somebody
from tests.works.contracts import factories as contracts
from tests.works.factories import cost, programmer, source
from tests.works.factories import project as made
from tests.works.initiatives import initiative
from tests.works.progress.factories import NOVEMBER, OCTOBER, in_force, inspector, report, spend
from tests.works.reporting.factories import asked, closed, programmed

LINE = LineOfAction.choices[0][0]
AUGUST, SEPTEMBER = OCTOBER + -2, OCTOBER + -1


@pytest.fixture
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@pytest.fixture
def going(cast: Cast, paula: Somebody) -> Project:
    """Two communes, two sources, two initiatives; another one has nothing of that."""
    project = made(
        cast, by=paula, line_of_action=LINE, principal=cast.seremi, unit=cast.unit,
        name="Pavimentación Norte",
    )  # fmt: skip
    iquique, huara = (Territory.objects.get(key=key) for key in ("iquique", "huara"))
    write_communes(project, {iquique: 7000, huara: 3000}, by=paula.access)
    money = [source(600), source(200, "municipality", organisation=cast.seremi)]
    write_money(project, [cost(800)], money, by=paula.access)
    both = [initiative(cast.serviu, name=name) for name in ("Plan norte", "Plan sur")]
    tie_initiatives(project, both, by=paula.access)
    in_force(
        project,
        cast,
        {SEPTEMBER: 101, OCTOBER: 200, NOVEMBER: 300},
        {OCTOBER: 4000, NOVEMBER: 9000},
    )
    spend(project, paula, 100_001)
    other = made(cast, by=paula)
    spend(other, paula, 31, SEPTEMBER)
    return project


def rows(told: Told, at: int = 0) -> dict[str, Any]:
    return {str(row[0]): row[1:] for g in told.sheets[at].table.groups for row in g.rows}


@pytest.mark.parametrize("cut", sorted(set(CUTS) - {"iniciativa"}))
def test_each_cut_adds_to_the_whole_and_says_what_the_portfolio_says(
    going: Project, paula: Somebody, cut: str
) -> None:
    question = asked(paula, por=cut)
    found = figures_of(question, question.going)

    groups = execution.groups_of(question, question.going, found)

    period = Period(Month(2007, 1), OCTOBER)
    portfolio = CUTS[cut].totals(Asked(period, question.going, question.division))
    assert sorted(of.year for _, of in groups) == sorted(portfolio.values())
    assert [sum(of.year[at] for _, of in groups) for at in (0, 1)] == [301_000, 100_032]
    assert [sum(of.month[at] for _, of in groups) for at in (0, 1)] == [200_000, 100_001]
    assert sum(of.budget for _, of in groups) == 601_000


def test_in_several_initiatives_it_counts_whole_in_each_and_they_have_no_sum(
    going: Project, paula: Somebody
) -> None:
    told = execution.tell(asked(paula, por="iniciativa"))

    assert list(rows(told)) == [
        "Plan norte (plan regional)", "Plan sur (plan regional)", "Sin iniciativa",
    ]  # fmt: skip
    assert told.sheets[0].table.total is None


def test_a_project_of_the_month_and_of_the_year(
    cast: Cast, going: Project, paula: Somebody
) -> None:
    report(going, inspector(cast.serviu), OCTOBER, 3050)
    spend(going, paula, 7, NOVEMBER)

    told = execution.tell(asked(paula, por="linea"))

    assert rows(told, 1)[going.bip][2:] == (
        4000, 3050, -950, 200_000, 100_001, 301_000, 100_001, -200_999, 3320,
    )  # fmt: skip
    assert told.sheets[1].table.total is not None
    assert told.sheets[1].table.total[6:11] == (200_000, 100_001, 301_000, 100_032, -200_968)
    label = dict(LineOfAction.choices)[LINE]
    assert rows(told)[str(label).capitalize()][:3] == (4000, 3050, -950)
    assert "2 proyectos: en 2007, hasta el mes, se programó M$\u00a0301" in told.sentence
    spent = next(one for one in told.charts[0].series if one.label == "Gastado")
    assert [point.y for point in spent.points][-2:] == [31, 100_032]
    assert len(spent.points) == OCTOBER.number


def test_a_closed_month_keeps_what_was_programmed_then(
    cast: Cast, paula: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, later = made(cast, by=paula), made(cast, by=paula)
    spend(later, paula, 5)
    programmed(
        monkeypatch,
        project,
        cast,
        date(2007, 11, 5),
        {OCTOBER: 200, NOVEMBER: 100},
        {OCTOBER: 4000},
    )
    closing = closed(cast)
    before = figures(paula)
    programmed(
        monkeypatch, project, cast, date(2007, 11, 20), {OCTOBER: 50, NOVEMBER: 90}, {OCTOBER: 1000}
    )
    programmed(monkeypatch, later, cast, date(2007, 11, 21), {OCTOBER: 70}, {OCTOBER: 100})

    assert figures(paula) == before == [(200_000, 300_000, 4000), (0, 0, -1)]
    assert asked(paula).state == "Mes cerrado el 10-11-2007: cifras del cierre"
    assert "enero, febrero" in asked(paula).state_note

    reopen_month(closing, reason="Llegó un informe", by=cast.diana.access)
    assert figures(paula) == [(50_000, 140_000, 1000), (70_000, 70_000, 100)]
    assert asked(paula).state == "Mes abierto: cifras provisorias"


def figures(by: Somebody) -> list[tuple[int, ...]]:
    """Of each project: programmed in the month, in all, and how far it should be."""
    question = asked(by)
    found = figures_of(question, question.going)
    columns = (found.of_month[0], found.table.budget, found.table.due)
    return [tuple(row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def test_a_contract_stands_as_of_the_last_day_of_the_month(cast: Cast, paula: Somebody) -> None:
    project, ines = made(cast, by=paula), contracts.inspector(cast.serviu)
    contract = contracts.running(project, ines, term_days=100)
    contracts.received(contract, ines, 10_000_000)
    contracts.received(contract, ines, 20_000_000, on=date(2007, 9, 5))
    contracts.changed(contract, ines, amount=5_000_000, days=0)
    projects = Project.objects.filter(pk=project.pk)

    (july,) = contracts_of(projects, Month(2007, 7))
    (august,) = contracts_of(projects, AUGUST)
    (september,) = contracts_of(projects, SEPTEMBER)

    assert (july.total, july.charged, july.paid, july.state) == (
        120_000_000, 10_000_000, 0, "en ejecución",
    )  # fmt: skip
    assert (august.total, august.charged, august.is_late) == (125_000_000, 10_000_000, True)
    assert (september.charged, september.balance) == (30_000_000, 95_000_000)
    assert contracts_of(projects, Month(2007, 4)) == []


def test_what_goes_wrong_is_told_in_sentences(cast: Cast, going: Project, paula: Somebody) -> None:
    contracts.running(going, contracts.inspector(cast.serviu), term_days=100)

    told = execution.tell(asked(paula))

    name, said = rows(told, 3)[going.bip]
    assert name == "Pavimentación Norte"
    assert "debía llevar 40 %" in said[0]
    assert "debía terminar el 22-08-2007" in said[1]
    assert said[2] == "No se informó octubre de 2007."


def test_a_month_is_read_as_people_write_it() -> None:
    assert month_asked("", TODAY) == OCTOBER
    assert month_asked("octubre 2007", TODAY) == OCTOBER
    for wrong in ("2007-13", "nada", "2007-12", "1989-12"):
        with pytest.raises(NotAMonth):
            month_asked(wrong, TODAY)


@pytest.mark.parametrize("more", [{"por": "x"}, {"lugar": "x"}, {"servicio": "serviu-arica"}])
def test_what_is_not_hers_is_not_there(
    going: Project, paula: Somebody, more: dict[str, str]
) -> None:
    with pytest.raises(UnknownQuestion):
        asked(paula, OCTOBER, **more)


def test_a_project_gone_before_the_year_is_out(cast: Cast, going: Project, paula: Somebody) -> None:
    question = asked(paula, Month(2006, 12))

    assert question.going.count() == 0
    assert execution.tell(question).sheets == ()
