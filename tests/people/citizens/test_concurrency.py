"""Two clerks at once, on PostgreSQL: one waits for the other, and then asks."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from minga.core.errors import DomainError
from minga.people.citizens import actions
from minga.people.citizens.actions.attentions import register_once
from minga.people.citizens.models import Attention, AttentionSubject, Citizen
from minga.people.models import Organisation
from tests.conftest import TODAY, Cast
from tests.people.citizens import factories

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("locks of rows are PostgreSQL's")


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Each in a thread of its own; what each was refused with, or nothing."""
    gate, told = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            deed()
            told.append("")
        except DomainError as error:
            told.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def test_the_same_person_and_subject_by_two_clerks_is_asked(cast: Cast) -> None:
    rosa, subject = factories.rosa(cast), factories.subject(cast)
    by = cast.celia.access

    def register() -> None:
        actions.register_attention(cast.serviu, actions.Asked(subject, rosa), by=by, on=TODAY)

    assert at_once(register, register) == ["", "citizens.seems_twice"]
    assert Attention.objects.count() == 1


def test_a_double_click_at_once_is_one_attention(cast: Cast) -> None:
    subject: AttentionSubject = factories.subject(cast)
    service: Organisation = cast.serviu
    by = cast.celia.access

    def click() -> None:
        asked = actions.Asked(subject)
        register_once(service, asked, form_key="k" * 32, confirmed=False, by=by, on=TODAY)

    assert at_once(click, click) == ["", ""]
    assert Attention.objects.count() == 1


def test_numbers_stay_gapless_when_many_register(cast: Cast) -> None:
    subject, by = factories.subject(cast), cast.celia.access
    factories.attention(cast)

    def register() -> None:
        actions.register_attention(cast.serviu, actions.Asked(subject), by=by, on=TODAY)

    assert at_once(*[register] * 5) == [""] * 5
    assert sorted(Attention.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_one_run_typed_by_two_clerks_is_one_person(cast: Cast) -> None:
    def add() -> None:
        factories.citizen(cast.celia, cast.serviu, 5)

    assert at_once(add, add)[0] == ""
    assert Citizen.objects.count() == 1
