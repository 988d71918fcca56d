"""What a head of service is told on a Monday: late reviews and corrections, causes to find."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.people.models import Organisation
from minga.workplan.procedures.due import late, with_reviews
from minga.workplan.procedures.models import CorrectiveAction, NonConformity, Procedure
from minga.workplan.worries import Line, Worry, register_worry


def declare() -> None:
    register_worry(
        Worry("revisiones", "late", "Procedimientos sin revisar a tiempo", _reviews, order=60)
    )
    register_worry(
        Worry("correcciones", "late", "Acciones correctivas vencidas", _corrections, order=61)
    )
    register_worry(
        Worry("no-conformidades", "waits", "No conformidades por analizar", _causes, order=60)
    )


def _reviews(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    seen = Procedure.objects.open_to(access).for_page().filter(service=service)
    for procedure, due in late(with_reviews(seen), day):
        yield Line(
            label=str(procedure),
            note=f"Debió revisarse el {due:%d-%m-%Y}.",
            url=reverse("procedures:procedure", args=[procedure.public_id]),
            due=due,
            who=procedure.owner.short_name,
            is_late=True,
        )


def _corrections(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    seen = NonConformity.objects.visible_to(access).open().filter(service=service)
    agreed = CorrectiveAction.objects.select_related(
        "fault__procedure", "commitment__responsible"
    ).filter(fault__in=seen, commitment__state="pending", commitment__due_on__lt=day)
    for one in agreed.order_by("commitment__due_on", "pk"):
        yield Line(
            label=one.commitment.short,
            note=f"Corrige la {str(one.fault).lower()}, de {one.fault.procedure}.",
            url=reverse("procedures:fault", args=[one.fault.public_id]),
            due=one.commitment.due_on,
            who=one.commitment.responsible.short_name,
            is_late=True,
            key=one.commitment.public_id,
        )


def _causes(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    seen = NonConformity.objects.visible_to(access).for_page()
    for fault in seen.filter(service=service, state="found", recorded_on__lte=day):
        yield Line(
            label=str(fault),
            note=f"{fault.where}. Falta analizar su causa.",
            url=reverse("procedures:fault", args=[fault.public_id]),
            who=fault.procedure.owner.short_name,
        )
