"""The agenda among services: meetings, who came, and what became of each point."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse
from minga.documents.models import Document
from minga.people.models import Person
from minga.workplan.problems.models.problem import ProblemService, TerritorialProblem
from minga.workplan.problems.models.promise import CLOSED_PROBLEM, Gap

MEETINGS, ITEMS, PRESENT = "problems_meeting", "problems_agendaitem", "problems_attendance"
OPEN_MEETING = ("convened", "held")
_OVER = (
    "EXISTS (SELECT 1 FROM problems_meeting m WHERE m.id = ROW.meeting_id "
    "AND m.state NOT IN ('convened', 'held'))"
)
OVER = "Esta reunión ya está cerrada: lo que dice su acta no cambia."


class MeetingState(models.TextChoices):
    CONVENED = "convened", "convocada"
    HELD = "held", "realizada, sin acta"
    CLOSED = "closed", "con acta"
    CALLED_OFF = "called_off", "suspendida"


class MeetingQuerySet(FactQuerySet["Meeting"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_MEETING)

    def for_page(self) -> Self:
        return self.select_related(
            "problem__service__party", "problem__territory", "problem__dossier",
            "convened_by", "recorded_by", "closed_by", "minutes",
        )  # fmt: skip


class Meeting(Fact):
    """Reunión entre servicios: convened, held, and closed with its minutes."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    problem = models.ForeignKey(
        TerritorialProblem, models.PROTECT, related_name="meetings", verbose_name="problema"
    )
    number = models.PositiveSmallIntegerField("número")
    day = models.DateField("fecha de la reunión")
    place = models.CharField("lugar de la reunión", max_length=160)
    state = models.CharField(
        "estado", max_length=10, choices=MeetingState.choices, default=MeetingState.CONVENED
    )
    convened_on = models.DateField("convocada el")
    convened_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="convocada por"
    )
    notes = models.TextField("notas de la reunión", max_length=4000, blank=True)
    recorded_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="registrada por",
    )
    closed_on = models.DateField("cerrada el", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cerrada por"
    )
    called_off_because = models.CharField("motivo de la suspensión", max_length=300, blank=True)
    minutes = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="acta"
    )
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(MEETINGS, "stays_on_record", "DELETE", "1=1", "Una reunión no se borra."),
        refuse(MEETINGS, "closed_stays", "UPDATE", "OLD.state IN ('closed', 'called_off')", OVER),
        refuse(
            MEETINGS,
            "in_its_turn",
            "UPDATE",
            "NEW.problem_id <> OLD.problem_id OR NEW.number <> OLD.number OR "
            "(OLD.state = 'convened' AND NEW.state = 'closed') OR "
            "(OLD.state = 'held' AND NEW.state IN ('convened', 'called_off'))",
            "Una reunión se convoca, se realiza y se cierra con su acta: en ese orden.",
        ),
        refuse(
            MEETINGS,
            "closed_with_every_gap_said",
            "UPDATE",
            "NEW.state = 'closed' AND EXISTS (SELECT 1 FROM problems_agendaitem i "
            "WHERE i.meeting_id = NEW.id AND i.gap_id IS NOT NULL AND i.outcome = '')",
            "Diga qué pasó con cada brecha antes de cerrar la reunión.",
        ),
        refuse(
            MEETINGS,
            "closed_by_who_did_not_write_in_it",
            "UPDATE",
            "NEW.state = 'closed' AND OLD.state <> 'closed' AND EXISTS (SELECT 1 FROM "
            "core_preparation p WHERE p.subject_model = 'problems.meeting' "
            "AND p.subject_id = NEW.id AND p.actor_id = NEW.closed_by_id)",
            "Quien escribió en un acta no la cierra.",
        ),
        refuse(MEETINGS, "of_a_live_problem", "INSERT", CLOSED_PROBLEM,
               "Se convoca por un problema abierto."),
    ]  # fmt: skip

    class Meta:
        verbose_name = "reunión entre servicios"
        verbose_name_plural = "reuniones entre servicios"
        constraints = [
            models.UniqueConstraint(fields=["problem", "number"], name="meeting_number_once"),
            models.UniqueConstraint(
                fields=["problem"],
                condition=Q(state__in=OPEN_MEETING),
                name="meeting_one_at_a_time",
                violation_error_message="Ya hay una reunión convocada o sin acta.",
            ),
            models.CheckConstraint(
                name="meeting_convened_before_its_day",
                condition=Q(day__gte=models.F("convened_on")),
                violation_error_message="Una reunión se convoca para hoy o después.",
            ),
            models.CheckConstraint(
                name="meeting_closed_by_another",
                condition=(~Q(state="closed") & Q(closed_by__isnull=True, minutes__isnull=True))
                | (
                    Q(state="closed", closed_on__isnull=False, minutes__isnull=False)
                    & Q(recorded_by__isnull=False, closed_by__isnull=False)
                    & ~Q(closed_by=models.F("recorded_by"))
                ),
                violation_error_message="El acta la cierra otra persona que quien la registró.",
            ),
            models.CheckConstraint(
                name="meeting_called_off_with_a_reason",
                condition=(~Q(state="called_off") & Q(called_off_because=""))
                | (Q(state="called_off") & ~Q(called_off_because="")),
                violation_error_message="Escriba por qué se suspende la reunión.",
            ),
        ]

    def __str__(self) -> str:
        return f"Reunión {self.number} de «{self.problem.title}»"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_MEETING

    def is_overdue(self, today: date) -> bool:
        """Its day passed and it has no minutes."""
        return self.is_open and self.day < today

    def tone_on(self, today: date) -> str:
        if self.is_overdue(today):
            return "stop"
        return {"convened": "wait", "held": "wait", "closed": "ok"}.get(self.state, "none")

    def belongs_to(self) -> dict[str, str]:
        return self.problem.belongs_to()


class Attendance(Fact):
    """Asistencia: a service that was convened, and who came for it; nobody when empty."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="attendances", verbose_name="reunión"
    )
    party = models.ForeignKey(
        ProblemService, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    names = models.CharField("quiénes asistieron", max_length=300, blank=True)

    triggers = [
        refuse(PRESENT, "of_an_open_meeting", "INSERT UPDATE", _OVER, OVER),
        refuse(PRESENT, "stays_on_record", "DELETE", "1=1", "Una asistencia no se borra."),
        refuse(
            PRESENT,
            "of_a_service_of_it",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM problems_meeting m JOIN problems_problemservice s "
            "ON s.problem_id = m.problem_id WHERE m.id = ROW.meeting_id AND s.id = ROW.party_id)",
            "Se convoca a los servicios que participan en el problema.",
        ),
    ]

    class Meta:
        verbose_name = "asistencia"
        verbose_name_plural = "asistencias"
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.party}: {self.names or 'sin asistencia'}"


class GapOutcome(models.TextChoices):
    RESOLVED = "resolved", "resuelta"
    CONTINUES = "continues", "sigue con nueva fecha"
    LEFT = "left", "se deja"


class AgendaItem(Fact):
    """Punto de tabla: what a meeting treats, and what was agreed of it. Each gap that is open when
    a meeting waits is one."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="items", verbose_name="reunión"
    )
    number = models.PositiveSmallIntegerField("número")
    text = models.CharField("punto", max_length=300)
    gap = models.ForeignKey(
        Gap, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="brecha"
    )
    outcome = models.CharField(
        "qué pasó con la brecha", max_length=10, choices=GapOutcome.choices, blank=True
    )
    new_due_on = models.DateField("nueva fecha", null=True, blank=True)
    agreed = models.CharField("acuerdo", max_length=600, blank=True)

    triggers = [
        refuse(ITEMS, "of_an_open_meeting", "INSERT UPDATE", _OVER, OVER),
        refuse(ITEMS, "stays_on_record", "DELETE", "1=1", "Un punto de tabla no se borra."),
        refuse(
            ITEMS,
            "of_a_gap_of_it",
            "INSERT UPDATE",
            "ROW.gap_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM problems_meeting m "
            "JOIN problems_gap g ON g.problem_id = m.problem_id "
            "WHERE m.id = ROW.meeting_id AND g.id = ROW.gap_id)",
            "Esa brecha es de otro problema.",
        ),
    ]

    class Meta:
        verbose_name = "punto de tabla"
        verbose_name_plural = "puntos de tabla"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agendaitem_number_once"),
            models.UniqueConstraint(
                fields=["meeting", "gap"],
                name="agendaitem_gap_once",
                violation_error_message="Esa brecha ya está en la tabla.",
            ),
            models.CheckConstraint(
                name="agendaitem_outcome_is_of_a_gap",
                condition=Q(gap__isnull=False) | Q(outcome="", new_due_on__isnull=True),
                violation_error_message="Solo de una brecha se dice en qué quedó.",
            ),
            models.CheckConstraint(
                name="agendaitem_outcome_is_whole",
                condition=Q(outcome="", new_due_on__isnull=True)
                | (Q(outcome="continues") & Q(new_due_on__isnull=False))
                | (Q(outcome__in=("resolved", "left"), new_due_on__isnull=True) & ~Q(agreed="")),
                violation_error_message="Diga cómo se resolvió, su nueva fecha o por qué se deja.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
