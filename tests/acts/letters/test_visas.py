"""The visas that whoever writes a letter asks for: in their order, before the signature."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from minga.acts.letters import actions, batches, errors
from minga.acts.letters.approvals import visas_of
from minga.acts.letters.models import Letter
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import DomainError, NotAllowed
from minga.core.jobs.runner import perform
from minga.people.roles import Role
from tests.acts.letters.factories import SAID, TO, batch, registry, signed, written
from tests.conftest import TODAY, Cast, Somebody, _somebody, nothing_recorded

ALL = {"visa_unit": True, "visa_legal": True, "visa_control": True}


@pytest.fixture
def lawyer(cast: Cast) -> Somebody:
    return _somebody("juridica", ("Lidia", "Leyes"), Role.LEGAL, cast.serviu)


@pytest.fixture
def controller(cast: Cast) -> Somebody:
    return _somebody("control", ("Carlos", "Cuentas"), Role.INTERNAL_CONTROL, cast.serviu)


def _pass(written: Any, who: Somebody) -> Any:
    return approvals.pass_step(written, seen=seen_of(written), by=who.access)


def _visaed(sent: Any, cast: Cast, lawyer: Somebody, controller: Somebody) -> Any:
    for who in (cast.emilio, lawyer, controller, cast.diana):
        sent = _pass(sent, who)
    return sent


def test_they_come_in_order_and_then_the_signature(
    cast: Cast, lawyer: Somebody, controller: Somebody
) -> None:
    letter = approvals.begin(written(cast, **ALL), by=cast.ana.access)
    for who, others in (
        (cast.emilio, (lawyer, controller, cast.diana)),
        (lawyer, (cast.emilio, controller, cast.diana)),
        (controller, (cast.emilio, lawyer, cast.diana)),
    ):
        for other in others:
            with nothing_recorded(), pytest.raises(NotAllowed):
                _pass(letter, other)
        letter = _pass(letter, who)
        assert letter.state == "submitted"
    letter = _pass(letter, cast.diana)

    assert (letter.state, letter.signer) == ("signed", cast.diana.person)
    assert [(visa.step.key, visa.actor_id, visa.on) for visa in visas_of(letter)] == [
        ("unit", cast.emilio.pk, TODAY),
        ("legal", lawyer.pk, TODAY),
        ("control", controller.pk, TODAY),
    ]


def test_only_those_asked_for(cast: Cast, lawyer: Somebody) -> None:
    letter = approvals.begin(written(cast, visa_legal=True), by=cast.ana.access)
    letter = _pass(_pass(letter, lawyer), cast.diana)
    assert letter.state == "signed"
    assert visas_of(signed(cast)) == []


def test_who_visas_may_return_it_and_it_begins_again(cast: Cast, lawyer: Somebody) -> None:
    letter = approvals.begin(written(cast, visa_unit=True, visa_legal=True), by=cast.ana.access)
    letter = _pass(letter, cast.emilio)
    letter = approvals.return_it(
        letter, remarks="Falta citar la ley.", seen=seen_of(letter), by=lawyer.access
    )
    assert (letter.state, letter.remarks) == ("draft", "Falta citar la ley.")
    letter = approvals.begin(letter, by=cast.ana.access)
    with nothing_recorded(), pytest.raises(NotAllowed):
        _pass(letter, lawyer)


def test_a_lawyer_who_wrote_it_does_not_visa_it(cast: Cast, lawyer: Somebody) -> None:
    letter = written(cast, by=lawyer.access, visa_legal=True)
    letter = approvals.begin(letter, by=lawyer.access)
    with nothing_recorded(), pytest.raises(DomainError):
        _pass(letter, lawyer)


def test_a_batch_is_visaed_once_and_each_of_its_letters_says_so(
    cast: Cast, lawyer: Somebody, controller: Somebody
) -> None:
    made = approvals.begin(batch(cast, **ALL), by=cast.ana.access)
    with pytest.raises(errors.NotSigned):
        batches.ask_issue(made, by=registry(cast).access)
    made = _visaed(made, cast, lawyer, controller)
    assert perform(batches.ask_issue(made, by=registry(cast).access).public_id) == "done"

    letter = Letter.objects.filter(batch=made).first()
    assert letter
    page = cast.ana.client().get(reverse("letters:letter", args=[letter.public_id]))
    shown = page.content.decode()
    assert "Visa jurídica: L. Leyes" in shown
    assert "Visa de Contraloría Interna: C. Cuentas" in shown
    assert "Visa jurídica: L. Leyes" in (
        cast.ana.client().get(reverse("letters:batch", args=[made.public_id])).content.decode()
    )


def test_the_page_of_a_letter_says_who_visaed_and_when(cast: Cast, lawyer: Somebody) -> None:
    letter = approvals.begin(written(cast, visa_legal=True), by=cast.ana.access)
    address = reverse("letters:letter", args=[letter.public_id])
    shown = cast.ana.client().get(address).content.decode()
    assert "Espera a la asesoría jurídica" in shown
    letter = _pass(_pass(letter, lawyer), cast.diana)
    actions.number_letter(letter, by=registry(cast).access)
    shown = cast.ana.client().get(address).content.decode()
    assert "Visa jurídica: L. Leyes, asesoría jurídica, el 30-11-2007" in strip_tags(shown)


def test_the_form_asks_for_them_and_shows_them_again(cast: Cast) -> None:
    client = cast.ana.client()
    sent = {"to": TO, "visas": ["visa_legal", "visa_control"]}
    answer = client.post(reverse("letters:new"), SAID | sent)
    assert answer.status_code == 302
    letter = Letter.objects.get()
    assert (letter.visa_unit, letter.visa_legal, letter.visa_control) == (False, True, True)
    shown = client.get(reverse("letters:edit", args=[letter.public_id])).content.decode()
    assert shown.count("checked") == 2


def test_who_signs_as_head_of_the_unit_gives_no_visa_besides(cast: Cast) -> None:
    said = SAID | {"signs": "unit", "unit": cast.unit.pk, "to": TO, "visas": ["visa_unit"]}
    answer = cast.ana.client().post(reverse("letters:new"), said)
    assert answer.status_code == 422
    assert "no lleva además su visa" in answer.content.decode()
    letter = written(cast, signs="unit", unit=cast.unit)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET visa_unit = %s WHERE id = %s", [True, letter.pk])


def test_the_database_keeps_what_was_asked_for(cast: Cast) -> None:
    letter = signed(cast)
    with (
        pytest.raises(IntegrityError, match="Está aprobado"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE letters_letter SET visa_legal = %s WHERE id = %s", [True, letter.pk])
