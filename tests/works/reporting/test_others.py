"""Descriptors, agreements and carry-over: what each says of the same projects."""

from datetime import date
from typing import Any

import pytest

from minga.core.months import Month
from minga.territory.models import Territory
from minga.works.actions import tie_initiatives, write_communes, write_money
from minga.works.models import Project
from minga.works.progress.actions import Progress, report_month
from minga.works.reporting import agreements, carrying, descriptors, execution
from minga.works.reporting.telling import Sheet, Told, screen
from tests.conftest import TODAY, Cast, Somebody
from tests.works.factories import cost, precondition, programmer, source
from tests.works.factories import project as made
from tests.works.initiatives import initiative
from tests.works.progress.factories import OCTOBER, in_force, inspector, report, spend
from tests.works.reporting.factories import asked


@pytest.fixture
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


def cells(told: Told, at: int) -> list[tuple[Any, ...]]:
    return [row for group in told.sheets[at].table.groups for row in group.rows]


def test_two_communes_at_70_and_30_have_their_part(cast: Cast, paula: Somebody) -> None:
    project = made(
        cast, by=paula, beneficiaries_women=4, beneficiaries_men=6, beneficiaries=10,
        expected_impact="Menos polvo",
    )  # fmt: skip
    iquique, huara = (Territory.objects.get(key=key) for key in ("iquique", "huara"))
    write_communes(project, {iquique: 7000, huara: 3000}, by=paula.access)
    write_money(project, [cost(500_000)], [source(500_000)], by=paula.access)
    made(cast, by=paula, beneficiaries=3)

    told = descriptors.tell(asked(paula))

    assert cells(told, 2) == [
        ("Huara", 1, 150_000_000, 3000, 3),
        ("Iquique", 1, 350_000_000, 7000, 7),
        ("Sin comuna registrada", 1, 0, 0, 3),
    ]
    assert cells(told, 0)[0][2:6] == (4, 6, 10, ("Iquique 70 %", "Huara 30 %"))
    assert cells(told, 0)[0][-2:] == (("Sector (MINVU), 500.000",), 6)
    assert ("Impacto esperado", 1, 5000) in cells(told, 1)
    assert "mujeres" in str(cells(told, 3)[1][2])
    assert "mujeres" not in str(cells(told, 3)[0][2])
    assert told.sentence == "0 proyectos tienen los diez descriptores, de 2 en la cartera."
    assert told.map is not None
    assert told.map.title == "Iquique tiene el 70 % de lo que cuestan los proyectos"


def test_why_a_project_of_an_agreement_is_apart(cast: Cast, paula: Somebody) -> None:
    plan = initiative(cast.serviu, kind="special_plan", name="Plan norte")
    over = initiative(cast.serviu, name="Plan antiguo", valid_until=date(2007, 10, 1))
    ivan, projects = inspector(cast.serviu), [made(cast, by=paula) for _ in range(4)]
    for number, project in enumerate(projects):
        tie_initiatives(project, [plan, over], by=paula.access)
        in_force(project, cast, {OCTOBER: 100}, {OCTOBER: 4000})
        if number < 3:
            report(project, ivan, OCTOBER + -1, 3000)
    precondition(projects[0], paula, text="Escritura", due_on=date(2007, 10, 2))
    report(projects[0], ivan, OCTOBER, 3500)
    lowered = Progress(1000, "Se midió otra vez.", "Había un error")
    report_month(projects[1], OCTOBER, lowered, by=ivan.access, on=TODAY)
    report(projects[2], ivan, OCTOBER, 4000)
    spend(projects[2], paula, 100_000)

    told = agreements.tell(asked(paula))

    assert [row[0] for row in cells(told, 0)] == ["Plan norte"]
    assert cells(told, 0)[0][2:6] == (4, 4000, 2130, -1870)
    by_code = {row[0]: row[-2:] for row in cells(told, 1)}
    assert by_code[projects[0].bip] == (
        ("Falta desde el 02-10-2007: Escritura.",), "Se hormigonó la calzada.",
    )  # fmt: skip
    assert by_code[projects[1].bip][0] == ("Bajó lo informado: Había un error",)
    assert by_code[projects[2].bip][0] == ()
    assert by_code[projects[3].bip] == (("No se informó el mes.",), "")
    assert told.sentence.startswith("4 proyectos en 1 iniciativa; 1 iniciativa lleva menos avance")


def test_works_for_a_principal_that_come_from_before(cast: Cast, paula: Somebody) -> None:
    old = made(cast, by=paula, principal=cast.seremi, name="Plaza")
    new = made(cast, by=paula, principal=cast.seremi)
    own = made(cast, by=paula)
    for project in (old, own):
        spend(project, paula, 9_000, Month(2006, 12))
    for project in (old, new):
        in_force(project, cast, {Month(2007, 3): 60, Month(2008, 1): 40})
    spend(old, paula, 5_000)

    told = carrying.tell(asked(paula))

    assert cells(told, 0) == [(old.bip, "Plaza", 100_000, 9_000, 60_000, 5_000, 40_000)]
    assert told.sentence.startswith("1 obra de arrastre de 1 mandante; programan M$")


def test_a_long_table_is_cut_and_says_so(cast: Cast, paula: Somebody) -> None:
    project = made(cast, by=paula)
    spend(project, paula, 1)
    sheet = execution.tell(asked(paula)).sheets[1]
    group = sheet.table.groups[0]
    many = Sheet(
        type(sheet.table)(sheet.table.columns, (type(group)(group.rows * 101),)), ("/x/",) * 101
    )

    shown = screen(many)

    assert [len(band.rows) for band in shown.bands] == [100]
    assert "Se muestran 100 de 101 filas" in shown.table.note
    assert shown.total == ()
    (first, *_) = shown.bands[0].rows[0]
    assert (first.texts, first.small, first.href) == ((project.name,), project.bip, "/x/")


def test_nothing_of_nobody(cast: Cast, paula: Somebody) -> None:
    for tell in (descriptors.tell, agreements.tell, carrying.tell):
        assert tell(asked(paula)).sheets == ()
    assert Project.objects.count() == 0
