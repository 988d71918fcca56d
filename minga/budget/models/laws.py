"""The budget law of a programme and a year, as its file says it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.money import PesosField
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.people.models import Organisation, Person

LAWS, LINES = "budget_budgetlaw", "budget_lawline"
THOUSAND = 1000
# Subtítulos of income and of expense by the classification in force since 2005.
INCOME, EXPENSE = ("01", "15"), ("21", "35")


class LawSide(models.TextChoices):
    INCOME = "income", "ingresos"
    EXPENSE = "expense", "gastos"


class BudgetLawQuerySet(ScopedQuerySet["BudgetLaw"]):
    organisations = ("service",)
    territories = ("service__territory",)

    def in_force(self) -> Self:
        """Those that no later file replaced."""
        return self.filter(replaced_by=None)

    def for_page(self) -> Self:
        return self.select_related("service", "loaded_by__party", "replaces", "replaced_by")


class BudgetLaw(Fact):
    """Ley de presupuestos: what a programme may spend in a year and where it comes from, as one
    file said it. A file that corrects another replaces it; neither ever changes."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    programme = models.CharField("partida, capítulo y programa", max_length=8)
    number = models.PositiveSmallIntegerField("carga")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name="reemplaza a",
    )  # fmt: skip
    # Of its income, and the same of its expenses.
    total = PesosField("total de la ley")
    source = models.CharField("fuente", max_length=200)
    file_sha256 = models.CharField("huella del archivo", max_length=64)
    loaded_on = models.DateField("cargada el")
    loaded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cargada por"
    )

    objects: ClassVar[BudgetLawQuerySet] = BudgetLawQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(LAWS),
        refuse(
            LAWS,
            "replaces_one_of_its_own",
            "INSERT",
            "ROW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM budget_budgetlaw b "
            "WHERE b.id = ROW.replaces_id AND b.service_id = ROW.service_id "
            "AND b.year = ROW.year AND b.programme = ROW.programme AND b.number = ROW.number - 1)",
            "Una ley reemplaza a la anterior del mismo servicio, programa y año.",
        ),
    ]

    class Meta:
        verbose_name = "ley de presupuestos"
        verbose_name_plural = "leyes de presupuestos"
        ordering = ["-year", "programme", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "year", "programme", "number"],
                name="budgetlaw_numbered_once",
                violation_error_message="Otra persona cargó la ley a la vez. Revise la suya.",
            ),
            models.CheckConstraint(
                name="budgetlaw_first_replaces_none",
                condition=Q(number=1, replaces__isnull=True)
                | Q(number__gt=1, replaces__isnull=False),
            ),
            models.CheckConstraint(
                name="budgetlaw_year_of_ours",
                condition=Q(year__gte=2005, year__lte=2100),
                violation_error_message="El clasificador rige desde 2005: el año va de 2005 a "
                "2100.",
            ),
            models.CheckConstraint(
                name="budgetlaw_programme_as_written",
                condition=Q(programme__regex=r"^[0-9]{2}-[0-9]{2}-[0-9]{2}$"),
                violation_error_message="Partida, capítulo y programa son dos cifras cada uno.",
            ),
            models.CheckConstraint(
                name="budgetlaw_from_a_file",
                condition=Q(file_sha256__regex=r"^[0-9a-f]{64}$") & ~Q(source=""),
                violation_error_message="Una ley viene de un archivo, con su fuente.",
            ),
            models.CheckConstraint(
                name="budgetlaw_total_in_thousands",
                condition=Q(total__gte=0) & Q(total=F("total") / THOUSAND * THOUSAND),
                violation_error_message="La ley se escribe en miles de pesos.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ley de presupuestos {self.year}, {self.programme}"

    @property
    def is_in_force(self) -> bool:
        return not hasattr(self, "replaced_by")

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class LawLineQuerySet(ScopedQuerySet["LawLine"]):
    organisations = ("law__service",)
    territories = ("law__service__territory",)

    def in_force(self) -> Self:
        return self.filter(law__replaced_by=None)


class LawLine(Fact):
    """Línea de la ley: a subtítulo, one of its ítems or of their asignaciones, with its amount. The
    law is written in codes that not every classification at hand knows, so it keeps its words."""

    law = models.ForeignKey(BudgetLaw, models.PROTECT, related_name="lines", verbose_name="ley")
    side = models.CharField("lado", max_length=7, choices=LawSide.choices)
    subtitle = models.CharField("subtítulo", max_length=2)
    item = models.CharField("ítem", max_length=2, blank=True)
    allocation = models.CharField("asignación", max_length=3, blank=True)
    name = models.CharField("denominación", max_length=200)
    amount = PesosField("monto")

    objects: ClassVar[LawLineQuerySet] = LawLineQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(LINES),
        refuse(
            LINES,
            "comes_with_its_law",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM budget_budgetlaw b WHERE b.id = ROW.law_id "
            "AND b.event_id = ROW.event_id)",
            "Las líneas de una ley entran con ella: después no se agrega ninguna.",
        ),
    ]

    class Meta:
        verbose_name = "línea de la ley"
        verbose_name_plural = "líneas de la ley"
        ordering = ["subtitle", "item", "allocation"]
        constraints = [
            models.UniqueConstraint(
                fields=["law", "subtitle", "item", "allocation"],
                name="lawline_code_once",
                violation_error_message="Ese código ya está en la ley.",
            ),
            models.CheckConstraint(
                name="lawline_code_as_written",
                condition=Q(subtitle__regex=r"^[0-9]{2}$")
                & Q(item__regex=r"^([0-9]{2})?$")
                & Q(allocation__regex=r"^([0-9]{3})?$")
                & (Q(allocation="") | ~Q(item="")),
                violation_error_message="Una asignación va dentro de un ítem, y este de un "
                "subtítulo.",
            ),
            models.CheckConstraint(
                name="lawline_side_of_its_subtitle",
                condition=Q(side="income", subtitle__gte=INCOME[0], subtitle__lte=INCOME[1])
                | Q(side="expense", subtitle__gte=EXPENSE[0], subtitle__lte=EXPENSE[1]),
                violation_error_message="Los subtítulos 01 a 15 son ingresos y los 21 a 35, "
                "gastos.",
            ),
            models.CheckConstraint(
                name="lawline_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Cada línea de la ley tiene su denominación.",
            ),
            models.CheckConstraint(
                name="lawline_in_whole_thousands",
                condition=Q(amount__gte=0) & Q(amount=F("amount") / THOUSAND * THOUSAND),
                violation_error_message="La ley se escribe en miles de pesos.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def code(self) -> str:
        """«33-01-023»."""
        return "-".join(part for part in (self.subtitle, self.item, self.allocation) if part)

    @property
    def level(self) -> int:
        """1 for a subtítulo, 2 for an ítem, 3 for an asignación."""
        return len(self.code.split("-"))
