"""Reviewing a procedure from time to time: how often, what was found, what its outputs measured."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.people.models import Person
from minga.workplan.procedures.models.parts import OutputRequirement
from minga.workplan.procedures.models.procedure import Procedure, ProcedureVersion


class ReviewPeriod(Fact):
    """Periodicidad de la revisión: every how many months, from a day on. The last one rules."""

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="periods", verbose_name="procedimiento"
    )
    months = models.PositiveSmallIntegerField("meses entre revisiones")
    since = models.DateField("desde el")
    reason = models.TextField("motivo")

    triggers = [append_only("procedures_reviewperiod")]

    class Meta:
        verbose_name = "periodicidad de la revisión"
        verbose_name_plural = "periodicidades de la revisión"
        constraints = [
            models.CheckConstraint(
                name="reviewperiod_1_to_60_months",
                condition=Q(months__gte=1, months__lte=60),
                violation_error_message="La revisión es cada 1 a 60 meses.",
            ),
            models.CheckConstraint(
                name="reviewperiod_says_why",
                condition=~Q(reason=""),
                violation_error_message="Escriba el motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"cada {self.months} meses desde el {self.since:%d-%m-%Y}"


class ReviewResult(models.TextChoices):
    STAYS = "stays", "se mantiene"
    CHANGES = "changes", "se modifica"


class ProcedureReviewQuerySet(ScopedQuerySet["ProcedureReview"]):
    organisations = ("procedure__service",)

    def for_page(self) -> Self:
        return self.select_related("procedure__service", "version", "reviewed_by")


class ProcedureReview(Fact):
    """Revisión periódica: on a day, by whom, whether the procedure stays or is modified."""

    Result: ClassVar[type[ReviewResult]] = ReviewResult
    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="reviews", verbose_name="procedimiento"
    )
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="reviews", verbose_name="versión revisada"
    )
    held_on = models.DateField("revisado el")
    recorded_on = models.DateField("anotada el")
    participants = models.CharField("quiénes participaron", max_length=400)
    result = models.CharField("resultado", max_length=8, choices=ReviewResult.choices)
    remarks = models.TextField("conclusiones", max_length=2000)
    reviewed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="la anotó"
    )

    objects: ClassVar[ProcedureReviewQuerySet] = ProcedureReviewQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("procedures_procedurereview"),
        refuse(
            "procedures_procedurereview",
            "of_the_one_in_force",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM procedures_procedureversion v WHERE v.id = ROW.version_id "
            "AND v.procedure_id = ROW.procedure_id AND v.status = 'in_force' "
            "AND v.approved_on <= ROW.held_on)",
            "Se revisa la versión vigente, desde que se aprobó.",
        ),
    ]

    class Meta:
        verbose_name = "revisión periódica"
        verbose_name_plural = "revisiones periódicas"
        constraints = [
            models.CheckConstraint(
                name="procedurereview_not_in_the_future",
                condition=Q(held_on__lte=models.F("recorded_on")),
                violation_error_message="Una revisión se anota cuando ya se hizo.",
            ),
            models.CheckConstraint(
                name="procedurereview_says_who_and_what",
                condition=~Q(participants="") & ~Q(remarks=""),
                violation_error_message="Escriba quiénes participaron y qué concluyeron.",
            ),
            models.UniqueConstraint(
                fields=["procedure", "held_on"],
                name="procedurereview_once_a_day",
                violation_error_message="La revisión de ese día ya está anotada.",
            ),
        ]

    def __str__(self) -> str:
        return f"revisión del {self.held_on:%d-%m-%Y}"

    def belongs_to(self) -> dict[str, str]:
        return self.procedure.belongs_to()


class RequirementResult(Fact):
    """Resultado de un requisito: whether an output satisfied it, with its figure."""

    review = models.ForeignKey(
        ProcedureReview, models.PROTECT, related_name="results", verbose_name="revisión"
    )
    requirement = models.ForeignKey(
        OutputRequirement, models.PROTECT, related_name="results", verbose_name="requisito"
    )
    satisfied = models.BooleanField("se cumple")
    figure = models.CharField("resultado medido", max_length=120)

    triggers = [
        append_only("procedures_requirementresult"),
        refuse(
            "procedures_requirementresult",
            "of_the_version_reviewed",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM procedures_outputrequirement q "
            "JOIN procedures_procedureoutput o ON o.id = q.output_id "
            "JOIN procedures_procedurereview r ON r.version_id = o.version_id "
            "WHERE q.id = ROW.requirement_id AND r.id = ROW.review_id)",
            "Ese requisito no es de la versión revisada.",
        ),
    ]

    class Meta:
        verbose_name = "resultado de un requisito"
        verbose_name_plural = "resultados de los requisitos"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "requirement"], name="requirementresult_once"
            ),
            models.CheckConstraint(
                name="requirementresult_is_measured",
                condition=~Q(figure=""),
                violation_error_message="Escriba el resultado medido.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {'se cumple' if self.satisfied else 'no se cumple'}"
