"""What a page shows of an approval: who prepared, who decided, who is next, what one can do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists

from minga.core.access import Access
from minga.core.approvals import factors
from minga.core.approvals.flows import Flow, Step, flow_of
from minga.core.approvals.forms import DecideForm, ReturnForm, WithdrawForm
from minga.core.approvals.models import Decision, SecondFactor, Submission, SubmissionStep
from minga.core.approvals.rounds import Round, bar
from minga.core.approvals.rules import steps_for
from minga.core.models import Preparation
from minga.core.versions import preparers_of


@dataclass(frozen=True)
class Mark:
    """One place of the trail. `state` is its class: done, now, back, or nothing yet."""

    label: str
    who: str
    state: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Past:
    """A round that ended: who returned it, when and why, or who took it back."""

    number: int
    outcome: str
    who: str
    on: date | None
    remarks: str


@dataclass
class Trail:
    """Everything `approvals/_trail.html` needs."""

    subject: Any
    flow: Flow
    marks: list[Mark]
    past: list[Past]
    round: Round | None = None
    submission_id: str = ""
    amount: int | None = None
    # As what the person would decide, and why that is barred all the same.
    capacity: str = ""
    barred: str = ""
    waits_for: str = ""
    may_decide: bool = False
    may_withdraw: bool = False
    needs_code: bool = False
    has_factor: bool = True
    demo_code: str = ""
    # Label and name of the address of another way, where the person has one.
    other_proof: tuple[str, str] | None = None
    verb: str = "Aprobar"
    pass_url: str = ""
    return_url: str = ""
    form: DecideForm = field(default_factory=DecideForm)
    return_form: ReturnForm = field(default_factory=ReturnForm)
    withdraw_form: WithdrawForm = field(default_factory=WithdrawForm)

    @property
    def is_open(self) -> bool:
        return self.round is not None

    @property
    def seen(self) -> int:
        return self.round.submission.event_id if self.round else 0

    @property
    def position(self) -> int:
        return self.round.submission.passed + 1 if self.round else 0

    @property
    def total(self) -> int:
        return len(self.round.steps) if self.round else 0

    @property
    def title(self) -> str:
        return self.flow.title(self.subject)

    @property
    def url(self) -> str:
        return self.flow.url(self.subject)


def trail_of(
    subject: Any,
    access: Access,
    day: date,
    *,
    proved: bool = False,
    demonstration: bool = False,
    preparers: Iterable[Preparation] | None = None,
) -> Trail:
    """At most four queries. `proved`: a code was right a moment ago in this session."""
    flow = flow_of(subject)
    wrote = list(preparers_of(subject).order_by("pk") if preparers is None else preparers)
    steps = _steps(subject, access)
    now = _open(flow, subject, steps)
    trail = Trail(subject, flow, _marks(flow, subject, wrote, now, day), _past(steps), now)
    if now:
        _decide(trail, now, access, wrote, demonstration=demonstration, proved=proved)
    return trail


def _steps(subject: Any, access: Access) -> list[SubmissionStep]:
    """Of all its rounds, with what was decided of each; and, in the same query, whether this person
    has a second factor."""
    own = SecondFactor.objects.confirmed().filter(user=access.user_id)
    found = SubmissionStep.objects.filter(
        submission__subject_model=subject._meta.label_lower, submission__subject_id=subject.pk
    )
    steps = found.select_related("submission", "decision").annotate(has_factor=Exists(own))
    return list(steps.order_by("submission__number", "position"))


def decision_of(step: SubmissionStep) -> Decision | None:
    return getattr(step, "decision", None)


def _open(flow: Flow, subject: Any, steps: list[SubmissionStep]) -> Round | None:
    opened = tuple(step for step in steps if step.submission.is_open)
    return Round(flow, subject, opened[0].submission, opened) if opened else None


def _marks(
    flow: Flow, subject: Any, wrote: list[Preparation], now: Round | None, day: date
) -> list[Mark]:
    names = ", ".join(preparation.actor for preparation in wrote)
    if now is None:
        steps = _coming(flow, subject, day)
        return [
            Mark("Preparar", names, "now"),
            Mark("Enviar", "a aprobación"),
            *(Mark(step.verb, step.label) for step in steps),
        ]
    submission = now.submission
    return [
        Mark("Preparar", names, "done"),
        Mark("Enviar", submission.sender, "done", submission.sent_on),
        *(_mark(now, step, flow.step(step.key)) for step in now.steps),
    ]


def _coming(flow: Flow, subject: Any, day: date) -> list[Step]:
    """Those it would have if it were sent today; of a single one no rule changes that."""
    if len(flow.steps) == 1:
        return list(flow.steps)
    ruling = steps_for(flow, flow.institution_of(subject), day, flow.amount(subject))
    return flow.chooses(subject, ruling, day)


def _mark(now: Round, step: SubmissionStep, declared: Step | None) -> Mark:
    verb = declared.verb if declared else "Aprobar"
    decision = decision_of(step)
    if decision:
        return Mark(verb, decision.actor, "done", decision.on, decision.manner.lstrip(", "))
    note = "con segundo factor" if step.second_factor else ""
    return Mark(verb, step.label, "now" if step == now.step else "", None, note)


def _past(steps: list[SubmissionStep]) -> list[Past]:
    """The rounds that did not end well, last one first."""
    rounds: dict[int, Past] = {}
    for step in steps:
        submission, decision = step.submission, decision_of(step)
        if submission.outcome == Submission.Outcome.WITHDRAWN:
            rounds[submission.number] = Past(
                submission.number,
                submission.get_outcome_display(),
                "",
                submission.closed_on,
                submission.reason,
            )
        elif decision and decision.outcome == Decision.Outcome.RETURNED:
            rounds[submission.number] = Past(
                submission.number,
                submission.get_outcome_display(),
                f"{decision.actor}, {decision.role}",
                decision.on,
                decision.remarks,
            )
    return [rounds[number] for number in sorted(rounds, reverse=True)]


def _decide(
    trail: Trail,
    now: Round,
    access: Access,
    wrote: list[Preparation],
    *,
    demonstration: bool,
    proved: bool,
) -> None:
    """What this person can do with it, and what keeps them from it."""
    flow, submission, step = trail.flow, now.submission, now.step
    trail.submission_id, trail.amount = submission.public_id, submission.amount
    declared = flow.step(step.key)
    trail.waits_for = (declared and declared.who) or step.label
    trail.verb = declared.verb if declared else trail.verb
    trail.pass_url, trail.return_url = flow.page_of(trail.subject, submission.public_id)
    prepared = {preparation.actor_id for preparation in wrote}
    trail.may_withdraw = (
        not submission.passed
        and access.may(flow.prepare, submission.institution_id)
        and access.actor_id in prepared | {submission.sent_by}
    )
    if not access.may(step.permission, submission.institution_id, step.unit_id):
        return
    trail.may_decide = True
    trail.capacity = capacity_of(access, step, submission.institution_id)
    refusal = bar(trail.subject, submission, access.actor_id, prepared, _passed(now))
    trail.barred = short(refusal) if refusal else ""
    if step.second_factor and not refusal and not proved:
        _ask_code(trail, access, demonstration=demonstration)


def _passed(now: Round) -> dict[int, str]:
    decided = ((step, decision_of(step)) for step in now.steps)
    return {decision.actor_id: step.label for step, decision in decided if decision}


def _ask_code(trail: Trail, access: Access, *, demonstration: bool) -> None:
    assert trail.round is not None
    trail.needs_code = True
    trail.has_factor = bool(getattr(trail.round.step, "has_factor", False))
    if trail.has_factor and access.user_id:
        trail.other_proof = factors.other_proof(access.user_id)
    factor = factors.confirmed(access.user_id) if trail.has_factor and demonstration else None
    if factor:
        trail.demo_code = factors.current_code(factor)


def short(refusal: Exception) -> str:
    """Its first sentence, for beside a button."""
    return str(refusal).partition(". ")[0].rstrip(".") + "."


def capacity_of(access: Access, step: SubmissionStep, institution_id: int) -> str:
    """«dirección del servicio», or «subrogante de D. Pérez, por Res. Ex. 12», or by
    delegation."""
    grants = access.acting(step.permission, institution_id, step.unit_id).grants
    if not grants or access.everything:
        return ""
    grant = grants[0]
    if not grant.substituted and not grant.delegated:
        return grant.role_label
    act = f", por {grant.act_reference}" if grant.act_reference else ""
    if grant.delegated:
        return f"persona delegada por {grant.delegated}{act}"
    return f"subrogante de {grant.substituted}{act}"
