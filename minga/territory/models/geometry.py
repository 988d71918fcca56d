"""Shapes of places and what serves them: outlines, facilities, and the file each came in."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.triggers import TriggerList, refuse
from minga.core.validity import ValidityQuerySet, ends_after_start
from minga.territory.models.places import Territory

M = TypeVar("M", bound=models.Model, covariant=True)

# Degrees are kept as whole ten-millionths: about a centimetre, and the same on both engines.
UNITS = 10_000_000
SCHEMATIC_NOTE = "esquema referencial, sin validez legal"


def units(degrees: float) -> int:
    return round(degrees * UNITS)


class GeometryKind(models.TextChoices):
    """What a file of shapes brings."""

    COMMUNE = "commune", "comunas"
    NEIGHBOURHOOD = "neighbourhood", "barrios"
    URBAN_LIMIT = "urban_limit", "límites urbanos"
    FACILITY = "facility", "equipamiento"


class GeometryLoad(Fact):
    """Carga de cartografía: one file of boundaries or facilities, as it was applied."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    kind = models.CharField("contenido", max_length=16, choices=GeometryKind.choices)
    source = models.CharField("de dónde viene", max_length=200)
    file_name = models.CharField("archivo", max_length=160, blank=True)
    file_sha256 = models.CharField("SHA-256 del archivo", max_length=64, blank=True)
    crs = models.CharField("sistema de coordenadas", max_length=20)
    loaded_on = models.DateField("fecha de la carga")

    class Meta:
        verbose_name = "carga de cartografía"
        verbose_name_plural = "cargas de cartografía"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.source}"

    def belongs_to(self) -> dict[str, str]:
        return {}


class WithdrawableQuerySet(ValidityQuerySet[M]):
    """Rows that hold during a time, and that a later one may have put right."""

    def standing(self) -> Self:
        """What was not put right by another row."""
        return self.filter(is_withdrawn=False)


def no_standing_overlap(table: str, *owner: str, message: str) -> TriggerList:
    """No two rows of one owner hold on the same day, but for those that were withdrawn."""
    same = " AND ".join(f"v.{column} = ROW.{column}" for column in owner)
    return refuse(
        table,
        "no_overlap",
        "INSERT UPDATE",
        # Names of our own tables and columns: nothing here can be injected.
        when=(
            f"NOT ROW.is_withdrawn AND EXISTS (SELECT 1 FROM {table} v WHERE {same} "  # noqa: S608
            "AND v.id <> ROW.id AND NOT v.is_withdrawn "
            "AND (v.valid_until IS NULL OR v.valid_until > ROW.valid_from) "
            "AND (ROW.valid_until IS NULL OR ROW.valid_until > v.valid_from))"
        ),
        message=message,
    )


def keeps(table: str, *columns: str, message: str) -> TriggerList:
    """These columns never change, a withdrawn row stays withdrawn, and no row is deleted."""
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)
    return TriggerList(
        (
            *refuse(
                table,
                "keeps_shape",
                "UPDATE",
                when=f"{changed} OR (OLD.is_withdrawn AND NOT NEW.is_withdrawn)",
                message=message,
            ),
            *refuse(table, "stays", "DELETE", when="1=1", message=message),
        )
    )


class Outline(Fact):
    """Contorno: the shape of a territory during `[valid_from, valid_until)`, in EPSG:4326.

    A boundary and a schematic of the same territory may stand side by side: whoever asks for shapes
    gets the boundary. What was wrong from its first day is withdrawn and replaced; what changed
    on a day ends there.
    """

    class SourceKind(models.TextChoices):
        BOUNDARY = "boundary", "límite"
        SCHEMATIC = "schematic", "esquema"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="outlines", verbose_name="territorio"
    )
    source_kind = models.CharField("clase de contorno", max_length=10, choices=SourceKind.choices)
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)
    is_withdrawn = models.BooleanField("retirado por erróneo", default=False)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="reemplaza a",
    )
    west = models.IntegerField("borde oeste (grados × 10.000.000)")
    south = models.IntegerField("borde sur (grados × 10.000.000)")
    east = models.IntegerField("borde este (grados × 10.000.000)")
    north = models.IntegerField("borde norte (grados × 10.000.000)")
    area = models.PositiveBigIntegerField("superficie (m²)")
    source = models.CharField("fuente", max_length=200)
    note = models.CharField("advertencia", max_length=200, blank=True)
    load = models.ForeignKey(
        GeometryLoad,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outlines",
        verbose_name="carga",
    )
    digest = models.CharField("huella del contorno", max_length=64)
    geometry = models.BinaryField("geometría")
    simplified = models.BinaryField("geometría para la pantalla")

    objects: ClassVar["WithdrawableQuerySet[Outline]"] = WithdrawableQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        no_standing_overlap(
            "territory_outline",
            "territory_id",
            "source_kind",
            message="Dos contornos del mismo territorio no pueden regir el mismo día.",
        ),
        keeps(
            "territory_outline",
            "territory_id",
            "source_kind",
            "valid_from",
            "digest",
            "geometry",
            "simplified",
            message="El contorno de un territorio no se cambia: se reemplaza por otro.",
        ),
    ]

    class Meta:
        verbose_name = "contorno"
        verbose_name_plural = "contornos"
        constraints = [
            ends_after_start("outline"),
            models.CheckConstraint(
                name="outline_box_in_order",
                condition=Q(west__lt=F("east"), south__lt=F("north")),
                violation_error_message="El contorno no encierra una superficie.",
            ),
            models.CheckConstraint(
                name="outline_box_on_earth",
                condition=Q(west__gte=-180 * UNITS, east__lte=180 * UNITS)
                & Q(south__gte=-90 * UNITS, north__lte=90 * UNITS),
                violation_error_message="Hay coordenadas fuera de la Tierra.",
            ),
        ]
        indexes = [models.Index(fields=["valid_until", "is_withdrawn"], name="outline_standing")]

    def __str__(self) -> str:
        return f"contorno de {self.territory} desde {self.valid_from:%d-%m-%Y}"

    @property
    def is_schematic(self) -> bool:
        return self.source_kind == self.SourceKind.SCHEMATIC


class Facility(Fact):
    """Equipamiento: a school, a health centre, a station … at a point, during its validity."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "establecimiento educacional"
        KINDERGARTEN = "kindergarten", "jardín infantil"
        HEALTH = "health", "establecimiento de salud"
        POLICE = "police", "unidad policial"
        FIRE = "fire", "cuartel de bomberos"
        GREEN_AREA = "green_area", "área verde"
        TRANSIT = "transit", "parada de transporte"
        CULTURE = "culture", "equipamiento cultural"
        SPORT = "sport", "equipamiento deportivo"
        OTHER = "other", "otro equipamiento"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    kind = models.CharField("tipo de equipamiento", max_length=14, choices=Kind.choices)
    code = models.CharField("código oficial", max_length=40)
    name = models.CharField("nombre", max_length=200)
    detail = models.CharField("dependencia o subtipo", max_length=120, blank=True)
    state = models.CharField("estado que informa su registro", max_length=60, blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name="comuna que declara",
    )
    is_elsewhere = models.BooleanField("su punto está fuera de la comuna", default=False)
    longitude = models.IntegerField("longitud (grados × 10.000.000)")
    latitude = models.IntegerField("latitud (grados × 10.000.000)")
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)
    is_withdrawn = models.BooleanField("retirado por erróneo", default=False)
    source = models.CharField("fuente", max_length=200)
    note = models.CharField("advertencia", max_length=200, blank=True)
    load = models.ForeignKey(
        GeometryLoad,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name="carga",
    )

    objects: ClassVar["WithdrawableQuerySet[Facility]"] = WithdrawableQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        no_standing_overlap(
            "territory_facility",
            "kind",
            "code",
            message="El mismo equipamiento no puede estar dos veces el mismo día.",
        ),
        keeps(
            "territory_facility",
            "kind",
            "code",
            "longitude",
            "latitude",
            "valid_from",
            message="El equipamiento no se cambia: se reemplaza por otro registro.",
        ),
    ]

    class Meta:
        verbose_name = "equipamiento"
        verbose_name_plural = "equipamiento"
        constraints = [
            ends_after_start("facility"),
            models.CheckConstraint(
                name="facility_on_earth",
                condition=Q(longitude__gte=-180 * UNITS, longitude__lte=180 * UNITS)
                & Q(latitude__gte=-90 * UNITS, latitude__lte=90 * UNITS),
                violation_error_message="El punto está fuera de la Tierra.",
            ),
            models.CheckConstraint(
                name="facility_has_code",
                condition=~Q(code=""),
                violation_error_message="Falta el código oficial del equipamiento.",
            ),
        ]
        indexes = [models.Index(fields=["kind", "code"], name="facility_by_code")]

    def __str__(self) -> str:
        return self.name
