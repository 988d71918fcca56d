"""Correcting a value on purpose: by a person, with a reason, over the value that was seen."""

from datetime import date

import pytest

from minga.core.access import operator
from minga.core.errors import DomainError, NotAllowed
from minga.core.history import lines
from minga.core.models import Event
from minga.core.uf.actions import (
    CorrectedMeanwhile,
    NotAValue,
    ReasonMissing,
    SameValue,
    correct_uf,
    load,
)
from minga.core.uf.models import UFDay
from minga.core.uf.plan import UsedWouldChange
from minga.core.uf.series import NoUF
from minga.core.uf.values import uf_on
from tests.conftest import nothing_recorded
from tests.core.uf.paying import (
    ADMINISTRATOR,
    LAST,
    LAST_VALUE,
    OFFICER,
    PUBLISHER,
    pay,
    published,
)

WHY = "Rectificación publicada el 02-01-2008."


def test_a_correction_adds_a_row_and_says_why(db: None) -> None:
    pay(LAST)

    corrected = correct_uf(LAST, 19_700_00, reason=f" {WHY} ", by=ADMINISTRATOR)

    assert uf_on(LAST) == pay(LAST) == 19_700_00
    assert corrected.replaces.value == LAST_VALUE
    (line, *_) = lines(Event.objects.filter(kind="uf.corrected"))
    assert (line.who, line.what, line.reason) == (
        "N. Castro",
        "corrigió la UF del 31-12-2007",
        WHY,
    )
    (change,) = line.changes
    assert (change.label, change.old, change.new) == ("Valor", "19.622,66", "19.700,00")


def test_a_day_that_nobody_used_is_corrected_too_and_not_used_by_that(db: None) -> None:
    assert correct_uf(LAST, 19_700_00, reason=WHY, by=ADMINISTRATOR).is_used is False
    assert uf_on(LAST) == 19_700_00


def test_no_file_changes_what_was_corrected(db: None) -> None:
    correct_uf(LAST, 19_700_00, reason=WHY, by=ADMINISTRATOR)

    with nothing_recorded(), pytest.raises(UsedWouldChange):
        load(published((LAST, LAST_VALUE)), source=PUBLISHER, by=ADMINISTRATOR)


@pytest.mark.parametrize(
    ("value", "reason", "seen", "refusal"),
    [
        (19_700_00, "", None, ReasonMissing),
        (19_700_00, "  ", None, ReasonMissing),
        (0, WHY, None, NotAValue),
        (-5, WHY, None, NotAValue),
        (LAST_VALUE, WHY, LAST_VALUE, SameValue),
        (19_700_00, WHY, LAST_VALUE - 1, CorrectedMeanwhile),
    ],
)
def test_a_correction_is_refused(
    db: None, value: int, reason: str, seen: int | None, refusal: type[DomainError]
) -> None:
    with nothing_recorded(), pytest.raises(refusal):
        correct_uf(LAST, value, reason=reason, seen=seen, by=ADMINISTRATOR)

    assert not UFDay.objects.exists()


@pytest.mark.parametrize("by", [OFFICER, operator()], ids=["without the role", "no person"])
def test_only_a_person_with_the_permission_corrects(db: None, by: object) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        correct_uf(LAST, 19_700_00, reason=WHY, by=by)


def test_there_is_nothing_to_correct_on_a_day_without_uf(db: None) -> None:
    with nothing_recorded(), pytest.raises(NoUF):
        correct_uf(date(2030, 1, 1), 1_00, reason=WHY, by=ADMINISTRATOR)
