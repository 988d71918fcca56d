"""What became of each commitment: added, the last word rules; the head alone drops one."""

from datetime import date, timedelta
from typing import Any

import pytest

from minga.commitments import actions as promises
from minga.commitments.models import Commitment
from minga.core.errors import NotAllowed
from minga.workplan import actions as plan_actions
from minga.workplan.carrying import actions, errors
from minga.workplan.carrying.actions import Told
from minga.workplan.carrying.forms import others_of
from minga.workplan.carrying.models import (
    Became,
    CarriedCommitment,
    CarriedFollowUp,
    CarriedOutcome,
)
from minga.workplan.carrying.tables import NOBODY_SAID, line_of, lines_of, sums
from minga.workplan.models import Activity, ActivityLine
from tests.conftest import TODAY, Cast, nothing_recorded, pdf
from tests.core.database import refused, refused_constraint, sql
from tests.snapshot import written_once
from tests.workplan import factories as plans
from tests.workplan.asserts import last_said
from tests.workplan.carrying.factories import TEXTS, carried, leaves, left, read, three, years

DAY = timedelta(days=1)


@written_once
def rows(cast: Cast) -> list[CarriedCommitment]:
    """All three in Ana's draft of 2008."""
    _, new = years(cast)
    with leaves(*three(cast)):
        made: list[CarriedCommitment] = carried(cast, new, 0, 1, 2)
    return made


def line(row: CarriedCommitment) -> ActivityLine:
    return ActivityLine.objects.get(plan=row.plan_id)


def says(row: CarriedCommitment, day: date = TODAY) -> str:
    return line_of(read(row), day).says


def told(cast: Cast, row: CarriedCommitment, kind: str, **more: Any) -> CarriedOutcome:
    return actions.tell(row, Told(kind, "Así fue.", **more), by=cast.ana.access)


def test_the_last_word_rules_and_the_first_one_stays(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    row = rows[0]
    assert says(row) == NOBODY_SAID

    told(cast, row, Became.ONGOING)
    assert (says(row), line_of(read(row), TODAY).is_open) == ("sigue en curso", True)
    told(cast, row, Became.FULFILLED)

    assert (says(row), line_of(read(row), TODAY).is_open) == ("se cumplió", False)
    assert row.outcomes.count() == 2
    assert last_said()[2] == f"dijo qué pasó con «{TEXTS[0]}»: se cumplió"


def test_before_it_was_said_nobody_had(cast: Cast, rows: list[CarriedCommitment]) -> None:
    told(cast, rows[0], Became.FULFILLED)
    assert says(rows[0], TODAY - DAY) == NOBODY_SAID
    assert lines_of(rows[0].plan, TODAY - DAY) == []


def test_it_passes_to_an_activity_of_the_plan_and_of_no_other(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    foreign = plans.line(plans.in_force_plan())
    with nothing_recorded():
        with pytest.raises(errors.ActivityMissing):
            told(cast, rows[0], Became.ACTIVITY)
        with pytest.raises(errors.ActivityElsewhere, match="programa 2008"):
            told(cast, rows[0], Became.ACTIVITY, line=foreign)

    made = told(cast, rows[0], Became.ACTIVITY, line=line(rows[0]))

    assert made.line == line(rows[0])


def test_another_takes_its_place_and_never_itself(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    with nothing_recorded(), pytest.raises(errors.ReplacedByItself):
        told(cast, rows[0], Became.REPLACED, other=rows[0])
    assert told(cast, rows[0], Became.REPLACED, other=rows[1]).other == rows[1]


def test_what_proves_it_is_kept_with_the_plan(cast: Cast, rows: list[CarriedCommitment]) -> None:
    made = told(cast, rows[0], Became.FULFILLED, file=pdf())
    assert made.document is not None
    assert made.document.dossier == rows[0].plan.dossier


def test_without_words_nothing_is_told(cast: Cast, rows: list[CarriedCommitment]) -> None:
    with nothing_recorded(), pytest.raises(errors.TextMissing):
        actions.tell(rows[0], Told(Became.FULFILLED, "  "), by=cast.ana.access)


def test_the_head_drops_one_and_alone_takes_it_up_again(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    with nothing_recorded():
        with pytest.raises(NotAllowed):
            actions.drop(rows[0], reason="No hay fondos.", by=cast.ana.access)
        with pytest.raises(NotAllowed):
            actions.tell(rows[0], Told(Became.DROPPED, "No."), by=cast.ana.access)
        with pytest.raises(errors.ReasonMissing):
            actions.drop(rows[0], reason=" ", by=cast.diana.access)

    actions.drop(rows[0], reason="No hay fondos.", by=cast.diana.access)

    assert says(rows[0]) == "se dejó"
    with nothing_recorded():
        with pytest.raises(NotAllowed):
            told(cast, rows[0], Became.ONGOING)
        with pytest.raises(errors.AlreadyDropped):
            actions.drop(rows[0], reason="Otra vez.", by=cast.diana.access)
    actions.tell(rows[0], Told(Became.ONGOING, "Llegaron."), by=cast.diana.access)
    assert says(rows[0]) == "sigue en curso"


def test_who_carried_it_does_not_drop_it_whatever_the_role(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    plans.also(cast.ana, plans.Role.INSTITUTION_HEAD, cast.serviu)
    with nothing_recorded(), pytest.raises(errors.DropsOwn):
        actions.drop(rows[0], reason="No.", by=cast.ana.access)


def test_who_saw_less_is_told_what_was_said(cast: Cast, rows: list[CarriedCommitment]) -> None:
    told(cast, rows[0], Became.ONGOING)
    with nothing_recorded(), pytest.raises(errors.ChangedMeanwhile, match="sigue en curso"):
        actions.tell(rows[0], Told(Became.FULFILLED, "Sí."), seen=0, by=cast.bruno.access)


def test_the_sums_tell_settled_ongoing_and_unsaid(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    told(cast, rows[0], Became.FULFILLED)
    told(cast, rows[1], Became.ONGOING)

    found = sums(lines_of(rows[0].plan, TODAY))

    assert (found.total, found.settled, found.ongoing, found.unsaid) == (3, 1, 1, 1)


def test_the_sums_say_what_the_rows_say_also_of_one_that_is_followed_up(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    for row in rows[:2]:
        actions.follow(row, responsible=cast.seremi, due_on=date(2008, 3, 31), by=cast.ana.access)
    told(cast, rows[0], Became.FULFILLED)

    found = sums(lines_of(rows[0].plan, TODAY))

    assert [says(row) for row in rows[:2]] == ["se cumplió", "en seguimiento: pendiente"]
    assert (found.total, found.settled, found.ongoing, found.unsaid) == (3, 1, 1, 1)


def test_it_is_followed_up_once_among_the_commitments(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    given = {"responsible": cast.seremi, "due_on": date(2008, 3, 31)}
    made = actions.follow(rows[0], **given, by=cast.ana.access)

    assert isinstance(made, Commitment)
    assert (made.promise, made.due_on, made.responsible) == (
        TEXTS[0],
        date(2008, 3, 31),
        cast.seremi,
    )
    assert made.case() == rows[0].plan
    assert made.origin_label == "programa del año anterior"
    assert rows[0].public_id in made.origin_url
    with nothing_recorded(), pytest.raises(errors.AlreadyFollowed, match=made.folio):
        actions.follow(rows[0], **given, by=cast.ana.access)


def test_who_does_not_prepare_follows_nothing_up(cast: Cast, rows: list[CarriedCommitment]) -> None:
    given = {"responsible": cast.seremi, "due_on": date(2008, 3, 31)}
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.follow(rows[0], **given, by=cast.diana.access)
    actions.drop(rows[0], reason="No.", by=cast.diana.access)
    with nothing_recorded(), pytest.raises(errors.AlreadyDropped):
        actions.follow(rows[0], **given, by=cast.ana.access)


def _insert(made: CarriedOutcome, **changes: Any) -> None:
    fields = [f for f in CarriedOutcome._meta.concrete_fields if not f.primary_key]
    values = {f.column: getattr(made, f.attname) for f in fields} | changes
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO carrying_carriedoutcome ({names}) VALUES ({marks})", *values.values())


def test_the_database_holds_what_an_outcome_is(cast: Cast, rows: list[CarriedCommitment]) -> None:
    made, foreign = told(cast, rows[0], Became.ONGOING), plans.line(plans.in_force_plan())
    with refused("carriedoutcome_says_what"):
        _insert(made, text="")
    with refused("carriedoutcome_activity_is_named"):
        _insert(made, kind="activity")
    with refused("carriedoutcome_activity_is_named"):
        _insert(made, line_id=line(rows[0]).pk)
    with refused("carriedoutcome_replaced_by_another"):
        _insert(made, kind="replaced", other_id=rows[0].pk)
    with refused("carriedoutcome_replaced_by_another"):
        _insert(made, other_id=rows[1].pk)
    with refused("carriedoutcome_replaced_by_another"):
        _insert(made, kind="replaced")
    actions.drop(rows[1], reason="No.", by=cast.diana.access)
    with refused("no está, a su vez, reemplazado ni dejado"):
        _insert(made, kind="replaced", other_id=rows[1].pk)
    with refused("La actividad o el compromiso que sigue es del mismo programa"):
        _insert(made, kind="activity", line_id=foreign.pk)
    with refused("Lo que pasó con un compromiso se dice después de traerlo"):
        _insert(made, on=TODAY - DAY)
    with refused("Quien trajo un compromiso no decide dejarlo"):
        _insert(made, kind="dropped")


def test_the_database_keeps_what_was_said(cast: Cast, rows: list[CarriedCommitment]) -> None:
    made = told(cast, rows[0], Became.ONGOING)
    with refused("carrying_carriedoutcome no se modifican ni se borran"):
        sql("UPDATE carrying_carriedoutcome SET text = 'x' WHERE id = %s", made.pk)
    with refused("carrying_carriedoutcome no se modifican ni se borran"):
        sql("DELETE FROM carrying_carriedoutcome WHERE id = %s", made.pk)


def test_the_database_follows_up_once(cast: Cast, rows: list[CarriedCommitment]) -> None:
    given = {"responsible": cast.seremi, "due_on": date(2008, 3, 31)}
    one = actions.follow(rows[0], **given, by=cast.ana.access)
    two = actions.follow(rows[1], **given, by=cast.ana.access)
    link = CarriedFollowUp.objects.get(carried=rows[0])
    insert = (
        'INSERT INTO carrying_carriedfollowup (carried_id, commitment_id, "on", event_id) '
        "VALUES (%s, %s, %s, %s)"
    )
    with refused_constraint("carrying_carriedfollowup_carried_id", "carrying_carriedfollowup"):
        sql(insert, rows[0].pk, two.pk, TODAY, link.event_id)
    with refused_constraint("carrying_carriedfollowup_commitment_id", "carrying_carriedfollowup"):
        sql(insert, rows[2].pk, one.pk, TODAY, link.event_id)
    with refused("carrying_carriedfollowup no se modifican ni se borran"):
        sql("DELETE FROM carrying_carriedfollowup WHERE id = %s", link.pk)


def test_what_follows_it_up_gives_its_day_and_keeps_it_open(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    """Its own day was today; the commitment is due in March and is not done yet."""
    due = date(2008, 3, 31)
    made = actions.follow(rows[0], responsible=cast.seremi, due_on=due, by=cast.ana.access)
    later = line_of(read(rows[0]), due - DAY)
    assert (later.due_on, later.is_open, later.is_late) == (due, True, False)
    assert line_of(read(rows[0]), due + DAY).is_late
    told(cast, rows[0], Became.FULFILLED)
    assert line_of(read(rows[0]), TODAY).is_open
    with nothing_recorded(), pytest.raises(errors.FollowUpOpen, match=made.folio):
        actions.drop(rows[0], reason="No.", by=cast.diana.access)

    promises.void_commitment(made, reason="Se pasa a otro.", by=cast.diana.access)

    assert not line_of(read(rows[0]), TODAY).is_open
    actions.drop(rows[0], reason="No.", by=cast.diana.access)


def test_what_is_settled_is_not_followed_up(cast: Cast, rows: list[CarriedCommitment]) -> None:
    told(cast, rows[0], Became.FULFILLED)
    with nothing_recorded(), pytest.raises(errors.AlreadySettled, match="se cumplió"):
        actions.follow(rows[0], responsible=cast.seremi, due_on=TODAY, by=cast.ana.access)


def test_what_takes_its_place_is_named_and_stands(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    with nothing_recorded(), pytest.raises(errors.OtherMissing):
        told(cast, rows[0], Became.REPLACED)
    told(cast, rows[0], Became.REPLACED, other=rows[1])
    actions.drop(rows[2], reason="No.", by=cast.diana.access)

    with nothing_recorded():
        with pytest.raises(errors.OtherGone, match="se reemplazó por otro"):
            told(cast, rows[1], Became.REPLACED, other=rows[0])
        with pytest.raises(errors.OtherGone, match="se dejó"):
            told(cast, rows[1], Became.REPLACED, other=rows[2])
    assert not others_of(rows[1]).exists()
    assert list(others_of(rows[0])) == [rows[1]]


def test_it_is_open_again_when_its_activity_leaves_the_plan(
    cast: Cast, rows: list[CarriedCommitment]
) -> None:
    told(cast, rows[0], Became.ACTIVITY, line=line(rows[0]))
    assert not line_of(read(rows[0]), TODAY).is_open

    plan_actions.remove_activity(Activity.objects.get(line=line(rows[0])), by=cast.ana.access)

    found = line_of(read(rows[0]), TODAY)
    assert (found.is_open, found.says) == (
        True,
        "pasó a una actividad que ya no está en el programa",
    )


def test_a_long_text_is_seen_to_be_cut(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(left(0, "Palabra " * 100)):
        (row,) = carried(cast, new)
    made = actions.follow(row, responsible=cast.seremi, due_on=TODAY, by=cast.ana.access)
    assert made.promise.endswith("…")
    assert len(made.promise) <= 600
