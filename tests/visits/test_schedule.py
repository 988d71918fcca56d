"""The calendar makes what rules ask for, once."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from minga.core.models import Event
from minga.visits import actions
from minga.visits.errors import NotLater
from minga.visits.models import Visit
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.visits import factories as make
from tests.workplan import factories


def test_each_activity_gets_its_visits_once(cast: Cast):
    factories.approved(cast)
    make.rule(cast, anchor="actividad-comienza", rhythm="months", every=1)
    made = actions.make_due_visits(by=SCRIBE, on=TODAY)
    assert made == Visit.objects.count() > 0
    first = Visit.objects.order_by("pk").first()
    assert first is not None
    assert first.opens_on <= TODAY
    assert first.case_label.startswith("Programa de trabajo")
    with nothing_recorded():
        assert actions.make_due_visits(by=SCRIBE, on=TODAY) == 0


def test_nothing_before_the_rule_begins(cast: Cast):
    factories.approved(cast)
    make.rule(cast, applies_from=date(2008, 1, 1))
    assert actions.make_due_visits(by=SCRIBE, on=TODAY) == 0


def test_a_deadline_never_moves(cast: Cast):
    visit = make.assigned(cast)
    legal = visit.due_on
    until = date(2008, 3, 3)
    actions.extend_deadline(
        visit, until=until, act_reference="Res. Ex. 1", reason="Paro", by=cast.emilio.access
    )
    visit.refresh_from_db()
    assert (visit.due_on, visit.extended_to, visit.limit_on) == (legal, until, until)
    for name, value in (("due_on", until), ("extended_to", date(2009, 1, 1))):
        with pytest.raises(DatabaseError), transaction.atomic():
            _write(visit.pk, name, value)


def _write(pk: int, name: str, value: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE visits_visit SET {name} = %s WHERE id = %s", [value, pk])


def test_an_extension_goes_later(cast: Cast):
    visit = make.assigned(cast)
    with nothing_recorded(), pytest.raises(NotLater):
        actions.extend_deadline(
            visit, until=visit.due_on, act_reference="R", reason="x", by=cast.emilio.access
        )


def test_who_prepares_a_rule_does_not_approve_it(cast: Cast):
    made = make.rule(cast)
    events = Event.objects.filter(subject_model="visits.visitrule", subject_id=made.pk)
    assert {event.kind for event in events} >= {"visits.rule_created", "visit_rule.approved"}


def test_a_rule_that_counts_from_something_else_asks_its_visit_too(cast: Cast):
    factories.approved(cast)
    once = {"rhythm": "once", "every": 0}
    rule = make.rule(cast, anchor="actividad-comienza", **once)
    began = actions.make_due_visits(by=SCRIBE, on=TODAY)
    new = date(2007, 12, 1)
    make.changed(cast, rule, anchor="actividad-termina", applies_from=new, **once)
    end = date(2008, 1, 10)
    assert actions.make_due_visits(by=SCRIBE, on=end) > 0
    ended = Visit.objects.filter(version__anchor="actividad-termina")
    assert ended.filter(opens_on__gte=new).exists()
    assert Visit.objects.count() == began + ended.count()
    with nothing_recorded():
        assert actions.make_due_visits(by=SCRIBE, on=end) == 0
