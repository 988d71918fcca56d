"""Registering a commitment: what, who, to whom, until when, and where it comes from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from minga.commitments import errors
from minga.commitments.actions.common import (
    lets_read,
    require,
    require_existing,
    require_person_there,
)
from minga.commitments.models import Commitment, Finding
from minga.commitments.origins import AUDIT, origin_of
from minga.commitments.permissions import ASSESS, REGISTER
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.folios import take_number
from minga.documents.actions import file_document
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person
from minga.territory.models import Territory


@dataclass(frozen=True)
class Promise:
    """What is registered. `source`: the document where it stands, with its date."""

    promise: str
    responsible: Organisation
    promised_to: str
    made_on: date
    due_on: date
    origin: str = "other"
    origin_reference: str = ""
    origin_public_id: str = ""
    person: Person | None = None
    territory: Territory | None = None
    case: Any = None
    finding: Finding | None = None
    source: UploadedFile | None = None
    source_title: str = ""
    source_dated_on: date | None = None


@action("commitments.registered", says="registró el compromiso {folio}: {responsible}")
def register_commitment(
    service: Organisation, promise: Promise, *, by: Access, on: date | None = None
) -> Commitment:
    """Who registers it may be another than who promised."""
    assert on is not None
    _require(by, service, promise)
    judge(promise, on)
    commitment = enter(service, promise, by, on)
    current_act().about(
        commitment,
        folio=commitment.folio,
        responsible=promise.responsible.short_name,
        origin=promise.origin,
    )
    return commitment


def _require(by: Access, service: Organisation, promise: Promise) -> None:
    """What corrects a finding may also be written by who controls."""
    if promise.finding is not None and by.may(ASSESS, service.pk):
        current_act().by = by.acting(ASSESS, service.pk)
        return
    require(by, REGISTER, service, "Solo quien trabaja en el servicio registra sus compromisos.")


def judge(promise: Promise, on: date) -> None:
    if not promise.promise.strip():
        raise errors.FieldMissing("promise", "Escriba qué se prometió.")
    if not promise.promised_to.strip():
        raise errors.FieldMissing("promised_to", "Escriba a quién se prometió.")
    if promise.made_on > on:
        raise errors.MadeInTheFuture
    if promise.due_on < promise.made_on:
        raise errors.DueBeforeMade(promise.made_on)
    if (promise.origin == AUDIT) != (promise.finding is not None):
        raise errors.FieldMissing("origin", "Una acción de auditoría se agrega en su hallazgo.")
    if promise.finding is not None and not promise.finding.is_open:
        raise errors.AlreadySolved
    require_existing(promise.responsible, on)
    require_person_there(promise.person, promise.responsible, on)


def enter(
    service: Organisation,
    promise: Promise,
    by: Access,
    on: date,
    part_of: Commitment | None = None,
) -> Commitment:
    """Its dossier, its number, its row and the document where it stands."""
    if by.actor_id is None:
        raise NotAllowed("Un compromiso lo registra una persona.")
    dossier = Dossier(service=service, territory=promise.territory)
    dossier.save()
    lets_read(dossier, promise.responsible)
    commitment = Commitment(
        service=service,
        year=on.year,
        number=take_number(f"{service.key}/compromiso", on.year),
        origin=origin_of(promise.origin).key,
        origin_reference=promise.origin_reference.strip(),
        origin_public_id=promise.finding.public_id if promise.finding else promise.origin_public_id,
        promise=promise.promise.strip(),
        responsible=promise.responsible,
        person=promise.person,
        promised_to=promise.promised_to.strip(),
        made_on=promise.made_on,
        first_due_on=part_of.first_due_on if part_of else promise.due_on,
        due_on=promise.due_on,
        territory=promise.territory,
        dossier=dossier,
        finding=promise.finding,
        part_of=part_of,
        created_by_id=by.actor_id,
        created_on=on,
    )
    commitment.set_case(promise.case)
    if promise.source is not None:
        commitment.source = file_document(
            dossier,
            promise.source,
            title=promise.source_title.strip() or "Documento de origen",
            dated_on=promise.source_dated_on or promise.made_on,
            by=by,
            on=on,
        )
    commitment.save()
    return commitment
