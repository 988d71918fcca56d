"""Registering a commitment: what is refused, and in which words."""

from datetime import timedelta

import pytest

from minga.commitments import actions, errors
from minga.commitments.models import Commitment, CommitmentStep
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.integrity import AlreadyDecided
from minga.core.models import Event
from minga.documents.models import Dossier
from minga.people.actions import close_organisation
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded


def test_it_has_a_number_of_its_service_and_year(cast: Cast) -> None:
    first, second = factories.commitment(cast), factories.commitment(cast)

    assert (first.folio, second.folio) == ("1 de 2007", "2 de 2007")
    assert first.state == "pending"
    assert first.first_due_on == first.due_on == factories.DUE
    assert Event.objects.filter(kind="commitments.registered").count() == 2


def test_the_responsible_institution_reads_its_documents(cast: Cast) -> None:
    made = factories.commitment(cast, source=factories.evidence("acta.pdf"))

    assert made.source is not None
    assert list(made.dossier.readers.all()) == [cast.seremi]


def test_a_term_before_the_commitment_is_refused(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(errors.DueBeforeMade):
        factories.commitment(cast, due_on=factories.MADE - timedelta(days=1))


def test_a_term_on_its_own_day_is_taken(cast: Cast) -> None:
    assert factories.commitment(cast, due_on=factories.MADE).pk


def test_one_of_tomorrow_is_refused(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(errors.MadeInTheFuture):
        factories.commitment(cast, made_on=factories.MADE + timedelta(days=1))


def test_a_body_that_ended_is_refused_with_its_successor(cast: Cast) -> None:
    old = factories.body(cast, "direccion-de-vialidad")
    heir = factories.body(cast, "direccion-nueva", name="Dirección Nueva")
    last = TODAY - timedelta(days=10)
    close_organisation(old, last_day=last, reason="Ley", successor=heir, by=SCRIBE)

    with nothing_recorded(), pytest.raises(errors.ResponsibleEnded) as refused:
        factories.commitment(cast, responsible=_again(old), on=TODAY)

    assert "20-11-2007" in str(refused.value)
    assert "La sucede Dirección Nueva" in str(refused.value)


def test_a_body_that_ended_without_successor_is_refused(cast: Cast) -> None:
    old = factories.body(cast, "direccion-de-vialidad")
    last = TODAY - timedelta(days=10)
    close_organisation(old, last_day=last, reason="Ley", by=SCRIBE)

    with pytest.raises(errors.ResponsibleEnded, match="Nadie la sucede"):
        factories.commitment(cast, responsible=_again(old), on=TODAY)


def test_the_last_day_of_a_body_still_counts(cast: Cast) -> None:
    old = factories.body(cast, "direccion-de-vialidad")
    close_organisation(old, last_day=TODAY, reason="Ley", by=SCRIBE)

    assert factories.commitment(cast, responsible=_again(old), on=TODAY).pk


def _again(body):  # type: ignore[no-untyped-def]
    return type(body).objects.get(pk=body.pk)


def test_the_database_refuses_a_body_that_ended_too(cast: Cast) -> None:
    old = factories.body(cast, "direccion-de-vialidad")
    made = factories.commitment(cast)
    close_organisation(old, last_day=TODAY - timedelta(days=10), reason="Ley", by=SCRIBE)

    @action("commitments.tested", says="probó")
    def copy(*, by, on=None):  # type: ignore[no-untyped-def]
        made.pk, made.public_id, made.number = None, "zzzzzzzzzzzz", 99
        made.responsible_id, made.created_on = old.pk, TODAY
        made.dossier = Dossier(service=cast.serviu)
        made.dossier.save()
        made.save(force_insert=True)
        current_act().about(made)

    with pytest.raises(AlreadyDecided, match="ya no existe"):
        copy(by=SCRIBE)


def test_a_person_of_elsewhere_is_not_in_charge(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(errors.PersonElsewhere):
        factories.commitment(cast, person=cast.carla.person)


def test_somebody_of_another_service_does_not_register_here(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        factories.commitment(cast, by=cast.carla)


@pytest.mark.parametrize("field", ["promise", "promised_to"])
def test_what_and_to_whom_are_said(cast: Cast, field: str) -> None:
    with nothing_recorded(), pytest.raises(errors.FieldMissing):
        factories.commitment(cast, **{field: "  "})


def test_what_was_promised_is_never_rewritten(cast: Cast) -> None:
    made = factories.commitment(cast)

    @action("commitments.rewritten", says="cambió")
    def rewrite(*, by, on=None):  # type: ignore[no-untyped-def]
        made.promise = "Otra cosa"
        made.save()
        current_act().about(made)

    with pytest.raises(AlreadyDecided, match="no se cambia"):
        rewrite(by=SCRIBE)


def test_several_promises_written_as_one_are_split(cast: Cast) -> None:
    made = factories.commitment(cast)
    parts = [factories.promise(cast, promise=text) for text in ("El plano", "El informe")]

    found = actions.split_commitment(made, parts, reason="Eran dos.", by=cast.diana.access)

    assert [part.promise for part in found] == ["El plano", "El informe"]
    assert {part.part_of_id for part in found} == {made.pk}
    assert factories.read(made).state == "void"
    assert CommitmentStep.objects.get(commitment=made).kind == "split"
    assert Commitment.objects.count() == 3
