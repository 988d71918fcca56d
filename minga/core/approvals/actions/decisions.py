"""Sending to approval, passing a step, returning, withdrawing: the same for every area.

The events are the area's own (`workplan.approved`): the flow of the subject names them.
"""

from datetime import date
from typing import TypeVar

from django.db import models

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals import errors, factors, rounds
from minga.core.approvals.factors import Proof
from minga.core.approvals.flows import Flow, flow_of
from minga.core.approvals.models import Decision, Submission
from minga.core.errors import NotAllowed
from minga.core.versions import RemarksMissing, preparers_of

M = TypeVar("M", bound=models.Model)


@action("approvals.submitted", says="envió algo a aprobación")
def begin(subject: M, *, by: Access, on: date | None = None) -> M:
    """Send it as it stands. For an area whose own action sends, there is `rounds.open_round`."""
    flow = flow_of(subject)
    subject = flow.lock(subject)
    act = current_act()
    act.by = _require_preparer(flow, subject, by)
    submission = rounds.open_round(subject, by=act.by, on=act.on)
    act.kind = flow.event("submitted")
    act.about(flow.about(subject), **flow.data_of(subject), round=submission.number)
    return subject


def pass_step(
    subject: M,
    *,
    seen: int,
    by: Access,
    code: str = "",
    proof: Proof | None = None,
    on: date | None = None,
) -> M:
    """Pass the step that the subject waits for; the last one does what the area does with it.

    `seen` is what the page showed (`rounds.seen_of`). A code is judged first, in a transaction of
    its own, and only of who may decide: a wrong one counts although nothing else happens.
    """
    if proof is None and code:
        proof = prove_step(subject, code, seen=seen, by=by)
    return _pass_step(subject, seen=seen, proof=proof, by=by, on=on)


def prove_step(subject: models.Model, code: str, *, seen: int, by: Access) -> Proof | None:
    """Judge a code where the step asks for one; who may not decide spends none."""
    found = rounds.round_of(flow_of(subject).read(subject.pk))
    if found is None or not found.step.second_factor:
        return None
    rounds.require_step(found, seen, by)
    return factors.prove(by, code)


@action("approvals.step_passed", says="dio un paso de una aprobación")
def _pass_step(
    subject: M, *, seen: int, proof: Proof | None, by: Access, on: date | None = None
) -> M:
    assert on is not None
    flow = flow_of(subject)
    subject = flow.lock(subject)
    found = rounds.round_of(subject)
    if found is None:
        flow.check(subject)
        raise errors.not_awaiting(subject)
    acting = rounds.require_step(found, seen, by)
    flow.check(subject)
    proved = found.step.second_factor and factors.holds(proof, by)
    if found.step.second_factor and not proved:
        raise errors.FactorNeeded if factors.confirmed(by.user_id) else errors.FactorMissing
    last = found.is_last
    decision = rounds.decide(found, Decision.Outcome.PASSED, by=acting, on=on, proved=proved)
    rounds.tell(found, "approved" if last else "step_passed", acting, decision)
    rounds.advance(found.submission, last=last, on=on)
    if last:
        flow.conclude(subject, by=acting, on=on)
    return subject


@action("approvals.returned", says="devolvió algo que esperaba aprobación")
def return_it(subject: M, *, remarks: str, seen: int, by: Access, on: date | None = None) -> M:
    """To its preparers, from whatever step, with what must be mended; the round is kept."""
    assert on is not None
    flow = flow_of(subject)
    subject = flow.lock(subject)
    found = rounds.round_of(subject)
    if found is None:
        raise errors.not_awaiting(subject)
    acting = rounds.require_step(found, seen, by)
    remarks = remarks.strip()
    if not remarks:
        raise RemarksMissing
    decision = rounds.decide(
        found, Decision.Outcome.RETURNED, by=acting, on=on, proved=False, remarks=remarks
    )
    rounds.tell(found, "returned", acting, decision, reason=remarks)
    rounds.close(found.submission, Submission.Outcome.RETURNED, on=on)
    flow.back(subject, remarks)
    return subject


@action("approvals.withdrawn", says="retiró algo que esperaba aprobación")
def withdraw(subject: M, *, reason: str, by: Access, on: date | None = None) -> M:
    """Its preparers take it back while nobody has passed a step."""
    assert on is not None
    flow = flow_of(subject)
    subject = flow.lock(subject)
    acting = _require_preparer(flow, subject, by)
    submission = rounds.open_of(subject)
    if submission is None:
        raise errors.not_awaiting(subject)
    wrote = preparers_of(subject).filter(actor_id=by.actor_id or 0).exists()
    if not wrote and submission.sent_by != by.actor_id:
        raise errors.NotItsPreparer
    if submission.passed:
        raise errors.AlreadyPassed
    reason = reason.strip()
    if not reason:
        raise errors.ReasonMissing
    act = current_act()
    act.kind, act.by = flow.event("withdrawn"), acting
    act.about(flow.about(subject), reason=reason, **flow.data_of(subject), round=submission.number)
    rounds.close(submission, Submission.Outcome.WITHDRAWN, on=on, reason=reason)
    flow.back(subject, "")
    return subject


def _require_preparer(flow: Flow, subject: models.Model, by: Access) -> Access:
    institution = flow.institution_of(subject)
    if not by.may(flow.prepare, institution):
        raise NotAllowed(
            flow.sends or "Solo quien prepara en esta institución envía a aprobación y retira."
        )
    return by.acting(flow.prepare, institution)
