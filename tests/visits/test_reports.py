"""What comes back from the ground: once, whole, and never lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from minga.visits import actions
from minga.visits.errors import (
    AnswersMissing,
    NotYours,
    PhotosMissing,
    PhotoWithoutPlace,
    VisitRefused,
    WroteOne,
)
from minga.visits.models import Photo, Visit, VisitReport
from minga.visits.pictures import Shown, reports_of
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.visits import factories as make


def shown(visit: Visit) -> Shown:
    """The only photo of a visit, as pages show it."""
    told = reports_of(Visit.objects.get(pk=visit.pk))
    (one,) = told.loose or [each for row in told.reports[0].rows for each in row[2]]
    return one


def test_a_report_makes_the_visit_done(cast: Cast):
    visit = make.assigned(cast)
    make.reported(visit, cast.ana)
    visit.refresh_from_db()
    assert (visit.status, visit.done_on) == ("done", TODAY)
    assert shown(visit).distance == "a 0 m del lugar"


def test_a_photo_without_place_says_why(cast: Cast):
    visit = make.assigned(cast)
    with nothing_recorded(), pytest.raises(PhotoWithoutPlace):
        make.photographed(visit, cast.ana, uuid4(), place=actions.Place())
    why = actions.Place(reason="sin señal de GPS: subterráneo")
    make.photographed(visit, cast.ana, uuid4(), place=why)
    assert Photo.objects.get().no_place_reason == why.reason


def test_a_far_photo_is_marked_and_taken(cast: Cast):
    visit = make.assigned(cast)
    make.photographed(visit, cast.ana, uuid4(), place=actions.Place(-701_400_000, -203_100_000, 5))
    assert (shown(visit).distance, shown(visit).doubt) == ("a 11,1 km del lugar", "lejos")


def test_the_same_report_twice_is_once(cast: Cast):
    visit, uuid = make.assigned(cast), uuid4()
    first = make.reported(visit, cast.ana, uuid=uuid)
    with nothing_recorded():
        assert make.reported(visit, cast.ana, uuid=uuid) == first
    assert (VisitReport.objects.count(), Photo.objects.count()) == (1, 1)


def test_from_two_phones_both_are_kept_and_another_decides(cast: Cast):
    visit = make.assigned(cast)
    make.reported(visit, cast.ana)
    actions_by = cast.emilio.access
    second = make.reported(
        visit, cast.ana, shade=9, result="not_conforming", observations="Sin obra"
    )
    assert second.standing == "conflict"
    visit.refresh_from_db()
    assert (visit.status, visit.has_conflict) == ("done", True)
    actions.resolve_conflict(visit, second, reason="Trae la foto", by=actions_by)
    assert sorted(VisitReport.objects.values_list("standing", flat=True)) == [
        "stands",
        "superseded",
    ]


def test_who_wrote_one_does_not_decide(cast: Cast):
    """Ana inspects, and heads a unit besides."""
    visit = make.assigned(cast)
    make.reported(visit, cast.ana)
    second = make.reported(visit, cast.ana, shade=9)
    head = {"role": make.Role.UNIT_HEAD, "organisation": cast.unit}
    make.add_membership(cast.ana.person, **head, valid_from=TODAY, by=make.SCRIBE)
    with nothing_recorded(), pytest.raises(WroteOne):
        actions.resolve_conflict(visit, second, reason="x", by=cast.ana.access)
    assert Visit.objects.get().has_conflict


def test_a_report_that_speaks_of_a_photo_that_is_lost_waits(cast: Cast):
    """The device died between the photos and the report: it sends again what is missing."""
    visit, uuid = make.assigned(cast), uuid4()
    photo = make.photographed(visit, cast.ana, uuid)
    lost = "0" * 64
    with nothing_recorded(), pytest.raises(PhotosMissing) as refused:
        actions.take_report(
            visit,
            make.report(visit, photos=[photo.sha256, lost]),
            client_uuid=uuid,
            by=cast.ana.access,
        )
    assert refused.value.hashes == [lost]
    assert Photo.objects.count() == 1


def test_a_photo_taken_out_of_a_report_stays_in_the_visit_without_it(cast: Cast):
    """The phone, that had sent both, sends the one that stays again, with another report."""
    visit, tried = make.assigned(cast), uuid4()
    for shade in (0, 1):
        make.photographed(visit, cast.ana, tried, shade=shade)
    report = make.reported(visit, cast.ana, shade=1)
    assert report.standing == "stands"
    told = reports_of(Visit.objects.get(pk=visit.pk))
    assert len([each for row in told.reports[0].rows for each in row[2]]) == 1
    (loose,) = told.loose
    assert loose.photo.report_uuid == str(tried)


def test_all_that_is_missing_is_told_at_once(cast: Cast):
    visit = make.assigned(cast)
    values = actions.ReportValues(result="conforming")
    with nothing_recorded(), pytest.raises(AnswersMissing) as refused:
        actions.take_report(visit, values, client_uuid=uuid4(), by=cast.ana.access)
    assert len(refused.value.sentences) == 1
    assert Visit.objects.get().status == "assigned"


def test_who_never_had_it_reports_nothing(cast: Cast):
    visit = make.assigned(cast)
    with nothing_recorded(), pytest.raises(NotYours):
        make.reported(visit, cast.bruno)


def test_who_had_it_may_still_send_what_was_filled_without_signal(cast: Cast):
    visit = make.assigned(cast)
    actions.assign_visit(visit, cast.bruno.person, reason="Turno", by=cast.emilio.access)
    make.reported(visit, cast.ana)
    assert make.reported(visit, cast.bruno, shade=3).standing == "conflict"


def test_the_day_of_the_visit_is_that_of_the_device_and_never_after_its_arrival(cast: Cast):
    visit = make.assigned(cast)
    arrives = TODAY + timedelta(days=5)
    past = timezone.now() - timedelta(days=3)
    late = make.reported(visit, cast.ana, device_at=past, on=arrives)
    assert late.visited_on == TODAY + timedelta(days=2)
    ahead = make.reported(visit, cast.ana, shade=1, device_at=timezone.now() + timedelta(days=3))
    assert ahead.visited_on == TODAY


def test_a_date_that_passed_on_the_way_is_judged_by_the_day_of_the_device(cast: Cast):
    """Filled three days ago without signal, for the day after."""
    visit = make.assigned(cast)
    failed = {"reason": "Camino cortado", "device_at": timezone.now() - timedelta(days=3)}
    before = TODAY - timedelta(days=4)
    with nothing_recorded(), pytest.raises(VisitRefused):
        actions.report_failure(
            visit, client_uuid=uuid4(), next_on=before, by=cast.ana.access, **failed
        )
    after = TODAY - timedelta(days=2)
    attempt = actions.report_failure(
        visit, client_uuid=uuid4(), next_on=after, by=cast.ana.access, **failed
    )
    assert (attempt.on, attempt.next_on) == (TODAY - timedelta(days=3), after)
    visit.refresh_from_db()
    assert (visit.status, visit.planned_on) == ("failed", None)


def test_an_attempt_that_arrives_when_it_is_done_is_kept_and_moves_nothing(cast: Cast):
    visit = make.assigned(cast)
    make.reported(visit, cast.ana)
    actions.report_failure(
        visit,
        client_uuid=uuid4(),
        reason="Camino cortado",
        next_on=TODAY + timedelta(days=2),
        by=cast.ana.access,
    )
    visit.refresh_from_db()
    assert (visit.status, visit.attempts.count(), visit.planned_on) == ("done", 1, None)


def test_what_could_not_be_done_keeps_its_deadline(cast: Cast):
    visit, uuid = make.assigned(cast), uuid4()
    due = visit.due_on
    for _ in range(2):
        actions.report_failure(
            visit,
            client_uuid=uuid,
            reason="Camino cortado",
            next_on=TODAY + timedelta(days=2),
            by=cast.ana.access,
        )
    visit.refresh_from_db()
    assert (visit.status, visit.due_on, visit.attempts.count()) == ("failed", due, 1)
