"""What the service delivered, figure by figure: added and corrected, never changed; it counts once
another person verified it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document
from minga.people.models import Organisation, Person
from minga.strategy.models import ProductLine
from minga.territory.models import Territory
from minga.workplan.results.periods import Period

TABLE = "results_result"
# What tells one figure from another: the rest is what is said of it.
KEY = ("line_id", "territory_id", "measure", "year", "month")


class Unit(models.TextChoices):
    """What is counted, in whole ones; money in pesos."""

    DWELLINGS = "dwellings", "viviendas"
    SUBSIDIES = "subsidies", "subsidios"
    FAMILIES = "families", "familias"
    PEOPLE = "people", "personas"
    SQUARE_METRES = "square_metres", "m²"
    METRES = "metres", "metros lineales"
    WORKS = "works", "obras"
    STUDIES = "studies", "estudios"
    NEIGHBOURHOODS = "neighbourhoods", "barrios"
    PESOS = "pesos", "pesos"


class ResultQuerySet(ScopedQuerySet["Result"]):
    organisations = ("service",)
    territories = ("territory", "service__territory")

    def visible_to(self, access: Access) -> Self:
        """What nobody verified is of its service and of who reads everything."""
        seen = super().visible_to(access)
        if access.reads_all:
            return seen
        verified = Q(review__outcome=ResultReview.Outcome.VERIFIED)
        return seen.filter(verified | Q(service__in=access.institutions))

    def for_page(self) -> Self:
        related = ("service__party", "line", "territory", "author", "review__reviewer")
        return self.select_related(*related, "replaces", "replaced_by", "document__file")

    def standing(self) -> Self:
        """The last of each figure: no correction was written after it."""
        return self.filter(replaced_by__isnull=True)

    def alive(self) -> Self:
        """What counts already, or still may: verified, or neither returned nor replaced."""
        waits = Q(replaced_by__isnull=True, review__isnull=True)
        return self.filter(Q(review__outcome=ResultReview.Outcome.VERIFIED) | waits)

    def waiting(self, day: date) -> Self:
        """As known that day: not verified nor returned by then, nor replaced."""
        return self.filter(
            Q(review__isnull=True) | Q(review__on__gt=day),
            Q(replaced_by__isnull=True) | Q(replaced_by__on__gt=day),
            on__lte=day,
        )

    def counted(self, day: date) -> Self:
        """What counts on a day: of each figure, the last that was verified by then."""
        verified = Q(review__outcome=ResultReview.Outcome.VERIFIED, review__on__lte=day)
        same = {name: OuterRef(name) for name in KEY}
        later = Result.objects.filter(verified, pk__gt=OuterRef("pk"), **same)
        return self.filter(verified).exclude(Exists(later))


class Result(Fact):
    """Resultado: how much of a product was delivered in a place and a period, and who says so."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="results", verbose_name="servicio"
    )
    line = models.ForeignKey(
        ProductLine, models.PROTECT, related_name="results", verbose_name="línea de producto"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="results", verbose_name="territorio"
    )
    year = models.PositiveSmallIntegerField("año")
    month = models.PositiveSmallIntegerField("mes")
    ends_on = models.DateField("último día del período")
    measure = models.CharField("medida", max_length=80)
    unit = models.CharField("unidad", max_length=14, choices=Unit.choices)
    value = models.BigIntegerField("cantidad")
    source = models.CharField("fuente", max_length=200)
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="result",
        verbose_name="documento",
    )
    author = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="informado por"
    )
    on = models.DateField("informado el")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="corrige a",
    )
    reason = models.CharField("motivo de la corrección", max_length=300, blank=True)

    objects: ClassVar[ResultQuerySet] = ResultQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(TABLE),
        refuse(
            TABLE,
            "of_its_service",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM strategy_productline l JOIN strategy_strategicdefinition d "
            "ON d.id = l.definition_id WHERE l.id = ROW.line_id AND d.service_id = ROW.service_id)",
            "Un resultado es de un producto de su servicio.",
        ),
        refuse(
            TABLE,
            "of_what_ruled",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM strategy_definitionversion v JOIN strategy_strategicproduct "
            "p ON p.version_id = v.id LEFT JOIN strategy_strategicsubproduct s ON s.product_id = "
            "p.id WHERE (p.line_id = ROW.line_id OR s.line_id = ROW.line_id) AND v.approved_on <= "
            "ROW.ends_on AND (v.superseded_on IS NULL OR v.superseded_on > ROW.ends_on))",
            "El producto no estaba en la versión que regía al terminar el período.",
        ),
        refuse(
            TABLE,
            "of_a_place_that_stood",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM territory_territoryversion v WHERE v.territory_id = "
            "ROW.territory_id AND v.valid_from <= ROW.ends_on AND (v.valid_until IS NULL OR "
            "v.valid_until > ROW.ends_on))",
            "El territorio no existía al terminar el período.",
        ),
        refuse(
            TABLE,
            "one_unit",
            "INSERT",
            "EXISTS (SELECT 1 FROM results_result r WHERE r.line_id = ROW.line_id AND r.measure = "
            "ROW.measure AND r.unit <> ROW.unit)",
            "Una medida de un producto se cuenta siempre en la misma unidad.",
            alone=True,
        ),
        refuse(
            TABLE,
            "ends_with_its_period",
            "INSERT",
            # In brackets: PL/pgSQL ends its IF at the first THEN that stands outside of them.
            "substr(CAST(ROW.ends_on AS TEXT), 1, 4) <> CAST(ROW.year AS TEXT) OR "
            "CAST(substr(CAST(ROW.ends_on AS TEXT), 6, 2) AS INTEGER) <> (CASE WHEN ROW.month = 0 "
            "THEN 12 ELSE ROW.month END) OR substr(CAST(ROW.ends_on AS TEXT), 9, 2) < '28'",
            "La cifra es del último día de su período.",
        ),
        refuse(
            TABLE,
            "corrects_the_same",
            "INSERT",
            "ROW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM results_result r WHERE "
            "r.id = ROW.replaces_id AND r.line_id = ROW.line_id AND r.territory_id = "
            "ROW.territory_id AND r.measure = ROW.measure AND r.year = ROW.year AND r.month = "
            "ROW.month)",
            "Una corrección es de la misma cifra.",
        ),
        refuse(
            TABLE,
            "not_a_month_and_its_year",
            "INSERT",
            "EXISTS (SELECT 1 FROM results_result r WHERE r.line_id = ROW.line_id AND "
            "r.territory_id = ROW.territory_id AND r.measure = ROW.measure AND r.year = ROW.year "
            "AND (r.month = 0) <> (ROW.month = 0) AND (EXISTS (SELECT 1 FROM "
            "results_resultreview w WHERE w.result_id = r.id AND w.outcome = 'verified') OR "
            "(NOT EXISTS (SELECT 1 FROM results_result c WHERE c.replaces_id = r.id) AND NOT "
            "EXISTS (SELECT 1 FROM results_resultreview w WHERE w.result_id = r.id))))",
            "La misma medida está informada por mes y por año completo: se contaría dos veces.",
            alone=True,
        ),
    ]

    class Meta:
        verbose_name = "resultado"
        verbose_name_plural = "resultados"
        constraints = [
            models.UniqueConstraint(
                fields=["line", "territory", "measure", "year", "month"],
                condition=Q(replaces__isnull=True),
                name="result_once",
            ),
            models.CheckConstraint(
                name="result_is_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="Una cantidad no es negativa.",
            ),
            models.CheckConstraint(
                name="result_says_measure_and_source",
                condition=~Q(measure="") & ~Q(source=""),
                violation_error_message="Un resultado dice qué se mide y de dónde sale.",
            ),
            models.CheckConstraint(
                name="result_correction_says_why",
                condition=Q(replaces__isnull=True, reason="")
                | (Q(replaces__isnull=False) & ~Q(reason="")),
                violation_error_message="Una corrección dice por qué.",
            ),
            models.CheckConstraint(
                name="result_month_of_the_year",
                condition=Q(month__gte=0, month__lte=12),
                violation_error_message="El mes va de 1 a 12; cero es todo el año.",
            ),
        ]
        indexes = [models.Index(fields=["year", "service"], name="result_by_year")]

    def __str__(self) -> str:
        return f"{self.measure}, {self.period.name}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id, "territory": self.territory.public_id}

    @property
    def period(self) -> Period:
        return Period(self.year, self.month)

    def review_on(self, day: date) -> "ResultReview | None":
        """As known that day."""
        review: ResultReview | None = getattr(self, "review", None)
        return review if review and review.on <= day else None

    def corrected_on(self, day: date) -> bool:
        """Somebody wrote another figure in its place, verified or not."""
        later: Result | None = getattr(self, "replaced_by", None)
        return later is not None and later.on <= day


class ResultReview(Fact):
    """Revisión de resultado: another person verified the figure, or returned it."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", "verificado"
        RETURNED = "returned", "devuelto"

    result = models.OneToOneField(
        Result, models.PROTECT, related_name="review", verbose_name="resultado"
    )
    outcome = models.CharField("decisión", max_length=10, choices=Outcome.choices)
    reviewer = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="revisado por"
    )
    on = models.DateField("revisado el")
    remarks = models.TextField("observaciones", blank=True)

    triggers = [
        append_only("results_resultreview"),
        refuse(
            "results_resultreview",
            "by_another_person",
            "INSERT",
            "ROW.reviewer_id = (SELECT r.author_id FROM results_result r WHERE r.id = "
            "ROW.result_id)",
            "Quien informó un resultado no lo revisa.",
        ),
        refuse(
            "results_resultreview",
            "of_what_stands",
            "INSERT",
            "EXISTS (SELECT 1 FROM results_result r WHERE r.replaces_id = ROW.result_id)",
            "Una cifra que ya fue corregida no se revisa.",
        ),
    ]

    class Meta:
        verbose_name = "revisión de resultado"
        verbose_name_plural = "revisiones de resultado"
        constraints = [
            models.CheckConstraint(
                name="resultreview_returned_says_why",
                condition=Q(outcome="verified") | ~Q(remarks=""),
                violation_error_message="Escriba qué debe corregirse.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.result}"
