"""The agreement: identity, versions, and the goals of each version with their parts."""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from minga.core.access import Access
from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.months import Month, MonthField, month_is_first_day
from minga.core.numbers import decimal
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import Trigger, TriggerList, refuse
from minga.core.versions import (
    Version,
    children_of_drafts_only,
    version_constraints,
    version_triggers,
)
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person
from minga.rules.agreements import FULL_WEIGHT, PERCENT, TENTHS
from minga.territory.models import Territory

VERSION_STATUS = "SELECT v.status FROM agreements_agreementversion v WHERE v.id = "
# What the figures of a goal are figures of.
FORMULA = ("unit", "numerator_words", "denominator_words", "indicator")
# Enough for any figure of a year, and small enough to multiply in the database.
LARGEST = 10**12


class AgreementQuerySet(ScopedQuerySet["Agreement"]):
    organisations = ("institution",)
    territories = ("territory",)

    def for_page(self) -> Self:
        related = ("organisation__party", "institution__party", "territory", "dossier")
        return self.select_related(*related)

    def open_to(self, access: Access, own: Iterable[int]) -> Self:
        """One never approved is for who prepares or approves in its own institution (`own`)."""
        approved = AgreementVersion.objects.filter(
            agreement=OuterRef("pk"), approved_on__isnull=False
        )
        return self.visible_to(access).filter(Q(Exists(approved)) | Q(institution__in=own))


class Agreement(Fact):
    """Convenio de desempeño: what an institution, or a team of it, commits itself to reach in a
    year. What it says is in its versions."""

    class Kind(models.TextChoices):
        INSTITUTIONAL = "institutional", "institucional"
        COLLECTIVE = "collective", "colectivo"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="performance_agreements",
        verbose_name="de quién es",
    )
    institution = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="institución"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, related_name="+", verbose_name="territorio"
    )
    year = models.PositiveSmallIntegerField("año")
    kind = models.CharField("tipo de convenio", max_length=13, choices=Kind.choices)
    # A number is never used again, not even a discarded draft's: events speak of it.
    last_version = models.PositiveSmallIntegerField("última versión", default=1, editable=False)
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="agreement", verbose_name="expediente"
    )

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "agreements_agreement",
            "of_its_institution",
            "INSERT UPDATE",
            "ROW.institution_id <> (SELECT COALESCE(o.institution_id, o.party_id) "
            "FROM people_organisation o WHERE o.party_id = ROW.organisation_id)",
            "La institución de un convenio es la de su equipo.",
        )
    ]

    class Meta:
        verbose_name = "convenio de desempeño"
        verbose_name_plural = "convenios de desempeño"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "kind"],
                name="agreement_once_per_year",
                violation_error_message="Ya existe el convenio de ese tipo, año y equipo.",
            ),
            models.CheckConstraint(
                name="agreement_year_is_plausible",
                condition=Q(year__gte=1998, year__lte=2100),
                violation_error_message="El año va de 1998 a 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"convenio de desempeño {self.get_kind_display()} {self.year}"

    @property
    def months(self) -> tuple[Month, Month]:
        return Month(self.year, 1), Month(self.year, 12)

    def belongs_to(self) -> dict[str, str]:
        told = {"service": self.institution.public_id}
        return told | ({"territory": self.territory.public_id} if self.territory else {})


class AgreementVersion(Version):
    """Versión del convenio: what was proposed, approved and superseded."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="versions", verbose_name="convenio"
    )
    # Moved by the triggers of the goals: a counter, so that the database can hold the sum of 100.
    weight_total = models.PositiveSmallIntegerField(
        "suma de ponderaciones (%)", default=0, editable=False
    )
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    triggers = [
        *version_triggers(
            "agreements_agreementversion",
            "agreements.agreementversion",
            ("agreement_id", "weight_total"),
        ),
        approved_through_steps("agreements_agreementversion", "agreements.agreementversion"),
    ]

    class Meta:
        verbose_name = "versión del convenio"
        verbose_name_plural = "versiones del convenio"
        constraints = [
            *version_constraints("agreementversion", "agreement"),
            models.CheckConstraint(
                name="agreementversion_weights_sum_100",
                condition=Q(status__in=("draft", "submitted")) | Q(weight_total=FULL_WEIGHT),
                violation_error_message="Las ponderaciones de un convenio aprobado suman 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"versión {self.number}"

    @property
    def missing_weight(self) -> int:
        """Points missing to 100; negative when there are too many."""
        return FULL_WEIGHT - self.weight_total


class GoalLine(Fact):
    """Línea de meta: the same goal through the versions; what is measured hangs here."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="lines", verbose_name="convenio"
    )

    class Meta:
        verbose_name = "línea de meta"
        verbose_name_plural = "líneas de meta"

    def __str__(self) -> str:
        return self.public_id


class GoalQuerySet(FactQuerySet["Goal"]):
    def for_page(self) -> Self:
        related = ("line", "responsible")
        return self.select_related(*related).prefetch_related("parts").order_by("number")


def _weight_counter() -> TriggerList:
    table = "agreements_goal"
    moves = "UPDATE agreements_agreementversion SET weight_total = weight_total"
    return TriggerList(
        (
            Trigger(
                "agreements_goal_weight_in", table, "INSERT",
                statement=f"{moves} + NEW.weight WHERE id = NEW.version_id",
            ),
            Trigger(
                "agreements_goal_weight_change", table, "UPDATE",
                when="NEW.weight <> OLD.weight",
                statement=f"{moves} - OLD.weight + NEW.weight WHERE id = NEW.version_id",
            ),
            Trigger(
                "agreements_goal_weight_out", table, "DELETE",
                statement=f"{moves} - OLD.weight WHERE id = OLD.version_id",
            ),
        )
    )  # fmt: skip


_AGREEMENT = (
    "FROM agreements_agreement a JOIN agreements_agreementversion v ON v.agreement_id = a.id "
    "WHERE v.id = ROW.version_id"
)


_OTHER_FORMULA = " OR ".join(f"g.{name} <> ROW.{name}" for name in FORMULA)


class Goal(Fact):
    """Meta: what has to be reached, how it is worked out, by when and with which weight."""

    class Unit(models.TextChoices):
        PERCENT = "percent", "porcentaje"
        COUNT = "count", "cantidad"

    class Direction(models.TextChoices):
        AT_LEAST = "at_least", "al menos"
        AT_MOST = "at_most", "a lo más"

    class MeasuredBy(models.TextChoices):
        INDICATOR = "indicator", "indicador"
        EVIDENCE = "evidence", "documentos verificados"

    version = models.ForeignKey(
        AgreementVersion, models.PROTECT, related_name="goals", verbose_name="versión del convenio"
    )
    line = models.ForeignKey(
        GoalLine, models.PROTECT, related_name="goals", verbose_name="línea de meta"
    )
    number = models.PositiveSmallIntegerField("número")
    statement = models.CharField("meta", max_length=300)
    numerator_words = models.CharField("qué se cuenta", max_length=200)
    denominator_words = models.CharField("entre qué se divide", max_length=200, blank=True)
    unit = models.CharField("unidad", max_length=7, choices=Unit.choices)
    direction = models.CharField("sentido", max_length=8, choices=Direction.choices)
    # In tenths, so that «69,5 %» is exact.
    target_tenths = models.PositiveBigIntegerField("valor por alcanzar (décimas)")
    weight = models.PositiveSmallIntegerField("ponderación (%)")
    due = MonthField("mes en que se cumple")
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="unidad responsable"
    )
    verification = models.CharField("medio de verificación", max_length=300)
    measured_by = models.CharField("cómo se mide", max_length=9, choices=MeasuredBy.choices)
    indicator = models.CharField("indicador", max_length=60, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        children_of_drafts_only("agreements_goal", f"{VERSION_STATUS}ROW.version_id"),
        refuse(
            "agreements_goal",
            "stays_in_version",
            "INSERT UPDATE",
            "(SELECT l.agreement_id FROM agreements_goalline l WHERE l.id = ROW.line_id) <> "
            "(SELECT v.agreement_id FROM agreements_agreementversion v WHERE v.id = "
            "ROW.version_id)",
            "La línea es del mismo convenio que la meta.",
        ),
        refuse(
            "agreements_goal",
            "keeps_version",
            "UPDATE",
            "NEW.version_id <> OLD.version_id",
            "Una meta no cambia de versión.",
        ),
        refuse(
            "agreements_goal",
            "due_within_year",
            "INSERT UPDATE",
            "CAST(SUBSTR(CAST(ROW.due AS VARCHAR(10)), 1, 4) AS INTEGER) <> "
            f"(SELECT a.year {_AGREEMENT})",
            "Una meta se cumple en el año de su convenio.",
        ),
        refuse(
            "agreements_goal",
            "of_the_institution",
            "INSERT UPDATE",
            "(SELECT COALESCE(o.institution_id, o.party_id) FROM people_organisation o "  # noqa: S608
            f"WHERE o.party_id = ROW.responsible_id) <> (SELECT a.institution_id {_AGREEMENT})",
            "De una meta responde una unidad de la misma institución.",
        ),
        refuse(
            "agreements_goal",
            "whole_count",
            "INSERT UPDATE",
            "ROW.unit = 'count' AND ROW.target_tenths / 10 * 10 <> ROW.target_tenths",
            "Una cantidad se escribe entera.",
        ),
        refuse(
            "agreements_goal",
            "keeps_its_formula",
            "INSERT UPDATE",
            "EXISTS (SELECT 1 FROM agreements_measurement m WHERE m.line_id = ROW.line_id) "  # noqa: S608
            "AND EXISTS (SELECT 1 FROM agreements_goal g JOIN agreements_agreementversion v "
            "ON v.id = g.version_id WHERE g.line_id = ROW.line_id AND v.status = 'in_force' "
            f"AND ({_OTHER_FORMULA}))",
            "Una meta que ya se midió no cambia de fórmula.",
        ),
        _weight_counter(),
    ]

    class Meta:
        verbose_name = "meta"
        verbose_name_plural = "metas"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="goal_number_once",
                violation_error_message="Ese número de meta ya está en uso.",
            ),
            models.UniqueConstraint(fields=["version", "line"], name="goal_line_once_per_version"),
            models.CheckConstraint(
                name="goal_weight_1_to_100",
                condition=Q(weight__gte=1, weight__lte=FULL_WEIGHT),
                violation_error_message="La ponderación va de 1 a 100.",
            ),
            models.CheckConstraint(
                name="goal_has_a_formula",
                condition=~Q(numerator_words="")
                & (
                    Q(unit="count", denominator_words="")
                    | (Q(unit="percent") & ~Q(denominator_words=""))
                ),
                violation_error_message="Una meta dice cómo se calcula: qué se cuenta y, si es "
                "porcentaje, entre qué se divide.",
            ),
            models.CheckConstraint(
                name="goal_indicator_iff_measured_by_it",
                condition=(Q(measured_by="indicator") & ~Q(indicator=""))
                | Q(measured_by="evidence", indicator=""),
                violation_error_message="Diga qué indicador la mide, o que se mide por documentos.",
            ),
            models.CheckConstraint(
                name="goal_target_is_plausible",
                condition=Q(target_tenths__lte=LARGEST),
                violation_error_message="El valor por alcanzar es demasiado grande.",
            ),
            month_is_first_day("goal", "due"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.statement}"

    @property
    def target(self) -> Fraction:
        return Fraction(self.target_tenths, TENTHS)

    @property
    def target_words(self) -> str:
        """«al menos 70 %», «a lo más 12»."""
        said, unit = decimal(self.target_tenths, 1), "\u00a0%" if self.is_percent else ""
        return f"{self.get_direction_display()} {said}{unit}"

    @property
    def is_percent(self) -> bool:
        return self.unit == self.Unit.PERCENT

    @property
    def may_pass_whole(self) -> bool:
        """Whether what is counted may be more than what it is divided by. A part of a whole never
        is: only a ratio aims over 100 %, or is asked to stay at 100 % at the most."""
        if not self.is_percent or self.target > PERCENT:
            return True
        return self.target == PERCENT and not self.is_at_least

    @property
    def is_at_least(self) -> bool:
        return self.direction == self.Direction.AT_LEAST

    @property
    def is_by_evidence(self) -> bool:
        return self.measured_by == self.MeasuredBy.EVIDENCE


class GoalPart(Fact):
    """Parte de la meta: one of the things that a goal asks to take into account, in their order."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="parts", verbose_name="meta")
    number = models.PositiveSmallIntegerField("número")
    text = models.CharField("texto", max_length=200)

    triggers = [
        children_of_drafts_only(
            "agreements_goalpart",
            f"{VERSION_STATUS}"  # noqa: S608
            "(SELECT g.version_id FROM agreements_goal g WHERE g.id = ROW.goal_id)",
        )
    ]

    class Meta:
        verbose_name = "parte de la meta"
        verbose_name_plural = "partes de la meta"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="goalpart_number_once"),
            models.CheckConstraint(
                name="goalpart_says_something",
                condition=~Q(text=""),
                violation_error_message="Una parte de la meta dice algo.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
