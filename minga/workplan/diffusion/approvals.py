"""How a diffusion plan and a publication are approved: another person than who prepared them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.approvals.flows import Flow, Step, register
from minga.territory.frames import frame_on
from minga.workplan.diffusion import errors
from minga.workplan.diffusion.models import (
    Audience,
    DiffusionVersion,
    Mechanism,
    Publication,
)
from minga.workplan.diffusion.permissions import APPROVE, PREPARE, PUBLISH, WRITE

DIRECTOR = Step(
    "director",
    "Dirección del servicio",
    APPROVE,
    who="la dirección del servicio",
    only="Solo la dirección del servicio aprueba o devuelve su plan de difusión.",
)
CHECKED = Step(
    "checked",
    "Jefatura",
    PUBLISH,
    who="la jefatura o la dirección del servicio",
    only="Una publicación la aprueba o devuelve una jefatura o la dirección del servicio.",
)


def declare() -> None:
    register(
        Flow(
            kind="diffusion_plan",
            label="planes de difusión",
            noun="plan",
            what="la versión {version} del plan de difusión",
            model=DiffusionVersion,
            steps=(DIRECTOR,),
            prepare=PREPARE,
            sends="Solo las unidades del servicio envían su plan de difusión a aprobación.",
            institution="diffusion__plan__service",
            identity="diffusion",
            related=("diffusion__plan__service__party", "diffusion__plan__territory"),
            title=lambda version: (
                f"Plan de difusión {version.diffusion.plan.year}, versión {version.number}"
            ),
            url=lambda version: plan_url(version.diffusion.plan),
            places=_places,
            check=complete,
        )
    )
    register(
        Flow(
            kind="publication",
            label="publicaciones",
            noun="publicación",
            what="la publicación «{title}»",
            model=Publication,
            steps=(CHECKED,),
            prepare=WRITE,
            sends="La envía quien prepara publicaciones en el servicio.",
            institution="line__diffusion__plan__service",
            related=("line__diffusion__plan__service__party", "territory"),
            title=lambda row: f"Publicación: {row.title}",
            url=publication_url,
            data=lambda row: {"title": row.title},
            places=_places_of_publications,
            check=_can_be_seen,
            submit=_submit,
            go_back=_go_back,
            apply=_publish,
            done="publicado",
        )
    )


def plan_url(plan: Any) -> str:
    return reverse("diffusion:plan", args=[plan.public_id])


def publication_url(row: Publication) -> str:
    return reverse("diffusion:publication", args=[row.public_id])


def _places(versions: list[DiffusionVersion], day: date) -> Mapping[int, str]:
    frame = frame_on(day)
    return {row.pk: frame.name_of(row.diffusion.plan.territory_id) for row in versions}


def _places_of_publications(rows: list[Publication], day: date) -> Mapping[int, str]:
    frame = frame_on(day)
    return {row.pk: frame.name_of(row.territory_id) for row in rows}


def complete(version: DiffusionVersion) -> None:
    """Both audiences are told something, and what is dated has its dates."""
    mechanisms = list(version.mechanisms.prefetch_related("dates"))
    for audience in Audience:
        if all(row.audience != audience for row in mechanisms):
            raise errors.AudienceMissing(audience.label)
    for row in mechanisms:
        if not row.is_continuous and not row.planned:
            raise errors.DatesMissing(row.name)
    kept = {row.line_id for row in mechanisms}
    lost = Publication.objects.filter(line__diffusion=version.diffusion_id).exclude(line__in=kept)
    for publication in lost.order_by("pk")[:1]:
        ruling = Mechanism.objects.filter(line=publication.line_id).order_by("-version__number")
        count = lost.filter(line=publication.line_id).count()
        raise errors.LeavesWithPublications(ruling[0].name, count)


def _can_be_seen(row: Publication) -> None:
    if not row.link and row.document_id is None:
        raise errors.NothingToSee


def _submit(row: Publication, *, by: Access, on: date) -> None:
    if not row.is_draft:
        raise errors.NotInPreparation(row.get_state_display())
    row.state, row.remarks = Publication.State.SUBMITTED, ""
    row.save(update_fields=["state", "remarks"])


def _go_back(row: Publication, remarks: str) -> None:
    row.state, row.remarks = Publication.State.DRAFT, remarks
    row.save(update_fields=["state", "remarks"])


def _publish(row: Publication, *, by: Access, on: date) -> None:
    row.state, row.published_on = Publication.State.PUBLISHED, on
    row.published_by_id = by.actor_id
    row.save(update_fields=["state", "published_on", "published_by"])
