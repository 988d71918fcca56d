"""Many at the same moment, on PostgreSQL: the chain has no gaps, and one of two approvals wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from minga.core import anchors
from minga.core.errors import Refusal
from minga.core.models import Chain, DigestKey, Event
from minga.core.verification import verify
from minga.documents.models import Document, StoredFile
from minga.people.actions import add_person
from minga.people.models import Person
from minga.strategy.actions import approve_definitions
from minga.strategy.models import DefinitionVersion, StrategicDefinition
from minga.workplan.actions import upload_evidence
from tests.conftest import SCRIBE, TODAY, Cast, pdf
from tests.strategy.factories import proposed
from tests.workplan.factories import approved, line

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Results and refusals of acts that begin together, each in a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=30)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))


def refused(results: list[object]) -> list[Refusal]:
    return [result for result in results if isinstance(result, Refusal)]


def test_actions_that_end_together_are_numbered_without_gaps_and_anchored() -> None:
    def add(number: int) -> Callable[[], object]:
        return lambda: add_person(given_names=f"P{number}", family_names="Paz", by=SCRIBE)

    at_once(*map(add, range(12)))

    chain = Chain.objects.get()
    sequences = list(Event.objects.order_by("sequence").values_list("sequence", flat=True))
    assert chain.sequence == Person.objects.count() == 12
    assert sequences == list(range(1, 13))
    assert sorted(dict(anchors.read(chain.chain_id))) == sequences
    assert DigestKey.objects.count() == 24
    assert verify() == []


def test_of_two_first_proposals_at_once_one_stays(cast: Cast) -> None:
    results = at_once(lambda: proposed(cast, "Una"), lambda: proposed(cast, "Otra"))

    assert len(refused(results)) == 1
    assert StrategicDefinition.objects.count() == DefinitionVersion.objects.count() == 1
    assert verify() == []


def test_of_two_approvals_at_once_one_is_told(cast: Cast) -> None:
    version = proposed(cast)
    before = Event.objects.count()

    results = at_once(*[lambda: approve_definitions(version, by=cast.diana.access)] * 3)

    assert len(refused(results)) == 2
    assert Event.objects.count() == before + 1
    assert DefinitionVersion.objects.get().status == "in_force"


def test_the_same_file_uploaded_at_once_to_two_plans_is_kept_once(cast: Cast) -> None:
    lines = [line(approved(cast, year=2007)), line(approved(cast, year=2006))]

    def upload(at: int) -> Callable[[], object]:
        day = TODAY.replace(year=2007 - at)
        return lambda: upload_evidence(
            lines[at], file=pdf(), title="Informe", dated_on=day, by=cast.ana.on(day), on=day
        )

    results = at_once(upload(0), upload(1))

    assert StoredFile.objects.count() == 1
    assert Document.objects.count() == 2 - len(refused(results))
    assert verify() == []
