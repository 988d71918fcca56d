"""A round from inside an action: opening it, judging who decides, deciding, closing it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.approvals import errors
from minga.core.approvals.flows import Flow, flow_of
from minga.core.approvals.models import Decision, Submission, SubmissionStep
from minga.core.approvals.models.submission import BY_DELEGATION, manner
from minga.core.approvals.rules import steps_for
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Event
from minga.core.versions import ChangedSinceOpened, Version, preparers_of


@dataclass(frozen=True)
class Round:
    """What is decided on, as it stands: the subject read again, its open submission, its step."""

    flow: Flow
    subject: Any
    submission: Submission
    steps: tuple[SubmissionStep, ...]

    @property
    def step(self) -> SubmissionStep:
        return self.steps[self.submission.passed]

    @property
    def is_last(self) -> bool:
        return self.submission.passed + 1 == len(self.steps)

    @property
    def refusal(self) -> str:
        """For who has no role for the step; of a step that is no longer declared, its label."""
        declared = self.flow.step(self.step.key)
        return declared.refusal if declared else f"Este paso lo da otra función: {self.step.label}."


def open_round(subject: Any, *, by: Access, on: date) -> Submission:
    """Send what the action has just locked and written. Its steps are fixed with its amount now."""
    flow = flow_of(subject)
    flow.check(subject)
    if not isinstance(subject, Version):
        _require_fresh(subject)
    flow.begin(subject, by=by, on=on)
    before = Submission.objects.of(subject).count()
    submission = Submission(
        subject_model=flow.subject_model,
        subject_id=subject.pk,
        subject_event_id=subject.event_id,
        institution_id=flow.institution_of(subject),
        number=before + 1,
        amount=flow.amount(subject),
        four_eyes=flow.four_eyes,
        sent_by=by.actor_id or 0,
        sender=by.label,
        sent_on=on,
        since=on,
    )
    submission.save()
    _fix_steps(flow, subject, submission, on)
    return submission


def _require_fresh(subject: models.Model) -> None:
    """A version says both of itself; for the rest the rounds tell."""
    rounds = Submission.objects.of(subject)
    if rounds.open().exists():
        raise errors.AlreadySent
    if rounds.filter(outcome="approved").exists():
        raise errors.AlreadyApproved


def _fix_steps(flow: Flow, subject: Any, submission: Submission, on: date) -> None:
    ruling = steps_for(flow, submission.institution_id, on, submission.amount)
    steps = flow.chooses(subject, ruling, on)
    for position, step in enumerate(steps, start=1):
        SubmissionStep(
            submission=submission,
            position=position,
            key=step.key,
            label=step.label,
            permission=step.permission,
            unit_id=flow.held_at(subject, step, on),
            second_factor=step.second_factor,
        ).save()


def open_of(subject: models.Model) -> Submission | None:
    return Submission.objects.of(subject).open().first()


def was_sent(subject: models.Model) -> bool:
    return Submission.objects.of(subject).exists()


def round_of(subject: Any) -> Round | None:
    submission = open_of(subject)
    if submission is None:
        return None
    steps = submission.steps.order_by("position")
    return Round(flow_of(subject), subject, submission, tuple(steps))


def seen_of(subject: models.Model) -> int:
    """What a page shows for `seen`: the event of the round as it stands; 0 when nothing waits."""
    submission = open_of(subject)
    return submission.event_id if submission else 0


def require_step(found: Round, seen: int, by: Access) -> Access:
    """That the person may decide this step, on what was read. Answers who acts, and as what."""
    submission = found.submission
    step = found.step
    if not by.may(step.permission, submission.institution_id, step.unit_id):
        why = found.flow.explains(found.subject, step.key, by)
        raise NotAllowed(why or found.refusal)
    if submission.event_id != seen or not _is_as_sent(found):
        raise ChangedSinceOpened
    barred = bar(found.subject, submission, by.actor_id, _preparers(found), _passed(found))
    if barred:
        raise barred
    return by.acting(step.permission, submission.institution_id, step.unit_id)


def _is_as_sent(found: Round) -> bool:
    """What is sent is frozen; were it not, nobody approves what somebody changed."""
    submission, subject = found.submission, found.subject
    same_amount = found.flow.amount(subject) == submission.amount
    return bool(subject.event_id == submission.subject_event_id and same_amount)


def _preparers(found: Round) -> set[int]:
    """Everyone who noted that they wrote, and who last wrote it before it was sent, for an action
    that noted nobody."""
    noted = set(preparers_of(found.subject).values_list("actor_id", flat=True))
    wrote = Event.objects.get(pk=found.submission.subject_event_id).actor_id
    return noted if wrote is None or wrote == found.submission.sent_by else {*noted, wrote}


def _passed(found: Round) -> dict[int, str]:
    """Who already passed a step of this round, and which."""
    if not found.submission.passed:
        return {}
    decided = Decision.objects.filter(step__submission=found.submission).select_related("step")
    return {decision.actor_id: decision.step.label for decision in decided}


def bar(
    subject: models.Model,
    submission: Submission,
    actor_id: int | None,
    preparers: Collection[int],
    passed: Mapping[int, str],
) -> DomainError | None:
    """Why somebody with the role may not decide all the same."""
    if actor_id is None or actor_id in preparers:
        return errors.prepared(subject)
    if submission.sent_by == actor_id:
        return errors.SentByDecider()
    if submission.four_eyes and actor_id in passed:
        return errors.PassedAnotherStep(passed[actor_id])
    return None


def decide(
    found: Round,
    outcome: Decision.Outcome,
    *,
    by: Access,
    on: date,
    proved: bool,
    remarks: str = "",
) -> Decision:
    """Write who decided, as what and in whose place; `by` is who acts by the role of the step."""
    if on < found.submission.since:
        raise errors.too_early(found.subject, found.submission.since, on)
    assert by.actor_id is not None
    grant = by.grants[0] if by.grants else None
    decision = Decision(
        step=found.step,
        outcome=outcome,
        on=on,
        actor_id=by.actor_id,
        actor=by.label,
        role=by.role_label,
        substituted=(grant.substituted or grant.delegated) if grant else "",
        act_reference=grant.act_reference if grant else "",
        with_second_factor=proved,
        remarks=remarks,
    )
    decision.save()
    return decision


def close(
    submission: Submission, outcome: Submission.Outcome, *, on: date, reason: str = ""
) -> None:
    submission.outcome, submission.closed_on, submission.since = outcome, on, on
    submission.reason = reason
    submission.save()


def advance(submission: Submission, *, last: bool, on: date) -> None:
    """One step more; the last one closes the round."""
    submission.passed += 1
    if last:
        close(submission, Submission.Outcome.APPROVED, on=on)
    else:
        submission.since = on
        submission.save()


def tell(found: Round, name: str, by: Access, decision: Decision, *, reason: str = "") -> None:
    """What the event says: of what, which step, in whose place and with which proof."""
    flow, act = found.flow, current_act()
    act.kind, act.by = flow.event(name), by
    act.about(
        flow.about(found.subject),
        reason=reason,
        **flow.data_of(found.subject),
        round=found.submission.number,
        step=found.step.label,
        second_factor=decision.with_second_factor,
        manner=manner(
            decision.substituted,
            decision.act_reference,
            second_factor=decision.with_second_factor,
            delegated=decision.role.endswith(BY_DELEGATION),
        ),
    )
