"""A meeting: its agenda carries every open gap, and its minutes say what became of each."""

from datetime import timedelta

import pytest

from minga.core.errors import NotAllowed
from minga.workplan.problems import actions, errors
from minga.workplan.problems.actions import Agreed, Brings
from minga.workplan.problems.papers import agenda_of, minutes_of
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.workplan.problems import factories


def test_every_open_gap_is_on_the_next_agenda(cast: Cast) -> None:
    """Also the one of a commitment without a budget line, and one that is found afterwards."""
    made = factories.opened(cast)
    factories.promised(cast, made)
    found, closed = factories.gap(cast, made), factories.gap(cast, made)
    actions.close_gap(closed, resolved=True, how="Llegó.", by=cast.ana.access)

    meeting = factories.convened(cast, made, points=("Varios", " "))
    later = factories.gap(cast, made)

    gaps = set(meeting.items.exclude(gap=None).values_list("gap", flat=True))
    assert gaps == {made.gaps.get(is_budget=True).pk, found.pk, later.pk}
    assert [item.text for item in meeting.items.filter(gap=None)] == ["Varios"]
    assert meeting.attendances.count() == 3


def test_it_is_not_convened_in_the_past(cast: Cast) -> None:
    made = factories.opened(cast)

    with nothing_recorded(), pytest.raises(errors.ConvenedInThePast):
        factories.convened(cast, made, TODAY - timedelta(days=1))
    factories.convened(cast, made, TODAY)


def test_one_at_a_time(cast: Cast) -> None:
    made = factories.opened(cast)
    meeting = factories.convened(cast, made)

    with nothing_recorded(), pytest.raises(errors.OneIsOpen):
        factories.convened(cast, made)
    actions.call_off(meeting, reason="No hay sala.", by=cast.ana.access)
    assert factories.convened(cast, made).number == 2


def test_it_is_not_closed_with_gaps_unsaid(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)
    meeting = factories.convened(cast, made)
    factories.recorded(cast, meeting)

    with nothing_recorded(), pytest.raises(errors.GapsUnsaid, match=gap.what):
        actions.close_minutes(meeting, by=cast.bruno.access)


def test_its_minutes_say_what_became_of_each_gap(cast: Cast) -> None:
    made = factories.opened(cast)
    solved, goes_on, dropped = (factories.gap(cast, made) for _ in range(3))
    meeting = factories.convened(cast, made)
    said = {
        solved.pk: Agreed("Llegó el permiso.", "resolved"),
        goes_on.pk: Agreed("", "continues", TODAY + timedelta(days=40)),
        dropped.pk: Agreed("Ya no se hará.", "left"),
    }
    agreed = {item.pk: said[item.gap_id] for item in meeting.items.all() if item.gap_id}
    came = {row.pk: "Rosa Pinto" for row in meeting.attendances.all()}
    actions.record_meeting(meeting, notes="", came=came, agreed=agreed, by=cast.ana.access)

    actions.close_minutes(meeting, by=cast.bruno.access)

    assert factories.read(solved).state == "resolved"
    assert factories.read(goes_on).due_on == TODAY + timedelta(days=40)
    assert (factories.read(dropped).state, factories.read(dropped).how) == (
        "left", "Ya no se hará.",
    )  # fmt: skip
    minutes = factories.read(meeting).minutes
    assert minutes.dossier_id == made.dossier_id
    assert minutes.title == "Acta de la reunión 1"
    after = factories.convened(cast, made)
    assert [item.gap_id for item in after.items.all()] == [goes_on.pk]


def test_who_recorded_it_does_not_close_it(cast: Cast) -> None:
    meeting = factories.recorded(cast, factories.convened(cast, factories.opened(cast)))

    with nothing_recorded(), pytest.raises(errors.RecordedIt):
        actions.close_minutes(meeting, by=cast.ana.access)
    with pytest.raises(NotAllowed):
        actions.close_minutes(meeting, by=cast.diana.access)
    actions.close_minutes(meeting, by=cast.emilio.access)
    with pytest.raises(errors.MeetingOver):
        factories.recorded(cast, meeting)
    with pytest.raises(errors.MeetingOver):
        actions.add_point(meeting, text="Otro", by=cast.ana.access)


def test_who_wrote_in_it_before_another_recorded_it_does_not_close_it(cast: Cast) -> None:
    meeting = factories.convened(cast, factories.opened(cast))
    actions.add_point(meeting, text="Otro", by=cast.bruno.access)
    factories.recorded(cast, meeting)
    came = {row.pk: "Rosa Pinto" for row in meeting.attendances.all()}
    actions.record_meeting(meeting, notes="", came=came, agreed={}, by=cast.emilio.access)

    for who in (cast.ana, cast.bruno, cast.emilio):
        with nothing_recorded(), pytest.raises(errors.RecordedIt):
            actions.close_minutes(meeting, by=who.access)


def test_what_was_put_on_an_agenda_that_was_called_off_waits_for_the_next(cast: Cast) -> None:
    made = factories.opened(cast)
    first = factories.convened(cast, made, points=("Calendario",))
    actions.add_point(first, text="Varios", by=cast.ana.access)
    actions.call_off(first, reason="No hay sala.", by=cast.ana.access)

    second = factories.convened(cast, made, points=("Varios", "Obras"))

    points = second.items.order_by("number").values_list("text", flat=True)
    assert list(points) == ["Calendario", "Varios", "Obras"]


def test_who_joins_is_convened_too(cast: Cast) -> None:
    made = factories.opened(cast)
    meeting = factories.convened(cast, made)

    party = actions.join_service(made, cast.other, Brings("Obras"), by=cast.ana.access)

    assert meeting.attendances.filter(party=party).exists()


def test_a_meeting_that_is_over_does_not_tell_a_later_term(cast: Cast) -> None:
    made = factories.opened(cast)
    factories.gap(cast, made)
    meeting = factories.convened(cast, made)
    points, _ = agenda_of(meeting, TODAY).tables
    assert points.groups[0].rows[0][-1] == factories.DUE

    factories.closed(cast, meeting)

    points, _ = agenda_of(factories.read(meeting), TODAY).tables
    assert points.groups[0].rows[0][-1] is None


def test_before_its_day_it_is_not_recorded(cast: Cast) -> None:
    meeting = factories.convened(cast, factories.opened(cast), TODAY + timedelta(days=1))

    with nothing_recorded(), pytest.raises(errors.NotYetHeld):
        factories.recorded(cast, meeting)
    with pytest.raises(errors.NotHeld):
        actions.close_minutes(meeting, by=cast.bruno.access)


def test_somebody_came(cast: Cast) -> None:
    meeting = factories.convened(cast, factories.opened(cast))

    with nothing_recorded(), pytest.raises(errors.NobodyCame):
        actions.record_meeting(meeting, notes="", came={}, agreed={}, by=cast.ana.access)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Agreed("", "continues"), errors.FieldMissing),
        (Agreed("", "continues", TODAY - timedelta(days=1)), errors.DueBefore),
        (Agreed(" ", "left"), errors.FieldMissing),
        (Agreed("", "resolved"), errors.FieldMissing),
    ],
)
def test_what_is_said_of_a_gap_is_whole(cast: Cast, said: Agreed, refusal: type[Exception]) -> None:
    made = factories.opened(cast)
    factories.gap(cast, made)
    meeting = factories.convened(cast, made)

    with nothing_recorded(), pytest.raises(refusal):
        factories.recorded(cast, meeting, said)


def test_a_missing_budget_is_not_resolved_in_a_meeting(cast: Cast) -> None:
    made = factories.opened(cast)
    factories.promised(cast, made)
    meeting = factories.convened(cast, made)

    with nothing_recorded(), pytest.raises(errors.StillUnfunded):
        factories.recorded(cast, meeting, Agreed("Llegó.", "resolved"))


def test_two_at_once_over_one_meeting(cast: Cast) -> None:
    """The second one is told, and what the first one wrote stays."""
    meeting = factories.convened(cast, factories.opened(cast))
    came = {row.pk: "Rosa Pinto" for row in meeting.attendances.all()}
    actions.record_meeting(meeting, notes="Uno", came=came, agreed={}, seen=0, by=cast.ana.access)

    with nothing_recorded(), pytest.raises(errors.ChangedMeanwhile):
        actions.record_meeting(
            meeting, notes="Dos", came=came, agreed={}, seen=0, by=cast.bruno.access
        )
    with pytest.raises(errors.ChangedMeanwhile):
        actions.close_minutes(meeting, seen=0, by=cast.bruno.access)
    assert factories.read(meeting).notes == "Uno"


def test_its_papers_tell_the_gaps(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)
    meeting = factories.convened(cast, made)

    points, convened = agenda_of(meeting, TODAY).tables
    assert [row[1] for row in points.groups[0].rows] == [gap.what]
    assert len(convened.groups[0].rows) == 3
    came, agreed = minutes_of(factories.recorded(cast, meeting, factories.LATER), TODAY).tables
    assert {row[1] for row in came.groups[0].rows} == {"Rosa Pinto"}
    assert agreed.groups[0].rows[0][-1] == factories.DUE
