"""The rules by which commitments are chased, the mailboxes of units, and a pause of one of them."""

from datetime import date

from minga.commitments import errors
from minga.commitments.actions.common import locked, move, reason_of, require, step
from minga.commitments.models import ChaseRule, Commitment, Mailbox, StepKind
from minga.commitments.permissions import CHASE, DECIDE
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.outbox.actions import NotAnAddress, address
from minga.people.models import Organisation


@action("commitments.rule_set", says="fijó una regla de avisos: {rule}")
def set_rule(
    service: Organisation,
    *,
    key: str,
    days: int,
    valid_from: date,
    reason: str,
    by: Access,
    on: date | None = None,
) -> ChaseRule:
    require(by, CHASE, service, "Los avisos los fija la dirección o quien administra.")
    reason = reason_of(reason)
    if not 1 <= days <= 365:
        raise errors.FieldMissing("days", "Escriba entre 1 y 365 días.")
    if ChaseRule.objects.filter(service=service, key=key, valid_from=valid_from).exists():
        raise errors.RuleKnown
    rule = ChaseRule(service=service, key=key, days=days, valid_from=valid_from, reason=reason)
    rule.save()
    current_act().about(service, reason=reason, rule=str(rule))
    return rule


@action("commitments.mailbox_set", says="fijó la casilla de {unit}")
def set_mailbox(unit: Organisation, *, mailbox: str, by: Access, on: date | None = None) -> Mailbox:
    """Empty, the unit has none from that day on."""
    assert on is not None
    institution = Organisation.objects.get(pk=unit.institution_pk)
    if not by.may(CHASE, institution.pk) and not (unit.is_external and by.may(CHASE)):
        raise NotAllowed("La casilla de una unidad la fija la dirección o quien administra.")
    try:
        kept = address(mailbox) if mailbox.strip() else ""
    except NotAnAddress as error:
        raise errors.NotAMailbox from error
    made = Mailbox(organisation=unit, mailbox=kept, valid_from=on)
    made.save()
    current_act().about(unit, unit=unit.short_name)
    return made


@action("commitments.chase_paused", says="puso en pausa los avisos del compromiso {folio}")
def pause_chase(
    commitment: Commitment, *, reason: str, by: Access, on: date | None = None
) -> Commitment:
    return _set_pause(commitment, True, reason_of(reason), by, on)


@action("commitments.chase_resumed", says="reanudó los avisos del compromiso {folio}")
def resume_chase(commitment: Commitment, *, by: Access, on: date | None = None) -> Commitment:
    return _set_pause(commitment, False, "", by, on)


def _set_pause(
    commitment: Commitment, paused: bool, reason: str, by: Access, on: date | None
) -> Commitment:
    assert on is not None
    commitment = locked(commitment)
    require(by, DECIDE, commitment.service, "Los avisos los detiene una jefatura del servicio.")
    if commitment.chase_paused == paused:
        raise errors.PauseUnchanged(paused)
    kind = StepKind.PAUSED if paused else StepKind.RESUMED
    step(commitment, kind, by, on, remarks=reason)
    commitment.chase_paused = paused
    move(commitment)
    current_act().about(commitment, reason=reason, folio=commitment.folio)
    return commitment
