"""Who a person is: the record of a citizen, and its data in versions."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.models import Fact
from minga.core.rut import show_rut
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.people.citizens.models.guards import only_emptied
from minga.people.citizens.permissions import ATTEND, FIND_BY_NAME, OPEN
from minga.people.models import Organisation, Person
from minga.territory.models import Territory


class Document(models.TextChoices):
    """What tells a person apart; without a RUN it is provisional."""

    RUN = "run", "RUN"
    IPE = "ipe", "IPE"
    PASSPORT = "passport", "pasaporte"


class Sex(models.TextChoices):
    FEMALE = "female", "mujer"
    MALE = "male", "hombre"
    UNSTATED = "unstated", "sin registrar"


# The canonical form of a RUT with its check digit, computed as both engines do it.
_NUMBER = "CAST(substr(ROW.rut, 1, length(ROW.rut) - 2) AS BIGINT)"
_SUM = " + ".join(
    f"{weight} * (({_NUMBER} / {10**place}) % 10)"
    for place, weight in enumerate((2, 3, 4, 5, 6, 7, 2, 3))
)
_DIGIT = f"substr('123456789K0', CAST(11 - ({_SUM}) % 11 AS INTEGER), 1)"


class CitizenQuerySet(ScopedQuerySet["Citizen"]):
    organisations = ("service", "person__attentions__service")

    def visible_to(self, access: Access) -> Self:
        """Those with whom one's services had to do, for who may find persons; nobody else's."""
        if access.everything:
            return self
        places = [pk for pk in access.institutions if access.may(OPEN, pk)]
        related = self.model._base_manager.filter(
            Q(service__in=places) | Q(person__attentions__service__in=places)
        )
        return self.filter(pk__in=related.values("pk"))

    def at_the_counter(self, access: Access) -> Self:
        """Whom an officer reaches by the exact RUN: anybody, for the register is one."""
        return self if access.may(ATTEND) else self.none()

    def to_open(self, access: Access) -> Self:
        """Whose page a person opens: at the counter anybody's, else those of one's services."""
        return self if access.may(ATTEND) else self.visible_to(access)

    def by_name(self, access: Access) -> Self:
        """Whom the search finds by name."""
        return self.visible_to(access) if access.may(FIND_BY_NAME) else self.none()

    def for_page(self) -> Self:
        return self.select_related("person__party", "service__party", "merged_into__person__party")

    def group(self, citizen: "Citizen") -> Self:
        """The person with the records that were found to be the same one's."""
        return self.filter(Q(pk=citizen.pk) | Q(merged_into=citizen.pk))


class Citizen(Fact):
    """Ficha de persona: a person as citizen, one by RUN, or by a document while there is none."""

    class State(models.TextChoices):
        ACTIVE = "active", "activa"
        SUPERSEDED = "superseded", "fusionada en otra"
        BLOCKED = "blocked", "bloqueada"
        ERASED = "erased", "borrada"

    person = models.OneToOneField(
        Person, models.PROTECT, primary_key=True, related_name="citizen", verbose_name="persona"
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio que la agregó"
    )
    document = models.CharField("documento", max_length=10, choices=Document.choices)
    document_number = models.CharField("número del documento", max_length=30, blank=True)
    document_country = models.CharField("país del documento", max_length=40, blank=True)
    state = models.CharField("estado", max_length=12, choices=State.choices, default=State.ACTIVE)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="fusionada en",
    )
    blocked_until = models.DateField("bloqueada hasta (sin incluir)", null=True, blank=True)
    has_personal_data = True

    objects: ClassVar[CitizenQuerySet] = CitizenQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "people_party",
            "rut_is_canonical",
            "INSERT UPDATE",
            f"ROW.rut IS NOT NULL AND ROW.rut <> CAST({_NUMBER} AS TEXT) || '-' || {_DIGIT}",
            "El RUT no es válido: revise sus números y el dígito verificador.",
        ),
        refuse(
            "citizens_citizen",
            "run_is_written",
            "INSERT UPDATE",
            "ROW.document = 'run' AND ROW.state <> 'erased' AND EXISTS (SELECT 1 FROM people_party "
            "p WHERE p.id = ROW.person_id AND p.rut IS NULL)",
            "Una ficha con RUN tiene su RUN escrito.",
        ),
        refuse(
            "citizens_citizen",
            "erased_stays",
            "UPDATE",
            "OLD.state = 'erased'",
            "Los datos de esta persona se borraron: no hay vuelta atrás.",
        ),
        refuse(
            "citizens_citizen",
            "is_kept",
            "DELETE",
            "1=1",
            "Una ficha no se borra: se vacía o se fusiona con otra.",
        ),
    ]

    class Meta:
        verbose_name = "ficha de persona"
        verbose_name_plural = "fichas de personas"
        constraints = [
            models.CheckConstraint(
                name="citizen_document_iff_no_run",
                condition=(Q(document="run", document_number="", document_country=""))
                | (Q(document="ipe", document_country="") & ~Q(document_number=""))
                | (Q(document="passport") & ~Q(document_number="") & ~Q(document_country=""))
                | Q(state="erased", document_number=""),
                violation_error_message="Escriba el número del documento y, si es un pasaporte, su "
                "país.",
            ),
            models.UniqueConstraint(
                name="citizen_one_by_document",
                fields=["document", "document_country", "document_number"],
                condition=~Q(document_number=""),
                violation_error_message="Ya existe una ficha con ese documento.",
            ),
            models.CheckConstraint(
                name="citizen_superseded_iff_merged",
                condition=Q(state="superseded", merged_into__isnull=False)
                | (~Q(state="superseded") & Q(merged_into__isnull=True))
                | Q(state__in=["blocked", "erased"]),
                violation_error_message="Una ficha fusionada dice en cuál.",
            ),
            models.CheckConstraint(
                name="citizen_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("person")),
                violation_error_message="Una ficha no se fusiona consigo misma.",
            ),
            models.CheckConstraint(
                name="citizen_blocked_until_a_day",
                condition=Q(state="blocked", blocked_until__isnull=False)
                | (~Q(state="blocked") & Q(blocked_until__isnull=True)),
                violation_error_message="Un bloqueo dice hasta cuándo dura.",
            ),
        ]

    def __str__(self) -> str:
        return f"ficha {self.public_id}"

    @property
    def public_id(self) -> str:
        return self.person.public_id

    @property
    def run(self) -> str:
        """«12.345.678-5»; empty without one."""
        return show_rut(self.person.party.rut) if self.person.party.rut else ""

    @property
    def is_provisional(self) -> bool:
        return self.document != Document.RUN

    @property
    def identifier(self) -> str:
        """«12.345.678-5», «pasaporte AB123, Perú»."""
        if not self.is_provisional:
            return self.run
        parts = [f"{self.get_document_display()} {self.document_number}", self.document_country]
        return ", ".join(filter(None, parts))

    @property
    def full_name(self) -> str:
        return f"{self.person.given_names} {self.person.family_names}"

    @property
    def is_open(self) -> bool:
        """Whether something may be registered with it."""
        return self.state == self.State.ACTIVE

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class CitizenDataQuerySet(models.QuerySet["CitizenData"]):
    def current(self) -> Self:
        return self.filter(replaced_by__isnull=True)


class CitizenData(Fact):
    """Datos de la ficha: what is known of a person since a day; a correction replaces the last."""

    citizen = models.ForeignKey(
        Citizen, models.PROTECT, related_name="data", verbose_name="ficha de persona"
    )
    given_names = models.CharField("nombres", max_length=80, blank=True)
    family_names = models.CharField("apellidos", max_length=80, blank=True)
    sex = models.CharField("sexo", max_length=10, choices=Sex.choices, default=Sex.UNSTATED)
    birth_date = models.DateField("fecha de nacimiento", null=True, blank=True)
    phone = models.CharField("teléfono", max_length=30, blank=True)
    email = models.EmailField("correo electrónico", max_length=120, blank=True)
    address = models.CharField("dirección", max_length=160, blank=True)
    commune = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="comuna",
    )
    on = models.DateField("fecha")
    reason = models.CharField("motivo", max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="reemplaza a",
    )
    has_personal_data = True

    triggers = [
        only_emptied(
            "citizens_citizendata",
            kept=("citizen_id", "on", "replaces_id"),
            texts=("given_names", "family_names", "phone", "email", "address", "reason"),
            empties=("birth_date", "commune_id"),
            resets=(("sex", "unstated"),),
            sentence="Los datos de una persona se corrigen con una versión nueva.",
        )
    ]

    class Meta:
        verbose_name = "datos de la ficha"
        verbose_name_plural = "datos de las fichas"
        constraints = [
            models.UniqueConstraint(
                name="citizendata_begins_once",
                fields=["citizen"],
                condition=Q(replaces__isnull=True),
                violation_error_message="Esta ficha ya tiene datos: corríjalos.",
            ),
        ]

    def __str__(self) -> str:
        return f"datos de {self.citizen_id} desde el {self.on:%d-%m-%Y}"

    def age(self, day: date) -> int | None:
        """Whole years on a day."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
