"""What a year left, as next year's plan took it; what became of each; and who follows it up."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from minga.commitments.models import Commitment
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document
from minga.people.models import Organisation, Person
from minga.workplan.leaving import title_of
from minga.workplan.models import Activity, ActivityLine, WorkPlan

MOST_TEXT = 2000


class CarriedQuerySet(ScopedQuerySet["CarriedCommitment"]):
    organisations = ("service", "plan__dossier__readers")
    territories = ("plan__territory",)

    def for_page(self) -> Self:
        """With what was said of each, the first one first, and its commitment."""
        related = ("plan", "from_plan", "service__party", "responsible__institution", "by")
        found = self.select_related(*related, "follow_up__commitment").order_by("pk")
        return found.prefetch_related(
            models.Prefetch("outcomes", CarriedOutcome.objects.for_page(), to_attr="said")
        )


class CarriedCommitment(Fact):
    """Compromiso traído: what a plan left, as it was written when the next plan took it."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    plan = models.ForeignKey(
        WorkPlan, models.PROTECT, related_name="carried", verbose_name="programa que lo recibe"
    )
    from_plan = models.ForeignKey(
        WorkPlan, models.PROTECT, related_name="passed_on", verbose_name="programa que lo dejó"
    )
    source = models.CharField("parte que lo dejó", max_length=40)
    source_label = models.CharField("nombre de la parte", max_length=120)
    left_key = models.CharField("identificador de origen", max_length=40)
    text = models.TextField("compromiso", max_length=MOST_TEXT)
    where = models.CharField("dónde se escribió", max_length=300, blank=True)
    url = models.CharField("dirección de origen", max_length=300, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="responsable",
    )
    responsible_words = models.CharField(
        "responsable, como se escribió", max_length=200, blank=True
    )
    due_on = models.DateField("plazo", null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="traído por")
    on = models.DateField("traído el")

    objects: ClassVar[CarriedQuerySet] = CarriedQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("carrying_carriedcommitment"),
        refuse(
            "carrying_carriedcommitment",
            "to_the_next_year",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM workplan_workplan p JOIN workplan_workplan f "
            "ON f.id = ROW.from_plan_id WHERE p.id = ROW.plan_id AND p.year = f.year + 1 "
            "AND p.service_id = ROW.service_id AND f.service_id = ROW.service_id)",
            "Un programa recibe lo que dejó el del año anterior del mismo servicio.",
        ),
    ]

    class Meta:
        verbose_name = "compromiso traído"
        verbose_name_plural = "compromisos traídos"
        constraints = [
            models.UniqueConstraint(
                name="carriedcommitment_once",
                fields=["service", "source", "left_key"],
                violation_error_message="Otra persona trajo uno de esos compromisos a la vez. "
                "Abra la página de nuevo y elija entre los que quedan.",
            ),
            models.CheckConstraint(
                name="carriedcommitment_says_what",
                condition=~Q(text="") & ~Q(source="") & ~Q(left_key=""),
                violation_error_message="Un compromiso traído dice qué se comprometió.",
            ),
        ]
        indexes = [models.Index(fields=["plan"], name="carried_by_plan")]

    def __str__(self) -> str:
        return self.short

    @property
    def title(self) -> str:
        return title_of(self.text)

    @property
    def short(self) -> str:
        return self.title if len(self.title) <= 90 else f"{self.title[:88].rstrip()}…"

    @property
    def says_more(self) -> bool:
        """Than its title: that was cut, or its text is a list."""
        return self.short != self.title or "\n" in self.text

    @property
    def who(self) -> str:
        """Who answers for it, as it is known: by name, or by the words of the form."""
        if self.responsible:
            return self.responsible.short_name
        return self.responsible_words or "sin responsable"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class Became(models.TextChoices):
    FULFILLED = "fulfilled", "se cumplió"
    ONGOING = "ongoing", "sigue en curso"
    ACTIVITY = "activity", "pasó a una actividad del programa"
    REPLACED = "replaced", "se reemplazó por otro"
    DROPPED = "dropped", "se dejó"


# While the last word is one of these, something remains to be done and to be said.
UNSETTLED = (Became.ONGOING,)
# What another commitment was replaced by is none of these.
GONE = (Became.REPLACED, Became.DROPPED)
# An activity is in the plan while one of these versions has it.
LIVE = ("draft", "submitted", "in_force")


class OutcomeQuerySet(FactQuerySet["CarriedOutcome"]):
    def for_page(self) -> Self:
        """With whether the activity of each is still in the plan."""
        there = Activity.objects.filter(line=models.OuterRef("line"), version__status__in=LIVE)
        found = self.select_related("actor", "document", "line__plan", "other").order_by("pk")
        return found.annotate(line_is_there=models.Exists(there))


class CarriedOutcome(Fact):
    """Destino de un compromiso traído: what became of it, said on a day; the last one rules."""

    carried = models.ForeignKey(
        CarriedCommitment,
        models.PROTECT,
        related_name="outcomes",
        verbose_name="compromiso traído",
    )
    kind = models.CharField("qué pasó", max_length=12, choices=Became.choices)
    text = models.TextField("detalle", max_length=MOST_TEXT)
    line = models.ForeignKey(
        ActivityLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="actividad a la que pasó",
    )
    other = models.ForeignKey(
        CarriedCommitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compromiso que lo reemplaza",
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="respaldo"
    )
    actor = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="quién")
    on = models.DateField("fecha")
    recorded_at = models.DateTimeField("registrado el", default=timezone.now, editable=False)

    objects: ClassVar[OutcomeQuerySet] = OutcomeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("carrying_carriedoutcome"),
        refuse(
            "carrying_carriedoutcome",
            "after_it_was_carried",
            "INSERT",
            "EXISTS (SELECT 1 FROM carrying_carriedcommitment c WHERE c.id = ROW.carried_id AND "
            'c."on" > ROW."on")',
            "Lo que pasó con un compromiso se dice después de traerlo.",
        ),
        refuse(
            "carrying_carriedoutcome",
            "of_the_same_plan",
            "INSERT",
            "(ROW.line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM workplan_activityline l JOIN "
            "carrying_carriedcommitment c ON c.plan_id = l.plan_id WHERE l.id = ROW.line_id AND "
            "c.id = ROW.carried_id)) OR (ROW.other_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
            "carrying_carriedcommitment o JOIN carrying_carriedcommitment c ON c.plan_id = "
            "o.plan_id WHERE o.id = ROW.other_id AND c.id = ROW.carried_id))",
            "La actividad o el compromiso que sigue es del mismo programa.",
        ),
        refuse(
            "carrying_carriedoutcome",
            "replaced_by_one_that_stands",
            "INSERT",
            "ROW.kind = 'replaced' AND (SELECT o.kind FROM carrying_carriedoutcome o WHERE "
            "o.carried_id = ROW.other_id ORDER BY o.id DESC LIMIT 1) IN ('replaced', 'dropped')",
            "El compromiso que reemplaza a otro no está, a su vez, reemplazado ni dejado.",
        ),
        refuse(
            "carrying_carriedoutcome",
            "dropped_by_another",
            "INSERT",
            "ROW.kind = 'dropped' AND EXISTS (SELECT 1 FROM carrying_carriedcommitment c WHERE "
            "c.id = ROW.carried_id AND c.by_id = ROW.actor_id)",
            "Quien trajo un compromiso no decide dejarlo.",
        ),
    ]

    class Meta:
        verbose_name = "destino de un compromiso traído"
        verbose_name_plural = "destinos de compromisos traídos"
        constraints = [
            models.CheckConstraint(
                name="carriedoutcome_says_what",
                condition=~Q(text=""),
                violation_error_message="Escriba qué pasó con el compromiso.",
            ),
            models.CheckConstraint(
                name="carriedoutcome_activity_is_named",
                condition=Q(kind="activity", line__isnull=False)
                | (~Q(kind="activity") & Q(line__isnull=True)),
                violation_error_message="Diga a qué actividad del programa pasó.",
            ),
            models.CheckConstraint(
                name="carriedoutcome_replaced_by_another",
                condition=(Q(kind="replaced", other__isnull=False) & ~Q(other=F("carried")))
                | (~Q(kind="replaced") & Q(other__isnull=True)),
                violation_error_message="Un compromiso se reemplaza por otro distinto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} el {self.on:%d-%m-%Y}"

    @property
    def left_the_plan(self) -> bool:
        """Of a row read with `for_page`."""
        return self.kind == Became.ACTIVITY and not self.line_is_there  # type: ignore[attr-defined]

    @property
    def is_settled(self) -> bool:
        return self.kind not in UNSETTLED and not self.left_the_plan


class CarriedFollowUp(Fact):
    """Seguimiento de un compromiso traído: registered among the commitments, once."""

    carried = models.OneToOneField(
        CarriedCommitment,
        models.PROTECT,
        related_name="follow_up",
        verbose_name="compromiso traído",
    )
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, related_name="+", verbose_name="compromiso en seguimiento"
    )
    on = models.DateField("en seguimiento desde el")

    triggers = [append_only("carrying_carriedfollowup")]

    class Meta:
        verbose_name = "seguimiento de un compromiso traído"
        verbose_name_plural = "seguimientos de compromisos traídos"

    def __str__(self) -> str:
        return str(self.commitment)
