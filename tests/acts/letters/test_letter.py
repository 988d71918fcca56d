"""One letter: written, signed by another, numbered without gaps, sent, answered, voided."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from minga.acts.letters import actions, errors
from minga.acts.letters.addressing import AddresseesWrong, read
from minga.acts.letters.awaiting import find
from minga.acts.letters.models import Letter
from minga.acts.wording.holes import TextHasHoles
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.folios import last_number
from minga.core.outbox.models import Message
from minga.documents.storage import path_of
from minga.people.actions import add_membership
from minga.people.models import Membership
from minga.people.roles import Role
from minga.people.substitutes import name_substitute
from tests.acts.letters.factories import SAID, TO, numbered, registry, signed, written
from tests.acts.wording.papers import said_by
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded


def test_a_letter_gets_number_date_and_its_paper_filed(cast: Cast) -> None:
    letter = numbered(cast)

    assert (letter.state, letter.number, letter.year, letter.dated_on) == (
        "issued", 1, 2007, TODAY,
    )  # fmt: skip
    assert letter.document
    said = said_by(path_of(letter.document.file.sha256).read_bytes())
    for part in ("ORDINARIO N.º 1", "Diana Pérez", "Directora", "Municipalidad de Huara"):
        assert part in said
    assert "BORRADOR" not in said


def test_each_kind_has_its_own_numbers_and_a_refusal_loses_none(cast: Cast) -> None:
    assert [numbered(cast).number, numbered(cast).number] == [1, 2]
    assert numbered(cast, kind="circular").number == 1
    with pytest.raises(errors.NotSigned):
        actions.number_letter(written(cast), by=registry(cast).access)
    assert last_number("serviu-tarapaca/oficio-ordinary", 2007) == 2


def test_only_the_registry_numbers_and_only_once(cast: Cast) -> None:
    letter = signed(cast)
    for name, somebody in cast.everybody().items():
        with nothing_recorded(), pytest.raises(NotAllowed):
            actions.number_letter(letter, by=somebody.access)
        assert name
    actions.number_letter(letter, by=registry(cast).access)
    with pytest.raises(errors.NotSigned):
        actions.number_letter(letter, by=registry(cast).access)


def test_a_unit_head_does_not_sign_what_the_head_signs(cast: Cast) -> None:
    letter = approvals.begin(written(cast), by=cast.ana.access)
    with nothing_recorded(), pytest.raises(NotAllowed, match="la dirección del servicio"):
        approvals.pass_step(letter, seen=seen_of(letter), by=cast.emilio.access)
    of_unit = approvals.begin(written(cast, signs="unit", unit=cast.unit), by=cast.ana.access)
    done = approvals.pass_step(of_unit, seen=seen_of(of_unit), by=cast.emilio.access)
    assert (done.state, done.signer) == ("signed", cast.emilio.person)


def test_who_substitutes_signs_with_an_s(cast: Cast) -> None:
    name_substitute(
        Membership.objects.get(person=cast.diana.person), cast.emilio.person,
        valid_from=TODAY, last_day=TODAY, act_reference="Res. 1", by=SCRIBE,
    )  # fmt: skip
    letter = approvals.begin(written(cast), by=cast.ana.access)
    letter = approvals.pass_step(letter, seen=seen_of(letter), by=cast.emilio.access)
    letter = actions.number_letter(letter, by=registry(cast).access)
    assert letter.signer_is_substitute
    assert letter.document
    assert "Directora (S)" in said_by(path_of(letter.document.file.sha256).read_bytes())


@pytest.mark.parametrize("column", ["subject", "body", "number", "year", "kind"])
def test_the_database_keeps_a_numbered_letter(cast: Cast, column: str) -> None:
    letter = numbered(cast)
    value: Any = 9 if column in ("number", "year") else "circular"
    statement = f"UPDATE letters_letter SET {column} = %s WHERE id = %s"
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [value, letter.pk])


def test_the_database_refuses_a_number_without_signature(cast: Cast) -> None:
    letter = written(cast)
    statement = (
        "UPDATE letters_letter SET state = 'signed', signed_on = '2007-11-30', "
        "signer_id = prepared_by_id WHERE id = %s"
    )
    with (
        pytest.raises(IntegrityError, match="cuando está firmado"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [letter.pk])


def test_what_is_signed_is_not_written_again(cast: Cast) -> None:
    letter = signed(cast)
    with nothing_recorded(), pytest.raises(errors.NotDraft):
        actions.save_letter(letter, said=SAID, to=read(TO), by=cast.ana.access)


def test_of_two_writers_the_second_is_told(cast: Cast) -> None:
    letter = written(cast)
    seen = letter.event_id
    actions.save_letter(letter, said=SAID, to=read(TO), seen=seen, by=cast.bruno.access)
    with pytest.raises(StaleForm):
        actions.save_letter(letter, said=SAID, to=read(TO), seen=seen, by=cast.ana.access)


def test_by_mail_it_leaves_with_the_paper_and_only_once(cast: Cast) -> None:
    letter, by = numbered(cast), registry(cast).access
    row = letter.addressees.get()

    actions.dispatch(letter, to=[row.pk], way="email", by=by)

    message = Message.objects.get()
    assert message.to == "alcaldia@huara.cl"
    assert message.attachments[0]["name"] == "oficio-ordinary-2007-1.pdf"
    with nothing_recorded(), pytest.raises(errors.AlreadySentTo):
        actions.dispatch(letter, to=[row.pk], way="post", by=by)


def test_who_looks_after_the_mail_does_not_read_what_a_reserved_one_is_about(cast: Cast) -> None:
    by = registry(cast).access
    for kind, subject in (
        ("reserved", "Reservado 1 de 2007"),
        ("ordinary", "Ord. 1 de 2007: Cita"),
    ):
        letter = numbered(cast, kind=kind, subject="Cita")
        actions.dispatch(letter, to=[letter.addressees.get().pk], way="email", by=by)
        message = Message.objects.order_by("pk").last()
        assert message
        assert message.subject == subject


def test_what_has_no_address_or_a_wrong_day_is_not_sent(cast: Cast) -> None:
    letter, by = numbered(cast, to="Ana Paz"), registry(cast).access
    key = letter.addressees.get().pk
    with pytest.raises(errors.EmailMissing):
        actions.dispatch(letter, to=[key], way="email", by=by)
    for day in (TODAY + timedelta(1), TODAY - timedelta(1)):
        with pytest.raises(actions.SentOnWrongDay):
            actions.dispatch(letter, to=[key], way="post", sent_on=day, by=by)
    actions.dispatch(letter, to=[key], way="post", sent_on=TODAY, by=by)


def test_a_term_runs_in_working_days_until_it_is_answered(cast: Cast) -> None:
    letter = numbered(cast, answer_days=5)
    assert letter.answer_due_on == date(2007, 12, 7)
    late = letter.answer_due_on + timedelta(1)
    assert list(Letter.objects.overdue(late)) == [letter]
    actions.note_answer(letter, how="Ord. 88", answered_on=TODAY, by=cast.ana.access)
    assert not Letter.objects.overdue(late).exists()


def test_its_answer_is_recorded_once(cast: Cast) -> None:
    letter = numbered(cast, answer_days=5)
    actions.note_answer(letter, how="Ord. 88", answered_on=TODAY, by=cast.ana.access)
    with nothing_recorded(), pytest.raises(errors.AlreadyAnswered, match=r"30-11-2007: Ord\. 88"):
        actions.note_answer(letter, how="Nada", answered_on=TODAY, by=cast.bruno.access)
    for change in ("answered_how = 'Nada'", "answered_on = NULL, answered_how = ''"):
        with (
            pytest.raises(IntegrityError, match="se registra una vez"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE letters_letter SET {change}")


@pytest.mark.parametrize("part", ["subject", "reference", "body", "signer_charge"])
def test_one_with_something_still_to_be_written_is_not_sent(cast: Cast, part: str) -> None:
    letter = written(cast, **{part: "Sobre [monto] y [sic]"})
    with nothing_recorded(), pytest.raises(TextHasHoles, match=r"corchetes: \[monto\]\."):
        approvals.begin(letter, by=cast.ana.access)


def test_a_voided_letter_keeps_its_number(cast: Cast) -> None:
    letter = numbered(cast)
    with pytest.raises(errors.ReasonMissing):
        actions.void_letter(letter, reason=" ", by=cast.diana.access)
    letter = actions.void_letter(letter, reason="Se repitió.", by=cast.diana.access)
    assert (letter.state, letter.number) == ("voided", 1)
    assert numbered(cast).number == 2


def test_a_reserved_one_is_of_its_own_service(cast: Cast) -> None:
    letter = numbered(cast, kind="reserved")
    for reader, sees in ((cast.ana, True), (cast.marta, False), (cast.carla, False)):
        assert Letter.objects.visible_to(reader.access).filter(pk=letter.pk).exists() is sees


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Ana; b; c; no-es-correo", "Línea 1: «no-es-correo» no es una dirección"),
        (";;;a@b.cl", "Línea 1: falta el destinatario"),
        ("a;b;c;;e", "Línea 1: tiene 5 datos"),
        ("x\n" + "y" * 121, "Línea 2: «yyy"),
    ],
)
def test_every_bad_line_is_told_by_its_number(text: str, says: str) -> None:
    with pytest.raises(AddresseesWrong) as refused:
        read(text)
    assert says in str(refused.value)


def test_a_letter_goes_to_somebody(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(DomainError, match="al menos un destinatario"):
        written(cast, to=" ")


def test_who_prepared_does_not_sign(cast: Cast) -> None:
    add_membership(
        cast.ana.person, role=Role.INSTITUTION_HEAD, organisation=cast.serviu,
        valid_from=TODAY, is_substitute=True, by=SCRIBE,
    )  # fmt: skip
    letter = approvals.begin(written(cast), by=cast.ana.access)
    with nothing_recorded(), pytest.raises(DomainError):
        approvals.pass_step(letter, seen=seen_of(letter), by=cast.ana.access)


def test_only_a_draft_nobody_sent_is_discarded(cast: Cast) -> None:
    letter = written(cast)
    actions.discard_letter(letter, by=cast.ana.access)
    assert not Letter.objects.exists()
    sent = signed(cast)
    with nothing_recorded(), pytest.raises(errors.NotDraft):
        actions.discard_letter(sent, by=cast.ana.access)


def test_what_waits_is_on_the_home_of_who_can_do_it(cast: Cast) -> None:
    letter = numbered(cast, answer_days=1)
    assert letter.answer_due_on
    late = letter.answer_due_on + timedelta(1)
    clerk = registry(cast)
    signed(cast, subject="Por numerar")

    assert [item.label for item in find(clerk.access, TODAY)] == ["Oficio: Por numerar"]
    assert not list(find(cast.ana.access, TODAY))
    assert [item.verb for item in find(cast.ana.on(late), late)] == ["Registrar respuesta"]
    assert not list(find(cast.carla.on(late), late))
