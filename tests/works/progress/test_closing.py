"""Closing a month freezes it; opening it again says why."""

import pytest

from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.works.models import Project
from minga.works.progress import actions, errors
from minga.works.progress.models import MonthClosing
from minga.works.progress.reported import counts, counts_by_month, expected, missing_in
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded
from tests.works.factories import programmer
from tests.works.factories import project as made
from tests.works.progress.factories import (
    NOVEMBER,
    OCTOBER,
    in_force,
    inspector,
    report,
    spend,
    works_head,
)


@pytest.fixture
def olga(cast: Cast) -> Somebody:
    return works_head(cast.serviu)


@pytest.fixture
def begun(cast: Cast) -> Project:
    project = made(cast)
    in_force(project, cast, {OCTOBER: 1000}, {OCTOBER: 5000, NOVEMBER: 10_000})
    return project


def test_with_every_report_it_closes(cast: Cast, begun: Project, olga: Somebody) -> None:
    report(begun, inspector(cast.serviu))

    closing = actions.close_month(cast.serviu, OCTOBER, by=olga.access)

    assert (closing.missing, closing.remark, closing.closed_on) == (0, "", TODAY)
    event = Event.objects.latest("sequence")
    assert (event.kind, event.data) == (
        "progress.closed",
        {"month": "octubre de 2007", "missing": 0},
    )


def test_without_a_report_it_says_why(cast: Cast, begun: Project, olga: Somebody) -> None:
    with pytest.raises(errors.MissingReports, match="Falta 1 informe de octubre"):
        actions.close_month(cast.serviu, OCTOBER, by=olga.access)

    closing = actions.close_month(
        cast.serviu, OCTOBER, remark="Inspector con licencia", by=olga.access
    )

    assert (closing.missing, closing.remark) == (1, "Inspector con licencia")


def test_a_month_that_is_not_over_stays_open(cast: Cast, olga: Somebody) -> None:
    with pytest.raises(errors.MonthNotOver, match="Noviembre"), nothing_recorded():
        actions.close_month(cast.serviu, NOVEMBER, by=olga.access)


def test_it_closes_once(cast: Cast, olga: Somebody) -> None:
    actions.close_month(cast.serviu, OCTOBER, by=olga.access)

    with pytest.raises(errors.MonthClosed, match=str(olga.person)), nothing_recorded():
        actions.close_month(cast.serviu, OCTOBER, by=olga.access)


def test_only_the_head_of_works_closes_and_only_the_direction_reopens(
    cast: Cast, olga: Somebody
) -> None:
    with pytest.raises(NotAllowed):
        actions.close_month(cast.serviu, OCTOBER, by=cast.diana.access)
    closing = actions.close_month(cast.serviu, OCTOBER, by=olga.access)
    with pytest.raises(NotAllowed), nothing_recorded():
        actions.reopen_month(closing, reason="x", by=olga.access)


def test_reopened_it_takes_reports_and_closes_again(
    cast: Cast, begun: Project, olga: Somebody
) -> None:
    closing = actions.close_month(cast.serviu, OCTOBER, remark="Sin inspector", by=olga.access)

    with pytest.raises(errors.FieldMissing, match="por qué se reabre"):
        actions.reopen_month(closing, reason=" ", by=cast.diana.access)
    actions.reopen_month(closing, reason="Llegó el informe", by=cast.diana.access)
    with pytest.raises(errors.AlreadyReopened, match=r"D\. Pérez"):
        actions.reopen_month(closing, reason="Otra vez", by=cast.diana.access)
    report(begun, inspector(cast.serviu))
    spend(begun, programmer(cast.serviu), 7)
    actions.close_month(cast.serviu, OCTOBER, by=olga.access)

    assert [(row.missing, row.reopened_because) for row in MonthClosing.objects.all()] == [
        (0, ""),
        (1, "Llegó el informe"),
    ]
    kinds = Event.objects.filter(kind__startswith="progress.").order_by("sequence")
    assert [event.reason for event in kinds if event.kind == "progress.reopened"] == [
        "Llegó el informe"
    ]


def test_who_has_to_report(cast: Cast, begun: Project) -> None:
    ivan = inspector(cast.serviu)
    late, other = made(cast), made(cast)
    in_force(late, cast, {NOVEMBER: 1000}, {NOVEMBER: 10_000})

    assert list(expected(cast.serviu.pk, OCTOBER)) == [begun]
    report(other, ivan, OCTOBER, 1000)
    assert set(expected(cast.serviu.pk, OCTOBER)) == {begun, other}
    assert missing_in(cast.serviu.pk, OCTOBER) == 1
    report(other, ivan, NOVEMBER, 10_000)
    assert set(expected(cast.serviu.pk, NOVEMBER)) == {begun, late, other}
    assert set(expected(cast.serviu.pk, NOVEMBER + 1)) == {begun, late}
    months = [OCTOBER + n for n in range(-2, 4)]
    assert counts_by_month(cast.serviu.pk, months) == {
        month: counts(cast.serviu.pk, month) for month in months
    }
