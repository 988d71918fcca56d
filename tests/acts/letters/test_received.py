"""Letters that come: registered once with their paper, answered by a numbered letter or closed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from minga.acts.letters import actions, errors, receiving
from minga.acts.letters.answering import find_own, find_received, own_to_answer, received_to_answer
from minga.acts.letters.awaiting import find
from minga.acts.letters.models import Letter, ReceivedLetter, Standing
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import DomainError, NotAllowed
from minga.core.folios import last_number
from minga.documents.storage import path_of
from tests.acts.letters.factories import CAME, SAID, TO, came, numbered, registry, written
from tests.acts.wording.papers import said_by
from tests.conftest import TODAY, Cast, nothing_recorded, pdf

NAMED = "Ord. 88 de Municipalidad de Huara, 26-11-2007"
SERIES = "serviu-tarapaca/oficio-recibido"


def _standing(received: ReceivedLetter) -> str:
    found: Any = ReceivedLetter.objects.with_standing().get(pk=received.pk)
    return str(found.standing)


def _answer(cast: Cast, received: ReceivedLetter) -> Letter:
    return numbered(cast, subject="Responde", answers_received=received)


def test_it_is_registered_with_its_paper_and_the_next_entry(cast: Cast) -> None:
    first, second = came(cast), came(cast, number="Ord. 89")
    assert (first.named, first.entry, second.entry) == (NAMED, 1, 2)
    assert path_of(first.document.file.sha256).read_bytes() == pdf().read()
    assert first.document.dossier.service == cast.serviu


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"sender": "municipalidad de  huara"}, errors.AlreadyReceived),
        ({"number": "1", "received_on": TODAY + timedelta(1)}, errors.ReceivedOnWrongDay),
        ({"number": "1", "received_on": date(2007, 11, 25)}, errors.ReceivedOnWrongDay),
        ({"number": "1", "answer_due_on": date(2007, 11, 27)}, errors.DueBeforeReceived),
    ],
)
def test_what_is_wrong_takes_no_entry(
    cast: Cast, said: dict[str, Any], refusal: type[DomainError]
) -> None:
    came(cast)
    said = said | ({"sender": " ".join(said["sender"].split())} if "sender" in said else {})
    with nothing_recorded(), pytest.raises(refusal):
        came(cast, **said)
    assert last_number(SERIES, 2007) == 1


def test_without_its_file_it_is_not_registered(cast: Cast) -> None:
    by = registry(cast).access
    with nothing_recorded(), pytest.raises(DomainError):
        receiving.register_received(cast.serviu, said=CAME, file=None, by=by)
    assert last_number(SERIES, 2007) == 0


def test_only_the_registry_registers(cast: Cast) -> None:
    for somebody in cast.everybody().values():
        with nothing_recorded(), pytest.raises(NotAllowed):
            receiving.register_received(cast.serviu, said=CAME, file=pdf(), by=somebody.access)


def test_it_waits_until_a_numbered_letter_answers_it(cast: Cast) -> None:
    received = came(cast)
    assert received_to_answer(cast.serviu) == [NAMED]
    letter = approvals.begin(written(cast, answers_received=received), by=cast.ana.access)
    letter = approvals.pass_step(letter, seen=seen_of(letter), by=cast.diana.access)
    assert _standing(received) == Standing.WAITING

    letter = actions.number_letter(letter, by=registry(cast).access)

    assert _standing(received) == Standing.ANSWERED
    assert received_to_answer(cast.serviu) == []
    assert letter.document
    assert f"ANT.: {NAMED}" in " ".join(
        said_by(path_of(letter.document.file.sha256).read_bytes()).split()
    )
    actions.void_letter(letter, reason="Se repitió.", by=cast.diana.access)
    assert _standing(received) == Standing.WAITING


def test_those_without_answer_are_on_the_home_of_who_prepares(cast: Cast) -> None:
    received = came(cast)
    came(cast, number="Ord. 90", answer_due_on=None)
    assert [(item.label, item.verb) for item in find(cast.ana.access, TODAY)] == [
        (NAMED, "Responder oficio")
    ]
    assert not list(find(cast.carla.access, TODAY))
    assert not list(find(registry(cast).access, TODAY))
    _answer(cast, received)
    assert not list(find(cast.ana.access, TODAY))


def test_one_that_answers_ours_ends_its_wait(cast: Cast) -> None:
    letter = numbered(cast, answer_days=5)
    assert own_to_answer(cast.serviu) == ["Ord. 1 de 2007"]
    with nothing_recorded(), pytest.raises(errors.AnswersLater):
        came(cast, answers=letter)
    came(cast, answers=letter, received_on=TODAY, number="Ord. 91")
    letter.refresh_from_db()
    assert letter.answered_on == TODAY
    assert letter.answered_how.startswith("Ord. 91 de Municipalidad")


def test_it_is_closed_once_with_its_reason(cast: Cast) -> None:
    received = came(cast)
    with nothing_recorded(), pytest.raises(errors.WhyMissing):
        receiving.close_received(received, reason=" ", by=cast.ana.access)
    with nothing_recorded(), pytest.raises(NotAllowed):
        receiving.close_received(received, reason="No es de aquí.", by=cast.diana.access)
    receiving.close_received(received, reason="No es de aquí.", by=cast.ana.access)
    assert _standing(received) == Standing.CLOSED
    for closed in (received, _answered(cast)):
        with nothing_recorded(), pytest.raises(errors.NothingToClose):
            receiving.close_received(closed, reason="Otra vez.", by=cast.ana.access)


def _answered(cast: Cast) -> ReceivedLetter:
    received = came(cast, number="Ord. 92")
    _answer(cast, received)
    return received


def test_a_reserved_one_is_of_its_own_service_and_kept_apart(cast: Cast) -> None:
    received = came(cast, kind="reserved")
    for reader, sees in ((cast.ana, True), (cast.marta, False), (cast.carla, False)):
        found = ReceivedLetter.objects.visible_to(reader.access)
        assert found.filter(pk=received.pk).exists() is sees


def test_both_pages_show_the_answer(cast: Cast) -> None:
    received = came(cast)
    letter = _answer(cast, received)
    client = cast.ana.client()
    there, here = (
        reverse("letters:received", args=[received.public_id]),
        reverse("letters:letter", args=[letter.public_id]),
    )
    assert f'href="{here}"' in client.get(there).content.decode()
    assert f'href="{there}"' in client.get(here).content.decode()
    second = numbered(cast, answers=letter)
    assert f'href="{reverse("letters:letter", args=[second.public_id])}"' in (
        client.get(here).content.decode()
    )


def test_a_reserved_answer_is_not_named_to_others(cast: Cast) -> None:
    letter = numbered(cast, kind="reserved")
    received = came(cast, answers=letter, received_on=TODAY)
    address = reverse("letters:received", args=[received.public_id])
    assert "Reservado 1" in cast.ana.client().get(address).content.decode()
    shown = cast.marta.client().get(address)
    assert shown.status_code == 200
    assert "Reservado 1" not in shown.content.decode()


def test_the_form_finds_what_is_answered_by_its_name(cast: Cast) -> None:
    received, letter = came(cast), numbered(cast)
    client, address = cast.ana.client(), reverse("letters:new")
    shown = client.get(f"{address}?responde={received.public_id}").content.decode()
    assert f'value="{NAMED}"' in shown
    for name, mine, theirs in (
        ("ord. 88 de municipalidad de huara, 26-11-2007", None, received),
        ("Ord. 1 de 2007", letter, None),
        ("", None, None),
    ):
        assert client.post(address, SAID | {"to": TO, "answers_to": name}).status_code == 302
        made = Letter.objects.order_by("pk").last()
        assert made
        assert (made.answers, made.answers_received) == (mine, theirs)
    answer = client.post(address, SAID | {"to": TO, "answers_to": "Ord. 2 de 2007"})
    assert answer.status_code == 422
    assert "elíjalo de la lista" in answer.content.decode()
    edited = client.get(
        reverse("letters:edit", args=[Letter.objects.get(answers=letter).public_id])
    )
    assert 'value="Ord. 1 de 2007"' in edited.content.decode()


def test_another_service_has_nothing_by_that_name(cast: Cast) -> None:
    came(cast)
    numbered(cast)
    for text in (NAMED, "Ord. 1 de 2007", "Ord. 88 de X, 99-99-2007"):
        assert find_own(cast.other, text) is None
        assert find_received(cast.other, text) is None
    assert find_own(cast.serviu, "Circular 1 de 2007") is None


def test_the_page_registers_one(cast: Cast) -> None:
    said = {name: str(value) for name, value in CAME.items()} | {"file": pdf()}
    client = registry(cast).client()
    answer = client.post(reverse("letters:receive"), said)
    received = ReceivedLetter.objects.get()
    assert answer["Location"] == reverse("letters:received", args=[received.public_id])
    again = client.post(reverse("letters:receive"), said | {"file": pdf()})
    assert again.status_code == 422
    assert "con el ingreso 1 de 2007" in again.content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE letters_receivedletter SET number = 'Ord. 1'",
        "UPDATE letters_receivedletter SET answer_due_on = NULL",
        "UPDATE letters_receivedletter SET closed_because = 'x'",
        "UPDATE letters_receivedletter SET closed_on = '2007-11-01', closed_because = 'x'",
        "DELETE FROM letters_receivedletter",
    ],
)
def test_the_database_keeps_what_was_registered(cast: Cast, statement: str) -> None:
    came(cast)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_letter_answers_one(cast: Cast) -> None:
    with pytest.raises(DomainError, match="responde a uno solo"):
        written(cast, answers=numbered(cast), answers_received=came(cast))


def test_the_paper_of_one_that_came_is_a_pdf(cast: Cast) -> None:
    file, by = SimpleUploadedFile("oficio.xlsx", b"PK\x03\x04"), registry(cast).access
    with nothing_recorded(), pytest.raises(errors.PaperIsNotPdf):
        receiving.register_received(cast.serviu, said=CAME, file=file, by=by)
