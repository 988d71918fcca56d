"""How letters and batches are signed: the visas that were asked for, in their order, and then the
head of the service or of the unit that sends them."""

from datetime import date
from typing import Any

from django.urls import reverse

from minga.acts.letters import errors
from minga.acts.letters.addressing import Line
from minga.acts.letters.models import VISAS, Letter, LetterBatch, ReceivedLetter, Signs
from minga.acts.letters.permissions import (
    PREPARE,
    SIGN,
    VISA_CONTROL,
    VISA_LEGAL,
    VISA_UNIT,
)
from minga.acts.letters.rows import judge
from minga.acts.wording.holes import require_whole
from minga.core.access import Access, Grant
from minga.core.acts import current_act
from minga.core.approvals.flows import Flow, Step, register
from minga.core.approvals.models import Decision
from minga.core.approvals.rounds import was_sent
from minga.core.approvals.trail import Trail
from minga.people.models import Person

SIGNATURE = "signature"
STEPS = (
    Step("unit", "Visa de la jefatura", VISA_UNIT, verb="Visar", who="la jefatura de unidad"),
    Step("legal", "Visa jurídica", VISA_LEGAL, verb="Visar", who="la asesoría jurídica"),
    Step(
        "control",
        "Visa de Contraloría Interna",
        VISA_CONTROL,
        verb="Visar",
        who="Contraloría Interna",
    ),
    Step(
        SIGNATURE,
        "Firma",
        SIGN,
        verb="Firmar",
        who="la firma de quien dirige el servicio o la unidad",
        only="Un oficio lo firma o devuelve la dirección del servicio o la jefatura de la unidad.",
    ),
)


def _chosen(written: Any, steps: list[Step], day: date) -> list[Step]:
    """The visas that were asked for, and always the signature."""
    return [step for step in steps if getattr(written, f"visa_{step.key}", True)]


def waits_for_a_visa(trail: Trail | None) -> bool:
    return bool(trail and trail.round and trail.round.step.key != SIGNATURE)


def signing_unit(written: Any) -> int:
    """Where it is signed: in the unit that sends it, or in the service itself."""
    pk: int = written.unit_id if written.signs == Signs.UNIT else written.service_id
    return pk


def _held_at(written: Any, step: Step, day: date) -> int | None:
    return signing_unit(written) if step.key == SIGNATURE else None


def _explain(written: Any, step: str, by: Access) -> str:
    """To who signs others of the service."""
    signs = step == SIGNATURE and by.may(SIGN, written.service_id)
    return str(errors.WrongSigner(written.get_signs_display())) if signs else ""


def visas_of(written: Any) -> list[Decision]:
    """Who visaed what is signed, in their order; a letter of a batch, with the batch."""
    sent = written.batch if isinstance(written, Letter) and written.batch else written
    if not any(getattr(sent, name) for name in VISAS):
        return []
    decided = Decision.objects.filter(
        step__submission__subject_model=sent._meta.label_lower,
        step__submission__subject_id=sent.pk,
        step__submission__outcome="approved",
    ).exclude(step__key=SIGNATURE)
    return list(decided.select_related("step").order_by("step__position"))


def _check(written: Any) -> None:
    """Before it is sent and at each step: its words are whole, in every row of a batch."""
    require_whole(written.subject, written.reference, written.body, written.signer_charge)
    if isinstance(written, LetterBatch):
        rows = [Line(row.position, row.addressee, said=row.said) for row in written.rows.all()]
        judge(written, rows, current_act().on)


def _submit(written: Any, *, by: Access, on: date) -> None:
    if not written.is_draft:
        raise errors.NotDraft(written.get_state_display())
    written.state, written.remarks = "submitted", ""
    if isinstance(written, LetterBatch):
        written.content_hash = written.hash_now()
    written.save()


def _go_back(written: Any, remarks: str) -> None:
    written.state, written.remarks = "draft", remarks
    written.save()


def _sign(written: Any, *, by: Access, on: date) -> None:
    """Who acts, and whether in another's place, is what the paper will print."""
    grant = signer_of(written, by)
    if grant is None:
        raise errors.WrongSigner(written.get_signs_display())
    if isinstance(written, LetterBatch) and written.hash_now() != written.content_hash:
        raise errors.ContentChanged
    written.state, written.signed_on = "signed", on
    written.signer = Person.objects.get(pk=by.actor_id)
    written.signer_is_substitute = bool(grant.substituted)
    written.save()


def signer_of(written: Any, by: Access) -> Grant | None:
    """As what the person signs this one, if so: who heads a unit may stand in for the head as
    well."""
    signing = by.holders(SIGN)
    at = [grant for grant in by.grants if grant.institution_id == written.service_id]
    at = [grant for grant in at if grant.gives(SIGN, signing)]
    heads = [grant for grant in at if grant.role == "institution_head"]
    if written.signs == Signs.UNIT:
        own = (g for g in at if g.role == "unit_head" and g.organisation_id == written.unit_id)
        heads = [*own, *heads]
    return heads[0] if heads else None


def may_void(written: Any, by: Access) -> bool:
    """A draft that came back, who prepares; what is signed, who may sign it."""
    if written.is_draft:
        return by.may(PREPARE, written.service_id) and was_sent(written)
    return written.state in written.VOIDABLE and signer_of(written, by) is not None


def page_of(written: Any) -> str:
    name = "letters:batch" if isinstance(written, LetterBatch) else "letters:letter"
    return reverse(name, args=[written.public_id])


def page_of_received(received: ReceivedLetter) -> str:
    return reverse("letters:received", args=[received.public_id])


def _title(written: Any) -> str:
    name = str(written._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]}: {written.subject}"


def declare() -> None:
    flows: tuple[tuple[str, str, str, str, type[Letter] | type[LetterBatch]], ...] = (
        ("letters", "oficios", "oficio", "un oficio", Letter),
        ("letter_batches", "envíos masivos", "envío", "un envío masivo", LetterBatch),
    )
    for kind, label, noun, what, model in flows:
        register(
            Flow(
                kind=kind,
                label=label,
                noun=noun,
                what=what,
                done="firmado",
                model=model,
                steps=STEPS,
                prepare=PREPARE,
                sends="Los oficios los envía a firma quien los prepara.",
                institution="service",
                related=("service__party",),
                title=_title,
                url=page_of,
                chooses=_chosen,
                held_at=_held_at,
                explains=_explain,
                check=_check,
                submit=_submit,
                go_back=_go_back,
                apply=_sign,
            )
        )
