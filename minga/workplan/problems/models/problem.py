"""The problem of a territory, its figures, and the services that meet over it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.numbers import decimal
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person
from minga.territory.models import Territory
from minga.territory.models.geometry import UNITS
from minga.territory.reach import places_within

TABLE, SERVICES = "problems_territorialproblem", "problems_problemservice"
# What can be worked on: opened by the head of the service and not closed.
LIVE = ("open", "solving")
MOST_PLACES = 4


def one_that_exists(day: str) -> str:
    """The condition of an organisation that ended by a day, or did not exist yet."""
    return (
        "EXISTS (SELECT 1 FROM people_organisation o WHERE o.party_id = ROW.organisation_id "  # noqa: S608 (our own words)
        f"AND (o.valid_from > {day} OR (o.valid_until IS NOT NULL AND o.valid_until <= {day})))"
    )


class ProblemState(models.TextChoices):
    DRAFT = "draft", "en preparación"
    OPEN = "open", "abierto"
    SOLVING = "solving", "en solución"
    SOLVED = "solved", "resuelto"
    LEFT = "left", "dejado"


class ProblemQuerySet(ScopedQuerySet["TerritorialProblem"]):
    organisations = ("service", "dossier__readers")
    territories = ("territory",)

    def visible_to(self, access: Access) -> Self:
        """Who reads a place reads what is part of it; one in preparation is of its own service."""
        found = super().visible_to(access)
        if access.everything:
            return found
        if access.territories and not access.reads_all:
            found |= self.filter(territory__in=places_within(access))
        return found.filter(~Q(state=ProblemState.DRAFT) | Q(service__in=access.institutions))

    def for_page(self) -> Self:
        related = (
            "service__party",
            "territory",
            "dossier",
            "prepared_by",
            "opened_by",
            "closed_by",
        )
        return self.select_related(*related)

    def live(self) -> Self:
        return self.filter(state__in=LIVE)


class TerritorialProblem(Fact):
    """Problema territorial: what is wrong in a place, that no service solves by itself."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio que convoca"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="+", verbose_name="territorio"
    )
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="problem", verbose_name="expediente"
    )
    title = models.CharField("título", max_length=160)
    statement = models.TextField("enunciado", max_length=3000)
    since = models.DateField("se conoce desde")
    # Degrees in whole units, as facilities keep them; both or none.
    longitude = models.BigIntegerField("longitud", null=True, blank=True)
    latitude = models.BigIntegerField("latitud", null=True, blank=True)
    state = models.CharField(
        "estado", max_length=8, choices=ProblemState.choices, default=ProblemState.DRAFT
    )
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="preparado por"
    )
    opened_on = models.DateField("abierto el", null=True, blank=True)
    opened_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="abierto por"
    )
    closed_on = models.DateField("cerrado el", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cerrado por"
    )
    closed_because = models.CharField("motivo del cierre", max_length=600, blank=True)
    last_meeting = models.PositiveSmallIntegerField("última reunión", default=0, editable=False)
    # One for each change of its text: a form opened before the last one is told so.
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ProblemQuerySet] = ProblemQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(TABLE, "stays_on_record", "DELETE", "1=1", "Un problema no se borra: se deja."),
        refuse(
            TABLE,
            "in_its_turn",
            "UPDATE",
            "NEW.state <> OLD.state AND NOT ("
            "(OLD.state = 'draft' AND NEW.state IN ('open', 'left')) OR "
            "(OLD.state = 'open' AND NEW.state IN ('solving', 'solved', 'left')) OR "
            "(OLD.state = 'solving' AND NEW.state IN ('solved', 'left')))",
            "Un problema se abre, pasa a solución y se cierra: en ese orden.",
        ),
        refuse(
            TABLE,
            "closed_stays",
            "UPDATE",
            "OLD.state IN ('solved', 'left')",
            "Este problema ya está cerrado.",
        ),
        refuse(
            TABLE,
            "keeps_its_place",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.dossier_id <> OLD.dossier_id "
            "OR (OLD.state <> 'draft' AND NEW.territory_id <> OLD.territory_id)",
            "Un problema abierto no cambia de servicio ni de territorio.",
        ),
        refuse(
            TABLE,
            "opened_as_it_reads",
            "UPDATE",
            "OLD.state <> 'draft' AND (NEW.title <> OLD.title OR NEW.statement <> OLD.statement "
            "OR NEW.since <> OLD.since)",
            "El texto de un problema abierto no cambia.",
        ),
        refuse(
            TABLE,
            "decided_by_another",
            "UPDATE",
            "NEW.state <> OLD.state AND NEW.state <> 'solving' AND EXISTS (SELECT 1 FROM "
            "core_preparation p WHERE p.subject_model = 'problems.territorialproblem' "
            "AND p.subject_id = NEW.id AND p.actor_id = CASE WHEN NEW.state = 'open' "
            "THEN NEW.opened_by_id ELSE NEW.closed_by_id END)",
            "Quien preparó un problema no lo abre ni lo cierra.",
        ),
        refuse(
            TABLE,
            "closed_with_nothing_open",
            "UPDATE",
            "NEW.state = 'solved' AND OLD.state <> 'solved' AND EXISTS (SELECT 1 FROM problems_gap "
            "g WHERE g.problem_id = NEW.id AND g.state = 'open')",
            "No se resuelve un problema con brechas abiertas.",
        ),
    ]

    class Meta:
        verbose_name = "problema territorial"
        verbose_name_plural = "problemas territoriales"
        constraints = [
            models.CheckConstraint(
                name="problem_says_what",
                condition=~Q(title="") & ~Q(statement=""),
                violation_error_message="Escriba el título y el enunciado del problema.",
            ),
            models.CheckConstraint(
                name="problem_point_is_whole",
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__isnull=False, latitude__isnull=False)
                & Q(
                    longitude__gte=-180 * UNITS,
                    longitude__lte=180 * UNITS,
                    latitude__gte=-90 * UNITS,
                    latitude__lte=90 * UNITS,
                ),
                violation_error_message="Un punto lleva longitud y latitud, o ninguna.",
            ),
            models.CheckConstraint(
                name="problem_opened_by_somebody",
                condition=Q(state="draft", opened_on__isnull=True, opened_by__isnull=True)
                | Q(state="left", opened_on__isnull=True, opened_by__isnull=True)
                | (~Q(state="draft") & Q(opened_on__isnull=False, opened_by__isnull=False)),
                violation_error_message="Un problema lo abre una persona, en una fecha.",
            ),
            models.CheckConstraint(
                name="problem_closed_with_a_reason",
                condition=(
                    Q(state__in=("draft", "open", "solving"))
                    & Q(closed_on__isnull=True, closed_by__isnull=True, closed_because="")
                )
                | (
                    Q(state__in=("solved", "left"))
                    & Q(closed_on__isnull=False, closed_by__isnull=False)
                    & ~Q(closed_because="")
                ),
                violation_error_message="Un problema se cierra con su motivo.",
            ),
            models.CheckConstraint(
                name="problem_opened_after_it_was_known",
                condition=Q(opened_on__isnull=True) | Q(opened_on__gte=F("since")),
                violation_error_message="Un problema se abre desde que se conoce.",
            ),
        ]
        indexes = [models.Index(fields=["service", "state"], name="problem_by_service")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_closed(self) -> bool:
        return self.state in (ProblemState.SOLVED, ProblemState.LEFT)

    @property
    def at(self) -> tuple[float, float] | None:
        """Where it stands on a map."""
        if self.longitude is None or self.latitude is None:
            return None
        return self.longitude / UNITS, self.latitude / UNITS

    @property
    def tone(self) -> str:
        return {"open": "wait", "solving": "go", "solved": "ok"}.get(self.state, "none")

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id, "territory": self.territory.public_id}


class ProblemFigure(Fact):
    """Cifra del problema: what was measured of the territory, by whom, and when. Only added: a
    later one of the same name takes its place."""

    problem = models.ForeignKey(
        TerritorialProblem, models.PROTECT, related_name="figures", verbose_name="problema"
    )
    name = models.CharField("nombre", max_length=120)
    # Exact: «12,5» is 125 with one place.
    value = models.BigIntegerField("valor")
    places = models.PositiveSmallIntegerField("decimales", default=0)
    unit = models.CharField("unidad", max_length=40)
    dated_on = models.DateField("fecha de la cifra")
    source = models.CharField("fuente", max_length=200)

    triggers = [
        append_only("problems_problemfigure"),
        refuse(
            "problems_problemfigure",
            "of_a_problem_not_closed",
            "INSERT",
            "EXISTS (SELECT 1 FROM problems_territorialproblem p WHERE p.id = ROW.problem_id "
            "AND p.state IN ('solved', 'left'))",
            "Este problema ya está cerrado.",
        ),
    ]

    class Meta:
        verbose_name = "cifra del problema"
        verbose_name_plural = "cifras del problema"
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "name", "dated_on"],
                name="problemfigure_once_a_day",
                violation_error_message="Esa cifra ya está registrada con esa fecha.",
            ),
            models.CheckConstraint(
                name="problemfigure_few_places",
                condition=Q(places__lte=MOST_PLACES),
                violation_error_message="Una cifra lleva hasta cuatro decimales.",
            ),
            models.CheckConstraint(
                name="problemfigure_says_what_and_whence",
                condition=~Q(name="") & ~Q(unit="") & ~Q(source=""),
                violation_error_message="Una cifra lleva nombre, unidad y fuente.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.shown} {self.unit}"

    @property
    def shown(self) -> str:
        return decimal(self.value, self.places)


class ProblemServiceQuerySet(FactQuerySet["ProblemService"]):
    def standing(self) -> Self:
        return self.filter(left_on__isnull=True)

    def for_page(self) -> Self:
        return self.select_related("organisation__party", "organisation__successor")


class ProblemService(Fact):
    """Servicio del problema: a service that can help, with which products, faculties and
    resources."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    problem = models.ForeignKey(
        TerritorialProblem, models.PROTECT, related_name="services", verbose_name="problema"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    products = models.CharField("productos", max_length=600, blank=True)
    faculties = models.CharField("facultades", max_length=600, blank=True)
    resources = models.CharField("recursos", max_length=600, blank=True)
    joined_on = models.DateField("participa desde")
    left_on = models.DateField("participa hasta", null=True, blank=True)
    left_because = models.CharField("motivo de su salida", max_length=300, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ProblemServiceQuerySet] = ProblemServiceQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(SERVICES, "stays_on_record", "DELETE", "1=1", "Un servicio no se borra: sale."),
        refuse(
            SERVICES,
            "is_the_same_one",
            "UPDATE",
            "NEW.problem_id <> OLD.problem_id OR NEW.organisation_id <> OLD.organisation_id "
            "OR NEW.joined_on <> OLD.joined_on OR OLD.left_on IS NOT NULL",
            "Lo que aportó un servicio que salió no cambia.",
        ),
        refuse(
            SERVICES,
            "that_exists",
            "INSERT",
            one_that_exists("ROW.joined_on"),
            "Ese servicio no existe en esa fecha: elija el que lo sucede.",
        ),
        refuse(
            SERVICES,
            "of_a_problem_not_closed",
            "INSERT UPDATE",
            "EXISTS (SELECT 1 FROM problems_territorialproblem p WHERE p.id = ROW.problem_id "
            "AND p.state IN ('solved', 'left'))",
            "Este problema ya está cerrado.",
        ),
    ]

    class Meta:
        verbose_name = "servicio del problema"
        verbose_name_plural = "servicios del problema"
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "organisation"],
                condition=Q(left_on__isnull=True),
                name="problemservice_joins_once",
                violation_error_message="Ese servicio ya participa en el problema.",
            ),
            models.CheckConstraint(
                name="problemservice_brings_something",
                condition=~Q(products="") | ~Q(faculties="") | ~Q(resources=""),
                violation_error_message="Escriba al menos un producto, una facultad o un recurso.",
            ),
            models.CheckConstraint(
                name="problemservice_leaves_with_a_reason",
                condition=Q(left_on__isnull=True, left_because="")
                | (Q(left_on__isnull=False, left_on__gte=F("joined_on")) & ~Q(left_because="")),
                violation_error_message="Un servicio sale después de entrar y con su motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"

    @property
    def brings(self) -> str:
        """«con sus productos y recursos»."""
        parts = ((self.products, "productos"), (self.faculties, "facultades"),
                 (self.resources, "recursos"))  # fmt: skip
        return " y ".join(", ".join(word for text, word in parts if text).rsplit(", ", 1))
