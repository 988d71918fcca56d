"""What a state asks for: proposed by one person, in force when another approves it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.rounds import open_round
from minga.core.cases import kind_named
from minga.core.errors import NotAllowed
from minga.core.versions import prepared_by
from minga.documents.files import errors
from minga.documents.files.models import Requirement, RuleChange
from minga.documents.files.permissions import RULE
from minga.people.models import Organisation


@dataclass(frozen=True)
class Asking:
    """What is asked for. `line` is the requirement that it changes; empty for a new one."""

    kind: str
    state: str
    document: str
    party: str
    role: str
    compulsory: bool
    may_not_apply: bool
    source: str
    line: str = ""
    ends: bool = False


@action("files.rule_proposed", says="propuso que cambie la lista de documentos: {document}")
def propose_rule(
    service: Organisation,
    asking: Asking,
    *,
    valid_from: date,
    reason: str,
    change: RuleChange | None = None,
    by: Access,
    on: date | None = None,
) -> RuleChange:
    """Sent to approval at once; `change` is one that was returned, to be written again."""
    assert on is not None
    if not by.may(RULE, service.pk):
        raise NotAllowed("Solo quien administra el sistema propone qué documentos se piden.")
    current_act().by = by.acting(RULE, service.pk)
    _judge(service, asking, valid_from, on, change)
    change = _written(service, asking, valid_from, reason, change)
    prepared_by(change, by)
    open_round(change, by=by, on=on)
    current_act().about(change, reason=reason.strip(), document=asking.document.strip())
    return change


def _judge(
    service: Organisation,
    asking: Asking,
    valid_from: date,
    on: date,
    change: RuleChange | None,
) -> None:
    if asking.state not in kind_named(asking.kind).states:
        raise errors.UnknownState
    if valid_from < on:
        raise errors.RuleInThePast(on)
    if not asking.line:
        return
    open_ones = RuleChange.objects.filter(line=asking.line).exclude(status="approved")
    if any(row != change for row in open_ones):
        raise errors.ChangeWaits
    rule = Requirement.objects.filter(
        line=asking.line, service=service, valid_until__isnull=True
    ).first()
    if rule is None:
        # A new one that was returned and is written again rules nothing yet.
        if change is None:
            raise errors.NotAsked
        return
    if valid_from <= rule.valid_from:
        raise errors.RuledLater(rule.valid_from)
    said = asdict(asking)
    same = all(getattr(rule, name) == said[name] for name in said if name != "ends")
    if same and not asking.ends:
        raise errors.NothingChanges


def _written(
    service: Organisation,
    asking: Asking,
    valid_from: date,
    reason: str,
    change: RuleChange | None,
) -> RuleChange:
    said: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in asdict(asking).items()
    }
    if not said["line"]:
        del said["line"]
    if change is None:
        change = RuleChange(service=service)
    else:
        change = RuleChange.objects.select_for_update().get(pk=change.pk)
    for name, value in said.items():
        setattr(change, name, value)
    change.valid_from, change.reason = valid_from, reason.strip()
    change.save()
    return change


def set_status(change: RuleChange, status: str) -> None:
    change.status = status
    change.save(update_fields=["status"])


def approve_change(change: RuleChange, *, by: Access, on: date) -> None:
    """The last step of its approval: the rule in force ends, the new one begins."""
    if change.valid_from < on:
        raise errors.ApprovedTooLate(change.valid_from, on)
    change.status, change.approved_on = RuleChange.Status.APPROVED, on
    change.save(update_fields=["status", "approved_on"])
    ruling = Requirement.objects.select_for_update().filter(
        line=change.line, valid_until__isnull=True
    )
    old = ruling.first()
    if old:
        if change.valid_from <= old.valid_from:
            raise errors.RuledLater(old.valid_from)
        old.valid_until = change.valid_from
        old.save(update_fields=["valid_until"])
    if change.ends:
        return
    Requirement(
        service=change.service,
        kind=change.kind,
        state=change.state,
        line=change.line,
        document=change.document,
        party=change.party,
        role=change.role,
        compulsory=change.compulsory,
        may_not_apply=change.may_not_apply,
        source=change.source,
        valid_from=change.valid_from,
        change=change,
    ).save()
