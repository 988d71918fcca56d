"""Asking for what is missing: a letter to each person, once a day."""

import pytest

from minga.core.errors import NotAllowed
from minga.core.outbox.models import Message
from minga.people.accounts import actions as accounts
from minga.works.models import Project
from minga.works.progress import actions, errors
from tests.conftest import SCRIBE, Cast, Somebody, nothing_recorded
from tests.works.factories import project as made
from tests.works.progress.factories import (
    NOVEMBER,
    OCTOBER,
    in_force,
    inspector,
    report,
    works_head,
)


@pytest.fixture
def ivan(cast: Cast) -> Somebody:
    return inspector(cast.serviu)


@pytest.fixture
def olga(cast: Cast) -> Somebody:
    return works_head(cast.serviu)


@pytest.fixture
def told(cast: Cast, ivan: Somebody) -> Project:
    """Reported in September by Iván, and not in October."""
    project = made(cast, name="Calle Uno")
    in_force(project, cast, {OCTOBER: 1000}, {NOVEMBER: 10_000})
    report(project, ivan, OCTOBER + -1, 1000)
    return project


def test_one_letter_to_each_person(
    cast: Cast, told: Project, ivan: Somebody, olga: Somebody
) -> None:
    accounts.set_email(ivan.person, email="ivan@serviu.cl", reason="Nuevo", by=SCRIBE)
    other = made(cast, name="Calle Dos")
    report(other, ivan, OCTOBER + -1, 1000)

    assert actions.ask_for_reports(cast.serviu, OCTOBER, by=olga.access) == 2

    letter = Message.objects.get()
    assert letter.to == "ivan@serviu.cl"
    assert "octubre de 2007" in letter.subject
    assert "Calle Uno" in letter.text
    assert "Calle Dos" in letter.text
    with pytest.raises(errors.AskedToday), nothing_recorded():
        actions.ask_for_reports(cast.serviu, OCTOBER, by=olga.access)


def test_without_anybody_to_write_to_it_says_so(cast: Cast, told: Project, olga: Somebody) -> None:
    with pytest.raises(errors.NobodyToAsk), nothing_recorded():
        actions.ask_for_reports(cast.serviu, OCTOBER, by=olga.access)
    assert not Message.objects.exists()


def test_only_the_head_of_works_asks_and_not_of_a_closed_month(
    cast: Cast, told: Project, olga: Somebody
) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_for_reports(cast.serviu, OCTOBER, by=cast.diana.access)
    actions.close_month(cast.serviu, OCTOBER, remark="Licencia", by=olga.access)
    with pytest.raises(errors.MonthClosed):
        actions.ask_for_reports(cast.serviu, OCTOBER, by=olga.access)
