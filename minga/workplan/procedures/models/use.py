"""A procedure in use: one time that it is applied, on the version it began with."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.cases import AboutCase, case_constraints
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.people.models import Person
from minga.workplan.procedures.models.parts import ProcedureActivity
from minga.workplan.procedures.models.procedure import Procedure, ProcedureVersion


class UseState(models.TextChoices):
    GOING = "going", "en curso"
    FINISHED = "finished", "terminada"
    DROPPED = "dropped", "abandonada"


class ProcedureUseQuerySet(ScopedQuerySet["ProcedureUse"]):
    organisations = ("procedure__service",)

    def for_page(self) -> Self:
        return self.select_related("procedure__service", "version", "started_by")

    def going(self) -> Self:
        return self.filter(state=UseState.GOING)


class ProcedureUse(AboutCase, Fact):
    """Aplicación de un procedimiento: «formulación del presupuesto 2008»."""

    State: ClassVar[type[UseState]] = UseState
    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="uses", verbose_name="procedimiento"
    )
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="uses", verbose_name="versión que sigue"
    )
    label = models.CharField("a qué se aplica", max_length=200)
    started_on = models.DateField("comenzó el")
    started_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="la comenzó"
    )
    state = models.CharField("estado", max_length=10, choices=UseState.choices, default="going")
    closed_on = models.DateField("cerrada el", null=True, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ProcedureUseQuerySet] = ProcedureUseQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "procedures_procedureuse",
            "begins_in_force",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM procedures_procedureversion v WHERE v.id = ROW.version_id "
            "AND v.procedure_id = ROW.procedure_id AND v.status = 'in_force')",
            "Un procedimiento se aplica en su versión vigente.",
        ),
        refuse(
            "procedures_procedureuse",
            "begins_going",
            "INSERT",
            "ROW.state <> 'going'",
            "Una aplicación comienza en curso.",
        ),
        refuse(
            "procedures_procedureuse",
            "moves_to_in_force",
            "UPDATE",
            "NEW.version_id <> OLD.version_id AND NOT EXISTS (SELECT 1 FROM "
            "procedures_procedureversion v WHERE v.id = NEW.version_id "
            "AND v.procedure_id = NEW.procedure_id AND v.status = 'in_force')",
            "Una aplicación pasa solo a la versión vigente de su procedimiento.",
        ),
        refuse(
            "procedures_procedureuse",
            "keeps_what_it_is",
            "UPDATE",
            "NEW.procedure_id <> OLD.procedure_id OR NEW.label <> OLD.label "
            "OR NEW.started_on <> OLD.started_on OR OLD.state <> 'going'",
            "Lo que se aplicó y desde cuándo no se cambia.",
        ),
        refuse(
            "procedures_procedureuse",
            "stays",
            "DELETE",
            "1=1",
            "Una aplicación no se borra: se abandona con su motivo.",
        ),
    ]

    class Meta:
        verbose_name = "aplicación de un procedimiento"
        verbose_name_plural = "aplicaciones de los procedimientos"
        constraints = [
            models.CheckConstraint(
                name="procedureuse_closed_on_a_day",
                condition=Q(state="going", closed_on__isnull=True)
                | (~Q(state="going") & Q(closed_on__isnull=False)),
                violation_error_message="Solo una aplicación cerrada tiene fecha de cierre.",
            ),
            models.CheckConstraint(
                name="procedureuse_says_to_what",
                condition=~Q(label=""),
                violation_error_message="Escriba a qué se aplica.",
            ),
            *case_constraints("procedureuse"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_going(self) -> bool:
        return self.state == UseState.GOING

    def belongs_to(self) -> dict[str, str]:
        return self.procedure.belongs_to()


class UseStepKind(models.TextChoices):
    STARTED = "started", "comenzada"
    DONE = "done", "actividad hecha"
    UNDONE = "undone", "actividad por hacer de nuevo"
    MOVED = "moved", "pasada a otra versión"
    FINISHED = "finished", "terminada"
    DROPPED = "dropped", "abandonada"


_FOLLOWED = (
    "NOT EXISTS (SELECT 1 FROM procedures_procedureactivity a JOIN procedures_procedureuse u "
    "ON u.version_id = a.version_id WHERE a.id = ROW.activity_id AND u.id = ROW.use_id)"
)


class UseStep(Fact):
    """Paso de una aplicación: an activity done on a day, or the passing to another version. Only
    added."""

    use = models.ForeignKey(
        ProcedureUse, models.PROTECT, related_name="steps", verbose_name="aplicación"
    )
    kind = models.CharField("qué ocurrió", max_length=10, choices=UseStepKind.choices)
    activity = models.ForeignKey(
        ProcedureActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="actividad",
    )
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="+", verbose_name="versión que seguía"
    )
    on = models.DateField("fecha")
    done_on = models.DateField("hecha el", null=True, blank=True)
    actor = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="quién"
    )
    remarks = models.TextField("detalle", blank=True, max_length=2000)

    triggers = [
        append_only("procedures_usestep"),
        refuse(
            "procedures_usestep",
            "of_the_version_followed",
            "INSERT",
            f"ROW.activity_id IS NOT NULL AND {_FOLLOWED}",
            "Esa actividad no es de la versión que sigue esta aplicación.",
        ),
        refuse(
            "procedures_usestep",
            "of_an_open_one",
            "INSERT",
            "EXISTS (SELECT 1 FROM procedures_procedureuse u WHERE u.id = ROW.use_id "
            "AND u.state <> 'going')",
            "Esta aplicación ya está cerrada.",
        ),
    ]

    class Meta:
        verbose_name = "paso de una aplicación"
        verbose_name_plural = "pasos de las aplicaciones"
        constraints = [
            models.CheckConstraint(
                name="usestep_activity_iff_done",
                condition=Q(kind__in=("done", "undone"), activity__isnull=False)
                | (~Q(kind__in=("done", "undone")) & Q(activity__isnull=True)),
                violation_error_message="Diga qué actividad se hizo.",
            ),
            models.CheckConstraint(
                name="usestep_done_by_its_day",
                condition=~Q(kind="done")
                | Q(done_on__isnull=False, done_on__lte=models.F("on"), actor__isnull=False),
                violation_error_message="Una actividad se marca hecha un día que ya llegó.",
            ),
            models.CheckConstraint(
                name="usestep_says_why",
                condition=~Q(kind__in=("undone", "moved", "dropped")) | ~Q(remarks=""),
                violation_error_message="Escriba el motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.use}"
