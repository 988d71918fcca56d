"""The procedure: who it is, and its versions with what they are for and where they are kept."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from minga.core.access import Access
from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.versions import Version, version_constraints, version_triggers
from minga.people.models import Organisation, Person
from minga.workplan.procedures.permissions import DRAFTS

# What a version says by itself, besides its activities and outputs.
TEXTS = ("purpose", "scope", "references", "change", "distribution", "retention_years")


class ProcedureQuerySet(ScopedQuerySet["Procedure"]):
    organisations = ("service",)

    def for_page(self) -> Self:
        return self.select_related("service__party", "owner")

    def open_to(self, access: Access) -> Self:
        """One never approved is for who prepares, reviews or approves it in its service."""
        approved = ProcedureVersion.objects.filter(
            procedure=OuterRef("pk"), approved_on__isnull=False
        )
        own = [pk for pk in access.institutions if any(access.may(code, pk) for code in DRAFTS)]
        return self.visible_to(access).filter(Q(Exists(approved)) | Q(service__in=own))


class Procedure(Fact):
    """Procedimiento: the identity; what is done, in which order and by whom is in its versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    code = models.CharField("código", max_length=20)
    title = models.CharField("nombre", max_length=160)
    process = models.CharField("proceso", max_length=160)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="unidad dueña"
    )
    # A number is never used again, not even a discarded draft's: events speak of it.
    last_version = models.PositiveSmallIntegerField("última versión", default=1, editable=False)

    objects: ClassVar[ProcedureQuerySet] = ProcedureQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "procedures_procedure",
            "stays",
            "DELETE",
            "1=1",
            "Un procedimiento no se borra: se reemplaza por otra versión.",
        ),
        refuse(
            "procedures_procedure",
            "keeps_its_name",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.code <> OLD.code",
            "El código y el servicio de un procedimiento no cambian.",
        ),
        refuse(
            "procedures_procedure",
            "approved_stays",
            "UPDATE",
            "(NEW.title <> OLD.title OR NEW.process <> OLD.process OR NEW.owner_id <> "
            "OLD.owner_id) AND EXISTS (SELECT 1 FROM procedures_procedureversion v "
            "WHERE v.procedure_id = OLD.id AND v.approved_on IS NOT NULL)",
            "Con una versión aprobada, el nombre, el proceso y la unidad dueña no cambian.",
        ),
    ]

    class Meta:
        verbose_name = "procedimiento"
        verbose_name_plural = "procedimientos"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "code"],
                name="procedure_code_once",
                violation_error_message="Ese código ya es de otro procedimiento del servicio.",
            ),
            models.CheckConstraint(
                name="procedure_is_named",
                condition=~Q(code="") & ~Q(title="") & ~Q(process=""),
                violation_error_message="Escriba código, nombre y proceso.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class ProcedureVersionQuerySet(ScopedQuerySet["ProcedureVersion"]):
    organisations = ("procedure__service",)


class ProcedureVersion(Version):
    """Versión del procedimiento: with its control as a document: what changes, who receives it,
    how long its records are kept."""

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="versions", verbose_name="procedimiento"
    )
    purpose = models.TextField("objetivo", blank=True)
    scope = models.TextField("alcance", blank=True)
    references = models.TextField("referencias", blank=True)
    change = models.TextField("qué cambia y por qué", blank=True)
    distribution = models.TextField("distribución y puntos de uso", blank=True)
    retention_years = models.PositiveSmallIntegerField(
        "años que se conservan los registros", default=5
    )
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    objects: ClassVar[ProcedureVersionQuerySet] = ProcedureVersionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        *version_triggers(
            "procedures_procedureversion",
            "procedures.procedureversion",
            ("procedure_id", *(f'"{name}"' for name in TEXTS)),
        ),
        approved_through_steps("procedures_procedureversion", "procedures.procedureversion"),
        refuse(
            "procedures_procedureversion",
            "sent_stays",
            "UPDATE",
            "OLD.status = 'submitted' AND ("
            + " OR ".join(f'NEW."{name}" <> OLD."{name}"' for name in TEXTS)
            + ")",
            "Está enviada a aprobación: pida que la devuelvan para seguir editándola.",
        ),
    ]

    class Meta:
        verbose_name = "versión del procedimiento"
        verbose_name_plural = "versiones del procedimiento"
        constraints = [
            *version_constraints("procedureversion", "procedure"),
            models.CheckConstraint(
                name="procedureversion_keeps_records",
                condition=Q(retention_years__gte=1, retention_years__lte=100),
                violation_error_message="Los registros se conservan de 1 a 100 años.",
            ),
            models.CheckConstraint(
                name="procedureversion_approved_is_whole",
                condition=Q(status="draft")
                | (~Q(purpose="") & ~Q(scope="") & (Q(number=1) | ~Q(change=""))),
                violation_error_message="Falta el objetivo, el alcance o qué cambia.",
            ),
        ]

    def __str__(self) -> str:
        return f"versión {self.number}"

    @property
    def is_obsolete(self) -> bool:
        return self.status == self.Status.SUPERSEDED

    def obsolete_on(self, day: date) -> bool:
        return self.superseded_on is not None and self.superseded_on <= day
