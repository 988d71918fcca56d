"""Recording a project: what it is, where, for whom, and what it answers to."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.months import Month
from minga.core.numbers import decimal
from minga.documents.models import Dossier
from minga.people.models import Organisation
from minga.strategy.models import Initiative, ProductLine
from minga.territory.models import Territory
from minga.territory.models.shares import WHOLE
from minga.works import errors
from minga.works.actions.common import require, require_unchanged, unfinished
from minga.works.actions.differences import of_communes, of_record
from minga.works.models import Project, ProjectInitiative, ProjectShare, ProjectStage
from minga.works.models.project import BIP
from minga.works.permissions import FORMULATE


@dataclass(frozen=True)
class Record:
    """What a person writes of a project. `location`: GeoJSON of a point, a line or an area in
    degrees. `currency_month`: of the money of its costs."""

    bip: str
    name: str
    stage: str
    typology: str
    line_of_action: str = ""
    rate: str = ""
    rate_on: date | None = None
    principal: Organisation | None = None
    unit: Organisation | None = None
    neighbourhood: str = ""
    location: Mapping[str, Any] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    currency_month: Month | None = None
    beneficiaries_women: int | None = None
    beneficiaries_men: int | None = None
    beneficiaries: int | None = None
    product_line: ProductLine | None = None
    expected_impact: str = ""


@action("works.registered", says="registró el proyecto {bip} «{name}»")
def register_project(
    service: Organisation, said: Record, *, by: Access, on: date | None = None
) -> Project:
    """Enters the portfolio. Completeness is seen on its page; what can't be true is refused."""
    require(by, FORMULATE, service.pk)
    dossier = Dossier(service=service)
    dossier.save()
    project = Project(service=service, dossier=dossier, prepared_by_id=by.actor_id)
    _write(project, said)
    current_act().about(project, bip=project.bip, name=project.name)
    return project


@action("works.changed", says="cambió el registro del proyecto {bip} «{name}»")
def change_project(
    project: Project,
    said: Record,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Project:
    project = unfinished(project, by, FORMULATE)
    require_unchanged(project, seen, lambda: of_record(project, said))
    project.revision += 1
    _write(project, said)
    current_act().about(project, bip=project.bip, name=project.name)
    return project


@action("works.communes_written", says="repartió el proyecto {bip} entre sus comunas")
def write_communes(
    project: Project,
    shares: Mapping[Territory, int],
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Project:
    """`shares`: hundredths of a percent, adding to 100 %."""
    assert on is not None
    project = unfinished(project, by, FORMULATE)
    require_unchanged(project, seen, lambda: of_communes(project, shares, on))
    if sum(shares.values()) != WHOLE:
        raise errors.SharesDoNotAddUp(decimal(sum(shares.values()), 2, least=0))
    kept = {share.territory_id: share for share in project.shares.all()}
    wanted = {territory.pk: hundredths for territory, hundredths in shares.items()}
    for territory_id in kept.keys() - wanted.keys():
        kept.pop(territory_id).delete()
    # What a commune loses goes first: the sum never passes 100 % on the way.
    before = {territory_id: share.hundredths for territory_id, share in kept.items()}
    for territory_id in sorted(wanted, key=lambda key: wanted[key] - before.get(key, 0)):
        share = kept.get(territory_id) or ProjectShare(
            project=project, territory_id=territory_id, hundredths=0
        )
        if share.hundredths != wanted[territory_id]:
            share.hundredths = wanted[territory_id]
            share.save()
    return _touched(project)


@action("works.tied", says="cambió las iniciativas del proyecto {bip}")
def tie_initiatives(
    project: Project,
    initiatives: Collection[Initiative],
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Project:
    project = unfinished(project, by, FORMULATE)
    require_unchanged(project, seen)
    kept = {tie.initiative_id: tie for tie in project.ties.all()}
    wanted = {initiative.pk for initiative in initiatives}
    for initiative_id in kept.keys() - wanted:
        kept[initiative_id].delete()
    for initiative_id in sorted(wanted - kept.keys()):
        ProjectInitiative(project=project, initiative_id=initiative_id).save()
    return _touched(project)


def _touched(project: Project) -> Project:
    """Whoever has its form open did not see this."""
    project.refresh_from_db()
    project.revision += 1
    project.save()
    current_act().about(project, bip=project.bip)
    return project


def _write(project: Project, said: Record) -> None:
    _require_sense(project, said)
    for field in fields(said):
        value = getattr(said, field.name)
        setattr(project, field.name, value.strip() if isinstance(value, str) else value)
    project.save()


def _require_sense(project: Project, said: Record) -> None:
    if not re.fullmatch(BIP, said.bip.strip()):
        raise errors.BipUnreadable(said.bip)
    if not said.name.strip():
        raise errors.FieldMissing("name", "Escriba el nombre del proyecto.")
    same = Project.objects.filter(
        service=project.service_id, bip=said.bip.strip(), stage=said.stage
    ).exclude(pk=project.pk)
    if same.exists():
        raise errors.BipTaken(said.bip.strip(), ProjectStage(said.stage).label)
    given = (said.beneficiaries_women, said.beneficiaries_men, said.beneficiaries)
    women, men, total = given
    if women is not None and men is not None and total is not None and women + men != total:
        raise errors.BeneficiariesDoNotAddUp(women, men, total)
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        raise errors.FieldMissing("ends_on", "El término previsto es anterior al inicio previsto.")
    if said.rate_on and not said.rate:
        raise errors.FieldMissing("rate", "Elija el resultado del RATE, o deje vacía su fecha.")
