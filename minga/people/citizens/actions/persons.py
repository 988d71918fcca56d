"""Adding a person by RUN or by another document, correcting what is known, writing the RUN."""

from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, StaleForm
from minga.people.actions import clean_rut
from minga.people.citizens.actions.common import open_and_locked, reason_of, require
from minga.people.citizens.models import Citizen, CitizenData, Document, Sex
from minga.people.citizens.permissions import ATTEND
from minga.people.models import Organisation, Party, Person
from minga.territory.models import Territory

ONLY_COUNTER = "Solo quien atiende público agrega y corrige personas en su servicio."


@dataclass(frozen=True)
class Identity:
    """What is known of a person."""

    given_names: str
    family_names: str
    sex: str = Sex.UNSTATED
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    commune: Territory | None = None


class AlreadyThere(DomainError):
    """Somebody else has that RUN or document. It says no more than the document itself."""

    code = "citizens.already_there"
    status = 409

    def __init__(self, field: str, citizen: Citizen | None = None) -> None:
        self.field = field
        self.citizen = citizen
        what = "ese RUN" if field == "run" else "ese documento"
        super().__init__(f"Ya existe una ficha con {what}: búsquela y siga con ella.")


class BelongsToOrganisation(DomainError):
    code = "citizens.belongs_to_organisation"
    field = "run"

    def __init__(self) -> None:
        super().__init__("Ese RUT es de una organización, no de una persona.")


class NamesMissing(DomainError):
    code = "citizens.names_missing"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__("Escriba los nombres y los apellidos de la persona.")


class DocumentMissing(DomainError):
    code = "citizens.document_missing"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class BornAfterToday(DomainError):
    code = "citizens.born_after_today"
    field = "birth_date"

    def __init__(self) -> None:
        super().__init__("La fecha de nacimiento no puede ser posterior a hoy.")


class NothingChanged(DomainError):
    code = "citizens.nothing_changed"

    def __init__(self) -> None:
        super().__init__("No cambió ningún dato: corrija alguno o vuelva a la ficha.")


class HasRunAlready(DomainError):
    code = "citizens.has_run_already"

    def __init__(self) -> None:
        super().__init__("Esta ficha ya tiene su RUN.")


@action("citizens.added", says="agregó la ficha de una persona")
def add_citizen(
    service: Organisation,
    identity: Identity,
    *,
    run: str = "",
    document: str = Document.RUN,
    document_number: str = "",
    document_country: str = "",
    by: Access,
    on: date | None = None,
) -> Citizen:
    """By RUN or, while there is none, by an IPE or a passport: then the record is provisional."""
    assert on is not None
    require(by, ATTEND, service.pk, ONLY_COUNTER)
    identity = _judged(identity, on)
    if document == Document.RUN:
        person = _person_of(run, identity)
        number = country = ""
    else:
        number, country = _document(document, document_number, document_country)
        person = _new_person(None, identity)
    citizen = Citizen(
        person=person,
        service=service,
        document=document,
        document_number=number,
        document_country=country,
    )
    citizen.save(force_insert=True)
    _write(citizen, identity, on)
    current_act().about(citizen, document=citizen.get_document_display())
    return citizen


def _person_of(run: str, identity: Identity) -> Person:
    """A new one; or the person of that RUN who has no record yet, as a civil servant has not."""
    rut = clean_rut(run)
    if not rut:
        raise DocumentMissing("run", "Escriba el RUN, o elija otro documento.")
    party = Party.objects.select_for_update().filter(rut=rut).first()
    if party is None:
        return _new_person(rut, identity)
    if party.kind != Party.Kind.PERSON:
        raise BelongsToOrganisation
    found = Citizen.objects.for_page().filter(pk=party.pk).first()
    if found:
        raise AlreadyThere("run", found)
    return Person.objects.get(pk=party.pk)


def _document(document: str, number: str, country: str) -> tuple[str, str]:
    number, country = "".join(number.split()).upper(), " ".join(country.split()).title()
    if not number:
        raise DocumentMissing("document_number", "Escriba el número del documento.")
    if document == Document.PASSPORT and not country:
        raise DocumentMissing("document_country", "Escriba qué país dio el pasaporte.")
    country = country if document == Document.PASSPORT else ""
    key = {"document": document, "document_number": number, "document_country": country}
    found = Citizen.objects.for_page().filter(**key).first()
    if found:
        raise AlreadyThere("document_number", found)
    return number, country


def _new_person(rut: str | None, identity: Identity) -> Person:
    party = Party(kind=Party.Kind.PERSON, rut=rut)
    party.save()
    person = Person(
        party=party, given_names=identity.given_names, family_names=identity.family_names
    )
    person.save()
    return person


@action("citizens.corrected", says="corrigió en la ficha: {fields}")
def correct_citizen(
    citizen: Citizen,
    identity: Identity,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> CitizenData:
    """A version that replaces the last one. `seen`: the version that the form began with."""
    assert on is not None
    require(by, ATTEND, None, ONLY_COUNTER)
    citizen = open_and_locked(citizen)
    reason, identity = reason_of(reason), _judged(identity, on)
    last = (
        CitizenData.objects.select_related("commune", "event")
        .filter(citizen=citizen, replaced_by__isnull=True)
        .get()
    )
    changed = _differences(last, identity)
    if seen is not None and seen != last.pk:
        raise StaleForm(last.event.actor, _texts(last, identity))
    if not changed:
        raise NothingChanged
    written = _write(citizen, identity, on, replaces=last, reason=reason)
    person = citizen.person
    person.given_names, person.family_names = identity.given_names, identity.family_names
    person.save(update_fields=["given_names", "family_names"])
    current_act().about(citizen, reason=reason, fields=", ".join(changed))
    return written


@action("citizens.run_written", says="escribió el RUN de una persona que no lo tenía")
def give_run(
    citizen: Citizen, run: str, *, reason: str, by: Access, on: date | None = None
) -> Citizen:
    """The record is provisional no more; when the RUN is somebody's, the two are merged instead."""
    require(by, ATTEND, None, ONLY_COUNTER)
    citizen = open_and_locked(citizen)
    if not citizen.is_provisional:
        raise HasRunAlready
    rut = clean_rut(run)
    if not rut:
        raise DocumentMissing("run", "Escriba el RUN.")
    reason = reason_of(reason)
    if Party.objects.filter(rut=rut).exists():
        raise AlreadyThere("run")
    party = citizen.person.party
    party.rut = rut
    party.save(update_fields=["rut"])
    citizen.document = Document.RUN
    citizen.document_number = citizen.document_country = ""
    citizen.save(update_fields=["document", "document_number", "document_country"])
    current_act().about(citizen, reason=reason)
    return citizen


def _judged(identity: Identity, on: date) -> Identity:
    given, family = (" ".join(t.split()) for t in (identity.given_names, identity.family_names))
    if not given or not family:
        raise NamesMissing("family_names" if given else "given_names")
    if identity.birth_date and identity.birth_date > on:
        raise BornAfterToday
    values = {name: getattr(identity, name) for name in Identity.__dataclass_fields__}
    return Identity(**values | {"given_names": given, "family_names": family})


def _write(
    citizen: Citizen,
    identity: Identity,
    on: date,
    *,
    replaces: CitizenData | None = None,
    reason: str = "",
) -> CitizenData:
    values = {name: getattr(identity, name) for name in Identity.__dataclass_fields__}
    written = CitizenData(citizen=citizen, on=on, replaces=replaces, reason=reason, **values)
    written.save()
    return written


def _differences(last: CitizenData, identity: Identity) -> list[str]:
    """The names of the columns that change: their values are the person's, not the record's."""
    return [
        str(CitizenData._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in Identity.__dataclass_fields__
        if getattr(last, name) != getattr(identity, name)
    ]


def _texts(last: CitizenData, identity: Identity) -> dict[str, tuple[str, str]]:
    return {
        str(CitizenData._meta.get_field(name).verbose_name).capitalize(): (  # type: ignore[union-attr]
            str(getattr(last, name) or ""),
            str(getattr(identity, name) or ""),
        )
        for name in Identity.__dataclass_fields__
        if getattr(last, name) != getattr(identity, name)
    }


__all__ = [
    "AlreadyThere",
    "Identity",
    "add_citizen",
    "correct_citizen",
    "give_run",
]
