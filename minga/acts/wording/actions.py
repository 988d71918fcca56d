"""What can be done with a model text: write it, write a new version, discard a draft, retire it.

Sending and approving are those of every area (`core.approvals`)."""

from collections.abc import Mapping
from datetime import date

from minga.acts.wording.fields import UnknownField, faults
from minga.acts.wording.models import CONTENT, ModelText, ModelTextVersion
from minga.acts.wording.permissions import APPROVE, WRITE
from minga.core import versions
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of, was_sent
from minga.core.cases import kind_named
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.versions import NotADraft
from minga.people.models import Organisation

LABELS = {
    "subject": "Materia",
    "vistos": "Vistos",
    "considerando": "Considerando",
    "resuelvo": "Resuelvo",
    "body": "Texto",
}


class TextMissing(DomainError):
    code = "wording.text_missing"

    def __init__(self, part: str) -> None:
        self.field = part
        super().__init__(f"Complete «{LABELS[part]}».")


class NothingToDiscard(DomainError):
    code = "wording.nothing_to_discard"

    def __init__(self) -> None:
        super().__init__("Este texto tipo no tiene un borrador que descartar.")


class WasSent(DomainError):
    code = "wording.was_sent"

    def __init__(self) -> None:
        super().__init__(
            "Este borrador ya estuvo en aprobación y queda en la historia: corríjalo y envíelo de "
            "nuevo."
        )


class AlreadyRetired(DomainError):
    code = "wording.already_retired"

    def __init__(self, text: ModelText) -> None:
        super().__init__(f"«{text.title}» fue retirado el {text.retired_on:%d-%m-%Y}.")


class ReasonMissing(DomainError):
    code = "wording.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué se retira: queda en la historia.")


@action("wording.written", says="escribió el texto tipo «{title}»")
def write_text(
    service: Organisation,
    *,
    kind: str,
    title: str,
    said: Mapping[str, str],
    case_key: str = "",
    by: Access,
    on: date | None = None,
) -> ModelText:
    """A new text with its first draft. `said`: subject and the parts of its kind."""
    _require(by, WRITE, service.pk)
    if case_key:
        kind_named(case_key)
    text = ModelText(service=service, kind=kind, case_key=case_key, title=title.strip())
    judged = _judged(text, said)
    text.save()
    version = ModelTextVersion(model_text=text, number=1, **judged)
    version.save()
    versions.prepared_by(version, by)
    current_act().about(text, title=text.title, version=1)
    return text


@action("wording.draft_saved", says="escribió la versión {version} del texto tipo «{title}»")
def save_draft(
    text: ModelText,
    *,
    said: Mapping[str, str],
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> ModelTextVersion:
    """In the open draft, or a new one. `seen`: the event of the version that the form began with,
    of the draft or, before there is one, of the version in force."""
    text = ModelText.objects.select_for_update().get(pk=text.pk)
    _require(by, WRITE, text.service_id)
    if text.retired_on is not None:
        raise AlreadyRetired(text)
    judged = _judged(text, said)
    version = _draft(text, judged, seen)
    for name, words in judged.items():
        setattr(version, name, words)
    version.save()
    versions.prepared_by(version, by)
    current_act().about(text, title=text.title, version=version.number)
    return version


def _draft(text: ModelText, judged: Mapping[str, str], seen: int | None) -> ModelTextVersion:
    last: ModelTextVersion | None = (
        text.versions.select_related("event").order_by("-number").first()
    )
    if last is not None and seen is not None and seen != last.event_id:
        raise StaleForm(
            last.event.actor,
            {
                LABELS[name]: (getattr(last, name), words)
                for name, words in judged.items()
                if getattr(last, name) != words
            },
        )
    if last is not None and last.status == "submitted":
        raise NotADraft(last)
    if last is not None and last.status == "draft":
        return last
    return ModelTextVersion(model_text=text, number=last.number + 1 if last else 1)


def _judged(text: ModelText, said: Mapping[str, str]) -> dict[str, str]:
    """Only the parts of its kind, each with names that can be filled."""
    judged = dict.fromkeys(CONTENT, "")
    for name in ("subject", *text.part_names):
        words = said.get(name, "").replace("\r\n", "\n").strip()
        found = faults(words, text.kind, text.case_key)
        if found:
            raise UnknownField(name, found)
        judged[name] = words
    for name in ("subject", text.part_names[-1]):
        if not judged[name]:
            raise TextMissing(name)
    return judged


@action("wording.discarded", says="descartó el borrador de la versión {version} de «{title}»")
def discard_draft(text: ModelText, *, by: Access, on: date | None = None) -> ModelText:
    """A draft that nobody ever sent; of the first one its text stays, without versions."""
    text = ModelText.objects.select_for_update().get(pk=text.pk)
    _require(by, WRITE, text.service_id)
    version = text.versions.filter(status="draft").first()
    if version is None:
        raise NothingToDiscard
    if was_sent(version):
        raise WasSent
    current_act().about(text, title=text.title, version=version.number)
    version.delete()
    return text


@action("wording.retired", says="retiró el texto tipo «{title}»")
def retire_text(text: ModelText, *, reason: str, by: Access, on: date | None = None) -> ModelText:
    """It is offered no more; what was written from it stays."""
    text = ModelText.objects.select_for_update().get(pk=text.pk)
    _require(by, APPROVE, text.service_id)
    if text.retired_on is not None:
        raise AlreadyRetired(text)
    if not reason.strip():
        raise ReasonMissing
    text.retired_on, text.retired_because = on, reason.strip()[:300]
    text.save()
    current_act().about(text, reason=text.retired_because, title=text.title)
    return text


def send_version(
    version: ModelTextVersion, *, by: Access, on: date | None = None
) -> ModelTextVersion:
    return approvals.begin(version, by=by, on=on)


def approve_version(
    version: ModelTextVersion, *, seen: int | None = None, by: Access, on: date | None = None
) -> ModelTextVersion:
    """Without `seen`, as it stands: who calls has just read it."""
    seen = seen_of(version) if seen is None else seen
    return approvals.pass_step(version, seen=seen, by=by, on=on)


def return_version(
    version: ModelTextVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> ModelTextVersion:
    seen = seen_of(version) if seen is None else seen
    return approvals.return_it(version, remarks=remarks, seen=seen, by=by, on=on)


def _require(by: Access, permission: str, service_id: int) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(
            "Los textos tipo de este servicio los escribe su asesoría jurídica o quien administra."
            if permission == WRITE
            else "Un texto tipo lo retira quien puede aprobarlo: la dirección del servicio."
        )
    current_act().by = by.acting(permission, service_id)
