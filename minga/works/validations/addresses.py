"""Where each kind of finding is mended."""

from collections.abc import Mapping

from django.urls import reverse

from minga.works.models import Project
from minga.works.validations.catalogue import Place

OF_PROJECT = {
    Place.RECORD: "works:change",
    Place.COMMUNES: "works:communes",
    Place.MONEY: "works:money",
    Place.CONDITIONS: "works:project",
    Place.SCHEDULE: "schedules:schedule",
    Place.MILESTONES: "schedules:schedule",
    Place.CONTRACTS: "contracts:of_project",
    Place.PROGRESS: "progress:project",
    Place.BUDGET: "schedules:schedule",
}
OF_DRAFT = {Place.SCHEDULE: "schedules:draft", Place.MILESTONES: "schedules:milestones"}


def address_of(place: str, project: Project | None, drafts: Mapping[int, int] | None) -> str:
    """`drafts`: of the projects whose draft was looked at."""
    if project is None:
        return reverse("works:projects")
    is_draft = project.pk in (drafts or {})
    name = OF_DRAFT.get(place) if is_draft else None
    return reverse(name or OF_PROJECT[place], args=[project.public_id])
