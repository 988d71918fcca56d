"""What a project spent in a month, by line item: added, and taken back by another row."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.months import MonthField, month_is_first_day
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.people.models import Person
from minga.works.models import Project
from minga.works.progress.models.closing import frozen_when_closed

SPENDINGS = "progress_monthspending"


class SpendingOrigin(models.TextChoices):
    DIRECT = "direct", "gasto directo"
    CONTRACT = "contract", "gasto de un contrato"
    MIGRATED = "migrated", "gasto traído de otra cartera"


# Not written by hand: another row spends.
TOLD = (SpendingOrigin.CONTRACT, SpendingOrigin.MIGRATED)


class MonthSpendingQuerySet(ScopedQuerySet["MonthSpending"]):
    def visible_to(self, access: Access) -> Self:
        return self.filter(project__in=Project.objects.visible_to(access).values("pk"))

    def for_page(self) -> Self:
        return self.select_related("project__service__party", "line_item", "recorded_by")


class MonthSpending(Fact):
    """Gasto de un mes: pesos charged to a line item. A contract tells its own; land and
    administration are written by hand. What was wrong is taken back by the opposite amount."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="spendings", verbose_name="proyecto"
    )
    line_item = models.ForeignKey(
        LineItem, models.PROTECT, related_name="+", verbose_name="asignación"
    )
    month = MonthField("mes")
    amount = models.BigIntegerField("monto en pesos")
    origin = models.CharField("origen", max_length=8, choices=SpendingOrigin.choices)
    detail = models.CharField("qué se pagó", max_length=300, blank=True)
    reference = models.CharField("documento de respaldo", max_length=120, blank=True)
    # Of a contract: the row that spends.
    because_model = models.CharField("tabla que gasta", max_length=60, blank=True)
    because_id = models.BigIntegerField("fila que gasta", null=True, blank=True)
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrado por",
    )  # fmt: skip
    recorded_on = models.DateField("registrado el")
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by",
        verbose_name="deja sin efecto a",
    )  # fmt: skip

    objects: ClassVar[MonthSpendingQuerySet] = MonthSpendingQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(SPENDINGS),
        frozen_when_closed(SPENDINGS, "ROW.project_id", "ROW.month", "INSERT"),
        refuse(
            SPENDINGS,
            "of_a_line_item_of_projects",
            "INSERT",
            "EXISTS (SELECT 1 FROM budget_lineitem l WHERE l.id = ROW.line_item_id "
            "AND l.kind = '')",
            "En esa asignación no se escribe el gasto de un proyecto.",
        ),
        refuse(
            SPENDINGS,
            "takes_back_the_same",
            "INSERT",
            "ROW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
            "progress_monthspending s WHERE s.id = ROW.reverses_id "
            "AND s.project_id = ROW.project_id AND s.line_item_id = ROW.line_item_id "
            "AND s.origin = 'direct' AND s.amount = -ROW.amount AND s.reverses_id IS NULL)",
            "Un gasto queda sin efecto por el mismo monto, en la misma asignación.",
        ),
    ]

    class Meta:
        verbose_name = "gasto de un mes"
        verbose_name_plural = "gastos de los meses"
        ordering = ["month", "pk"]
        indexes = [models.Index(fields=["project", "month"], name="monthspending_by_month")]
        constraints = [
            month_is_first_day("monthspending", "month"),
            models.CheckConstraint(
                name="monthspending_is_something",
                condition=~Q(amount=0),
                violation_error_message="Un gasto no es cero.",
            ),
            models.CheckConstraint(
                name="monthspending_of_a_month_that_began",
                condition=Q(recorded_on__gte=F("month")),
                violation_error_message="Ese mes todavía no comienza.",
            ),
            models.CheckConstraint(
                name="monthspending_says_where_it_comes_from",
                condition=Q(origin__in=TOLD, because_id__isnull=False, reverses__isnull=True)
                & ~Q(because_model="")
                | Q(origin="direct", because_id__isnull=True, because_model="") & ~Q(detail=""),
                violation_error_message="Un gasto dice de qué contrato viene, o qué se pagó.",
            ),
            models.CheckConstraint(
                name="monthspending_by_hand_is_paid_or_taken_back",
                condition=Q(origin__in=TOLD)
                | Q(amount__gt=0, reverses__isnull=True)
                | Q(amount__lt=0, reverses__isnull=False),
                violation_error_message="Un gasto es mayor que cero, o deja otro sin efecto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_item.code} {self.month}"

    def belongs_to(self) -> dict[str, str]:
        return self.project.belongs_to()
