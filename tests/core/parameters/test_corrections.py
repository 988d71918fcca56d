"""A correction rules once another approved it, and changes nothing of what was before."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.parameters import actions, checks, errors
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.rulings import NoLongerFits, digest, ruling
from minga.core.verification import verify
from minga.core.versions import PreparedByApprover
from minga.rules.parameters import NotInForce, parameter
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import by_hand, commit, refused, refused_constraint, sql
from tests.core.parameters.making import (
    BEGINS,
    approve,
    approved,
    bands,
    proposed,
    returned,
    said,
    shape,
)

FILE, NAME, END = "agreements", "collective_increment", date(2007, 12, 31)
TABLE = "parameters_parametercorrection"


def now(cast: Cast, day: date = END, **more: Any) -> dict[str, Any]:
    return ruling(FILE, NAME, day, service=cast.serviu.pk, **more).values


def test_it_rules_in_its_service_once_another_approved_it(cast: Cast) -> None:
    before, package = digest(FILE, service=cast.serviu.pk), parameter(FILE, NAME, END)
    row = proposed(cast)
    assert now(cast) == package.values

    approve(cast, row)

    assert now(cast) == bands((90, 100), (80, 40))
    assert ruling(FILE, NAME, END, service=cast.other.pk) == package
    assert ruling(FILE, NAME, END, service=None) == package
    assert digest(FILE, service=cast.serviu.pk) != before
    assert digest(FILE, service=cast.other.pk) == before
    commit()
    assert verify() == []
    event = Event.objects.latest("sequence")
    assert event.kind == "parameters.approved"
    assert f"parameters.parametercorrection:{row.pk}" in event.digests


def test_of_what_was_known_before_it_changes_nothing(cast: Cast) -> None:
    eve, instant = TODAY - timedelta(days=1), timezone.now()
    before = digest(FILE, service=cast.serviu.pk)
    approved(cast)

    assert now(cast, as_of=eve) == now(cast, known_at=instant) != now(cast)
    assert now(cast, as_of=TODAY) == now(cast, known_at=timezone.now()) == now(cast)
    assert digest(FILE, service=cast.serviu.pk, as_of=eve) == before
    assert digest(FILE, instant, service=cast.serviu.pk) == before


def test_it_rules_from_its_day_and_not_before(cast: Cast) -> None:
    since = date(2007, 6, 1)
    approved(cast, said((95, 100), since=since))

    assert now(cast, since - timedelta(days=1)) == parameter(FILE, NAME, END).values
    assert now(cast, since) == bands((95, 100))
    with pytest.raises(NotInForce):
        now(cast, BEGINS - timedelta(days=1))


def test_who_proposes_does_not_approve_nor_does_who_has_no_role(cast: Cast) -> None:
    row = proposed(cast, who=cast.emilio)
    for who in (cast.emilio, cast.ana, cast.nora, cast.carla):
        with nothing_recorded(), pytest.raises((NotAllowed, PreparedByApprover)):
            approve(cast, row, who=who)
    for who in (cast.ana, cast.diana, cast.carla, cast.aldo):
        with nothing_recorded(), pytest.raises(NotAllowed):
            proposed(cast, said((95, 90), since=date(2005, 1, 1)), who=who)
    with nothing_recorded(), pytest.raises(NotAllowed):
        proposed(cast, institution=(cast.other.pk, "Otro"))


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (said((75, 50), (90, 100)), errors.BadValues),
        (said((101, 100)), errors.BadValues),
        (said((90, -1)), errors.BadValues),
        (said(since=BEGINS - timedelta(days=1)), errors.BeforeTheNorm),
        (said(source="  "), errors.SourceMissing),
    ],
)
def test_what_is_bad_is_refused(cast: Cast, told: actions.Said, error: type[Exception]) -> None:
    with nothing_recorded(), pytest.raises(error):
        proposed(cast, told)


def test_a_reason_is_asked_and_something_has_to_change(cast: Cast) -> None:
    as_it_is = parameter(FILE, NAME, END)
    same = actions.Said(BEGINS, as_it_is.values, as_it_is.source)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        proposed(cast, reason=" ")
    with nothing_recorded(), pytest.raises(errors.NothingChanges):
        proposed(cast, same)

    row = approved(cast, actions.Said(BEGINS, same.values, same.source, "Diario Oficial"))

    assert row.verified
    assert ruling(FILE, NAME, END, service=cast.serviu.pk).verified


def test_one_day_has_one_correction_and_another_takes_its_place(cast: Cast) -> None:
    first = proposed(cast)
    with nothing_recorded(), pytest.raises(errors.CorrectionWaits):
        proposed(cast, said((95, 90)))
    approve(cast, first)
    with nothing_recorded(), pytest.raises(errors.AlreadyCorrected):
        proposed(cast, said((95, 90)))

    second = approved(cast, said((95, 90)), supersedes=first)

    assert now(cast) == bands((95, 90))
    first.refresh_from_db()
    assert first.values == bands((90, 100), (80, 40))
    with nothing_recorded(), pytest.raises(errors.NotToBeReplaced):
        proposed(cast, said((97, 90)), supersedes=first)
    assert list(ParameterCorrection.objects.standing()) == [second]


def test_what_somebody_proposed_meanwhile_is_shown_beside_what_was_typed(cast: Cast) -> None:
    seen = actions.mark(shape(), cast.serviu.pk)
    proposed(cast)

    with nothing_recorded(), pytest.raises(StaleForm) as caught:
        proposed(cast, said((95, 90), since=date(2005, 1, 1)), seen=seen, who=cast.emilio)

    stored, typed = caught.value.differences["Valores"]
    assert ("80" in stored, "95" in typed) == (True, True)


def test_what_came_back_is_written_again_or_left(cast: Cast) -> None:
    row = returned(cast, proposed(cast))
    with nothing_recorded(), pytest.raises(errors.CorrectionWaits):
        proposed(cast, said((95, 90)))
    again = proposed(cast, said((95, 90)), row=row, who=cast.emilio)
    with nothing_recorded(), pytest.raises(errors.NotToBeWritten):
        actions.discard(again, reason="No va.", by=cast.nora.access, on=TODAY)
    row = returned(cast, again)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        actions.discard(row, reason=" ", by=cast.nora.access, on=TODAY)

    actions.discard(row, reason="No va.", by=cast.nora.access, on=TODAY)

    assert approved(cast).pk != row.pk


def test_everybody_who_wrote_in_it_is_barred(cast: Cast) -> None:
    row = returned(cast, proposed(cast, who=cast.emilio))
    again = proposed(cast, said((95, 90)), row=row, who=cast.nora)
    with nothing_recorded(), pytest.raises((NotAllowed, PreparedByApprover)):
        approvals.pass_step(again, seen=seen_of(again), by=cast.emilio.access, on=TODAY)


def test_the_database_holds_it(cast: Cast) -> None:
    waiting = proposed(cast)
    with refused("Espera aprobación|cuando otra persona"):
        sql(f"UPDATE {TABLE} SET said = '{{}}' WHERE id = %s", waiting.pk)
    with refused("no se borra|Espera aprobación"):
        sql(f"DELETE FROM {TABLE} WHERE id = %s", waiting.pk)
    row = returned(cast, waiting)
    with refused("cuando otra persona lo aprueba"):
        sql(f"UPDATE {TABLE} SET status = 'approved', approved_by = 1, approver = 'x', "
            "approved_on = '2007-01-01' WHERE id = %s", row.pk)  # fmt: skip
    with refused("no cambia de parámetro"):
        sql(f"UPDATE {TABLE} SET name = 'other' WHERE id = %s", row.pk)
    with refused("Se reemplaza una corrección aprobada"):
        sql(f"UPDATE {TABLE} SET supersedes_id = id WHERE id = %s", row.pk)
    with refused("no se borra"):
        sql(f"DELETE FROM {TABLE} WHERE id = %s", row.pk)
    for column, value, name in (
        ("source", "", "parametercorrection_says_why"),
        ("reason", "", "parametercorrection_says_why"),
        ("read_in", "x", "parametercorrection_verified_where"),
        ("approver", "x", "parametercorrection_approval_iff_approved"),
    ):
        with refused(name):
            sql(f"UPDATE {TABLE} SET {column} = %s WHERE id = %s", value, row.pk)
    proposed(cast, said((95, 90)), row=row)
    approve(cast, row)
    with refused("aprobada o desistida no se modifica"):
        sql(f"UPDATE {TABLE} SET said = '{{}}' WHERE id = %s", row.pk)


def test_the_database_holds_one_a_day_and_two_persons(cast: Cast) -> None:
    first = approved(cast)
    second = proposed(cast, said((95, 90)), supersedes=first)
    other = proposed(cast, said((96, 90), since=date(2006, 1, 1)))
    with by_hand():
        columns = f"{TABLE}.institution_id, {TABLE}.file, {TABLE}.name, {TABLE}.since"
        with refused_constraint("parametercorrection_first_of_its_day", columns):
            sql(f"UPDATE {TABLE} SET since = %s WHERE id = %s", BEGINS, other.pk)
        with refused_constraint("parametercorrection_superseded_once", f"{TABLE}.supersedes_id"):
            sql(f"UPDATE {TABLE} SET supersedes_id = %s WHERE id = %s", first.pk, other.pk)
        with refused("parametercorrection_two_persons"):
            sql(f"UPDATE {TABLE} SET approved_by = proposed_by WHERE id = %s", first.pk)
    assert second.is_open


def test_one_that_no_longer_fits_is_told_and_nothing_is_answered(cast: Cast) -> None:
    row = approved(cast)
    with by_hand():
        sql(f"UPDATE {TABLE} SET said = %s WHERE id = %s", '{"bands":[]}', row.pk)

    with pytest.raises(NoLongerFits):
        now(cast)
    assert [row.public_id in finding.sentence for finding in checks.find()] == [True]
