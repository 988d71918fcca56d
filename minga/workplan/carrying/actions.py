"""Taking what a year left into next year's plan, and saying what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from minga.commitments.actions.common import require as require_commitments
from minga.commitments.actions.promising import Promise, enter, judge
from minga.commitments.models import Commitment
from minga.commitments.permissions import REGISTER
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.templatetags.minga import counted
from minga.documents.actions import file_document
from minga.people.models import Organisation
from minga.workplan.actions.locks import lock_open, require
from minga.workplan.carrying import errors
from minga.workplan.carrying.models import (
    GONE,
    Became,
    CarriedCommitment,
    CarriedFollowUp,
    CarriedOutcome,
)
from minga.workplan.carrying.offers import Offer, offers_for
from minga.workplan.carrying.origin import ORIGIN
from minga.workplan.models import ActivityLine, WorkPlan
from minga.workplan.permissions import APPROVE, PREPARE

MOST_PROMISE = 600
Key = tuple[str, str]  # the source and what it calls the commitment
PREPARES = "Solo las unidades del servicio llevan los compromisos de su programa."
DECIDES = "Solo la dirección del servicio decide dejar o retomar un compromiso."


@dataclass(frozen=True)
class Told:
    """What somebody says that became of a commitment. `file`: the document that proves it."""

    kind: str
    text: str
    line: ActivityLine | None = None
    other: CarriedCommitment | None = None
    file: UploadedFile | None = None
    title: str = ""


@action("carrying.carried", says="trajo {commitments} del programa {from_year}")
def carry(
    plan: WorkPlan, keys: Sequence[Key], *, by: Access, on: date | None = None
) -> list[CarriedCommitment]:
    """The chosen ones, all or none, as they are written today."""
    assert on is not None
    _lock_both_years(plan)
    require(by, PREPARE, plan, PREPARES)
    lock_open(plan.pk)
    if by.actor_id is None:
        raise NotAllowed("Los compromisos los trae una persona.")
    if not keys:
        raise errors.NothingChosen
    offers = {offer.key: offer for offer in offers_for(plan)}
    made = [_take(plan, offers.get(key), key, by.actor_id, on) for key in dict.fromkeys(keys)]
    told = counted(len(made), "compromiso,compromisos")
    current_act().about(plan, commitments=told, from_year=plan.year - 1)
    return made


def _lock_both_years(plan: WorkPlan) -> None:
    """Whoever carries from the same year queues at its plans, whatever plan receives."""
    years = (plan.year - 1, plan.year)
    rows = WorkPlan.objects.select_for_update(of=("self",)).filter(service=plan.service_id)
    list(rows.filter(year__in=years).order_by("pk"))


def _take(
    plan: WorkPlan, offer: Offer | None, key: Key, actor_id: int, on: date
) -> CarriedCommitment:
    taken = offer.carried if offer else _carried_by(plan, key)
    if taken is not None:
        raise errors.AlreadyCarried(taken)
    if offer is None:
        raise errors.NoLongerLeft
    left = offer.left
    carried = CarriedCommitment(
        service_id=plan.service_id,
        plan=plan,
        from_plan=offer.from_plan,
        source=offer.source.key,
        source_label=offer.source.label,
        left_key=left.key,
        text=left.text.strip(),
        where=left.where,
        url=left.url,
        responsible=left.responsible,
        responsible_words=left.responsible_words,
        due_on=left.due_on,
        by_id=actor_id,
        on=on,
    )
    carried.save()
    return carried


def _carried_by(plan: WorkPlan, key: Key) -> CarriedCommitment | None:
    """Its source may no longer tell of it."""
    found = CarriedCommitment.objects.filter(service=plan.service_id, source=key[0])
    return found.filter(left_key=key[1]).select_related("plan").first()


@action("carrying.told", says="dijo qué pasó con «{commitment}»: {kind}")
def tell(
    carried: CarriedCommitment,
    told: Told,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> CarriedOutcome:
    """By who prepares the plan. What the head dropped, only the head takes up again."""
    assert on is not None
    _lock_both(carried, told.other)
    carried, last = _locked(carried, seen)
    dropped = last is not None and last.kind == Became.DROPPED
    if dropped:
        require(by, APPROVE, carried.plan, DECIDES)
    else:
        require(by, PREPARE, carried.plan, PREPARES)
    if told.kind == Became.DROPPED:
        raise NotAllowed(DECIDES)
    _judge(carried, told)
    made = _add(carried, told, by, on)
    _about(carried, made)
    return made


@action("carrying.dropped", says="decidió dejar «{commitment}»")
def drop(
    carried: CarriedCommitment,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> CarriedOutcome:
    """Who prepares never approves: the head, and not the one who carried it."""
    assert on is not None
    carried, last = _locked(carried, seen)
    require(by, APPROVE, carried.plan, DECIDES)
    if last is not None and last.kind == Became.DROPPED:
        raise errors.AlreadyDropped
    if by.actor_id == carried.by_id:
        raise errors.DropsOwn
    followed = _followed(carried)
    if followed is not None and followed.is_open:
        raise errors.FollowUpOpen(followed.folio)
    if not reason.strip():
        raise errors.ReasonMissing
    made = _add(carried, Told(Became.DROPPED, reason), by, on)
    _about(carried, made, reason.strip())
    return made


def _locked(
    carried: CarriedCommitment, seen: int | None
) -> tuple[CarriedCommitment, CarriedOutcome | None]:
    """One word at a time; `seen`: how many the page had shown."""
    found = CarriedCommitment.objects.select_for_update(of=("self",)).select_related(
        "plan__dossier", "service__party"
    )
    carried = found.get(pk=carried.pk)
    said = list(carried.outcomes.for_page())
    last = said[-1] if said else None
    if last is not None and seen is not None and seen != len(said):
        raise errors.ChangedMeanwhile(str(last.actor), last.get_kind_display(), last.on)
    return carried, last


def _lock_both(carried: CarriedCommitment, other: CarriedCommitment | None) -> None:
    """So that two do not replace each other at once."""
    if other is not None:
        rows = CarriedCommitment.objects.select_for_update(of=("self",))
        list(rows.filter(pk__in=(carried.pk, other.pk)).order_by("pk"))


def _judge(carried: CarriedCommitment, told: Told) -> None:
    if not told.text.strip():
        raise errors.TextMissing
    if told.kind == Became.ACTIVITY:
        if told.line is None:
            raise errors.ActivityMissing
        if told.line.plan_id != carried.plan_id:
            raise errors.ActivityElsewhere(carried.plan.year)
    other = told.other if told.kind == Became.REPLACED else None
    if told.kind == Became.REPLACED and other is None:
        raise errors.OtherMissing
    if other is not None and (other.pk == carried.pk or other.plan_id != carried.plan_id):
        raise errors.ReplacedByItself
    last = other.outcomes.order_by("pk").last() if other else None
    if last is not None and last.kind in GONE:
        raise errors.OtherGone(last.get_kind_display())


def _add(carried: CarriedCommitment, told: Told, by: Access, on: date) -> CarriedOutcome:
    if by.actor_id is None:
        raise NotAllowed("Qué pasó con un compromiso lo dice una persona.")
    made = CarriedOutcome(
        carried=carried,
        kind=told.kind,
        text=told.text.strip(),
        line=told.line if told.kind == Became.ACTIVITY else None,
        other=told.other if told.kind == Became.REPLACED else None,
        actor_id=by.actor_id,
        on=on,
    )
    if told.file is not None:
        title = told.title.strip() or f"Respaldo: {carried.short}"[:160]
        made.document = file_document(
            carried.plan.dossier, told.file, title=title, dated_on=on, by=by, on=on
        )
    made.save()
    return made


def _about(carried: CarriedCommitment, made: CarriedOutcome, reason: str = "") -> None:
    current_act().about(
        carried, reason=reason, commitment=carried.short, kind=made.get_kind_display()
    )


@action("carrying.followed", says="puso en seguimiento lo que dejó el programa: {folio}")
def follow(
    carried: CarriedCommitment,
    *,
    responsible: Organisation,
    due_on: date,
    by: Access,
    on: date | None = None,
) -> Commitment:
    """Registered among the commitments of the service, once: reminders and reports go on there."""
    assert on is not None
    carried, last = _locked(carried, None)
    if last is not None and last.kind == Became.DROPPED:
        raise errors.AlreadyDropped
    require(by, PREPARE, carried.plan, PREPARES)
    require_commitments(by, REGISTER, carried.service, PREPARES)
    known = _followed(carried)
    if known is not None:
        raise errors.AlreadyFollowed(known.folio)
    if last is not None and last.is_settled:
        raise errors.AlreadySettled(last.get_kind_display())
    promise = _promise(carried, responsible, due_on, on)
    judge(promise, on)
    commitment = enter(carried.service, promise, by, on)
    CarriedFollowUp(carried=carried, commitment=commitment, on=on).save()
    current_act().about(commitment, folio=commitment.folio, carried=carried.public_id)
    return commitment


def _followed(carried: CarriedCommitment) -> Commitment | None:
    known = CarriedFollowUp.objects.filter(carried=carried).select_related("commitment").first()
    return known.commitment if known else None


def _cut(text: str) -> str:
    """As long as a commitment may be; that something was left out is seen."""
    return text if len(text) <= MOST_PROMISE else f"{text[: MOST_PROMISE - 1].rstrip()}…"


def _promise(
    carried: CarriedCommitment, responsible: Organisation, due_on: date, on: date
) -> Promise:
    return Promise(
        promise=_cut(carried.title),
        responsible=responsible,
        promised_to="Dirección del servicio",
        made_on=on,
        due_on=due_on,
        origin=ORIGIN,
        origin_reference=f"Programa de trabajo {carried.plan.year - 1}. {carried.where}"[:160],
        origin_public_id=carried.public_id,
        territory=carried.plan.territory,
        case=carried.plan,
    )


def keys_of(values: Iterable[str]) -> list[Key]:
    """What the checkboxes of the page are called: «source:key»."""
    return [(source, key) for source, _, key in (value.partition(":") for value in values)]
