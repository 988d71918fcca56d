"""One tray for all areas: what awaits a person's decision, and where stands what they sent.

The number of queries does not grow with the rows: one for the steps, one for who wrote, one for
what was decided, and one for each area that has something in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from minga.core.access import Access, StaffRequest
from minga.core.approvals.flows import Flow, all_flows, flow_named
from minga.core.approvals.models import Decision, Submission, SubmissionStep
from minga.core.approvals.models.submission import days_between
from minga.core.approvals.permissions import SET_RULES
from minga.core.approvals.rounds import bar
from minga.core.approvals.trail import capacity_of, short
from minga.core.handover import predecessors
from minga.core.models import Preparation
from minga.core.registries import Awaiting

# Of what a person sent: all that is open, then the last that ended.
SENT = 60


@dataclass(frozen=True)
class Item:
    """Something that waits for a decision, as the person who has the step sees it."""

    flow: Flow
    submission: Submission
    step: SubmissionStep
    total: int
    title: str
    url: str
    place: str
    days: int
    prepared: str
    capacity: str
    barred: str


@dataclass(frozen=True)
class Sent:
    """Something that the person sent, wherever it stands."""

    flow: Flow
    submission: Submission
    title: str
    url: str
    step: str
    position: int
    total: int
    days: int
    remarks: str
    who: str
    # Returned, and not sent again since.
    to_correct: bool


def permissions_of(access: Access) -> dict[str, set[int]]:
    """Of the steps of every flow, those that the person has, and where."""
    codes = {step.permission for flow in all_flows() for step in flow.steps}
    found = {code: {pk for pk in access.institutions if access.may(code, pk)} for code in codes}
    return {code: institutions for code, institutions in found.items() if institutions}


def takes_part(access: Access) -> bool:
    """Whether the tray has anything for this person: who prepares, decides, or sets the rules."""
    return prepares(access) or access.may(SET_RULES) or bool(permissions_of(access))


def prepares(access: Access) -> bool:
    return any(access.may(flow.prepare) for flow in all_flows())


def _waiting(access: Access, day: date) -> Any:
    steps = SubmissionStep.objects.waiting().for_access(access, permissions_of(access))
    return steps.filter(submission__since__lte=day)


def count(request: StaffRequest) -> "int | QuerySet[SubmissionStep]":
    """For the menu of every page, counted with what other areas count. Barred ones are left out:
    they are somebody else's to do."""
    access = request.access
    known: int | None = getattr(request, "awaiting_decision", None)
    if known is not None or not permissions_of(access):
        return known or 0
    wrote = Preparation.objects.filter(
        subject_model=OuterRef("submission__subject_model"),
        subject_id=OuterRef("submission__subject_id"),
        actor_id=access.actor_id or 0,
    )
    passed = Decision.objects.filter(
        step__submission=OuterRef("submission"), actor_id=access.actor_id or 0
    )
    free = ~Exists(wrote) & (Q(submission__four_eyes=False) | ~Exists(passed))
    found = _waiting(access, request.day).exclude(submission__sent_by=access.actor_id)
    rows: QuerySet[SubmissionStep] = found.filter(free)
    return rows


def for_me(access: Access, day: date) -> list[Item]:
    """What the person has the step of, longest waiting first; what is barred says why."""
    if not permissions_of(access) and not access.everything:
        return []
    steps = list(
        _waiting(access, day).select_related("submission").order_by("submission__since", "pk")
    )
    submissions = [step.submission for step in steps]
    subjects = _subjects(submissions, day)
    wrote, rounds = _preparers(submissions), _rounds(submissions)
    return [
        _item(step, *subjects[step.submission_id], wrote, rounds, access, day)
        for step in steps
        if step.submission_id in subjects
    ]


def _item(
    step: SubmissionStep,
    subject: Any,
    place: str,
    wrote: Mapping[tuple[str, int], list[Preparation]],
    rounds: Mapping[int, list[SubmissionStep]],
    access: Access,
    day: date,
) -> Item:
    submission = step.submission
    flow = flow_named(submission.subject_model)
    assert flow is not None
    prepared = wrote.get((submission.subject_model, submission.subject_id), [])
    passed = {
        decision.actor_id: other.label
        for other in rounds[submission.pk]
        if (decision := getattr(other, "decision", None))
    }
    actors = {preparation.actor_id for preparation in prepared}
    refusal = bar(subject, submission, access.actor_id, actors, passed)
    return Item(
        flow=flow,
        submission=submission,
        step=step,
        total=len(rounds[submission.pk]),
        title=flow.title(subject),
        url=flow.url(subject),
        place=place,
        days=days_between(submission.since, day),
        prepared=", ".join(preparation.actor for preparation in prepared),
        capacity=capacity_of(access, step, submission.institution_id),
        barred=short(refusal) if refusal else "",
    )


def _subjects(submissions: Iterable[Submission], day: date) -> dict[int, tuple[Any, str]]:
    """Submission → what was sent and its place: one query for each area, and one for its places."""
    by_model: defaultdict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_model[submission.subject_model].append(submission)
    found: dict[int, tuple[Any, str]] = {}
    for label, sent in by_model.items():
        flow = flow_named(label)
        if flow is None:
            continue
        keys = {submission.subject_id for submission in sent}
        rows = flow.model._base_manager.select_related(*flow.joins).in_bulk(list(keys))
        places = flow.places(list(rows.values()), day)
        for submission in sent:
            if submission.subject_id in rows:
                place = places.get(submission.subject_id, "")
                found[submission.pk] = (rows[submission.subject_id], place)
    return found


def _preparers(submissions: Iterable[Submission]) -> dict[tuple[str, int], list[Preparation]]:
    by_model: defaultdict[str, set[int]] = defaultdict(set)
    for submission in submissions:
        by_model[submission.subject_model].add(submission.subject_id)
    condition = Q(pk__in=[])
    for label, keys in by_model.items():
        condition |= Q(subject_model=label, subject_id__in=keys)
    found: defaultdict[tuple[str, int], list[Preparation]] = defaultdict(list)
    for row in Preparation.objects.filter(condition).order_by("pk"):
        found[(row.subject_model, row.subject_id)].append(row)
    return found


def _rounds(submissions: Iterable[Submission]) -> dict[int, list[SubmissionStep]]:
    """The steps of each, in order, with what was decided of them."""
    keys = [submission.pk for submission in submissions]
    found: defaultdict[int, list[SubmissionStep]] = defaultdict(list)
    steps = SubmissionStep.objects.filter(submission__in=keys).select_related("decision")
    for step in steps.order_by("position"):
        found[step.submission_id].append(step)
    return found


def sent_by(access: Access, day: date) -> list[Sent]:
    """What the person sent, or inherited, and still waits, then the last that ended."""
    if access.actor_id is None:
        return []
    senders = Q(sent_by=access.actor_id) | Q(sent_by__in=predecessors(access.actor_id))
    return sent_of(Submission.objects.filter(senders, sent_on__lte=day), day)


def sent_of(own: "QuerySet[Submission]", day: date) -> list[Sent]:
    open_first = F("closed_on").desc(nulls_first=True)
    submissions = list(own.order_by(open_first, "since", "-pk")[:SENT])
    subjects, rounds = _subjects(submissions, day), _rounds(submissions)
    last_round: dict[tuple[str, int], int] = {}
    for found in submissions:
        key = (found.subject_model, found.subject_id)
        last_round[key] = max(found.number, last_round.get(key, 0))
    return [
        _sent(
            submission,
            subjects[submission.pk][0],
            rounds[submission.pk],
            day,
            last=last_round[(submission.subject_model, submission.subject_id)],
        )
        for submission in submissions
        if submission.pk in subjects
    ]


def _sent(
    submission: Submission, subject: Any, steps: list[SubmissionStep], day: date, *, last: int
) -> Sent:
    flow = flow_named(submission.subject_model)
    assert flow is not None
    position = min(submission.passed, len(steps) - 1)
    decided: Decision | None = getattr(steps[position], "decision", None)
    return Sent(
        flow=flow,
        submission=submission,
        title=flow.title(subject),
        url=flow.url(subject),
        step=steps[position].label,
        position=position + 1,
        total=len(steps),
        days=days_between(submission.since, day),
        remarks=decided.remarks if decided else submission.reason,
        who=decided.actor if decided else "",
        to_correct=submission.outcome == "returned"
        and submission.number == last
        and getattr(subject, "status", "draft") == "draft",
    )


def find(access: Access, day: date) -> Iterator[Awaiting]:
    """For «Mi trabajo»: what the person can decide today, and what came back to correct."""
    for item in for_me(access, day):
        if item.barred:
            continue
        where = f", paso {item.step.position} de {item.total}" if item.total > 1 else ""
        as_whom = f" Usted decide como {item.capacity}." if " por " in item.capacity else ""
        yield Awaiting(
            label=item.title,
            note=f"Se envió a aprobación el {item.submission.sent_on:%d-%m-%Y}{where}.{as_whom}",
            place=item.place,
            verb="Aprobar o devolver",
            url=item.url,
        )
    yield from _to_correct(access, day)


def _to_correct(access: Access, day: date) -> Iterator[Awaiting]:
    """What the person sent and came back, and nobody sent again since."""
    again = Submission.objects.filter(
        subject_model=OuterRef("subject_model"),
        subject_id=OuterRef("subject_id"),
        number__gt=OuterRef("number"),
    )
    own = Submission.objects.filter(sent_by=access.actor_id or 0, outcome="returned")
    returned = list(own.filter(~Exists(again), closed_on__lte=day).order_by("closed_on", "pk"))
    subjects, rounds = _subjects(returned, day), _rounds(returned)
    for submission in returned:
        subject, place = subjects.get(submission.pk, (None, ""))
        if subject is None:
            continue
        sent = _sent(submission, subject, rounds[submission.pk], day, last=submission.number)
        if sent.to_correct and access.may(sent.flow.prepare):
            note = f"{sent.who} pidió corregir: {sent.remarks}"
            yield Awaiting(sent.title, note, place, f"Corregir {sent.flow.noun}", sent.url)
