"""The monthly report of a project: how much of the work is done, in words and in pictures."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.months import MonthField, month_is_first_day
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document
from minga.people.models import Person
from minga.works.models import Project
from minga.works.progress.models.closing import frozen_when_closed

REPORTS, PHOTOS = "progress_monthreport", "progress_reportphoto"
WHOLE = 100_00
# Of the reports of the same project: the one before the month of `ROW`, the one after it.
OTHERS = f"SELECT o.month FROM {REPORTS} o WHERE o.project_id = ROW.project_id AND o.month"  # noqa: S608
BEFORE = f"({OTHERS} < ROW.month ORDER BY o.month DESC LIMIT 1)"
AFTER = f"({OTHERS} > ROW.month ORDER BY o.month LIMIT 1)"
SAID = f"SELECT 1 FROM {REPORTS} r WHERE r.project_id = ROW.project_id AND r.month ="  # noqa: S608


class MonthReportQuerySet(ScopedQuerySet["MonthReport"]):
    def visible_to(self, access: Access) -> Self:
        """Who reads a project reads how it goes."""
        return self.filter(project__in=Project.objects.visible_to(access).values("pk"))

    def for_page(self) -> Self:
        return self.select_related("project__service__party", "reported_by", "corrected_by")


class MonthReport(Fact):
    """Informe mensual de avance: accumulated to the end of the month, in hundredths of a percent.
    One for each project and month; it never goes back, unless it says why."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="month_reports", verbose_name="proyecto"
    )
    month = MonthField("mes")
    physical = models.PositiveSmallIntegerField("avance físico en centésimas")
    text = models.TextField("qué se hizo", max_length=4000)
    reported_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="informado por"
    )
    reported_on = models.DateField("informado el")
    lowered_because = models.CharField("por qué baja", max_length=600, blank=True)
    corrected_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="corregido por",
    )  # fmt: skip
    corrected_on = models.DateField("corregido el", null=True, blank=True)
    corrected_because = models.CharField("motivo de la corrección", max_length=600, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[MonthReportQuerySet] = MonthReportQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(REPORTS, "stays", "DELETE", "1=1", "Un informe no se borra: se corrige."),
        refuse(
            REPORTS,
            "keeps_what_it_is_of",
            "UPDATE",
            "NEW.project_id <> OLD.project_id OR NEW.month <> OLD.month "
            "OR NEW.public_id <> OLD.public_id OR NEW.reported_by_id <> OLD.reported_by_id "
            "OR NEW.reported_on <> OLD.reported_on",
            "Un informe no cambia de proyecto, de mes ni de autor.",
        ),
        refuse(
            REPORTS,
            "never_goes_back",
            "INSERT UPDATE",
            f"(ROW.lowered_because = '' AND EXISTS ({SAID} {BEFORE} AND r.physical > ROW.physical))"
            f" OR EXISTS ({SAID} {AFTER} AND r.physical < ROW.physical AND r.lowered_because = '')",
            "El avance no retrocede de un mes a otro sin decir por qué.",
            alone=True,
        ),
        frozen_when_closed(REPORTS, "ROW.project_id", "ROW.month", "INSERT UPDATE"),
    ]

    class Meta:
        verbose_name = "informe mensual de avance"
        verbose_name_plural = "informes mensuales de avance"
        ordering = ["project", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "month"],
                name="monthreport_once",
                violation_error_message="Otra persona informó ese mes mientras usted escribía: "
                "abra el informe y corríjalo si hace falta.",
            ),
            month_is_first_day("monthreport", "month"),
            models.CheckConstraint(
                name="monthreport_up_to_whole",
                condition=Q(physical__gte=0, physical__lte=WHOLE),
                violation_error_message="El avance va de 0 a 100 %.",
            ),
            models.CheckConstraint(
                name="monthreport_says_what_was_done",
                condition=~Q(text=""),
                violation_error_message="Un informe dice qué se hizo.",
            ),
            models.CheckConstraint(
                name="monthreport_of_a_month_that_began",
                condition=Q(reported_on__gte=F("month")),
                violation_error_message="Ese mes todavía no comienza.",
            ),
            models.CheckConstraint(
                name="monthreport_corrected_by_someone_and_why",
                condition=Q(
                    revision=0,
                    corrected_by__isnull=True,
                    corrected_on__isnull=True,
                    corrected_because="",
                )
                | (
                    Q(revision__gt=0, corrected_by__isnull=False, corrected_on__isnull=False)
                    & ~Q(corrected_because="")
                ),
                violation_error_message="Una corrección dice quién, cuándo y por qué.",
            ),
        ]

    def __str__(self) -> str:
        return f"informe de {self.month.name}"

    def belongs_to(self) -> dict[str, str]:
        return self.project.belongs_to()


class ReportPhoto(Fact):
    """Foto de un informe mensual: a document of the project's file, with its day and place."""

    report = models.ForeignKey(
        MonthReport, models.PROTECT, related_name="photos", verbose_name="informe"
    )
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="report_photo", verbose_name="documento"
    )
    taken_on = models.DateField("tomada el")
    place = models.CharField("lugar", max_length=120)

    triggers = [
        append_only(PHOTOS),
        frozen_when_closed(
            PHOTOS,
            f"(SELECT r.project_id FROM {REPORTS} r WHERE r.id = ROW.report_id)",  # noqa: S608
            f"(SELECT r.month FROM {REPORTS} r WHERE r.id = ROW.report_id)",  # noqa: S608
            "INSERT",
        ),
    ]

    class Meta:
        verbose_name = "foto de un informe mensual"
        verbose_name_plural = "fotos de los informes mensuales"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reportphoto_says_where",
                condition=~Q(place=""),
                violation_error_message="Una foto dice dónde se tomó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.taken_on:%d-%m-%Y}"
