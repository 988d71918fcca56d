"""Files by hash, and the dossiers that decide who opens them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only
from minga.people.models import Organisation, Person
from minga.territory.models import Territory


class StoredFile(Fact):
    """Archivo: bytes kept once, under the name of their SHA-256."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("tamaño (bytes)")
    media_type = models.CharField("tipo de contenido", max_length=100)
    extension = models.CharField("extensión", max_length=8)

    triggers = [append_only("documents_storedfile")]

    class Meta:
        verbose_name = "archivo"
        verbose_name_plural = "archivos"
        constraints = [
            models.CheckConstraint(
                name="storedfile_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message="Un archivo vacío no se guarda.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.extension}"


class DossierQuerySet(ScopedQuerySet["Dossier"]):
    organisations = ("service", "readers")
    territories = ("territory",)

    def visible_to(self, access: Access) -> Self:
        own = Q(is_reserved=False) | Q(service__in=access.institutions)
        return super().visible_to(access).filter(own)


class Dossier(Fact):
    """Expediente: the files of one thing, and who may open them. Nobody else does."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="dossiers", verbose_name="servicio"
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="territorio",
    )
    # Of its service alone, whoever reads everything else.
    is_reserved = models.BooleanField("reservado", default=False)
    readers: "models.ManyToManyField[Organisation, DossierReader]" = models.ManyToManyField(
        Organisation,
        through="DossierReader",
        related_name="+",
        verbose_name="instituciones que leen",
    )

    objects: ClassVar[DossierQuerySet] = DossierQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "expediente"
        verbose_name_plural = "expedientes"

    def __str__(self) -> str:
        return self.public_id


class DossierReader(Fact):
    """Lectura de expediente: another institution that works on it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, verbose_name="expediente")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="institución"
    )

    class Meta:
        verbose_name = "lectura de expediente"
        verbose_name_plural = "lecturas de expediente"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "organisation"], name="dossierreader_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} lee {self.dossier}"


class DocumentQuerySet(ScopedQuerySet["Document"]):
    organisations = ("dossier__service", "dossier__readers")
    territories = ("dossier__territory",)

    def visible_to(self, access: Access) -> Self:
        own = Q(dossier__is_reserved=False) | Q(dossier__service__in=access.institutions)
        return super().visible_to(access).filter(own)


class Document(Fact):
    """Documento: a stored file under a name, with the date that it bears, in one dossier."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="documents", verbose_name="expediente"
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="documents", verbose_name="archivo"
    )
    title = models.CharField("título", max_length=160)
    name = models.CharField("nombre del archivo", max_length=160)
    dated_on = models.DateField("fecha del documento")
    uploaded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="cargado por"
    )
    uploaded_on = models.DateField("cargado el")

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("documents_document")]

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documentos"

    def __str__(self) -> str:
        return self.title
