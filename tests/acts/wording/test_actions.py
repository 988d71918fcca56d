"""Writing, approving, superseding and retiring a model text."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from minga.acts.wording import actions
from minga.acts.wording.actions import AlreadyRetired, NothingToDiscard, TextMissing, WasSent
from minga.acts.wording.fields import UnknownField
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.versions import NotADraft, PreparedByApprover
from minga.people.actions import add_membership
from minga.people.roles import Role
from tests.acts.wording.factories import LETTER, RESOLUTION, approved, writer, written
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded


def test_a_text_is_written_sent_and_approved_by_another(cast: Cast) -> None:
    text = approved(cast)

    version = text.in_force(TODAY)
    assert version
    assert (version.number, version.status, version.approved_by_id) == (
        1, "in_force", cast.diana.pk,
    )  # fmt: skip
    assert Event.objects.latest("sequence").kind == "wording.approved"
    assert text.in_force(TODAY - timedelta(1)) is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Hola {{ destinatari }}", "¿Quiso decir «{{ destinatario }}»?"),
        ("Hola {{ zzz }}", "No existe «{{ zzz }}»."),
        ("[[ actividades ]]", "No existe «[[ actividades ]]»."),
        ("Hola {{ destinatario", "Complete o borre las llaves"),
        ("Hola {{ {{ fecha }} }}", "Complete o borre las llaves"),
    ],
)
def test_a_name_that_nothing_fills_is_refused_when_it_is_written(
    cast: Cast, words: str, says: str
) -> None:
    with nothing_recorded(), pytest.raises(UnknownField) as refused:
        written(cast, LETTER | {"body": words})

    assert refused.value.field == "body"
    assert says in str(refused.value)


def test_a_table_stands_alone_in_its_line(cast: Cast) -> None:
    said = RESOLUTION | {"resuelvo": "1.- Son: [[ actividades ]]"}
    with pytest.raises(UnknownField, match="Deje la tabla sola"):
        written(cast, said, kind="resolution", case_key="programa")


def test_fields_of_a_case_are_of_texts_about_it(cast: Cast) -> None:
    with pytest.raises(UnknownField, match="versión"):
        written(cast, LETTER | {"body": "{{ versión }}"})
    assert written(cast, LETTER | {"body": "{{ versión }}"}, case_key="programa")


@pytest.mark.parametrize("part", ["subject", "body"])
def test_a_text_says_something(cast: Cast, part: str) -> None:
    with nothing_recorded(), pytest.raises(TextMissing, match="Complete"):
        written(cast, LETTER | {part: "  "})


def test_two_of_one_name_are_refused(cast: Cast) -> None:
    written(cast)
    with pytest.raises(DomainError, match="Ya hay un texto tipo con ese nombre"):
        written(cast)


def test_only_legal_or_who_administers_write(cast: Cast) -> None:
    for name, somebody in cast.everybody().items():
        if name != "nora":
            with nothing_recorded(), pytest.raises(NotAllowed, match="asesoría jurídica"):
                written(cast, by=somebody.access)


def test_who_wrote_does_not_approve(cast: Cast) -> None:
    add_membership(
        cast.nora.person, role=Role.INSTITUTION_HEAD, organisation=cast.serviu,
        valid_from=date(2000, 1, 1), by=SCRIBE,
    )  # fmt: skip
    text = written(cast)
    actions.send_version(text.versions.get(), by=writer(cast))
    with pytest.raises(PreparedByApprover):
        actions.approve_version(text.versions.get(), by=writer(cast))


def test_what_is_in_force_is_superseded_and_stays_as_it_was(cast: Cast) -> None:
    text = approved(cast)
    second = actions.save_draft(text, said=LETTER | {"subject": "Otra"}, by=writer(cast))
    actions.send_version(second, by=writer(cast))
    actions.approve_version(second, by=cast.diana.access)

    first = text.versions.get(number=1)
    assert (first.status, first.superseded_on, first.subject) == (
        "superseded", TODAY, LETTER["subject"],
    )  # fmt: skip
    now = text.in_force(TODAY)
    assert now
    assert now.subject == "Otra"


@pytest.mark.parametrize("column", ["subject", "body"])
def test_the_database_keeps_what_was_approved(cast: Cast, column: str) -> None:
    version = approved(cast).versions.get()
    said = f"UPDATE wording_modeltextversion SET {column} = 'x' WHERE id = %s"
    with (
        pytest.raises(IntegrityError, match="no se modifica"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(said, [version.pk])


def test_what_was_sent_is_not_written_until_it_comes_back(cast: Cast) -> None:
    text = written(cast)
    version = actions.send_version(text.versions.get(), by=writer(cast))
    with pytest.raises(NotADraft, match="pida que la devuelvan"):
        actions.save_draft(text, said=LETTER, by=writer(cast))
    actions.return_version(version, remarks="Falta el saludo.", by=cast.diana.access)
    assert actions.save_draft(text, said=LETTER, by=writer(cast)).number == 1


def test_of_two_writers_the_second_sees_both_texts(cast: Cast) -> None:
    text = written(cast)
    seen = text.versions.get().event_id
    actions.save_draft(text, said=LETTER | {"body": "Uno"}, seen=seen, by=writer(cast))

    with nothing_recorded(), pytest.raises(StaleForm) as refused:
        actions.save_draft(text, said=LETTER | {"body": "Dos"}, seen=seen, by=writer(cast))

    assert refused.value.differences == {"Texto": ("Uno", "Dos")}


def test_only_a_draft_nobody_sent_is_discarded(cast: Cast) -> None:
    text = approved(cast)
    with pytest.raises(NothingToDiscard):
        actions.discard_draft(text, by=writer(cast))
    draft = actions.save_draft(text, said=LETTER, by=writer(cast))
    actions.send_version(draft, by=writer(cast))
    actions.return_version(draft, remarks="No.", by=cast.diana.access)
    with pytest.raises(WasSent):
        actions.discard_draft(text, by=writer(cast))
    other = written(cast, title="Otro")
    actions.discard_draft(other, by=writer(cast))
    assert not other.versions.exists()


def test_a_retired_text_is_offered_no_more(cast: Cast) -> None:
    text = approved(cast)
    with pytest.raises(NotAllowed, match="lo retira quien puede aprobarlo: la dirección"):
        actions.retire_text(text, reason="Cambió la ley.", by=cast.ana.access)

    text = actions.retire_text(text, reason="Cambió la ley.", by=cast.diana.access)

    assert text.in_force(TODAY) is None
    with pytest.raises(AlreadyRetired):
        actions.save_draft(text, said=LETTER, by=writer(cast))
