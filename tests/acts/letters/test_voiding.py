"""Who voids a letter or a batch, from which state, and what stays of it."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from minga.acts.letters import actions, batches, errors
from minga.acts.letters.approvals import may_void
from minga.acts.letters.models import Letter, LetterBatch
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.approvals.tray import find as tray
from minga.core.approvals.tray import for_me
from minga.core.errors import DomainError, NotAllowed
from minga.core.jobs.runner import perform
from minga.core.models import Event
from minga.people.roles import Role
from tests.acts.letters.factories import (
    batch,
    numbered,
    registry,
    signed,
    signed_batch,
    written,
)
from tests.conftest import TODAY, Cast, Somebody, _body, _somebody, nothing_recorded

WHY = "Se repitió."


@pytest.fixture
def chief(cast: Cast) -> Somebody:
    """Who heads another unit of the service."""
    other = _body("serviu-obras", "Obras", "unit", parent=cast.serviu)
    return _somebody("jefe-obras", ("Otto", "Bravo"), Role.UNIT_HEAD, other)


def _back(cast: Cast, draft: Any) -> Any:
    sent = approvals.begin(draft, by=cast.ana.access)
    return approvals.return_it(
        sent, remarks="Falta el plazo.", seen=seen_of(sent), by=cast.diana.access
    )


def test_who_does_not_sign_it_does_not_return_it(cast: Cast, chief: Somebody) -> None:
    of_head = approvals.begin(written(cast), by=cast.ana.access)
    of_unit = approvals.begin(written(cast, signs="unit", unit=cast.unit), by=cast.ana.access)
    for letter, who in ((of_head, cast.emilio), (of_head, chief), (of_unit, chief)):
        assert letter.pk not in [item.submission.subject_id for item in _for(who)]
        with nothing_recorded(), pytest.raises(NotAllowed, match="Este oficio lo firma la"):
            approvals.return_it(letter, remarks="No.", seen=seen_of(letter), by=who.access)
    assert [item.submission.subject_id for item in _for(cast.emilio)] == [of_unit.pk]
    done = approvals.return_it(
        of_unit, remarks="Falta.", seen=seen_of(of_unit), by=cast.emilio.access
    )
    assert done.is_draft


def _text(who: Somebody, page: str) -> str:
    return strip_tags(who.client().get(page).content.decode())


def _for(who: Somebody) -> list[Any]:
    return for_me(who.access, TODAY)


def test_who_may_not_sign_it_does_not_void_it(cast: Cast, chief: Somebody) -> None:
    of_head = numbered(cast)
    of_unit = approvals.begin(written(cast, signs="unit", unit=cast.unit), by=cast.ana.access)
    of_unit = approvals.pass_step(of_unit, seen=seen_of(of_unit), by=cast.emilio.access)
    for letter, who in (
        (of_head, cast.emilio), (of_head, chief), (of_unit, chief), (of_head, cast.ana),
    ):  # fmt: skip
        assert not may_void(letter, who.access)
        with nothing_recorded(), pytest.raises(NotAllowed):
            actions.void_letter(letter, reason=WHY, by=who.access)
    for letter, who in ((of_head, cast.diana), (of_unit, cast.emilio)):
        assert may_void(letter, who.access)
        assert actions.void_letter(letter, reason=WHY, by=who.access).state == "voided"


def test_a_draft_that_came_back_is_voided_with_its_reason(cast: Cast) -> None:
    letter = _back(cast, written(cast))
    assert [item.verb for item in tray(cast.ana.access, TODAY)] == ["Corregir oficio"]
    page = reverse("letters:letter", args=[letter.public_id])
    shown = cast.ana.client().get(page).content.decode()
    assert "Anular oficio" in shown
    assert "Descartar" not in shown
    with nothing_recorded(), pytest.raises(errors.CameBack):
        actions.discard_letter(letter, by=cast.ana.access)
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.void_letter(letter, reason=WHY, by=cast.diana.access)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        actions.void_letter(letter, reason=" ", by=cast.ana.access)

    answer = cast.ana.client().post(
        reverse("letters:void", args=[letter.public_id]), {"reason": WHY}
    )
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.voided_because, letter.number) == ("voided", WHY, None)
    assert not list(tray(cast.ana.access, TODAY))
    shown = _text(cast.ana, page)
    assert f"Anulado el 30-11-2007: {WHY}" in shown
    assert "Conserva su número" not in shown
    with nothing_recorded(), pytest.raises(errors.NotDraft):
        actions.discard_letter(letter, by=cast.ana.access)


def test_one_that_nobody_sent_is_discarded_and_not_voided(cast: Cast) -> None:
    letter = written(cast)
    page = reverse("letters:letter", args=[letter.public_id])
    shown = cast.ana.client().get(page).content.decode()
    assert "Anular oficio" not in shown
    assert "Descartar" in shown
    with nothing_recorded(), pytest.raises(errors.NeverSent):
        actions.void_letter(letter, reason=WHY, by=cast.ana.access)
    sent = approvals.begin(letter, by=cast.ana.access)
    with nothing_recorded(), pytest.raises(errors.NothingToVoid):
        actions.void_letter(sent, reason=WHY, by=cast.diana.access)


def test_the_event_of_one_without_number_does_not_say_what_it_is_about(cast: Cast) -> None:
    letter = signed(cast, kind="reserved", subject="Denuncia contra un funcionario")
    actions.void_letter(letter, reason=WHY, by=cast.diana.access)
    told = Event.objects.get(kind="letters.voided")
    assert told.data["name"] == "sin número"
    assert "Denuncia" not in str(told.data)


def test_a_batch_is_voided_in_draft_or_signed(cast: Cast) -> None:
    draft = _back(cast, batch(cast))
    page = reverse("letters:batch", args=[draft.public_id])
    assert "Descartar" not in cast.ana.client().get(page).content.decode()
    with nothing_recorded(), pytest.raises(errors.CameBack):
        batches.discard_batch(draft, by=cast.ana.access)
    address = reverse("letters:void_batch", args=[draft.public_id])
    assert cast.ana.client().post(address, {"reason": " "}).status_code == 422
    assert cast.ana.client().post(address, {"reason": WHY}).status_code == 302
    assert f"Anulado el 30-11-2007: {WHY}" in _text(cast.ana, page)
    assert not list(tray(cast.ana.access, TODAY))

    made = signed_batch(cast)
    for who in (cast.ana, cast.emilio):
        with nothing_recorded(), pytest.raises(NotAllowed):
            batches.void_batch(made, reason=WHY, by=who.access)
    row = made.rows.first()
    assert row
    first = batches.issue_row(row, by=registry(cast).access)
    job = batches.ask_issue(made, by=registry(cast).access)
    made = batches.void_batch(made, reason=WHY, by=cast.diana.access)
    assert perform(job.public_id) == "failed"
    with nothing_recorded(), pytest.raises(errors.NotSigned):
        batches.ask_issue(made, by=registry(cast).access)
    assert [letter.pk for letter in Letter.objects.filter(batch=made, state="issued")] == [first.pk]
    with nothing_recorded(), pytest.raises(errors.NothingToVoid):
        batches.void_batch(made, reason=WHY, by=cast.diana.access)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET state = 'draft', voided_on = NULL, voided_because = '' WHERE id = %s",
        "UPDATE {} SET subject = 'Otra' WHERE id = %s",
        "UPDATE {} SET voided_because = 'Otra' WHERE id = %s",
        "DELETE FROM {} WHERE id = %s",
    ],
)
def test_the_database_keeps_what_was_voided_in_draft(cast: Cast, change: str) -> None:
    letter = _back(cast, written(cast))
    letter = actions.void_letter(letter, reason=WHY, by=cast.ana.access)
    made = _back(cast, batch(cast))
    made = batches.void_batch(made, reason=WHY, by=cast.ana.access)
    for row in (letter, made):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format(row._meta.db_table), [row.pk])


def test_the_database_gives_a_batch_that_is_not_signed_no_letter(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, clerk = signed_batch(cast), registry(cast)
    row = made.rows.first()
    assert row
    batches.void_batch(made, reason=WHY, by=cast.diana.access)
    read = batches.locked

    def stale(batch: LetterBatch) -> LetterBatch:
        found = read(batch)
        found.state = "signed"
        return found

    monkeypatch.setattr(batches, "locked", stale)
    with (
        nothing_recorded(),
        pytest.raises((IntegrityError, DomainError), match="mientras está firmado"),
    ):
        batches.issue_row(row, by=clerk.access)
