"""What the plan itself brings to the head's Monday page: late activities, evidence that waits, and
what the service promised."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from minga.commitments.models import Commitment
from minga.core.access import Access
from minga.core.templatetags.minga import counted
from minga.people.models import Organisation
from minga.workplan.models import Activity, ActivityStatus, Evidence, Stage, Status, WorkPlan
from minga.workplan.search import open_to
from minga.workplan.worries import Line, Worry, register_worry

# What was promised for a later day is in the list of commitments.
AHEAD = timedelta(days=30)


def declare() -> None:
    register_worry(Worry("actividades", "late", "Programa de trabajo", late_activities, 10))
    register_worry(Worry("evidencias", "waits", "Evidencias", waiting_evidence, 10))
    register_worry(Worry("compromisos", "promised", "Compromisos", promised, 10))


def late_activities(service: Organisation, day: date, access: Access) -> Iterable[Line]:
    """Past their end and without their points, of the versions that rule: what is told to have
    failed in a year that ended, or in a plan already evaluated, is no longer anybody's to do."""
    past = (
        Activity.objects.for_page()
        .in_force_on(day)
        .filter(version__plan__service=service, version__plan__in=open_to(access), ends_on__lt=day)
    )
    past = past.exclude(version__plan__in=_evaluated(day))
    found = list(past.select_related("version__plan").order_by("ends_on", "pk"))
    lines = [activity.line_id for activity in found]
    statuses = ActivityStatus.objects.until(day).filter(line__in=lines)
    last = dict(statuses.values_list("line_id", "status"))
    for activity in found:
        status, plan = last.get(activity.line_id), activity.version.plan
        failed = status == Status.NOT_FULFILLED and plan.year < day.year
        if failed or status == Status.FULFILLED:
            continue
        yield Line(
            label=f"{activity} ({plan.year})",
            note=f"Estado: {Status(status).label if status else 'sin informar'}; "
            f"vale {counted(activity.weight, 'punto,puntos')}.",
            url=reverse("workplan:activity", args=[plan.public_id, activity.line.public_id]),
            due=activity.ends_on,
            who=activity.responsible.short_name,
            is_late=True,
        )


def _evaluated(day: date) -> QuerySet[WorkPlan]:
    return WorkPlan.objects.filter(closings__stage=Stage.EVALUATION, closings__on__lte=day)


def waiting_evidence(service: Organisation, day: date, access: Access) -> Iterable[Line]:
    """Whose evidence waits for somebody else, and whose came back and was not corrected."""
    waits = Q(review__isnull=True) | Q(review__on__gt=day) | Q(review__outcome="returned")
    found = (
        Evidence.objects.visible_to(access)
        .current()
        .filter(waits, line__plan__service=service, on__lte=day)
        .filter(line__activities__version__status="in_force")
        .exclude(line__plan__in=_evaluated(day))
        .select_related("document", "uploaded_by", "line__plan", "review__reviewer")
        .order_by("on", "pk")
    )
    for evidence in found:
        returned = evidence.outcome_on(day) == "returned"
        since = evidence.review.on if returned else evidence.on
        plan, line = evidence.line.plan, evidence.line
        yield Line(
            label=evidence.document.title,
            note=f"Devuelta el {since:%d-%m-%Y}: {evidence.review.remarks}"
            if returned
            else f"Espera que otra persona la verifique desde el {since:%d-%m-%Y}.",
            url=reverse("workplan:activity", args=[plan.public_id, line.public_id]),
            who=f"{evidence.uploaded_by}, {plan.year}",
            is_late=returned,
        )


def promised(service: Organisation, day: date, access: Access) -> Iterable[Line]:
    """Open commitments of the service that are overdue, which the page shows among what is late, or
    fall due in the next thirty days."""
    found = (
        Commitment.objects.visible_to(access)
        .open()
        .filter(service=service, due_on__lte=day + AHEAD)
        .for_page()
        .order_by("due_on", "pk")
    )
    for commitment in found:
        yield Line(
            label=commitment.short,
            note=f"A {commitment.promised_to}. {commitment.said_on(day).capitalize()}.",
            url=reverse("commitments:commitment", args=[commitment.public_id]),
            due=commitment.due_on,
            who=commitment.responsible.short_name,
            is_late=commitment.is_late(day),
            key=commitment.public_id,
        )
