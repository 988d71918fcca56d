"""Strategic definitions of a service: mission, objectives and products, in versions."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.versions import (
    Version,
    children_of_drafts_only,
    version_constraints,
    version_triggers,
)
from minga.people.models import Organisation, Person


class StrategicDefinitionQuerySet(ScopedQuerySet["StrategicDefinition"]):
    organisations = ("service",)


class StrategicDefinition(Fact):
    """Definición estratégica: the identity; what it says is in its versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.OneToOneField(
        Organisation, models.PROTECT, related_name="strategic_definition", verbose_name="servicio"
    )

    objects: ClassVar[StrategicDefinitionQuerySet] = StrategicDefinitionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "definición estratégica"
        verbose_name_plural = "definiciones estratégicas"

    def __str__(self) -> str:
        return f"definiciones estratégicas de {self.service}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class DefinitionVersionQuerySet(ScopedQuerySet["DefinitionVersion"]):
    organisations = ("definition__service",)

    def approved_on(self, day: date) -> Self:
        """In force on a day."""
        return self.filter(
            Q(superseded_on__isnull=True) | Q(superseded_on__gt=day),
            approved_on__lte=day,
        )


class DefinitionVersion(Version):
    """Versión de las definiciones: a mission with its objectives and products."""

    definition = models.ForeignKey(
        StrategicDefinition, models.PROTECT, related_name="versions", verbose_name="definición"
    )
    mission = models.TextField("misión")
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    objects: ClassVar[DefinitionVersionQuerySet] = DefinitionVersionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        *version_triggers(
            "strategy_definitionversion", "strategy.definitionversion", ("definition_id", "mission")
        ),
        approved_through_steps("strategy_definitionversion", "strategy.definitionversion"),
        refuse(
            "strategy_definitionversion",
            "products_serve_objectives",
            "UPDATE",
            "NEW.status = 'submitted' AND EXISTS (SELECT 1 FROM strategy_strategicproduct p "
            "WHERE p.version_id = NEW.id AND NOT EXISTS (SELECT 1 FROM strategy_productobjective o "
            "WHERE o.product_id = p.id))",
            "Cada producto sirve al menos a un objetivo.",
        ),
    ]

    class Meta:
        verbose_name = "versión de las definiciones"
        verbose_name_plural = "versiones de las definiciones"
        constraints = version_constraints("definitionversion", "definition")

    def __str__(self) -> str:
        return f"versión {self.number}"


class StrategicObjective(Fact):
    """Objetivo estratégico: one numbered line of a version."""

    version = models.ForeignKey(
        DefinitionVersion, models.PROTECT, related_name="objectives", verbose_name="versión"
    )
    number = models.PositiveSmallIntegerField("número")
    title = models.CharField("título", max_length=80)
    text = models.TextField("descripción")

    triggers = [
        children_of_drafts_only(
            "strategy_strategicobjective",
            "SELECT v.status FROM strategy_definitionversion v WHERE v.id = ROW.version_id",
        )
    ]

    class Meta:
        verbose_name = "objetivo estratégico"
        verbose_name_plural = "objetivos estratégicos"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="strategicobjective_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class LineOfAction(models.TextChoices):
    """Línea de acción: what a service spends itself on; projects, programmes and payments name
    theirs by these words."""

    SUBSIDIES = "subsidies", "subsidios"
    URBAN = "urban", "desarrollo urbano"
    URBAN_ROADS = "urban_roads", "vialidad urbana"
    PAVING = "paving", "pavimentos participativos"
    PUBLIC_SPACE = "public_space", "espacios públicos"
    NEIGHBOURHOODS = "neighbourhoods", "barrios"
    STUDIES = "studies", "estudios y planes"


class ProductLine(Fact):
    """Línea de producto: the same product, or subproduct of it, through all versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    definition = models.ForeignKey(
        StrategicDefinition,
        models.PROTECT,
        related_name="product_lines",
        verbose_name="definición",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="línea del producto al que pertenece",
    )

    triggers = [
        refuse(
            "strategy_productline",
            "stays_what_it_is",
            "UPDATE",
            "NEW.definition_id <> OLD.definition_id OR COALESCE(NEW.parent_id, 0) <> "
            "COALESCE(OLD.parent_id, 0) OR NEW.public_id <> OLD.public_id",
            "Una línea de producto sigue siendo la misma.",
        ),
        refuse(
            "strategy_productline",
            "under_a_product",
            "INSERT",
            "ROW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM strategy_productline l "
            "WHERE l.id = ROW.parent_id AND l.parent_id IS NULL AND l.definition_id = "
            "ROW.definition_id)",
            "Un subproducto es de un producto de la misma definición.",
        ),
    ]

    class Meta:
        verbose_name = "línea de producto"
        verbose_name_plural = "líneas de producto"

    def __str__(self) -> str:
        return self.public_id


class StrategicProduct(Fact):
    """Producto estratégico: what the service delivers, to whom, for which objectives."""

    version = models.ForeignKey(
        DefinitionVersion, models.PROTECT, related_name="products", verbose_name="versión"
    )
    line = models.ForeignKey(
        ProductLine, models.PROTECT, related_name="products", verbose_name="línea de producto"
    )
    number = models.PositiveSmallIntegerField("número")
    name = models.CharField("nombre", max_length=120)
    clients = models.CharField("clientes o usuarios", max_length=300)
    is_territorial = models.BooleanField("aplica perspectiva territorial")
    line_of_action = models.CharField(
        "línea de acción", max_length=14, choices=LineOfAction.choices
    )

    triggers = [
        children_of_drafts_only(
            "strategy_strategicproduct",
            "SELECT v.status FROM strategy_definitionversion v WHERE v.id = ROW.version_id",
        ),
        refuse(
            "strategy_strategicproduct",
            "line_of_its_definition",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM strategy_productline l JOIN strategy_definitionversion v "
            "ON v.definition_id = l.definition_id WHERE l.id = ROW.line_id AND v.id = "
            "ROW.version_id AND l.parent_id IS NULL)",
            "La línea de un producto es de la misma definición.",
        ),
    ]

    class Meta:
        verbose_name = "producto estratégico"
        verbose_name_plural = "productos estratégicos"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="strategicproduct_number_once"
            ),
            models.UniqueConstraint(fields=["version", "line"], name="strategicproduct_line_once"),
            models.CheckConstraint(
                name="strategicproduct_says_what_and_for_whom",
                condition=~Q(name="") & ~Q(clients=""),
                violation_error_message="Un producto dice su nombre y sus clientes.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class StrategicSubproduct(Fact):
    """Subproducto estratégico: a part of a product that is delivered and counted by itself."""

    product = models.ForeignKey(
        StrategicProduct, models.PROTECT, related_name="subproducts", verbose_name="producto"
    )
    line = models.ForeignKey(
        ProductLine, models.PROTECT, related_name="subproducts", verbose_name="línea de producto"
    )
    number = models.PositiveSmallIntegerField("número")
    name = models.CharField("nombre", max_length=120)

    triggers = [
        children_of_drafts_only(
            "strategy_strategicsubproduct",
            "SELECT v.status FROM strategy_definitionversion v JOIN strategy_strategicproduct p "
            "ON p.version_id = v.id WHERE p.id = ROW.product_id",
        ),
        refuse(
            "strategy_strategicsubproduct",
            "line_of_its_product",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM strategy_productline l JOIN strategy_strategicproduct p "
            "ON p.line_id = l.parent_id WHERE l.id = ROW.line_id AND p.id = ROW.product_id)",
            "La línea de un subproducto es de su producto.",
        ),
    ]

    class Meta:
        verbose_name = "subproducto estratégico"
        verbose_name_plural = "subproductos estratégicos"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "number"], name="strategicsubproduct_number_once"
            ),
            models.UniqueConstraint(
                fields=["product", "line"], name="strategicsubproduct_line_once"
            ),
            models.CheckConstraint(
                name="strategicsubproduct_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Un subproducto tiene nombre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product.number}.{self.number} {self.name}"


class ProductObjective(Fact):
    """Objetivo de un producto: one that the product serves, of the same version."""

    product = models.ForeignKey(
        StrategicProduct, models.PROTECT, related_name="serves", verbose_name="producto"
    )
    objective = models.ForeignKey(
        StrategicObjective, models.PROTECT, related_name="served_by", verbose_name="objetivo"
    )

    triggers = [
        children_of_drafts_only(
            "strategy_productobjective",
            "SELECT v.status FROM strategy_definitionversion v JOIN strategy_strategicproduct p "
            "ON p.version_id = v.id WHERE p.id = ROW.product_id",
        ),
        refuse(
            "strategy_productobjective",
            "of_one_version",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM strategy_strategicproduct p JOIN "
            "strategy_strategicobjective o ON o.version_id = p.version_id WHERE p.id = "
            "ROW.product_id AND o.id = ROW.objective_id)",
            "Un producto sirve objetivos de su misma versión.",
        ),
    ]

    class Meta:
        verbose_name = "objetivo de un producto"
        verbose_name_plural = "objetivos de los productos"
        ordering = ["objective__number"]
        constraints = [
            models.UniqueConstraint(fields=["product", "objective"], name="productobjective_once")
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.objective}"
