"""What other pages tell of procedures: what awaits, what worries a head, what is found."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.search.find import search
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.workplan.procedures import actions
from minga.workplan.procedures.awaiting import find as awaiting
from minga.workplan.worries import worries
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan.procedures import factories
from tests.workplan.procedures.factories import AGAIN


def verbs(somebody: Somebody, day: date = TODAY) -> list[str]:
    return [item.verb for item in awaiting(somebody.on(day), day)]


def told(service: Organisation, somebody: Somebody, kind: str) -> list[str]:
    keys = {"revisiones", "correcciones", "no-conformidades"}
    found = [worry for worry in worries(kind) if worry.key in keys]
    return [line.label for worry in found for line in worry.find(service, TODAY, somebody.access)]


def test_a_review_awaits_the_heads_a_month_before(cast: Cast) -> None:
    factories.approved(cast)

    assert verbs(cast.emilio, date(2008, 2, 10)) == []
    assert verbs(cast.emilio, date(2008, 2, 11)) == ["Anotar revisión"]
    assert verbs(cast.ana, date(2008, 2, 11)) == []


def test_a_non_conformity_awaits_step_by_step(cast: Cast) -> None:
    procedure = factories.approved(cast)
    made = factories.fault(cast, procedure)
    assert verbs(cast.bruno) == ["Analizar la causa"]
    actions.analyse_cause(made, cause="Nadie", by=cast.ana.access)
    assert verbs(cast.bruno) == ["Acordar la corrección"]
    actions.agree_correction(made, factories.correction(cast), by=cast.ana.access)
    assert verbs(cast.bruno) == []
    assert verbs(cast.carla) == []


def test_a_correction_awaits_who_did_not_do_it(cast: Cast) -> None:
    factories.corrected(cast, factories.approved(cast))

    assert verbs(cast.ana) == ["Comprobar la corrección"]
    assert verbs(cast.bruno) == []


def test_a_head_is_told_what_is_late_and_what_waits(cast: Cast) -> None:
    procedure = factories.approved(cast)
    actions.set_period(procedure, months=3, reason="Ya", by=cast.emilio.on(AGAIN), on=AGAIN)
    made = factories.fault(cast, procedure)
    assert told(cast.serviu, cast.diana, "late") == ["P-01 Planes de inversión"]
    assert told(cast.serviu, cast.diana, "waits") == ["No conformidad 1 de 2007"]

    on = date(2007, 11, 1)
    actions.analyse_cause(made, cause="Nadie", by=cast.ana.on(on), on=on)
    due = factories.correction(cast, due_on=date(2007, 11, 15))
    actions.agree_correction(made, due, by=cast.ana.on(on), on=on)

    assert told(cast.serviu, cast.diana, "waits") == []
    assert told(cast.serviu, cast.diana, "late")[1:] == ["Dejar acta siempre"]
    assert told(cast.serviu, cast.carla, "late") == []


def test_it_is_found_by_an_activity_that_rules_and_by_nobody_else(cast: Cast) -> None:
    procedure = factories.approved(cast)
    factories.reopened(cast, procedure)

    def found(word: str, somebody: Somebody) -> list[str]:
        return [result.label for result in search(somebody.access, word)]

    assert "2. Reunir los proyectos" in found("reunir", cast.ana)
    assert found("ajustar", cast.ana) == []
    assert found("reunir", cast.carla) == []


@pytest.mark.parametrize("name", ["procedure", "version", "draft", "use", "fault", "procedures"])
def test_no_page_asks_more_because_there_is_more(cast: Cast, name: str) -> None:
    """A procedure of four activities, one use and one non-conformity; then of twelve, with more."""
    few = asked(cast, name, "P-01", factories.STEPS, 1)
    many = asked(cast, name, "P-02", tuple(f"Paso {n}" for n in range(12)), 4)

    assert many <= few


def asked(cast: Cast, name: str, code: str, steps: tuple[str, ...], more: int) -> int:
    procedure = factories.approved(cast, steps, code=code)
    version = factories.ruling(procedure)
    uses = [factories.used(cast, procedure) for _ in range(more)]
    for number in range(1, more + 1):
        factories.done(cast, uses[0], number)
    faults = [factories.acting(cast, procedure) for _ in range(more)]
    for _ in range(more - 1):
        actions.agree_correction(faults[0], factories.correction(cast), by=cast.ana.access)
    factories.reopened(cast, procedure)
    keys: dict[str, list[object]] = {
        "use": [uses[0].public_id],
        "fault": [faults[0].public_id],
        "version": [procedure.public_id, version.number],
        "procedures": [],
    }
    url = reverse(f"procedures:{name}", args=keys.get(name, [procedure.public_id]))
    client = cast.emilio.client()
    frame_on(TODAY)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
