"""What did not go as it should: found, its cause, what corrects it, and whether that worked."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.commitments.models import Commitment
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.people.models import Organisation, Person
from minga.workplan.procedures.models.parts import ProcedureActivity, ProcedureOutput
from minga.workplan.procedures.models.procedure import Procedure, ProcedureVersion

OPEN = ("found", "analysed", "acting")


class FaultState(models.TextChoices):
    FOUND = "found", "por analizar"
    ANALYSED = "analysed", "con causa analizada"
    ACTING = "acting", "en corrección"
    CLOSED = "closed", "cerrada"
    DISMISSED = "dismissed", "desestimada"


class Severity(models.TextChoices):
    MINOR = "minor", "menor"
    MAJOR = "major", "mayor"


class Source(models.TextChoices):
    AUDIT = "audit", "auditoría"
    REVIEW = "review", "revisión periódica"
    USER = "user", "quien aplica o recibe"


class NonConformityQuerySet(ScopedQuerySet["NonConformity"]):
    organisations = ("service",)

    def for_page(self) -> Self:
        return self.select_related(
            "procedure__owner", "service", "version", "activity", "output", "found_by"
        )

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class NonConformity(Fact):
    """No conformidad: a requirement that was not met, by an activity or in an output."""

    State: ClassVar[type[FaultState]] = FaultState
    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    number = models.PositiveIntegerField("número")
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="faults", verbose_name="procedimiento"
    )
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="+", verbose_name="versión"
    )
    activity = models.ForeignKey(
        ProcedureActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="actividad",
    )
    output = models.ForeignKey(
        ProcedureOutput,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="producto",
    )
    found_on = models.DateField("detectada el")
    recorded_on = models.DateField("anotada el")
    found_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="la detectó"
    )
    description = models.TextField("qué se detectó", max_length=2000)
    severity = models.CharField("gravedad", max_length=6, choices=Severity.choices)
    source = models.CharField("origen", max_length=8, choices=Source.choices)
    state = models.CharField("estado", max_length=10, choices=FaultState.choices, default="found")
    closed_on = models.DateField("cerrada el", null=True, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[NonConformityQuerySet] = NonConformityQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "procedures_nonconformity",
            "stays",
            "DELETE",
            "1=1",
            "Una no conformidad no se borra: se cierra o se desestima con su motivo.",
        ),
        refuse(
            "procedures_nonconformity",
            "found_stays",
            "UPDATE",
            "OLD.state IN ('closed', 'dismissed') OR NEW.description <> OLD.description "
            "OR NEW.number <> OLD.number OR NEW.year <> OLD.year OR NEW.found_on <> OLD.found_on "
            "OR NEW.severity <> OLD.severity OR NEW.version_id <> OLD.version_id "
            "OR NEW.service_id <> OLD.service_id OR NEW.found_by_id <> OLD.found_by_id "
            "OR NEW.procedure_id <> OLD.procedure_id OR NEW.source <> OLD.source "
            "OR NEW.recorded_on <> OLD.recorded_on "
            "OR COALESCE(NEW.activity_id, 0) <> COALESCE(OLD.activity_id, 0) "
            "OR COALESCE(NEW.output_id, 0) <> COALESCE(OLD.output_id, 0)",
            "Lo que se detectó no se cambia.",
        ),
        refuse(
            "procedures_nonconformity",
            "closed_when_effective",
            "UPDATE",
            "NEW.state = 'closed' AND NOT EXISTS (SELECT 1 FROM procedures_nonconformitystep s "
            "WHERE s.fault_id = NEW.id AND s.kind = 'effective')",
            "Se cierra cuando otra persona comprobó que la corrección sirvió.",
        ),
        refuse(
            "procedures_nonconformity",
            "dismissed_with_its_step",
            "UPDATE",
            "NEW.state = 'dismissed' AND NOT EXISTS (SELECT 1 FROM procedures_nonconformitystep s "
            "WHERE s.fault_id = NEW.id AND s.kind = 'dismissed')",
            "Se desestima con quién lo decidió y su motivo.",
        ),
        refuse(
            "procedures_nonconformity",
            "begins_as_found",
            "INSERT",
            "ROW.state <> 'found'",
            "Una no conformidad comienza por analizar.",
        ),
        refuse(
            "procedures_nonconformity",
            "of_its_version",
            "INSERT",
            "(ROW.activity_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
            "procedures_procedureactivity a WHERE a.id = ROW.activity_id "
            "AND a.version_id = ROW.version_id)) OR (ROW.output_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM procedures_procedureoutput o WHERE o.id = ROW.output_id "
            "AND o.version_id = ROW.version_id)) OR NOT EXISTS (SELECT 1 FROM "
            "procedures_procedureversion v WHERE v.id = ROW.version_id "
            "AND v.procedure_id = ROW.procedure_id AND v.status IN ('in_force', 'superseded'))",
            "La actividad o el producto son de la versión aprobada que se aplicaba.",
        ),
    ]

    class Meta:
        verbose_name = "no conformidad"
        verbose_name_plural = "no conformidades"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "year", "number"], name="nonconformity_number_once"
            ),
            models.CheckConstraint(
                name="nonconformity_found_by_its_day",
                condition=Q(found_on__lte=models.F("recorded_on")),
                violation_error_message="Se anota lo que ya se detectó.",
            ),
            models.CheckConstraint(
                name="nonconformity_of_one_thing",
                condition=Q(activity__isnull=True) | Q(output__isnull=True),
                violation_error_message="Elija la actividad o el producto, no ambos.",
            ),
            models.CheckConstraint(
                name="nonconformity_closed_on_a_day",
                condition=Q(state__in=OPEN, closed_on__isnull=True)
                | (~Q(state__in=OPEN) & Q(closed_on__isnull=False)),
                violation_error_message="Solo una no conformidad cerrada tiene fecha de cierre.",
            ),
            models.CheckConstraint(
                name="nonconformity_says_what",
                condition=~Q(description=""),
                violation_error_message="Escriba qué se detectó.",
            ),
        ]

    def __str__(self) -> str:
        return f"No conformidad {self.folio}"

    @property
    def folio(self) -> str:
        return f"{self.number} de {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def where(self) -> str:
        part = self.activity or self.output
        return f"{self.procedure.title}, versión {self.version.number}" + (
            f": {part}" if part else ""
        )

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class CorrectiveAction(Fact):
    """Acción correctiva: a commitment that takes away the cause; its term, its evidence and its
    reminders are those of commitments."""

    fault = models.ForeignKey(
        NonConformity, models.PROTECT, related_name="corrections", verbose_name="no conformidad"
    )
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, related_name="+", verbose_name="compromiso"
    )

    triggers = [append_only("procedures_correctiveaction")]

    class Meta:
        verbose_name = "acción correctiva"
        verbose_name_plural = "acciones correctivas"

    def __str__(self) -> str:
        return str(self.commitment)


class FaultStepKind(models.TextChoices):
    FOUND = "found", "detectada"
    ANALYSED = "analysed", "causa analizada"
    CORRECTED = "corrected", "acción correctiva acordada"
    EFFECTIVE = "effective", "corrección eficaz"
    NOT_EFFECTIVE = "not_effective", "corrección sin efecto"
    DISMISSED = "dismissed", "desestimada"


# Who promised or did a correction: in charge of the commitment now or before, or reported it.
_CORRECTED_IT = (
    "EXISTS (SELECT 1 FROM procedures_correctiveaction k JOIN commitments_commitment c "
    "ON c.id = k.commitment_id LEFT JOIN commitments_commitmentstep s ON s.commitment_id = c.id "
    "WHERE k.fault_id = ROW.fault_id AND (c.person_id = ROW.actor_id "
    "OR s.before_person_id = ROW.actor_id "
    "OR (s.kind = 'reported' AND s.actor_id = ROW.actor_id)))"
)


class NonConformityStep(Fact):
    """Paso de una no conformidad: what was found of it and decided. Only added."""

    fault = models.ForeignKey(
        NonConformity, models.PROTECT, related_name="steps", verbose_name="no conformidad"
    )
    kind = models.CharField("qué ocurrió", max_length=14, choices=FaultStepKind.choices)
    on = models.DateField("fecha")
    actor = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="quién")
    text = models.TextField("detalle", max_length=2000)

    triggers = [
        append_only("procedures_nonconformitystep"),
        refuse(
            "procedures_nonconformitystep",
            "verified_by_another",
            "INSERT",
            f"ROW.kind IN ('effective', 'not_effective') AND {_CORRECTED_IT}",
            "Quien corrigió no comprueba si la corrección sirvió.",
        ),
        refuse(
            "procedures_nonconformitystep",
            "verified_when_done",
            "INSERT",
            "ROW.kind IN ('effective', 'not_effective') AND (NOT EXISTS (SELECT 1 FROM "
            "procedures_correctiveaction k JOIN commitments_commitment c "
            "ON c.id = k.commitment_id JOIN procedures_nonconformitystep a "
            "ON a.event_id = k.event_id AND a.fault_id = k.fault_id AND a.kind = 'corrected' "
            "WHERE k.fault_id = ROW.fault_id AND c.state = 'fulfilled' "
            "AND NOT EXISTS (SELECT 1 FROM procedures_nonconformitystep u WHERE u.fault_id = "
            "ROW.fault_id AND u.kind = 'not_effective' AND u.id > a.id)) "
            "OR EXISTS (SELECT 1 FROM procedures_correctiveaction k JOIN commitments_commitment c "
            "ON c.id = k.commitment_id WHERE k.fault_id = ROW.fault_id "
            "AND c.state IN ('pending', 'reported')))",
            "Se comprueba cuando todas sus acciones correctivas están cerradas y una se cumplió.",
        ),
        refuse(
            "procedures_nonconformitystep",
            "dismissed_by_another",
            "INSERT",
            "ROW.kind = 'dismissed' AND EXISTS (SELECT 1 FROM procedures_nonconformity f "
            "WHERE f.id = ROW.fault_id AND f.found_by_id = ROW.actor_id)",
            "Quien detectó una no conformidad no la desestima.",
        ),
        refuse(
            "procedures_nonconformitystep",
            "of_an_open_one",
            "INSERT",
            "EXISTS (SELECT 1 FROM procedures_nonconformity f WHERE f.id = ROW.fault_id "
            "AND f.state IN ('closed', 'dismissed'))",
            "Esta no conformidad ya está cerrada.",
        ),
    ]

    class Meta:
        verbose_name = "paso de una no conformidad"
        verbose_name_plural = "pasos de las no conformidades"
        constraints = [
            models.CheckConstraint(
                name="nonconformitystep_says_what",
                condition=~Q(text=""),
                violation_error_message="Escriba el detalle.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.fault}"
