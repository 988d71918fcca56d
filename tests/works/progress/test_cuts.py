"""Programmed against actual by any cut: each adds to the whole, to the peso."""

from datetime import date

import pytest

from minga.core.months import Month
from minga.strategy.models import Initiative, LineOfAction
from minga.territory.models import Kind, Territory
from minga.works.actions import tie_initiatives, write_communes, write_money
from minga.works.models import Project
from minga.works.progress.cuts import Asked, Period, Totals, per_project
from minga.works.progress.measuring import NONE, measure
from minga.works.progress.naming import CUTS
from tests.conftest import Cast, Somebody
from tests.snapshot import written_once
from tests.works.factories import cost, programmer, source
from tests.works.factories import project as made
from tests.works.initiatives import initiative
from tests.works.progress.factories import NOVEMBER, OCTOBER, in_force, inspector, report, spend

LINE = LineOfAction.choices[0][0]
YEAR = Period(Month(2007, 1), Month(2007, 12))
ASKED = Asked(YEAR)


@written_once
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@written_once
def whole(cast: Cast, paula: Somebody) -> Project:
    """Two communes, two sources, two initiatives; 500.000 programmed and 101 spent."""
    project = made(cast, by=paula, line_of_action=LINE, principal=cast.seremi, unit=cast.unit)
    iquique, huara = (Territory.objects.get(key=key) for key in ("iquique", "huara"))
    write_communes(project, {iquique: 7000, huara: 3000}, by=paula.access)
    money = [source(600_000), source(200_000, "municipality", organisation=cast.seremi)]
    write_money(project, [cost(800_000)], money, by=paula.access)
    both = [initiative(cast.serviu, name="Plan norte"), initiative(cast.serviu, name="Plan sur")]
    tie_initiatives(project, both, by=paula.access)
    in_force(project, cast, {OCTOBER: 200, NOVEMBER: 300, Month(2008, 1): 700})
    spend(project, paula, 101)
    return project


@written_once
def bare(cast: Cast, paula: Somebody) -> Project:
    """Nothing but 50 spent, of it 20 in the year before."""
    project = made(cast, by=paula)
    spend(project, paula, 30)
    spend(project, paula, 20, Month(2006, 12))
    return project


def cut(name: str, asked: Asked = ASKED) -> Totals:
    return CUTS[name].totals(asked)


def named(name: str, asked: Asked = ASKED) -> dict[str, tuple[int, int]]:
    totals = cut(name, asked)
    names = CUTS[name].names(asked, [key for key in totals if key is not None])
    return {names.get(key) or CUTS[name].nobody: totals[key] for key in totals}


def test_two_communes_and_what_has_none(whole: Project, bare: Project) -> None:
    assert named("territorio") == {
        "Iquique": (350_000, 71),
        "Huara": (150_000, 30),
        "Sin lugar en esta división": (0, 30),
    }


def test_what_is_shared_in_part_leaves_the_rest_without_place(
    paula: Somebody, bare: Project
) -> None:
    assert named("territorio") == {"Sin lugar en esta división": (0, 30)}


def test_by_region_of_another_day(cast: Cast, paula: Somebody, whole: Project) -> None:
    moved = made(cast, by=paula)
    write_communes(moved, {Territory.objects.get(key="arica"): 10_000}, by=paula.access)
    spend(moved, paula, 7)

    old, new = (Asked(YEAR, None, day, Kind.REGION) for day in (date(2007, 1, 1), date(2008, 1, 1)))
    before, after = named("territorio", old), named("territorio", new)

    assert sum(spent for _, spent in before.values()) == 108
    assert len(before) < len(after) or before.keys() != after.keys()
    assert sorted(spent for _, spent in after.values() if spent) == [7, 101]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("linea", {str(LineOfAction(LINE).label).capitalize(): (500_000, 101)}),
        ("mandante", {"SEREMI": (500_000, 101)}),
        ("unidad", {"Control de Gestión": (500_000, 101)}),
        ("fuente", {"Sector (minvu)": (375_000, 76), "Municipalidad": (125_000, 25)}),
    ],
)
def test_by_what_a_project_is(
    whole: Project, bare: Project, name: str, expected: dict[str, tuple[int, int]]
) -> None:
    assert named(name) == expected | {CUTS[name].nobody: (0, 30)}


def test_of_several_initiatives_it_counts_whole_in_each(whole: Project, bare: Project) -> None:
    kind = Initiative.objects.all()[0].get_kind_display()

    assert named("iniciativa") == {
        f"Plan norte ({kind})": (500_000, 101),
        f"Plan sur ({kind})": (500_000, 101),
        "Sin iniciativa": (0, 30),
    }


def test_carry_over_and_new(whole: Project, bare: Project) -> None:
    assert named("arrastre") == {"Nuevo": (500_000, 101), "Arrastre": (0, 30)}
    assert named("arrastre", Asked(Period(Month(2008, 1), Month(2008, 1)))) == {
        "Arrastre": (700_000, 0)
    }


def test_without_projects_there_is_nothing(cast: Cast, bare: Project) -> None:
    nobody = Asked(YEAR, Project.objects.none())

    assert {name: dict(cut(name, nobody)) for name in CUTS} == {name: {} for name in CUTS}


def test_of_some_projects_alone(whole: Project, bare: Project) -> None:
    own = Asked(YEAR, Project.objects.filter(pk=bare.pk))

    for name in CUTS:
        assert list(cut(name, own).values()) == [(0, 30)], name


@pytest.mark.parametrize(
    ("since", "until", "planned", "spent"),
    [
        ((2007, 10), (2007, 10), 200_000, 131),
        ((2007, 11), (2007, 11), 300_000, 0),
        ((2006, 12), (2006, 12), 0, 20),
        ((2006, 12), (2007, 10), 200_000, 151),
        ((2006, 1), (2008, 1), 1_200_000, 151),
        ((2007, 11), (2008, 12), 1_000_000, 0),
        ((2006, 11), (2009, 2), 1_200_000, 151),
        ((2005, 1), (2006, 11), 0, 0),
    ],
)
def test_the_months_of_any_period(
    whole: Project,
    bare: Project,
    since: tuple[int, int],
    until: tuple[int, int],
    planned: int,
    spent: int,
) -> None:
    asked = Asked(Period(Month(*since), Month(*until)))

    _, programmed, paid = per_project(asked)

    assert (programmed.sum(), paid.sum()) == (planned, spent)


def test_measured_to_a_month(cast: Cast, whole: Project, bare: Project) -> None:
    in_force(whole, cast, {OCTOBER: 400, NOVEMBER: 600}, {OCTOBER: 4000, NOVEMBER: 10_000})
    report(whole, inspector(cast.serviu), OCTOBER, 2500)

    table = measure(Project.objects.filter(pk__in=[whole.pk, bare.pk]), OCTOBER)
    before = measure(Project.objects.filter(pk=whole.pk), OCTOBER + -1)

    assert table.project.tolist() == [whole.pk, bare.pk]
    assert table.due.tolist() == [4000, NONE]
    assert table.real.tolist() == [2500, NONE]
    assert [column.tolist() for column in table.measured] == [
        [400_000, 0],
        [250_000, 0],
        [101, 50],
        [1_000_000, 0],
    ]
    assert (before.due.tolist(), before.real.tolist()) == ([NONE], [NONE])
    assert before.spent.tolist() == [0]


def test_a_cut_asks_as_often_with_more_projects(
    cast: Cast, paula: Somebody, whole: Project, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        spend(made(cast, by=paula), paula, 5)

    for name in CUTS:
        with django_assert_max_num_queries(6):  # type: ignore[operator]
            cut(name)
