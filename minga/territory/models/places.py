"""Places: an identity that never changes, and versions of what it was called, coded and part of."""

from typing import ClassVar

from django.db import models

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.triggers import TriggerList, refuse
from minga.core.validity import ValidityQuerySet, ends_after_start, no_overlap


class Kind(models.TextChoices):
    COUNTRY = "country", "país"
    REGION = "region", "región"
    PROVINCE = "province", "provincia"
    COMMUNE = "commune", "comuna"
    NEIGHBOURHOOD = "neighbourhood", "barrio"
    URBAN_LIMIT = "urban_limit", "límite urbano"
    PLANNING_AREA = "planning_area", "área de planificación"


# The división político-administrativa: only a law changes it, and its codes are the CUT.
DIVISION = (Kind.COUNTRY, Kind.REGION, Kind.PROVINCE, Kind.COMMUNE)


class Territory(Fact):
    """Territorio: the identity of a place. Facts point here, never to a code or a name."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    key = models.SlugField(
        "clave", max_length=40, unique=True, help_text="Nombre interno que no cambia."
    )
    kind = models.CharField("tipo", max_length=16, choices=Kind.choices)

    triggers = [
        refuse(
            "territory_territory",
            "stays_what_it_is",
            "UPDATE",
            "NEW.kind <> OLD.kind",
            "Un territorio no cambia de tipo: lo que cambia son sus versiones.",
        )
    ]

    class Meta:
        verbose_name = "territorio"
        verbose_name_plural = "territorios"

    def __str__(self) -> str:
        return self.key

    def belongs_to(self) -> dict[str, str]:
        return {"territory": self.public_id}


# -- Triggers of versions. Names of our own tables and columns: nothing here can be injected. --

TABLE = "territory_territoryversion"
_RANK = "CASE t.kind " + " ".join(f"WHEN '{kind}' THEN {n}" for n, kind in enumerate(DIVISION))
_LAST = len(DIVISION)


def _rank(territory: str) -> str:
    return (
        f"(SELECT {_RANK} ELSE {_LAST} END FROM territory_territory t "  # noqa: S608
        f"WHERE t.id = {territory})"
    )


def _code_is_its_own() -> TriggerList:
    """Within one kind: a region 01 and a registry of neighbourhoods may both count from 1."""
    return refuse(
        TABLE,
        "code_is_its_own",
        "INSERT UPDATE",
        "ROW.code <> '' AND EXISTS (SELECT 1 FROM territory_territoryversion v "
        "JOIN territory_territory t ON t.id = v.territory_id "
        "JOIN territory_territory mine ON mine.id = ROW.territory_id "
        "WHERE v.code = ROW.code AND v.territory_id <> ROW.territory_id AND t.kind = mine.kind "
        "AND (v.valid_until IS NULL OR v.valid_until > ROW.valid_from) "
        "AND (ROW.valid_until IS NULL OR ROW.valid_until > v.valid_from))",
        "Dos territorios no llevan el mismo código el mismo día.",
    )


def _parent_stands() -> TriggerList:
    """On the first day; that it also stands on the others is read by `checks` and by the actions,
    since a change ends the whole and its parts in the same transaction."""
    return refuse(
        TABLE,
        "parent_stands",
        "INSERT UPDATE",
        "ROW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM territory_territoryversion p "
        "WHERE p.territory_id = ROW.parent_id AND p.valid_from <= ROW.valid_from "
        "AND (p.valid_until IS NULL OR p.valid_until > ROW.valid_from))",
        "Un territorio no es parte de otro que ese día no rige.",
    )


def _parent_is_larger() -> TriggerList:
    """Regions are part of the country, provinces of a region … : so no chain comes back."""
    return refuse(
        TABLE,
        "parent_is_larger",
        "INSERT UPDATE",
        f"ROW.parent_id IS NOT NULL AND {_rank('ROW.parent_id')} >= {_rank('ROW.territory_id')}",
        "Un territorio es parte de otro más grande: la comuna de una provincia, la provincia de "
        "una región.",
    )


def _end_names_its_change() -> TriggerList:
    """Of the division, only: a neighbourhood is redrawn without a law."""
    return refuse(
        TABLE,
        "end_names_its_change",
        "INSERT UPDATE",
        "ROW.valid_until IS NOT NULL AND ROW.ended_by_id IS NULL AND "
        f"{_rank('ROW.territory_id')} < {_LAST}",
        "Una versión de la división termina por un cambio registrado: diga cuál.",
    )


def _days_are_those_of_its_changes() -> TriggerList:
    def other(change: str, day: str) -> str:
        return (
            "EXISTS (SELECT 1 FROM territory_territorychange c "  # noqa: S608
            f"WHERE c.id = ROW.{change} AND (ROW.{day} IS NULL OR c.takes_effect_on <> ROW.{day}))"
        )

    return refuse(
        TABLE,
        "days_of_its_changes",
        "INSERT UPDATE",
        f"{other('begun_by_id', 'valid_from')} OR {other('ended_by_id', 'valid_until')}",
        "Una versión comienza y termina el día en que rige el cambio que nombra.",
    )


class TerritoryVersion(Fact):
    """Versión de territorio: name, code and parent during `[valid_from, valid_until)`."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="versions", verbose_name="territorio"
    )
    code = models.CharField(
        "código",
        max_length=20,
        blank=True,
        db_index=True,
        help_text="Código único territorial, como texto; el de un barrio, el que le da su "
        "registro, si lo tiene.",
    )
    name = models.CharField("nombre", max_length=80)
    parent = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="es parte de",
    )
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)
    begun_by = models.ForeignKey(
        "territory.TerritoryChange",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="began",
        verbose_name="cambio que la comenzó",
    )
    ended_by = models.ForeignKey(
        "territory.TerritoryChange",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended",
        verbose_name="cambio que la terminó",
    )
    legal_basis = models.CharField("base legal", max_length=120, blank=True)
    is_verified = models.BooleanField("verificado", default=False)

    objects: ClassVar["ValidityQuerySet[TerritoryVersion]"] = ValidityQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        no_overlap(
            TABLE,
            "territory_id",
            message="Dos versiones del mismo territorio no pueden regir el mismo día.",
        ),
        _code_is_its_own(),
        _parent_stands(),
        _parent_is_larger(),
        _end_names_its_change(),
        _days_are_those_of_its_changes(),
        refuse(
            TABLE,
            "is_not_rewritten",
            "UPDATE",
            "NEW.territory_id <> OLD.territory_id OR NEW.code <> OLD.code "
            "OR NEW.name <> OLD.name OR NEW.valid_from <> OLD.valid_from "
            "OR COALESCE(NEW.parent_id, 0) <> COALESCE(OLD.parent_id, 0) "
            "OR (OLD.ended_by_id IS NOT NULL AND (NEW.ended_by_id IS NULL "
            "OR NEW.valid_until IS NULL OR NEW.valid_until <> OLD.valid_until))",
            "Una versión no se reescribe: termina, y comienza otra.",
        ),
        refuse(TABLE, "stays", "DELETE", "1=1", "Una versión no se borra: termina."),
    ]

    class Meta:
        verbose_name = "versión de territorio"
        verbose_name_plural = "versiones de territorio"
        constraints = [ends_after_start("territoryversion")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name

    @property
    def with_kind(self) -> str:
        """«Iquique (comuna)», since its province is called the same; «Región de Tarapacá»."""
        kind = self.territory.get_kind_display()
        is_told = self.name.lower().startswith(kind)
        return self.name if is_told else f"{self.name} ({kind})"
