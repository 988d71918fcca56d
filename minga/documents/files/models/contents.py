"""What the file of a case holds: added, never changed nor deleted. A later fact takes the place of
an earlier one."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.cases import AboutCase, case_constraints
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document
from minga.people.models import Person

# Still counted: nothing took its place, nobody said that it is of another case. Our own names.
_COUNTED = (
    "NOT EXISTS (SELECT 1 FROM files_filing r WHERE r.replaces_id = f.id) "
    "AND NOT EXISTS (SELECT 1 FROM files_misfiling m WHERE m.filing_id = f.id)"
)
_OTHER_CASE = "(f.case_model <> ROW.case_model OR f.case_id <> ROW.case_id)"
_SAME_CASE = "f.case_model = ROW.case_model AND f.case_id = ROW.case_id"


def with_a_case(name: str) -> list[models.BaseConstraint]:
    """Whole, and never of nothing."""
    return [
        *case_constraints(name),
        models.CheckConstraint(
            name=f"{name}_has_a_case",
            condition=Q(case_id__isnull=False),
            violation_error_message="Un expediente es de un caso.",
        ),
    ]


class FilingQuerySet(ScopedQuerySet["Filing"]):
    organisations = ("document__dossier__service", "document__dossier__readers")
    territories = ("document__dossier__territory",)

    def counted(self, day: date) -> Self:
        """What was in the file on a day: not yet replaced, nor found to be of another case."""
        return self.filter(
            Q(replaced_by__isnull=True) | Q(replaced_by__on__gt=day),
            Q(misfiling__isnull=True) | Q(misfiling__on__gt=day),
            on__lte=day,
        )

    def for_page(self) -> Self:
        related = ("document__file", "by", "misfiling__by", "replaced_by__document")
        return self.select_related(*related).order_by("on", "pk")


class Filing(AboutCase, Fact):
    """Documento del expediente: a document received in the file of a case, for what a state asks or
    for its own sake."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    line = models.CharField("línea", max_length=12, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="filing", verbose_name="documento"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="cargado por")
    on = models.DateField("recibido el")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="reemplaza a",
    )
    # A paper that Minga made itself, as an act: another act corrects it, and no upload.
    is_made = models.BooleanField("hecho por el sistema", default=False)
    # Why the same bytes stand in the files of two cases.
    justification = models.TextField("por qué está también en otro expediente", blank=True)

    objects: ClassVar[FilingQuerySet] = FilingQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("files_filing"),
        refuse(
            "files_filing",
            "one_for_each_line",
            "INSERT",
            "ROW.line <> '' AND EXISTS (SELECT 1 FROM files_filing f "  # noqa: S608
            f"WHERE {_SAME_CASE} AND f.line = ROW.line AND f.id <> COALESCE(ROW.replaces_id, 0) "
            f"AND {_COUNTED})",
            "Otra persona cargó a la vez ese documento. Abra el expediente de nuevo y, si el suyo "
            "corrige al que está, cárguelo como reemplazo.",
            alone=True,
        ),
        refuse(
            "files_filing",
            "not_of_another_case",
            "INSERT",
            "ROW.justification = '' AND EXISTS (SELECT 1 FROM files_filing f "  # noqa: S608
            "JOIN documents_document d ON d.id = f.document_id "
            "JOIN documents_document own ON own.file_id = d.file_id "
            f"WHERE own.id = ROW.document_id AND {_OTHER_CASE} AND {_COUNTED})",
            "Ese archivo es un documento del expediente de otro caso.",
            alone=True,
        ),
        refuse(
            "files_filing",
            "replaces_its_own",
            "INSERT",
            "ROW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM files_filing f "  # noqa: S608
            f"WHERE f.id = ROW.replaces_id AND {_SAME_CASE} AND f.line = ROW.line "
            "AND NOT f.is_made)",
            "Un documento reemplaza a otro del mismo caso y de lo mismo; un acto o un oficio, no.",
        ),
    ]

    class Meta:
        verbose_name = "documento del expediente"
        verbose_name_plural = "documentos del expediente"
        constraints = with_a_case("filing")
        indexes = [models.Index(fields=["case_model", "case_id", "line"], name="filing_by_case")]

    def __str__(self) -> str:
        return self.document.title


class Misfiling(Fact):
    """Documento de otro caso: another person saw that it does not belong here. It stays, and counts
    no more."""

    filing = models.OneToOneField(
        Filing, models.PROTECT, related_name="misfiling", verbose_name="documento del expediente"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="marcado por")
    on = models.DateField("marcado el")
    reason = models.TextField("motivo")

    triggers = [
        append_only("files_misfiling"),
        refuse(
            "files_misfiling",
            "by_another_person",
            "INSERT",
            "ROW.by_id = (SELECT f.by_id FROM files_filing f WHERE f.id = ROW.filing_id)",
            "Quien cargó un documento no lo aparta: lo marca otra persona.",
        ),
    ]

    class Meta:
        verbose_name = "documento de otro caso"
        verbose_name_plural = "documentos de otro caso"
        constraints = [
            models.CheckConstraint(
                name="misfiling_says_why",
                condition=~Q(reason=""),
                violation_error_message="Escriba por qué es de otro caso.",
            )
        ]

    def __str__(self) -> str:
        return f"apartado el {self.on:%d-%m-%Y}"


class WaiverQuerySet(FactQuerySet["Waiver"]):
    def until(self, day: date) -> Self:
        return self.filter(on__lte=day)


class Waiver(AboutCase, Fact):
    """Documento que no corresponde: why a case has none, where its rule lets it be said."""

    line = models.CharField("línea", max_length=12)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="lo dijo")
    on = models.DateField("dicho el")
    reason = models.TextField("motivo")

    objects: ClassVar[WaiverQuerySet] = WaiverQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("files_waiver"),
        refuse(
            "files_waiver",
            "where_its_rule_allows",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM files_requirement q WHERE q.line = ROW.line "
            'AND q.may_not_apply AND q.valid_from <= ROW."on" '
            'AND (q.valid_until IS NULL OR q.valid_until > ROW."on"))',
            "Su regla no permite decir que ese documento no corresponde.",
        ),
    ]

    class Meta:
        verbose_name = "documento que no corresponde"
        verbose_name_plural = "documentos que no corresponden"
        constraints = [
            *with_a_case("waiver"),
            models.UniqueConstraint(
                fields=["case_model", "case_id", "line"],
                name="waiver_once",
                violation_error_message="Ya se dijo que ese documento no corresponde.",
            ),
            models.CheckConstraint(
                name="waiver_says_why",
                condition=~Q(reason=""),
                violation_error_message="Escriba por qué no corresponde.",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class PassageQuerySet(FactQuerySet["Passage"]):
    def until(self, day: date) -> Self:
        return self.filter(on__lte=day)


class Passage(AboutCase, Fact):
    """Paso a un estado: a case entered it with its documents on a day, whose rules judge it from
    then on."""

    state = models.CharField("estado", max_length=40)
    on = models.DateField("entró el")
    required = models.PositiveSmallIntegerField("documentos obligatorios")

    objects: ClassVar[PassageQuerySet] = PassageQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("files_passage")]

    class Meta:
        verbose_name = "paso a un estado"
        verbose_name_plural = "pasos a un estado"
        constraints = with_a_case("passage")
        indexes = [models.Index(fields=["case_model", "case_id", "state"], name="passage_by_case")]

    def __str__(self) -> str:
        return f"{self.state} el {self.on:%d-%m-%Y}"


class IndexedFileQuerySet(ScopedQuerySet["IndexedFile"]):
    organisations = ("document__dossier__service", "document__dossier__readers")
    territories = ("document__dossier__territory",)


class IndexedFile(AboutCase, Fact):
    """Expediente foliado: one PDF of all that a file held, with its index and its own hash."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    number = models.PositiveSmallIntegerField("número")
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="indexed_file", verbose_name="documento"
    )
    documents = models.PositiveIntegerField("documentos")
    pages = models.PositiveIntegerField("fojas")
    # Of the PDF, and of the list of what it holds: the second one tells whether it is up to date.
    sha256 = models.CharField("SHA-256", max_length=64)
    contents_sha256 = models.CharField("SHA-256 del contenido", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="pedido por")
    on = models.DateField("hecho el")

    objects: ClassVar[IndexedFileQuerySet] = IndexedFileQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("files_indexedfile")]

    class Meta:
        verbose_name = "expediente foliado"
        verbose_name_plural = "expedientes foliados"
        constraints = [
            *with_a_case("indexedfile"),
            models.UniqueConstraint(
                fields=["case_model", "case_id", "number"],
                name="indexedfile_number_once",
                violation_error_message="Otra persona folió a la vez este expediente.",
            ),
            models.CheckConstraint(
                name="indexedfile_has_pages",
                condition=Q(pages__gt=0),
                violation_error_message="Un expediente foliado tiene al menos una foja.",
            ),
        ]

    def __str__(self) -> str:
        return f"expediente foliado n.º {self.number}"
