"""What an act waits for, and since when: in the tray, with two questions for all its rows."""

from collections.abc import Sequence
from datetime import date

from minga.acts.models import Act, ActNotice
from minga.core.approvals.models import Submission


def tell_waiting(rows: Sequence[Act], day: date) -> None:
    """Writes `waits_for` and `waits_since` on each (empty and None once it ended), `waits_days`."""
    rounds, notices = _rounds(rows), _notices(rows)
    for row in rows:
        told = notices.get(row.pk, [])
        waits_for, since = _of(row, rounds.get(row.pk), told)
        row.waits_for, row.waits_since = waits_for, since  # type: ignore[attr-defined]
        row.waits_days = max((day - since).days, 0) if since else None  # type: ignore[attr-defined]


def _rounds(rows: Sequence[Act]) -> dict[int, Submission]:
    """The last round of each that is a draft or in approval."""
    asked = [row.pk for row in rows if row.status in (Act.Status.DRAFT, Act.Status.SENT)]
    found = Submission.objects.filter(subject_model="acts.act", subject_id__in=asked)
    return {one.subject_id: one for one in found.order_by("number").prefetch_related("steps")}


def _notices(rows: Sequence[Act]) -> dict[int, list[ActNotice]]:
    asked = [row.pk for row in rows if row.status == Act.Status.NUMBERED]
    found: dict[int, list[ActNotice]] = {}
    for notice in ActNotice.objects.filter(act__in=asked):
        found.setdefault(notice.act_id, []).append(notice)
    return found


def _of(act: Act, last: Submission | None, notices: list[ActNotice]) -> tuple[str, date | None]:
    status = Act.Status
    if act.status == status.DRAFT:
        if last is not None and last.closed_on is not None:
            return "corrección", last.closed_on
        return "su envío", act.drafted_on
    if act.status == status.SENT and last is not None:
        steps = sorted(last.steps.all(), key=lambda step: step.position)
        label = steps[last.passed].label
        return label[:1].lower() + label[1:], last.since
    if act.status == status.SIGNED:
        return "número", act.signed_on
    if act.status != status.NUMBERED:
        return "", None
    days = [act.numbered_on, act.review_sent_on, act.review_on, act.published_on]
    days += [notice.notified_on for notice in notices]
    due = act.pending(notices)
    return (due[0] if due else ""), max(one for one in days if one is not None)
