"""What binds: the formal backing, what each party promised with its budget, and the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from minga.acts.models import Act
from minga.commitments.actions import promising as commitments
from minga.commitments.models import Commitment
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.versions import prepared_by
from minga.documents.actions import file_document
from minga.people.models import Organisation
from minga.workplan.problems import errors
from minga.workplan.problems.actions.common import live, on_agenda, standing, text_of
from minga.workplan.problems.models import (
    BackingSignature,
    FormalBacking,
    Funding,
    Gap,
    GapOutcome,
    GapState,
    Meeting,
    MeetingState,
    PartyCommitment,
    ProblemService,
    ProblemState,
    TerritorialProblem,
)
from minga.workplan.problems.models.meeting import OPEN_MEETING

ORIGIN = "problem"


@dataclass(frozen=True)
class Papers:
    """A backing: its kind and reference, and the document or the act where it stands."""

    kind: str
    reference: str
    dated_on: date
    file: UploadedFile | None = None
    act: Act | None = None


@dataclass(frozen=True)
class Budget:
    """From where the money comes, or that there is none: then `amount` is what is missing."""

    funding: str = Funding.NOT_NEEDED
    line: str = ""
    year: int | None = None
    amount: int | None = None
    is_approved: bool = False


@dataclass(frozen=True)
class Promised:
    """What a party promised in the problem, until when and with which budget."""

    party: ProblemService
    promise: str
    made_on: date
    due_on: date
    budget: Budget = Budget()
    # Until when the missing budget line is awaited; the day of the promise, where not said.
    gap_due_on: date | None = None


@action("problems.backed", says="registró el respaldo formal {reference}")
def register_backing(
    problem: TerritorialProblem,
    papers: Papers,
    signed_by: Sequence[ProblemService],
    *,
    by: Access,
    on: date | None = None,
) -> FormalBacking:
    """Signed by two services or more, the problem is being solved."""
    assert on is not None
    problem = live(problem, by)
    if not signed_by:
        raise errors.NobodySigned
    if papers.dated_on > on:
        raise errors.DatedInTheFuture
    backing = _filed(problem, papers, by, on)
    for party in signed_by:
        BackingSignature(backing=backing, party=standing(problem, party)).save()
    prepared_by(problem, by)
    if len(signed_by) > 1 and problem.state == ProblemState.OPEN:
        problem.state = ProblemState.SOLVING
        problem.save()
    current_act().about(problem, reference=str(backing))
    return backing


def _filed(problem: TerritorialProblem, papers: Papers, by: Access, on: date) -> FormalBacking:
    reference = text_of(papers.reference, "reference", "Escriba el número o nombre del respaldo.")
    if (papers.file is None) == (papers.act is None):
        raise errors.DocumentOrAct
    if papers.act is not None and papers.act.status != Act.Status.PROCESSED:
        raise errors.NoSuchAct
    if problem.backings.filter(kind=papers.kind, reference=reference).exists():
        raise errors.FieldMissing("reference", "Ese respaldo ya está registrado.")
    backing = FormalBacking(
        problem=problem,
        kind=papers.kind,
        reference=reference,
        dated_on=papers.dated_on,
        act_public_id=papers.act.public_id if papers.act else "",
    )
    if papers.file is not None:
        backing.document = file_document(
            problem.dossier, papers.file, title=reference, dated_on=papers.dated_on, by=by, on=on
        )
    backing.save()
    return backing


@action("problems.promised", says="registró lo que promete {name}: compromiso {folio}")
def promise(
    problem: TerritorialProblem, said: Promised, *, by: Access, on: date | None = None
) -> PartyCommitment:
    """A commitment of any other, about the problem; here stay its budget and its gap."""
    assert on is not None
    problem = live(problem, by)
    party = standing(problem, said.party)
    text = text_of(said.promise, "promise", "Escriba qué se prometió.")
    _require_new(problem, party, text)
    made = PartyCommitment(problem=problem, party=party, promise_key=_key(text))
    _fund(made, said.budget)
    made.commitment = _commitment(problem, party, said, by, on)
    made.save()
    if made.funding == Funding.GAP:
        expected = said.gap_due_on or said.due_on
        if expected < on:
            raise errors.DueBefore("gap_due_on", on)
        _miss(made, expected, on)
    prepared_by(problem, by)
    current_act().about(problem, name=party.organisation.short_name, folio=made.commitment.folio)
    return made


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")[:600]


def _require_new(problem: TerritorialProblem, party: ProblemService, text: str) -> None:
    same = problem.promises.standing().filter(
        party__organisation=party.organisation, promise_key=_key(text)
    )
    known = same.select_related("commitment").first()
    if known is not None:
        raise errors.PromisedAlready(party.organisation.short_name, known.commitment.folio)


def _commitment(
    problem: TerritorialProblem, party: ProblemService, said: Promised, by: Access, on: date
) -> Commitment:
    promised = commitments.Promise(
        promise=said.promise,
        responsible=party.organisation,
        promised_to=f"Los servicios de «{problem.title}»"[:160],
        made_on=said.made_on,
        due_on=said.due_on,
        origin=ORIGIN,
        origin_reference=problem.title,
        origin_public_id=problem.public_id,
        territory=problem.territory,
        case=problem,
    )
    commitments.judge(promised, on)
    return commitments.enter(problem.service, promised, by, on)


def _fund(made: PartyCommitment, budget: Budget) -> None:
    if budget.amount is not None and budget.amount <= 0:
        raise errors.AmountNotPositive
    is_line = budget.funding == Funding.LINE
    if is_line:
        text_of(budget.line, "budget_line", "Escriba la asignación o el ítem.")
        if budget.year is None:
            raise errors.FieldMissing("budget_year", "Escriba el año del presupuesto.")
        if budget.amount is None:
            raise errors.FieldMissing("amount", "Escriba el monto de la asignación.")
    made.funding = budget.funding
    made.budget_line = budget.line.strip() if is_line else ""
    made.budget_year = budget.year if is_line else None
    made.amount = None if budget.funding == Funding.NOT_NEEDED else budget.amount
    made.is_approved = is_line and budget.is_approved


def _miss(made: PartyCommitment, due_on: date, on: date) -> None:
    """The gap of a commitment without a budget line."""
    body = made.party.organisation
    what = f"{body.name} no tiene asignación presupuestaria para: {made.commitment.promise}"
    _enter_gap(
        Gap(
            problem=made.problem,
            what=what if len(what) <= 300 else f"{what[:298].rstrip()}…",
            threatens=made.commitment.promise[:300],
            promise=made,
            is_budget=True,
            responsible=body,
            opened_on=on,
            due_on=due_on,
        )
    )


def _enter_gap(gap: Gap) -> None:
    """And it is on the agenda of the meeting that waits, if one does."""
    gap.save()
    waiting = gap.problem.meetings.filter(state=MeetingState.CONVENED).first()
    if waiting is not None:
        on_agenda(waiting, gap.what, gap)
        _moved(waiting)


@action("problems.funded", says="registró la asignación de {name}: {line}")
def give_budget(
    made: PartyCommitment,
    budget: Budget,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> PartyCommitment:
    """Its gap, if it had one, is resolved by it."""
    assert on is not None
    problem = live(made.problem, by)
    made = PartyCommitment.objects.for_page().get(pk=made.pk)
    if seen is not None and seen != made.revision:
        raise errors.ChangedMeanwhile("el presupuesto de este compromiso")
    if made.is_approved:
        raise errors.BudgetApproved
    _fund(made, replace(budget, funding=Funding.LINE))
    made.revision += 1
    made.save()
    gap = made.gaps.open().filter(is_budget=True).first()
    if gap is not None:
        settle(gap, GapState.RESOLVED, f"Asignación {made.budget_line}, {made.budget_year}.", on)
    name = made.party.organisation.short_name
    current_act().about(problem, name=name, line=made.budget_line)
    return made


@action("problems.gap_opened", says="registró la brecha «{what}»")
def open_gap(
    problem: TerritorialProblem,
    *,
    what: str,
    threatens: str,
    responsible: Organisation,
    due_on: date,
    promise: PartyCommitment | None = None,
    by: Access,
    on: date | None = None,
) -> Gap:
    assert on is not None
    problem = live(problem, by)
    if not problem.services.standing().filter(organisation=responsible).exists():
        raise errors.FieldMissing("responsible", str(errors.NotOfIt()))
    if due_on < on:
        raise errors.DueBefore("due_on", on)
    gap = Gap(
        problem=problem,
        what=text_of(what, "what", "Escriba qué falta."),
        threatens=text_of(threatens, "threatens", "Escriba qué proyecto amenaza."),
        promise=promise,
        responsible=responsible,
        opened_on=on,
        due_on=due_on,
    )
    _enter_gap(gap)
    current_act().about(problem, what=gap.what)
    return gap


@action("problems.gap_closed", says="cerró la brecha «{what}»: {state}")
def close_gap(gap: Gap, *, resolved: bool, how: str, by: Access, on: date | None = None) -> Gap:
    assert on is not None
    problem = live(gap.problem, by)
    gap = Gap.objects.for_page().get(pk=gap.pk)
    if not gap.is_open:
        raise errors.GapClosed(gap.how)
    if resolved and gap.is_budget:
        raise errors.StillUnfunded(gap.what)
    state = GapState.RESOLVED if resolved else GapState.LEFT
    settle(gap, state, text_of(how, "how", "Escriba cómo se cerró."), on)
    current_act().about(problem, what=gap.what, state=gap.get_state_display())
    return gap


def settle(gap: Gap, state: GapState, how: str, on: date) -> None:
    """Closed, and said so in the agenda of the meeting that waits."""
    gap.state, gap.closed_on, gap.how = state, on, how[:600]
    gap.save()
    for item in gap.items.filter(meeting__state__in=OPEN_MEETING).select_related("meeting"):
        _moved(item.meeting)
        if not item.outcome:
            item.outcome = GapOutcome.RESOLVED if state == GapState.RESOLVED else GapOutcome.LEFT
            item.agreed = gap.how
            item.save()


def _moved(meeting: Meeting) -> None:
    """Its agenda is another one than whoever is recording it opened."""
    meeting.revision += 1
    meeting.save()
