"""The visas of an act in their order, and its signature: by who directs, or stands in that day."""

from datetime import date

from django.urls import reverse

from minga.acts.actions.rules import check_parts, rule_of
from minga.acts.errors import SubrogationEnded
from minga.acts.models import Act
from minga.acts.permissions import DRAFT, SIGN, VISA_CONTROL, VISA_LEGAL, VISA_UNIT
from minga.core.access import Access, access_of_actor
from minga.core.approvals.flows import Flow, Step, register
from minga.people.models import Membership

STEPS = (
    Step(
        "unit",
        "Visa de la jefatura",
        VISA_UNIT,
        verb="Visar",
        who="la jefatura de la unidad que lo preparó",
        only="Esta visa la da la jefatura de la unidad que preparó el acto.",
    ),
    Step("legal", "Visa jurídica", VISA_LEGAL, verb="Visar", who="la asesoría jurídica"),
    Step(
        "control",
        "Visa de Contraloría Interna",
        VISA_CONTROL,
        verb="Visar",
        who="Contraloría Interna",
    ),
    Step(
        "signature",
        "Firma",
        SIGN,
        verb="Firmar",
        who="la firma de la dirección",
        only="Solo firma quien dirige el servicio o le subroga ese día.",
    ),
)


def page_of(act: Act) -> str:
    return reverse("acts:act", args=[act.public_id])


def declare() -> None:
    register(
        Flow(
            kind="acts",
            label="resoluciones",
            noun="acto",
            what="un acto",
            done="firmado",
            model=Act,
            steps=STEPS,
            prepare=DRAFT,
            institution="service",
            related=("service__party", "territory", "kind", "dossier"),
            title=lambda act: act.subject,
            url=page_of,
            chooses=_chosen,
            held_at=_held_at,
            explains=_explain,
            check=check_parts,
            submit=_submit,
            go_back=_go_back,
            apply=_sign,
        )
    )


def _chosen(act: Act, steps: list[Step], day: date) -> list[Step]:
    """The visas that the rule of its kind asks for that day, and always the signature."""
    rule = rule_of(act.kind, day)
    asked = {"unit": rule.unit_visa, "legal": rule.legal_visa, "control": rule.control_visa}
    return [step for step in steps if asked.get(step.key, True)]


def _held_at(act: Act, step: Step, day: date) -> int | None:
    """The visa of the head is of the unit that prepared it; of any unit, where that one has no
    head that day."""
    if step.key != "unit":
        return None
    heads = Membership.objects.on(day).filter(role="unit_head", organisation=act.unit_id)
    return act.unit_id if heads.exists() else None


def _ended(actor_id: int | None, day: date, service_id: int) -> Membership | None:
    """The last function of who directs that the person held in another's place, now over."""
    found = Membership.objects.filter(
        person=actor_id, is_substitute=True, role="institution_head", valid_until__lte=day
    ).of_institutions([service_id])
    return found.select_related("substitutes__person").order_by("-valid_until").first()


def _refusal(actor_id: int | None, day: date, service_id: int) -> SubrogationEnded | None:
    ended = _ended(actor_id, day, service_id)
    if ended is None or ended.substitutes is None or ended.last_day is None:
        return None
    return SubrogationEnded(str(ended.substitutes.person), ended.last_day)


def _explain(act: Act, step: str, by: Access) -> str:
    if step != "signature" or by.on is None:
        return ""
    return str(_refusal(by.actor_id, by.on, act.service_id) or "")


def _submit(act: Act, *, by: Access, on: date) -> None:
    rule = rule_of(act.kind, on)
    act.status, act.series = Act.Status.SENT, rule.series
    act.to_publish, act.to_notify = (
        act.to_publish or rule.to_publish,
        act.to_notify or rule.to_notify,
    )
    act.save()


def _go_back(act: Act, remarks: str) -> None:
    act.status = Act.Status.DRAFT
    act.save(update_fields=["status"])


def _sign(act: Act, *, by: Access, on: date) -> None:
    """Who acts may have opened the page while a subrogation still held: asked again for the day."""
    refusal = _refusal(by.actor_id, on, act.service_id)
    if refusal and not access_of_actor(by.actor_id, on).may(SIGN, act.service_id):
        raise refusal
    grant = by.grants[0] if by.grants else None
    stands_for = grant.substituted if grant and grant.is_substitute else ""
    act.status, act.signed_on, act.signer = Act.Status.SIGNED, on, by.label
    act.signer_role = f"subrogante de {stands_for}" if stands_for else by.role_label
    act.save()
