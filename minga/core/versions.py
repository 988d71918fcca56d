"""What is approved never changes: it is superseded by a new version of the same thing.

An identity has versions; one is open (draft or submitted), one in force. Children belong to a
version and are written only while it is a draft. The database holds all of this; the functions
here say it kindly, and are parts of the actions of the areas.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.errors import DomainError
from minga.core.models import Fact, Preparation
from minga.core.triggers import TriggerList, refuse


class VersionStatus(models.TextChoices):
    DRAFT = "draft", "borrador"
    SUBMITTED = "submitted", "enviada a aprobación"
    IN_FORCE = "in_force", "vigente"
    SUPERSEDED = "superseded", "reemplazada"


class Version(Fact):
    """What every version has. The area adds its identity, its children and `approved_by`."""

    Status: ClassVar[type[VersionStatus]] = VersionStatus
    number = models.PositiveSmallIntegerField("versión")
    status = models.CharField(
        "estado", max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT
    )
    submitted_on = models.DateField("enviada el", null=True, blank=True)
    approved_on = models.DateField("aprobada el", null=True, blank=True)
    superseded_on = models.DateField("reemplazada el", null=True, blank=True)
    remarks = models.TextField("observaciones de la devolución", blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.status in (VersionStatus.DRAFT, VersionStatus.SUBMITTED)


def version_constraints(prefix: str, identity: str) -> list[models.BaseConstraint]:
    """One open and one in force; dates where the state asks for them."""
    approved = Q(status__in=("in_force", "superseded"))
    return [
        models.UniqueConstraint(fields=[identity, "number"], name=f"{prefix}_number_once"),
        models.UniqueConstraint(
            fields=[identity],
            condition=Q(status__in=("draft", "submitted")),
            name=f"{prefix}_one_open",
        ),
        models.UniqueConstraint(
            fields=[identity], condition=Q(status="in_force"), name=f"{prefix}_one_in_force"
        ),
        models.CheckConstraint(
            name=f"{prefix}_approval_iff_approved",
            condition=(approved & Q(approved_on__isnull=False, approved_by__isnull=False))
            | (~approved & Q(approved_on__isnull=True, approved_by__isnull=True)),
        ),
        models.CheckConstraint(
            name=f"{prefix}_dates_in_order",
            condition=(Q(superseded_on__isnull=True) | Q(superseded_on__gte=F("approved_on")))
            & (
                Q(approved_on__isnull=True)
                | Q(submitted_on__isnull=True)
                | Q(approved_on__gte=F("submitted_on"))
            ),
            violation_error_message="Se envía, se aprueba y se reemplaza en ese orden.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_superseded_date_iff_superseded",
            condition=Q(status="superseded", superseded_on__isnull=False)
            | (~Q(status="superseded") & Q(superseded_on__isnull=True)),
        ),
    ]


def version_triggers(table: str, model: str, content: tuple[str, ...]) -> list[TriggerList]:
    """`content`: the columns that say something, or of what, and stay as approved. `model`: its
    label in lower case."""
    changed = " OR ".join(
        f"NEW.{column} <> OLD.{column}"
        for column in ("number", "approved_by_id", "approved_on", *content)
    )
    return [
        refuse(
            table,
            "begins_as_draft",
            "INSERT",
            "ROW.status <> 'draft'",
            "Toda versión comienza como borrador.",
        ),
        refuse(
            table,
            "only_drafts_go",
            "DELETE",
            "ROW.status <> 'draft'",
            "Solo un borrador se elimina; lo demás queda.",
        ),
        refuse(
            table,
            "approved_stays",
            "UPDATE",
            "(OLD.status = 'in_force' AND (NEW.status NOT IN ('in_force', 'superseded') OR "
            f"{changed})) "
            "OR OLD.status = 'superseded'",
            "Lo aprobado no se modifica: se reemplaza por una versión nueva.",
        ),
        refuse(
            table,
            "step_by_step",
            "UPDATE",
            "(NEW.status = 'in_force' AND OLD.status NOT IN ('submitted', 'in_force')) "
            "OR (NEW.status = 'superseded' AND OLD.status NOT IN ('in_force', 'superseded'))",
            "Se aprueba lo que fue enviado a aprobación.",
        ),
        refuse(
            table,
            "not_by_who_prepared",
            "UPDATE",
            # Names of our own tables, never of a person: nothing here can be injected.
            "NEW.status = 'in_force' AND EXISTS (SELECT 1 FROM core_preparation p WHERE "  # noqa: S608
            f"p.subject_model = '{model}' AND p.subject_id = NEW.id AND p.actor_id = "
            "NEW.approved_by_id)",
            "Quien preparó no aprueba.",
        ),
    ]


def children_of_drafts_only(table: str, parent_status: str) -> TriggerList:
    """`parent_status`: SQL that gives the status of the version of `ROW`."""
    barred = f"COALESCE(({parent_status}), 'draft') <> 'draft'"
    guard = (table, "only_in_drafts")
    message = "Solo un borrador se modifica."
    # An update looks at both ends: no child leaves an approved version for a draft.
    moved = f"{barred} OR {barred.replace('ROW.', 'OLD.')}"
    return TriggerList(
        (
            *refuse(*guard, "INSERT DELETE", barred, message),
            *refuse(*guard, "UPDATE", moved, message),
        )
    )


class NotADraft(DomainError):
    code = "version.not_a_draft"

    def __init__(self, version: Version) -> None:
        sentences = {
            VersionStatus.SUBMITTED: "Está enviada a aprobación: pida que la devuelvan para "
            "seguir editándola.",
            VersionStatus.IN_FORCE: "Está aprobada y no se modifica: prepare una modificación, "
            "que será otra versión.",
            VersionStatus.SUPERSEDED: "Fue reemplazada y se conserva como estaba: trabaje sobre "
            "la versión vigente.",
        }
        super().__init__(sentences[VersionStatus(version.status)])


class NotSubmitted(DomainError):
    code = "version.not_submitted"

    def __init__(self, version: Version) -> None:
        super().__init__(
            "Todavía es un borrador: quien lo prepara debe enviarlo a aprobación."
            if version.status == VersionStatus.DRAFT
            else "Esta versión ya no espera aprobación. Abra la página de nuevo para ver su estado."
        )


class PreparedByApprover(DomainError):
    code = "version.prepared_by_approver"

    def __init__(self) -> None:
        super().__init__(
            "Usted escribió en esta versión: la aprueba otra persona. Avise a quien dirige el "
            "servicio o a quien lo subroga."
        )


class RemarksMissing(DomainError):
    code = "version.remarks_missing"
    field = "remarks"

    def __init__(self) -> None:
        super().__init__("Escriba qué debe corregirse: quien preparó la versión lo leerá.")


class ApprovedOutOfOrder(DomainError):
    code = "version.approved_out_of_order"

    def __init__(self, earliest: date, today: date) -> None:
        super().__init__(
            f"Hoy es {today:%d-%m-%Y} y esta versión se aprueba desde el {earliest:%d-%m-%Y}: "
            "no antes de que se envió ni de la que reemplaza."
        )


class ChangedSinceOpened(DomainError):
    """The version is not the one that the person read: 409."""

    code = "version.changed_since_opened"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Esta versión cambió desde que usted abrió la página. Léala de nuevo y decida."
        )


def require_seen(version: Version, seen: int | None) -> None:
    """`seen`: the event of the version that the page showed; it changes each time it is sent."""
    if seen is not None and version.event_id != seen:
        raise ChangedSinceOpened


V = TypeVar("V", bound=Version)


def ruling(found: Iterable[V], day: date) -> V | None:
    """The version that ruled a day: approved by then, not yet superseded."""
    return next(
        (
            version
            for version in found
            if version.approved_on is not None
            and version.approved_on <= day
            and (version.superseded_on is None or version.superseded_on > day)
        ),
        None,
    )


def require_draft(version: Version) -> None:
    if version.status != VersionStatus.DRAFT:
        raise NotADraft(version)


def prepared_by(version: models.Model, by: Access) -> None:
    """Note who writes in a draft, or in whatever else will be approved."""
    key = {
        "subject_model": version._meta.label_lower,
        "subject_id": version.pk,
        "actor_id": by.actor_id,
    }
    if by.actor_id is not None and not Preparation.objects.filter(**key).exists():
        Preparation(**key, actor=by.label).save()


def preparers_of(version: models.Model) -> "models.QuerySet[Preparation]":
    return Preparation.objects.filter(
        subject_model=version._meta.label_lower, subject_id=version.pk
    )


def submit(version: Version, *, on: date) -> None:
    require_draft(version)
    version.status, version.submitted_on, version.remarks = VersionStatus.SUBMITTED, on, ""
    version.save(update_fields=["status", "submitted_on", "remarks"])


def send_back(version: Version, remarks: str) -> None:
    """To its preparers, with what must be mended."""
    if version.status != VersionStatus.SUBMITTED:
        raise NotSubmitted(version)
    if not remarks.strip():
        raise RemarksMissing
    version.status, version.submitted_on, version.remarks = (
        VersionStatus.DRAFT,
        None,
        remarks.strip(),
    )
    version.save(update_fields=["status", "submitted_on", "remarks"])


def take_back(version: Version) -> None:
    """A draft again because its preparers took it back: nobody said anything about it."""
    if version.status != VersionStatus.SUBMITTED:
        raise NotSubmitted(version)
    version.status, version.submitted_on = VersionStatus.DRAFT, None
    version.save(update_fields=["status", "submitted_on"])


def approve(version: Version, in_force: Version | None, *, by: Access, on: date) -> None:
    """Put it in force in place of the present one. Who wrote in it never approves it."""
    if by.actor_id is None or preparers_of(version).filter(actor_id=by.actor_id).exists():
        raise PreparedByApprover
    if version.status != VersionStatus.SUBMITTED:
        raise NotSubmitted(version)
    dates = [version.submitted_on, in_force.approved_on if in_force else None]
    earliest = max(day for day in dates if day is not None)
    if on < earliest:
        raise ApprovedOutOfOrder(earliest, on)
    if in_force is not None:
        in_force.status, in_force.superseded_on = VersionStatus.SUPERSEDED, on
        in_force.save(update_fields=["status", "superseded_on"])
    version.status, version.approved_on = VersionStatus.IN_FORCE, on
    version.approved_by_id = by.actor_id  # type: ignore[attr-defined]
    version.save(update_fields=["status", "approved_on", "approved_by"])
