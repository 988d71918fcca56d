"""What a version is made of: ordered activities, outputs and what each output has to satisfy.

`line_key` is the same row through the versions: what was done or measured is matched by it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import TriggerList, refuse
from minga.core.versions import children_of_drafts_only
from minga.people.models import Organisation
from minga.workplan.procedures.models.procedure import ProcedureVersion

NUMBER_TAKEN = "Otra persona usó ese número a la vez: abra la página de nuevo."
_STATUS = "SELECT v.status FROM procedures_procedureversion v WHERE v.id = "
_OF_OUTPUT = (
    "SELECT v.status FROM procedures_procedureversion v "
    "JOIN procedures_procedureoutput o ON o.version_id = v.id WHERE o.id = ROW.output_id"
)


def _keeps_line(table: str, parent: str) -> TriggerList:
    return refuse(
        table,
        "keeps_line",
        "UPDATE",
        f"NEW.{parent} <> OLD.{parent} OR NEW.line_key <> OLD.line_key",
        "Una línea de un procedimiento no cambia de versión.",
    )


def _numbered(prefix: str, parent: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=[parent, "number"],
            name=f"{prefix}_number_once",
            violation_error_message=NUMBER_TAKEN,
        ),
        models.UniqueConstraint(fields=[parent, "line_key"], name=f"{prefix}_line_once"),
        models.CheckConstraint(name=f"{prefix}_number_from_1", condition=Q(number__gte=1)),
    ]


class ProcedureActivityQuerySet(FactQuerySet["ProcedureActivity"]):
    def for_page(self) -> Self:
        return self.select_related("responsible").order_by("number")


class ProcedureActivity(Fact):
    """Actividad del procedimiento: what is done, by whom, with what, what comes out and in how
    long."""

    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="activities", verbose_name="versión"
    )
    line_key = models.CharField("línea", max_length=12, default=new_public_id, editable=False)
    number = models.PositiveSmallIntegerField("número")
    what = models.CharField("qué se hace", max_length=400)
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unidad responsable",
    )
    responsible_words = models.CharField("función responsable", max_length=120, blank=True)
    takes = models.CharField("entrada", max_length=300, blank=True)
    gives = models.CharField("salida", max_length=300, blank=True)
    working_days = models.PositiveSmallIntegerField("plazo en días hábiles", null=True, blank=True)
    term_words = models.CharField("plazo en palabras", max_length=120, blank=True)
    record = models.CharField("registro que deja", max_length=200, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ProcedureActivityQuerySet] = ProcedureActivityQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        children_of_drafts_only("procedures_procedureactivity", f"{_STATUS}ROW.version_id"),
        _keeps_line("procedures_procedureactivity", "version_id"),
    ]

    class Meta:
        verbose_name = "actividad del procedimiento"
        verbose_name_plural = "actividades del procedimiento"
        constraints = [
            *_numbered("procedureactivity", "version"),
            models.CheckConstraint(
                name="procedureactivity_has_a_responsible",
                condition=Q(responsible__isnull=False) | ~Q(responsible_words=""),
                violation_error_message="Cada actividad dice quién responde.",
            ),
            models.CheckConstraint(
                name="procedureactivity_says_what",
                condition=~Q(what=""),
                violation_error_message="Escriba qué se hace.",
            ),
            models.CheckConstraint(
                name="procedureactivity_term_1_to_500",
                condition=Q(working_days__isnull=True)
                | Q(working_days__gte=1, working_days__lte=500),
                violation_error_message="El plazo va de 1 a 500 días hábiles.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.what}"

    @property
    def who(self) -> str:
        unit = self.responsible.short_name if self.responsible else ""
        return ", ".join(filter(None, (unit, self.responsible_words)))

    @property
    def term(self) -> str:
        if self.working_days is None:
            return self.term_words
        days = "1 día hábil" if self.working_days == 1 else f"{self.working_days} días hábiles"
        return f"{days}, {self.term_words}" if self.term_words else days


class ProcedureOutput(Fact):
    """Producto del procedimiento: what somebody receives of it."""

    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="outputs", verbose_name="versión"
    )
    line_key = models.CharField("línea", max_length=12, default=new_public_id, editable=False)
    number = models.PositiveSmallIntegerField("número")
    name = models.CharField("producto", max_length=200)
    receiver = models.CharField("quién lo recibe", max_length=160)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    triggers = [
        children_of_drafts_only("procedures_procedureoutput", f"{_STATUS}ROW.version_id"),
        _keeps_line("procedures_procedureoutput", "version_id"),
    ]

    class Meta:
        verbose_name = "producto del procedimiento"
        verbose_name_plural = "productos del procedimiento"
        constraints = [
            *_numbered("procedureoutput", "version"),
            models.CheckConstraint(
                name="procedureoutput_is_named",
                condition=~Q(name="") & ~Q(receiver=""),
                violation_error_message="Escriba el producto y quién lo recibe.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OutputRequirement(Fact):
    """Requisito de satisfacción: what an output has to be, how that is checked, which target."""

    output = models.ForeignKey(
        ProcedureOutput, models.PROTECT, related_name="requirements", verbose_name="producto"
    )
    line_key = models.CharField("línea", max_length=12, default=new_public_id, editable=False)
    number = models.PositiveSmallIntegerField("número")
    requirement = models.CharField("requisito", max_length=300)
    checked_by = models.CharField("cómo se comprueba", max_length=300)
    target = models.CharField("meta", max_length=120)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    triggers = [
        children_of_drafts_only("procedures_outputrequirement", _OF_OUTPUT),
        _keeps_line("procedures_outputrequirement", "output_id"),
    ]

    class Meta:
        verbose_name = "requisito de satisfacción"
        verbose_name_plural = "requisitos de satisfacción"
        constraints = [
            *_numbered("outputrequirement", "output"),
            models.CheckConstraint(
                name="outputrequirement_can_be_checked",
                condition=~Q(requirement="") & ~Q(checked_by="") & ~Q(target=""),
                violation_error_message="Escriba el requisito, cómo se comprueba y su meta.",
            ),
        ]

    def __str__(self) -> str:
        return self.requirement


Part = ProcedureActivity | ProcedureOutput | OutputRequirement


def columns(part: Part, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}
