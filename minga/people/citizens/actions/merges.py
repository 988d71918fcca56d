"""Proposing that two records are one person's, or that they are not after all."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.rounds import open_round
from minga.core.errors import DomainError
from minga.core.versions import prepared_by
from minga.people.citizens.actions.common import locked, reason_of, require
from minga.people.citizens.models import Citizen, Merge
from minga.people.citizens.permissions import MERGE
from minga.people.models import Organisation


class NotMergeable(DomainError):
    code = "citizens.not_mergeable"
    field = "run"

    def __init__(self) -> None:
        super().__init__("Solo se fusionan dos fichas activas, y se separan dos fusionadas.")


class KeepsTheRun(DomainError):
    code = "citizens.keeps_the_run"
    field = "run"

    def __init__(self) -> None:
        super().__init__("Queda la ficha que tiene RUN: propóngalo desde la otra.")


class MergedWithItself(DomainError):
    code = "citizens.merged_with_itself"
    field = "run"

    def __init__(self) -> None:
        super().__init__("Es la misma ficha: escriba el RUN o el documento de la otra.")


@action("citizens.merge_proposed", says="propuso {deed} dos fichas")
def propose_merge(
    service: Organisation,
    kept: Citizen,
    superseded: Citizen,
    *,
    reason: str,
    part: bool = False,
    by: Access,
    on: date | None = None,
) -> Merge:
    """Sent to approval at once: another person decides. `part` undoes an earlier one."""
    assert on is not None
    require(by, MERGE, service.pk, "Solo quien atiende público propone fusionar fichas.")
    reason = reason_of(reason)
    if kept.pk == superseded.pk:
        raise MergedWithItself
    kept, superseded = locked(kept), locked(superseded)
    _judge(kept, superseded, part=part)
    merge = Merge(
        service=service,
        kind=Merge.Kind.PART if part else Merge.Kind.MERGE,
        kept=kept,
        superseded=superseded,
        reason=reason,
        on=on,
    )
    merge.save()
    prepared_by(merge, by)
    open_round(merge, by=current_act().by, on=on)
    current_act().about(merge, reason=reason, deed=merge.get_kind_display())
    return merge


def _judge(kept: Citizen, superseded: Citizen, *, part: bool) -> None:
    if part:
        if superseded.merged_into_id != kept.pk:
            raise NotMergeable
        return
    if not (kept.is_open and superseded.is_open):
        raise NotMergeable
    if kept.is_provisional and not superseded.is_provisional:
        raise KeepsTheRun


def decide(merge: Merge, *, by: Access, on: date) -> None:
    """What its approval does: the record is superseded, or stands by itself again."""
    kept, superseded = locked(merge.kept), locked(merge.superseded)
    parts = merge.kind == Merge.Kind.PART
    _judge(kept, superseded, part=parts)
    if parts:
        superseded.state, superseded.merged_into = Citizen.State.ACTIVE, None
    else:
        for other in Citizen.objects.filter(merged_into=superseded):
            other.merged_into = kept
            other.save(update_fields=["merged_into"])
        superseded.state, superseded.merged_into = Citizen.State.SUPERSEDED, kept
    superseded.save(update_fields=["state", "merged_into"])
    merge.state = Merge.State.DONE
    merge.save(update_fields=["state"])


def give_up(merge: Merge, remarks: str) -> None:
    """Returned or withdrawn: another proposal begins anew."""
    merge.state = Merge.State.RETURNED
    merge.save(update_fields=["state"])
