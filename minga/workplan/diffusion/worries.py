"""What diffusion brings to the head's page of a Monday: what should have been published, attentions
without an answer, what was promised to be told."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify

from minga.core.access import Access
from minga.people.citizens.models import Attention
from minga.people.models import Organisation
from minga.workplan.diffusion.approvals import plan_url, publication_url
from minga.workplan.diffusion.awaiting import near
from minga.workplan.diffusion.models import Publication
from minga.workplan.worries import Line, Worry, register_worry


def declare() -> None:
    register_worry(Worry("difusion-atrasada", "late", "Difusión", find=late, order=40))
    register_worry(Worry("difusion-por-aprobar", "waits", "Difusión", find=waiting, order=40))
    register_worry(Worry("difusion-proxima", "promised", "Difusión", find=coming, order=40))
    register_worry(Worry("atenciones-vencidas", "late", "Atenciones", find=overdue, order=41))


def late(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    for row in near([service.pk], day):
        if row.late:
            plan = row.mechanism.version.diffusion.plan
            yield Line(
                label=row.mechanism.name,
                note=f"Debió publicarse el {row.late[0]:%d-%m-%Y}",
                url=plan_url(plan),
                due=row.late[0],
                who=row.mechanism.responsible.short_name,
                is_late=True,
            )


def coming(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    for row in near([service.pk], day):
        if row.next and not row.late:
            plan = row.mechanism.version.diffusion.plan
            yield Line(
                label=row.mechanism.name,
                note=f"Se publica el {row.next:%d-%m-%Y}",
                url=plan_url(plan),
                due=row.next,
                who=row.mechanism.responsible.short_name,
            )


def waiting(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    seen = Publication.objects.visible_to(access)
    found = seen.filter(state="submitted", line__diffusion__plan__service=service)
    for row in found.select_related("prepared_by").order_by("on", "pk"):
        yield Line(
            label=row.title,
            note=f"La preparó {row.prepared_by}; la comprueba otra persona",
            url=publication_url(row),
        )


def overdue(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    """How many, by the unit that owes the answer; the oldest term first."""
    found = Attention.objects.visible_to(access).pending()
    by_unit = (
        found.filter(service=service, due_on__lt=day)
        .values("referred_to__short_name", "service__short_name")
        .annotate(count=Count("pk"), oldest=Min("due_on"))
        .order_by("oldest")
    )
    for row in by_unit:
        count, unit = row["count"], row["referred_to__short_name"] or ""
        asked = {
            "vencida": "si",
            "unidad": slugify(unit),
            "servicio_es": slugify(row["service__short_name"]),
        }
        said = "atención vencida" if count == 1 else "atenciones vencidas"
        yield Line(
            label=f"{count} {said} en {unit}",
            note=f"La más antigua debió responderse el {row['oldest']:%d-%m-%Y}",
            url=f"{reverse('citizens:attentions')}?{urlencode(asked)}",
            due=row["oldest"],
            who=unit,
            is_late=True,
        )
