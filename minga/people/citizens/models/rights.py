"""What a person asks about the data that the service holds of them (Ley 21.719)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.access import Access
from minga.core.approvals.guards import frozen_while_sent
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only
from minga.people.citizens.permissions import APPROVE_ERASURE, RIGHTS
from minga.people.models import Organisation, Person


class DataRequestQuerySet(ScopedQuerySet["DataRequest"]):
    organisations = ("service",)

    def visible_to(self, access: Access) -> Self:
        """For who receives them or decides them in the service."""
        places = [
            pk
            for pk in access.institutions
            if access.may(RIGHTS, pk) or access.may(APPROVE_ERASURE, pk)
        ]
        return self if access.everything else self.filter(service__in=places)

    def for_page(self) -> Self:
        return self.select_related("service__party", "person__party", "person__citizen")

    def open(self) -> Self:
        return self.filter(state__in=("received", "sent"))


class DataRequest(Fact):
    """Solicitud sobre datos personales: a copy of all of them, or their erasure."""

    class Kind(models.TextChoices):
        EXPORT = "export", "copia de sus datos"
        ERASURE = "erasure", "borrado de sus datos"

    class State(models.TextChoices):
        RECEIVED = "received", "recibida"
        SENT = "sent", "en aprobación"
        DONE = "done", "cumplida"
        REFUSED = "refused", "rechazada"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="data_requests", verbose_name="persona"
    )
    kind = models.CharField("qué pide", max_length=10, choices=Kind.choices)
    state = models.CharField("estado", max_length=10, choices=State.choices, default=State.RECEIVED)
    on = models.DateField("recibida el")
    due_on = models.DateField("plazo")
    # What was shown to prove who asks: «cédula de identidad, vista por quien atiende».
    identity_check = models.CharField("cómo se comprobó la identidad", max_length=160)
    with_reads = models.BooleanField("con quién consultó sus datos", default=False)
    done_on = models.DateField("cumplida el", null=True, blank=True)
    delivery_check = models.CharField("a quién se entregó", max_length=160, blank=True)
    sha256 = models.CharField("huella de lo entregado", max_length=64, blank=True)
    has_personal_data = True

    objects: ClassVar[DataRequestQuerySet] = DataRequestQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [frozen_while_sent("citizens_datarequest", "citizens.datarequest")]

    class Meta:
        verbose_name = "solicitud sobre datos personales"
        verbose_name_plural = "solicitudes sobre datos personales"
        constraints = [
            models.UniqueConstraint(
                name="datarequest_one_open",
                fields=["person", "kind"],
                condition=Q(state__in=["received", "sent"]),
                violation_error_message="Esa persona ya tiene una solicitud igual en curso.",
            ),
            models.CheckConstraint(
                name="datarequest_identity_checked",
                condition=~Q(identity_check=""),
                violation_error_message="Escriba cómo comprobó la identidad.",
            ),
            models.CheckConstraint(
                name="datarequest_done_on_a_day",
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
                violation_error_message="Una solicitud cumplida tiene su fecha.",
            ),
            models.CheckConstraint(
                name="datarequest_export_is_delivered",
                condition=~Q(kind="export", state="done") | (~Q(delivery_check="") & ~Q(sha256="")),
                violation_error_message="Una copia se entrega a alguien y queda su huella.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.RECEIVED, self.State.SENT)

    def is_late(self, day: date) -> bool:
        return self.is_open and self.due_on < day

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class ErasureLine(Fact):
    """Respuesta de un borrado: of one table, what was erased, what is kept, why and until when."""

    request = models.ForeignKey(
        DataRequest, models.PROTECT, related_name="lines", verbose_name="solicitud"
    )
    table = models.CharField("qué datos", max_length=80)
    erased = models.PositiveIntegerField("borrados")
    kept = models.PositiveIntegerField("bloqueados")
    kept_until = models.DateField("bloqueados hasta (sin incluir)", null=True, blank=True)
    source = models.CharField("por qué se conservan", max_length=200, blank=True)
    is_verified = models.BooleanField("verificado", default=True)

    triggers = [append_only("citizens_erasureline")]

    class Meta:
        verbose_name = "respuesta de un borrado"
        verbose_name_plural = "respuestas de los borrados"
        constraints = [
            models.CheckConstraint(
                name="erasureline_kept_says_why",
                condition=Q(kept=0) | (Q(kept_until__isnull=False) & ~Q(source="")),
                violation_error_message="Lo que se conserva dice por qué y hasta cuándo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.erased} borrados, {self.kept} bloqueados"
