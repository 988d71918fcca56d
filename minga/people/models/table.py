"""Changes of «who does what»: which roles hold a permission from a day on, by an act."""

from django.db import models
from django.db.models import F, Q

from minga.core.approvals.guards import frozen_while_sent
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.triggers import refuse
from minga.people.models.organisations import Organisation
from minga.people.roles import Role


class KnownPermission(models.Model):
    """Permiso: one that this version declares; written anew after each migration."""

    code = models.CharField("código", max_length=60, primary_key=True)

    class Meta:
        verbose_name = "permiso"
        verbose_name_plural = "permisos"

    def __str__(self) -> str:
        return self.code


class TableChange(Fact):
    """Cambio de quién hace qué: prepared by who administers, approved by another."""

    class Status(models.TextChoices):
        DRAFT = "draft", "en preparación"
        SENT = "sent", "espera aprobación"
        APPROVED = "approved", "aprobado"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    permission = models.CharField("permiso", max_length=60)
    valid_from = models.DateField("vigente desde")
    act_reference = models.CharField("acto", max_length=120)
    reason = models.CharField("motivo", max_length=500)
    status = models.CharField("estado", max_length=10, choices=Status.choices, default=Status.DRAFT)
    approved_on = models.DateField("aprobado el", null=True, blank=True)

    triggers = [
        frozen_while_sent("people_tablechange", "people.tablechange"),
        refuse(
            "people_tablechange",
            "of_a_known_permission",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM people_knownpermission k WHERE k.code = ROW.permission)",
            "Ese permiso no existe en esta versión de Minga.",
        ),
        refuse(
            "people_tablechange",
            "approved_stays",
            "UPDATE DELETE",
            "OLD.status = 'approved'",
            "Lo aprobado no se modifica: se hace otro cambio.",
        ),
        refuse(
            "people_tablechange",
            "approved_by_somebody",
            "INSERT UPDATE",
            "ROW.status = 'approved' AND NOT EXISTS (SELECT 1 FROM approvals_submission s "
            "WHERE s.subject_model = 'people.tablechange' AND s.subject_id = ROW.id "
            "AND s.outcome = 'approved')",
            "Un cambio de quién hace qué rige cuando otra persona lo aprueba.",
        ),
    ]

    class Meta:
        verbose_name = "cambio de quién hace qué"
        verbose_name_plural = "cambios de quién hace qué"
        constraints = [
            models.CheckConstraint(
                name="tablechange_says_by_which_act",
                condition=~Q(act_reference="") & ~Q(reason=""),
                violation_error_message="Un cambio tiene su acto y su motivo.",
            ),
            models.CheckConstraint(
                name="tablechange_date_iff_approved",
                condition=Q(status="approved", approved_on__isnull=False)
                | (~Q(status="approved") & Q(approved_on__isnull=True)),
                violation_error_message="La fecha de aprobación va solo en lo aprobado.",
            ),
            models.CheckConstraint(
                name="tablechange_not_for_the_past",
                condition=Q(approved_on__isnull=True) | Q(valid_from__gte=F("approved_on")),
                violation_error_message="Un cambio rige desde que se aprueba o después: no vale "
                "para lo ya hecho.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permission} desde el {self.valid_from:%d-%m-%Y}"

    def belongs_to(self) -> dict[str, str]:
        return self.service.belongs_to()


class TableLine(Fact):
    """Línea de un cambio: a role that begins to hold the permission, or no longer does."""

    change = models.ForeignKey(
        TableChange, models.PROTECT, related_name="lines", verbose_name="cambio"
    )
    role = models.CharField("función", max_length=30, choices=Role.choices)
    holds = models.BooleanField("la tiene")

    triggers = [
        frozen_while_sent("people_tableline", "people.tablechange", "ROW.change_id"),
        refuse(
            "people_tableline",
            "of_a_draft",
            "INSERT UPDATE DELETE",
            "EXISTS (SELECT 1 FROM people_tablechange c WHERE c.id = ROW.change_id "
            "AND c.status = 'approved')",
            "Lo aprobado no se modifica: se hace otro cambio.",
        ),
    ]

    class Meta:
        verbose_name = "línea de un cambio"
        verbose_name_plural = "líneas de un cambio"
        constraints = [
            models.UniqueConstraint(
                name="tableline_once_per_role",
                fields=["change", "role"],
                violation_error_message="Cada función va una vez en un cambio.",
            ),
            models.CheckConstraint(
                name="tableline_role_is_known",
                condition=Q(role__in=Role.values),
                violation_error_message="Elija una función de la lista.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {'sí' if self.holds else 'no'}"
