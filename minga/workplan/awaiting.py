"""What waits for a person in the work plans: evidence to verify or to correct, late activities.

What waits for an approval is told by the tray of approvals."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access, StaffRequest
from minga.core.handover import predecessors
from minga.core.registries import Awaiting
from minga.territory.frames import Frame, frame_on
from minga.workplan.models import Activity, Evidence, Stage
from minga.workplan.models.facts import EvidenceQuerySet
from minga.workplan.permissions import UPLOAD, VERIFY


def _institutions(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def evidence_for(access: Access, day: date) -> EvidenceQuerySet:
    """To verify (uploaded by another) or to correct (returned, own or inherited), as known."""
    seen = Evidence.objects.visible_to(access)
    to_verify = (
        Q(review__isnull=True, line__plan__service__in=_institutions(access, VERIFY))
        & ~Q(uploaded_by=access.actor_id)
        & ~Q(shares__uploaded_by=access.actor_id)
        & (Q(shares__isnull=True) | Q(shares__in=seen.values("pk")))
    )
    own = Q(uploaded_by=access.actor_id) | Q(uploaded_by__in=predecessors(access.actor_id))
    to_correct = Q(review__outcome="returned", review__on__lte=day) & own
    # Of an activity left out by the version in force there is nothing to do any more; nor of a plan
    # already evaluated.
    current = seen.current()
    return current.exclude(line__plan__closings__stage=Stage.EVALUATION).filter(
        to_verify | to_correct, on__lte=day, line__activities__version__status="in_force"
    )


def count(request: StaffRequest) -> int | EvidenceQuerySet:
    """For the menu, on every page: counted together with what the other areas count."""
    if not request.access.may(UPLOAD):
        return 0
    return evidence_for(request.access, request.day)


def find(access: Access, day: date) -> Iterator[Awaiting]:
    frame = frame_on(day)
    yield from _evidence(access, frame)
    yield from _late(access, frame)


def _evidence(access: Access, frame: Frame) -> Iterator[Awaiting]:
    related = ("document", "uploaded_by", "review", "line__plan")
    found = list(evidence_for(access, frame.on).select_related(*related).order_by("on"))
    codes = _codes([evidence.line_id for evidence in found])
    for evidence in found:
        if evidence.line_id not in codes:
            continue
        activity = codes[evidence.line_id]
        review = getattr(evidence, "review", None)
        yield Awaiting(
            label=f"Programa de trabajo {evidence.line.plan.year}, actividad {activity.code}",
            note=(
                f"Devuelta: {review.remarks}"
                if review
                else f"«{evidence.document.title}», cargada por {evidence.uploaded_by} el "
                f"{evidence.on:%d-%m-%Y}."
            ),
            place=frame.name_of(evidence.line.plan.territory_id),
            verb="Corregir evidencia" if review else "Verificar evidencia",
            url=reverse(
                "workplan:activity", args=[evidence.line.plan.public_id, evidence.line.public_id]
            ),
            due=activity.ends_on,
        )


def _codes(lines: list[int]) -> dict[int, Activity]:
    found = Activity.objects.for_page().filter(line__in=lines, version__status="in_force")
    return {activity.line_id: activity for activity in found}


def _late(access: Access, frame: Frame) -> Iterator[Awaiting]:
    """Activities past their end with no evidence at all, for who may upload it."""
    own = _institutions(access, UPLOAD)
    late = Activity.objects.for_page().filter(
        Q(responsible__in=own)
        | Q(responsible__institution__in=own)
        | Q(version__plan__service__in=own),
        version__status="in_force",
        ends_on__lt=frame.on,
        line__evidence__isnull=True,
    )
    late = late.exclude(version__plan__closings__stage=Stage.EVALUATION)
    for activity in late.select_related("version__plan").order_by("ends_on"):
        plan = activity.version.plan
        yield Awaiting(
            label=f"Programa de trabajo {plan.year}, actividad {activity.code}",
            note=f"Falta la evidencia: {activity.expected_evidence}.",
            place=frame.name_of(plan.territory_id),
            verb="Cargar evidencia",
            url=reverse("workplan:activity", args=[plan.public_id, activity.line.public_id]),
            due=activity.ends_on,
        )
