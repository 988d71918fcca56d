"""What is owed and by whom: on the homes from the first morning, by e-mail, in the indicator, and
when the work of somebody passes to another."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minga.core.indicators.registry import Question, indicator_of
from minga.core.jobs import actions as jobs
from minga.core.jobs.runner import perform
from minga.core.models import Event
from minga.core.outbox.models import Message
from minga.core.registries import Awaiting, awaiting
from minga.people.accounts.actions import set_email
from minga.people.handover import pass_work, piles_of
from minga.visits import actions
from minga.visits.models import Assignment, Visit
from tests.conftest import SCRIBE, TODAY, Cast, Somebody
from tests.visits import factories as make

DAY = timedelta(days=1)


def homes(who: Somebody, day: date) -> list[Awaiting]:
    """What of visits waits on the home of somebody that day."""
    found = (one for find in awaiting for one in find(who.on(day), day))
    return [one for one in found if one.kind == "Visitas de control"]


def verbs(who: Somebody, day: date) -> list[str]:
    return [one.verb for one in homes(who, day)]


def test_from_the_first_morning_it_is_on_the_homes_of_the_owner_and_of_the_chiefs(cast: Cast):
    visit = make.assigned(cast)
    last, morning = visit.due_on, visit.due_on + DAY
    # On its last day it is only of who has to make it.
    assert verbs(cast.ana, last) == ["Hacer la visita"]
    assert verbs(cast.emilio, last) == verbs(cast.diana, last) == []
    assert verbs(cast.ana, morning) == ["Hacer la visita"]
    assert verbs(cast.emilio, morning) == verbs(cast.diana, morning) == ["Ver la visita vencida"]
    (seen,) = homes(cast.emilio, morning)
    assert seen.due == last
    assert "vencida hace 1 día" in seen.note
    assert "La tiene A. Soto." in seen.note
    assert seen.url == reverse("visits:visit", args=[visit.public_id])
    assert homes(cast.ana, morning)[0].url == reverse("visits:fill", args=[visit.public_id])


def test_nobody_else_has_it_on_their_home(cast: Cast):
    morning = make.assigned(cast).due_on + DAY
    for who in (cast.bruno, cast.carla, cast.sofia, cast.gaby, cast.marta, cast.aldo, cast.nora):
        assert homes(who, morning) == []


def test_an_extended_deadline_is_late_only_after_the_new_one(cast: Cast):
    visit = make.assigned(cast)
    until = visit.due_on + timedelta(days=10)
    actions.extend_deadline(
        visit, until=until, act_reference="Res. 1", reason="Paro", by=cast.emilio.access
    )
    assert verbs(cast.emilio, until) == []
    assert verbs(cast.emilio, until + DAY) == ["Ver la visita vencida"]


def test_what_nobody_has_waits_for_the_head_alone_until_it_is_late(cast: Cast):
    visit = make.asked(cast)
    assert verbs(cast.emilio, TODAY) == ["Asignar la visita"]
    assert verbs(cast.diana, TODAY) == []
    assert verbs(cast.diana, visit.due_on + DAY) == ["Ver la visita vencida"]


def test_what_could_not_be_made_is_still_owed(cast: Cast):
    visit = make.assigned(cast)
    failed = {"client_uuid": uuid4(), "reason": "Camino cortado", "next_on": visit.due_on + 9 * DAY}
    actions.report_failure(visit, **failed, by=cast.ana.access)
    assert verbs(cast.ana, TODAY) == ["Hacer la visita"]
    assert verbs(cast.emilio, visit.due_on + DAY) == ["Ver la visita vencida"]


def test_made_or_without_effect_it_waits_for_nobody(cast: Cast):
    made = make.assigned(cast)
    make.reported(made, cast.ana)
    void = make.another(made, cast)
    actions.void_visit(void, reason="Terminó", by=cast.emilio.access)
    for who in (cast.ana, cast.emilio, cast.diana):
        assert homes(who, made.due_on + DAY) == []


@pytest.fixture
def mailed(cast: Cast) -> Cast:
    for who, name in ((cast.ana, "ana"), (cast.emilio, "emilio"), (cast.diana, "diana")):
        set_email(who.person, email=f"{name}@serviu.cl", reason="Es nuevo", by=SCRIBE)
    return cast


def told(monkeypatch: pytest.MonkeyPatch, on: date) -> dict[str, str]:
    """The messages of a morning, by address."""
    Message.objects.all().delete()
    monkeypatch.setattr("minga.core.jobs.runner.day_of", lambda chain: on)
    assert perform(jobs.ask("visits_digest", by=SCRIBE).public_id) == "done"
    return {one.to: f"{one.subject}\n{one.text}" for one in Message.objects.all()}


def test_each_morning_one_message_to_each(mailed: Cast, monkeypatch: pytest.MonkeyPatch):
    visit = make.assigned(mailed)
    make.another(visit, mailed)
    assert told(monkeypatch, visit.due_on - timedelta(days=4)) == {}
    soon = told(monkeypatch, visit.due_on - timedelta(days=3))
    assert list(soon) == ["ana@serviu.cl"]
    assert "2 visitas de control que ver" in soon["ana@serviu.cl"]
    late = told(monkeypatch, visit.due_on + DAY)
    assert set(late) == {"ana@serviu.cl", "emilio@serviu.cl", "diana@serviu.cl"}
    for text in late.values():
        assert text.count("vencida hace 1 día") == 2


def test_who_has_it_and_heads_the_unit_is_told_of_it_once(
    mailed: Cast, monkeypatch: pytest.MonkeyPatch
):
    visit = make.assigned(mailed)
    head = {"role": make.Role.UNIT_HEAD, "organisation": mailed.unit}
    make.add_membership(mailed.ana.person, **head, valid_from=TODAY, by=SCRIBE)
    late = told(monkeypatch, visit.due_on + DAY)
    assert late["ana@serviu.cl"].count(visit.title) == 1


def figure(access: Somebody, on: date) -> tuple[int, int]:
    indicator = indicator_of("visitas-dentro-de-plazo")
    assert indicator is not None
    asked = Question(
        on=on, known_at=timezone.now(), frame=on, place="", by="", access=access.on(on)
    )
    rows = indicator.rows_behind(asked)
    return sum(row.numerator for row in rows), sum(row.denominator for row in rows)


def test_the_indicator_counts_what_was_made_in_time_of_what_was_made_or_is_late(cast: Cast):
    made = make.assigned(cast)
    owed = make.another(made, cast)
    void = make.another(made, cast)
    assert figure(cast.diana, TODAY) == (0, 0)  # none made, none late
    make.reported(made, cast.ana)
    actions.void_visit(void, reason="Terminó", by=cast.emilio.access)
    assert figure(cast.diana, TODAY) == (1, 1)
    assert figure(cast.diana, owed.due_on) == (1, 1)  # its last day is in time
    assert figure(cast.diana, owed.due_on + DAY) == (1, 2)
    assert figure(cast.sofia, owed.due_on + DAY) == (0, 0)  # of another service


def test_made_late_counts_as_late_and_an_extension_is_the_deadline(cast: Cast):
    visit = make.assigned(cast)
    late = visit.due_on + timedelta(days=2)
    actions.extend_deadline(
        visit,
        until=visit.due_on + DAY,
        act_reference="Res. 1",
        reason="Paro",
        by=cast.emilio.access,
    )
    photo = make.photographed(visit, cast.ana, uuid := uuid4())
    values = make.report(visit, photos=[photo.sha256])
    actions.take_report(visit, values, client_uuid=uuid, by=cast.ana.on(late), on=late)
    assert Visit.objects.get().is_late(late)
    assert figure(cast.diana, late) == (0, 1)


@pytest.fixture
def left(cast: Cast) -> tuple[Visit, Visit]:
    """Ana had one open and one made; her work passed to Bruno."""
    visit = make.assigned(cast)
    made = make.another(visit, cast)
    make.reported(made, cast.ana)
    pile = next(p for p in piles_of(cast.ana.person, TODAY) if p.work.label == "visitas de control")
    assert [(task.label, "vence en" in task.note) for task in pile.tasks] == [(visit.title, True)]
    before = Event.objects.count()
    pass_work(cast.ana.person, cast.bruno.person, reason="Se va del servicio.", by=cast.nora.access)
    assert Event.objects.count() == before + 1
    visit.refresh_from_db()
    made.refresh_from_db()
    return visit, made


def test_open_visits_of_who_leaves_pass_with_their_deadline(cast: Cast, left: tuple[Visit, Visit]):
    visit, made = left
    assert (visit.inspector, visit.status) == (cast.bruno.person, "assigned")
    assert made.inspector == cast.ana.person  # what was made stays hers
    last = Assignment.objects.filter(visit=visit).latest("pk")
    assert last.reason == "Pasó a otra persona el trabajo de A. Soto."
    assert verbs(cast.bruno, TODAY) == ["Hacer la visita"]
    assert verbs(cast.ana, TODAY) == []
    assert fills(cast.bruno.client(), visit) == 200
    assert fills(cast.ana.client(), visit) == 404


def fills(client: Client, visit: Visit) -> int:
    return client.get(reverse("visits:fill", args=[visit.public_id])).status_code


def test_what_who_left_had_filled_without_signal_still_arrives(
    cast: Cast, left: tuple[Visit, Visit]
):
    visit, _ = left
    make.reported(visit, cast.ana, shade=8)
    assert make.reported(visit, cast.bruno, shade=9).standing == "conflict"
