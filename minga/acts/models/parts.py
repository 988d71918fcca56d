"""What an act does to others, what it brings about, and to whom it is told."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.acts.models.act import Act
from minga.acts.models.guards import EFFECT_TRIGGERS, NOTICE_TRIGGERS, RELATION_TRIGGERS
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.people.models import Organisation, Person


class ActRelation(Fact):
    """Relación entre actos: holds from the day on which the one that says so is processed."""

    class Kind(models.TextChoices):
        MODIFIES = "modifies", "modifica"
        RECTIFIES = "rectifies", "rectifica"
        COMPLEMENTS = "complements", "complementa"
        INVALIDATES = "invalidates", "deja sin efecto"
        ANNULS = "annuls", "anula"

    PASSIVE = {
        "modifies": "modificada por",
        "rectifies": "rectificada por",
        "complements": "complementada por",
        "invalidates": "dejada sin efecto por",
        "annuls": "anulada por",
    }

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    act = models.ForeignKey(
        Act, models.PROTECT, related_name="relations", verbose_name="acto que lo dispone"
    )
    other = models.ForeignKey(
        Act, models.PROTECT, related_name="acted_on", verbose_name="acto afectado"
    )
    kind = models.CharField("qué le hace", max_length=12, choices=Kind.choices)
    extent = models.CharField("en qué", max_length=300, blank=True)
    effective_on = models.DateField("rige desde", null=True)

    triggers = RELATION_TRIGGERS

    class Meta:
        verbose_name = "relación entre actos"
        verbose_name_plural = "relaciones entre actos"
        constraints = [
            models.CheckConstraint(
                name="actrelation_not_on_itself",
                condition=~Q(act=F("other")),
                violation_error_message="Un acto no actúa sobre sí mismo: elija otro.",
            ),
            models.UniqueConstraint(
                fields=["act", "other", "kind"],
                name="actrelation_once",
                violation_error_message="Ese acto ya está en la lista.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} la {self.other.name}"


class ActEffect(Fact):
    """Efecto de un acto: what its area does when the act is fully processed."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    act = models.ForeignKey(
        Act, models.PROTECT, related_name="effects", verbose_name="acto que lo dispone"
    )
    key = models.SlugField("clave", max_length=40)
    data: Any = models.JSONField("datos", default=dict)
    described = models.CharField("qué dispone", max_length=300)
    applied_on = models.DateField("produjo efecto el", null=True)
    # Another act left its own without effect.
    revoked_on = models.DateField("dejó de producir efecto el", null=True)

    triggers = EFFECT_TRIGGERS

    class Meta:
        verbose_name = "efecto de un acto"
        verbose_name_plural = "efectos de un acto"
        constraints = [
            models.CheckConstraint(
                name="acteffect_revoked_once_applied",
                condition=Q(revoked_on__isnull=True)
                | Q(applied_on__isnull=False, revoked_on__gte=F("applied_on")),
                violation_error_message="Deja de producir efecto lo que ya lo produjo.",
            )
        ]

    def __str__(self) -> str:
        return self.described


class NoticeQuerySet(FactQuerySet["ActNotice"]):
    def pending(self) -> Self:
        return self.filter(notified_on__isnull=True)


class ActNotice(Fact):
    """Notificación de un acto: to an institution or to who works in one."""

    class Way(models.TextChoices):
        IN_PERSON = "person", "personalmente"
        LETTER = "letter", "carta certificada"
        OFFICE = "office", "oficio"
        MAIL = "mail", "correo electrónico"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    act = models.ForeignKey(
        Act, models.PROTECT, related_name="notices", verbose_name="acto que se notifica"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="institución"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="persona"
    )
    way = models.CharField("cómo", max_length=8, choices=Way.choices, blank=True)
    notified_on = models.DateField("notificado el", null=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = NOTICE_TRIGGERS

    class Meta:
        verbose_name = "notificación de un acto"
        verbose_name_plural = "notificaciones de actos"
        constraints = [
            models.CheckConstraint(
                name="actnotice_to_one",
                condition=Q(organisation__isnull=True, person__isnull=False)
                | Q(organisation__isnull=False, person__isnull=True),
                violation_error_message="Elija a quién se notifica: una institución o una persona.",
            ),
            models.CheckConstraint(
                name="actnotice_with_its_way",
                condition=Q(notified_on__isnull=True, way="")
                | (Q(notified_on__isnull=False) & ~Q(way="")),
                violation_error_message="Escriba cómo y cuándo se notificó.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["act", whom],
                    name=f"actnotice_{whom}_once",
                    violation_error_message="Ya está en la lista de a quién se notifica.",
                )
                for whom in ("organisation", "person")
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.person)
