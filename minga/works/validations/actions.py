"""Justifying a warning, and keeping what a review found."""

from collections.abc import Sequence
from datetime import date

from django.db import models, transaction

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.clock import today
from minga.core.errors import DomainError
from minga.people.models import Organisation
from minga.works.actions.common import locked, require
from minga.works.checking import Finding, Severity
from minga.works.models import Project
from minga.works.validations.models import KeptFinding, WarningJustification
from minga.works.validations.permissions import JUSTIFY
from minga.works.validations.reviewing import found_in, found_in_whole, found_of

SHORTEST = 10


class NoLongerFound(DomainError):
    code = "validations.no_longer_found"

    def __init__(self) -> None:
        super().__init__(
            "Esa advertencia ya no está o cambió de cifras: vuelva a mirar el proyecto."
        )


class NotAWarning(DomainError):
    code = "validations.not_a_warning"

    def __init__(self) -> None:
        super().__init__("Un error no se justifica: se corrige.")


class AlreadyJustified(DomainError):
    code = "validations.already_justified"

    def __init__(self) -> None:
        super().__init__("Otra persona ya justificó esa advertencia.")


class SaysTooLittle(DomainError):
    code = "validations.says_too_little"
    field = "text"

    def __init__(self) -> None:
        super().__init__("Diga por qué está bien así, en una frase que otra persona entienda.")


@action("validations.justified", says="justificó {finding} del proyecto {bip}")
def justify(
    project: Project, digest: str, text: str, *, by: Access, on: date | None = None
) -> WarningJustification:
    """`digest`: of the finding as the person read it. Raises NoLongerFound when it changed."""
    project = locked(project)
    require(by, JUSTIFY, project.service_id)
    found = [f for f in found_of(project, on=today()) if f.digest == digest]
    if not found:
        raise NoLongerFound
    finding = found[0]
    if finding.severity is not Severity.WARNS:
        raise NotAWarning
    if finding.justification:
        raise AlreadyJustified
    if len(text.strip()) < SHORTEST:
        raise SaysTooLittle
    said = WarningJustification(
        project=project,
        code=finding.code,
        digest=digest,
        sentence=finding.sentence,
        text=text.strip(),
        said_by_id=by.actor_id,
        said_on=on or today(),
    )
    said.save()
    current_act().about(project, bip=project.bip, finding=finding.code)
    return said


def keep(projects: Sequence[Project], *, on: date) -> int:
    """What is wrong with these projects takes the place of what was found before. How many."""
    found = [(project, finding) for project, finding in found_in(projects, on=on) if project]
    with transaction.atomic():
        _replace(KeptFinding.objects.filter(project__in=[row.pk for row in projects]), found, on)
    return len(found)


def keep_whole(service: Organisation, *, on: date) -> int:
    """What is wrong with the portfolio of a service as a whole."""
    found = [(service, finding) for finding in found_in_whole(service, on=on)]
    with transaction.atomic():
        _replace(KeptFinding.objects.filter(service=service, project=None), found, on)
    return len(found)


def _replace(
    before: models.QuerySet[KeptFinding],
    found: Sequence[tuple[Project | Organisation, Finding]],
    on: date,
) -> None:
    since = {(row.project_id, row.code, row.digest): row.found_on for row in before}
    before.delete()
    made = []
    for of, finding in found:
        project = of if isinstance(of, Project) else None
        known = since.get((project.pk if project else None, finding.code, finding.digest))
        made.append(
            KeptFinding(
                service_id=project.service_id if project else of.pk,
                project=project,
                code=finding.code,
                severity=finding.severity.value,
                sentence=finding.sentence,
                mend=finding.mend,
                url=finding.url,
                digest=finding.digest,
                found_on=known or on,
                seen_on=on,
            )
        )
    KeptFinding.objects.bulk_create(made, batch_size=500)
