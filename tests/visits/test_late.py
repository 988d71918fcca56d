"""What arrives late, twice or otherwise than it was; and who inherits, asks or is written to."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from minga.core.errors import DomainError
from minga.core.jobs import actions as jobs
from minga.core.jobs.runner import perform
from minga.core.outbox.models import Message
from minga.people.accounts.actions import set_email
from minga.people.accounts.models import AccountDetails
from minga.visits import actions
from minga.visits.actions.assigning import Asked, hand_visits
from minga.visits.errors import ReceivedOtherwise, ReportClosed
from minga.visits.models import Photo, Visit, VisitReport
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.deeds import rename
from tests.visits import factories as make


def test_a_photo_does_not_enter_a_report_that_was_received(cast: Cast):
    visit, uuid = make.assigned(cast), uuid4()
    make.reported(visit, cast.ana, uuid=uuid)
    with nothing_recorded(), pytest.raises(ReportClosed):
        make.photographed(visit, cast.ana, uuid, shade=7)
    make.photographed(visit, cast.ana, uuid)
    assert Photo.objects.count() == 1


def test_the_same_report_with_something_else_in_it_is_told(cast: Cast):
    visit, uuid = make.assigned(cast), uuid4()
    make.reported(visit, cast.ana, uuid=uuid)
    for other in ({"observations": "Otra cosa"}, {"result": "remarks", "observations": "Sí"}):
        with nothing_recorded(), pytest.raises(ReceivedOtherwise, match="no cambia"):
            make.reported(visit, cast.ana, uuid=uuid, **other)


@pytest.mark.parametrize("years", [1, 30])
def test_a_clock_years_back_makes_no_visit_before_it_opened(cast: Cast, years: int):
    visit = make.assigned(cast)
    back = timezone.now() - timedelta(days=365 * years)
    make.reported(visit, cast.ana, device_at=back)
    assert VisitReport.objects.get().visited_on == visit.opens_on


def test_it_is_not_made_before_it_was_given(cast: Cast):
    visit, given = make.asked(cast), TODAY + timedelta(days=4)
    actions.assign_visit(visit, cast.ana.person, by=cast.emilio.on(given), on=given)
    back = timezone.now() - timedelta(days=3)
    made = make.reported(visit, cast.ana, device_at=back, on=given)
    assert made.visited_on == given


def test_who_inherits_and_does_no_visits_leaves_them_to_be_given(cast: Cast):
    visit = make.assigned(cast)
    heir = cast.sofia.person
    rename(
        cast.serviu, "SERVIU", by=SCRIBE, then=lambda: hand_visits([visit.pk], heir.pk, "Se va.")
    )
    visit.refresh_from_db()
    assert (visit.inspector, visit.status) == (None, "unassigned")


def test_the_same_visit_asked_twice_is_once(cast: Cast):
    visit = make.asked(cast)
    assert visit.rule
    point = (-701_400_000, -202_100_000)
    asked = Asked(visit.title, visit.asked_reason, point=point)
    with nothing_recorded(), pytest.raises(DomainError, match="ya se pidió hoy"):
        actions.ask_visit(visit.rule, visit.case(), asked, by=cast.emilio.access)
    other = Asked(visit.title, "Otro motivo", point=point)
    actions.ask_visit(visit.rule, visit.case(), other, by=cast.emilio.access)
    assert Visit.objects.count() == 2


def test_an_address_that_cannot_be_written_to_keeps_nobody_else_from_theirs(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    make.assigned(cast)
    for who in (cast.ana, cast.emilio):
        mail = f"{who.person.user.username}@serviu.cl"
        set_email(who.person, email=mail, reason="Alta", by=SCRIBE)
    from tests.core.database import by_hand, sql  # noqa: PLC0415

    details = AccountDetails.objects.get(user=cast.ana.person.user)
    with by_hand():
        sql(
            f"UPDATE {details._meta.db_table} SET email = 'ana@ñandu.cl' "
            f"WHERE user_id = {details.user_id}"
        )
    morning = Visit.objects.get().due_on + timedelta(days=1)
    monkeypatch.setattr("minga.core.jobs.runner.day_of", lambda chain: morning)
    assert perform(jobs.ask("visits_digest", by=SCRIBE).public_id) == "done"
    assert [m.to for m in Message.objects.filter(to__contains="@serviu.cl")] == [
        f"{cast.emilio.person.user.username}@serviu.cl"
    ]


def test_an_address_that_cannot_be_written_to_is_not_kept(cast: Cast):
    with nothing_recorded(), pytest.raises(DomainError):
        set_email(cast.ana.person, email="ana@ñandu.cl", reason="Alta", by=SCRIBE)


def test_after_somebody_else_changed_it_the_form_can_be_sent_again(cast: Cast):
    visit = make.asked(cast)
    page = reverse("visits:assign", args=[visit.public_id])
    said = {"inspector": cast.ana.person.pk, "seen": visit.event_id - 1, "reason": "Le toca"}
    client = cast.emilio.client()
    first = client.post(page, said)
    assert first.status_code == 409
    found = re.search(rb'name="seen" value="(\d+)"', first.content)
    assert found
    seen = int(found[1])
    assert client.post(page, said | {"seen": seen}).status_code == 302


def test_who_had_it_tells_that_it_failed_and_moves_nothing_of_who_has_it_now(cast: Cast):
    visit, later = make.assigned(cast), TODAY + timedelta(days=2)
    other = make.somebody(cast, "otro", make.Role.WORKS_INSPECTOR)
    actions.assign_visit(
        visit, other.person, planned_on=later, reason="Le toca", by=cast.emilio.access
    )
    actions.report_failure(
        visit, client_uuid=uuid4(), reason="Lluvia", next_on=later + timedelta(days=9),
        by=cast.ana.access,
    )  # fmt: skip
    visit.refresh_from_db()
    assert (visit.status, visit.planned_on, visit.attempts.count()) == ("assigned", later, 1)
