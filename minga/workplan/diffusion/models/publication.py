"""What was published: by which mechanism, when, with which figures; and what corrected it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.approvals.guards import approved_stays, frozen_while_sent
from minga.core.ids import new_public_id
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import TriggerList, append_only, refuse
from minga.documents.models import Document
from minga.people.models import Person
from minga.territory.models import Territory
from minga.workplan.diffusion.models.plan import Audience, MechanismKind, MechanismLine
from minga.workplan.diffusion.permissions import PUBLISH, WRITE

TABLE, MODEL = "diffusion_publication", "diffusion.publication"
CONTENT = (
    "public_id", "line_id", "kind", "audience", "title", '"on"', "territory_id", "link",
    "document_id", "told", "prepared_by_id", "prepared_on", "corrects_id", "correction",
)  # fmt: skip


class PublicationQuerySet(ScopedQuerySet["Publication"]):
    organisations = ("line__diffusion__plan__service", "line__diffusion__plan__dossier__readers")
    territories = ("line__diffusion__plan__territory",)

    def visible_to(self, access: Access) -> Self:
        """What is not published yet is of those who prepare or publish it in the service."""
        own = [pk for pk in access.institutions if access.may(WRITE, pk) or access.may(PUBLISH, pk)]
        shown = Q(state="published") | Q(line__diffusion__plan__service__in=own)
        found = super().visible_to(access)
        return found if access.everything else found.filter(shown)

    def for_page(self) -> Self:
        return self.select_related(
            "line__diffusion__plan__service__party", "line__diffusion__plan__territory",
            "line__diffusion__plan__dossier", "territory", "document", "prepared_by",
            "published_by", "corrects", "corrected_by",
        )  # fmt: skip

    def published(self) -> Self:
        return self.filter(state="published")

    def standing(self) -> Self:
        """Published, and not corrected by another published one."""
        corrected = self.model._base_manager.filter(state="published", corrects__isnull=False)
        return self.published().exclude(pk__in=corrected.values("corrects"))


class Publication(Fact):
    """Publicación: what was told by a mechanism on a day. Once published it never changes; a
    correction takes its place and says what was wrong."""

    class State(models.TextChoices):
        DRAFT = "draft", "en preparación"
        SUBMITTED = "submitted", "por aprobar"
        PUBLISHED = "published", "publicada"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    line = models.ForeignKey(
        MechanismLine, models.PROTECT, related_name="publications", verbose_name="mecanismo"
    )
    kind = models.CharField("tipo", max_length=14, choices=MechanismKind.choices)
    audience = models.CharField("audiencia", max_length=5, choices=Audience.choices)
    title = models.CharField("título", max_length=160)
    on = models.DateField("fecha en que se difundió")
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="+", verbose_name="territorio"
    )
    link = models.CharField("enlace", max_length=300, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="documento"
    )
    told = models.TextField("qué se informó", max_length=2000)
    state = models.CharField("estado", max_length=10, choices=State.choices, default=State.DRAFT)
    remarks = models.TextField("observaciones de la devolución", blank=True)
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="preparada por"
    )
    prepared_on = models.DateField("preparada el")
    published_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="publicada por",
    )
    published_on = models.DateField("aprobada el", null=True, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name="corrige a",
    )
    correction = models.TextField("qué estaba equivocado", max_length=1000, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        frozen_while_sent(TABLE, MODEL),
        approved_stays(TABLE, MODEL, CONTENT),
        refuse(
            TABLE,
            "published_stays",
            "UPDATE",
            "OLD.state = 'published' AND (NEW.state <> OLD.state OR NEW.published_on <> "
            "OLD.published_on OR NEW.published_by_id <> OLD.published_by_id)",
            "Lo publicado no cambia: se publica una corrección.",
        ),
        refuse(
            TABLE,
            "begins_as_draft",
            "INSERT",
            "ROW.state <> 'draft'",
            "Toda publicación comienza en preparación.",
        ),
        refuse(
            TABLE,
            "published_through_its_step",
            "UPDATE",
            # Names of our own tables, never of a person: nothing here can be injected.
            "NEW.state = 'published' AND OLD.state <> 'published' AND NOT EXISTS (SELECT 1 FROM "  # noqa: S608
            f"approvals_submission s WHERE s.subject_model = '{MODEL}' AND s.subject_id = NEW.id "
            "AND s.outcome = 'approved')",
            "Una publicación se da por hecha cuando otra persona la aprueba.",
        ),
        refuse(
            TABLE,
            "not_by_who_prepared",
            "UPDATE",
            "NEW.state = 'published' AND (NEW.published_by_id = NEW.prepared_by_id OR EXISTS "  # noqa: S608
            f"(SELECT 1 FROM core_preparation p WHERE p.subject_model = '{MODEL}' AND "
            "p.subject_id = NEW.id AND p.actor_id = NEW.published_by_id))",
            "Quien preparó una publicación no la aprueba.",
        ),
        refuse(
            TABLE,
            "of_a_mechanism_in_force",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM diffusion_mechanism m JOIN diffusion_diffusionversion v "
            "ON v.id = m.version_id WHERE m.line_id = ROW.line_id AND v.status = 'in_force')",
            "Se publica por un mecanismo del plan vigente.",
        ),
        refuse(
            TABLE,
            "not_before_the_plan",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM diffusion_diffusionversion v JOIN diffusion_mechanismline l "
            "ON l.diffusion_id = v.diffusion_id WHERE l.id = ROW.line_id AND v.approved_on <= "
            'ROW."on")',
            "Una publicación no es anterior al plan de difusión.",
        ),
        TriggerList(
            (
                *refuse(
                    TABLE,
                    "corrects_what_was_published",
                    "INSERT",
                    "ROW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                    "diffusion_publication c WHERE c.id = ROW.corrects_id AND c.state = "
                    "'published' AND c.line_id = ROW.line_id)",
                    "Se corrige lo que ya se publicó por el mismo mecanismo.",
                ),
                *refuse(
                    TABLE,
                    "keeps_what_it_corrects",
                    "UPDATE",
                    "NEW.line_id <> OLD.line_id OR COALESCE(NEW.corrects_id, 0) <> "
                    "COALESCE(OLD.corrects_id, 0)",
                    "Una publicación no cambia de mecanismo ni de lo que corrige.",
                ),
            )
        ),
    ]

    class Meta:
        verbose_name = "publicación"
        verbose_name_plural = "publicaciones"
        constraints = [
            models.CheckConstraint(
                name="publication_published_by_somebody",
                condition=Q(
                    state="published", published_on__isnull=False, published_by__isnull=False
                )
                | (
                    Q(state__in=("draft", "submitted"))
                    & Q(published_on__isnull=True, published_by__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="publication_was_made_already",
                condition=Q(on__lte=F("prepared_on")),
                violation_error_message="Se registra lo que ya se difundió: la fecha es hasta hoy.",
            ),
            models.CheckConstraint(
                name="publication_link_is_of_the_web",
                condition=Q(link="")
                | Q(link__startswith="http://")
                | Q(link__startswith="https://"),
                violation_error_message="El enlace comienza con http:// o https://.",
            ),
            models.CheckConstraint(
                name="publication_can_be_seen",
                condition=Q(state="draft") | ~Q(link="") | Q(document__isnull=False),
                violation_error_message="Escriba el enlace o cargue el documento publicado.",
            ),
            models.CheckConstraint(
                name="publication_correction_says_what",
                condition=Q(corrects__isnull=True, correction="")
                | (Q(corrects__isnull=False) & ~Q(correction="")),
                violation_error_message="Escriba qué estaba equivocado.",
            ),
        ]
        indexes = [models.Index(fields=["line", "state", "on"], name="publication_by_line")]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        """As the approvals ask whether it is still to be corrected."""
        return str(self.state)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def correction_made(self) -> "Publication | None":
        """The published one that took its place."""
        made: Publication | None = getattr(self, "corrected_by", None)
        return made if made and made.state == self.State.PUBLISHED else None

    def belongs_to(self) -> dict[str, str]:
        service = self.line.diffusion.plan.service
        return {"service": service.public_id, "territory": self.territory.public_id}


class PublicationFigure(Fact):
    """Cifra publicada: the measure of an indicator that a publication told, kept as it stood."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="figures", verbose_name="publicación"
    )
    snapshot = models.ForeignKey(
        IndicatorSnapshot, models.PROTECT, related_name="+", verbose_name="medición"
    )

    triggers = [
        refuse(
            "diffusion_publicationfigure",
            "only_in_preparation",
            "INSERT DELETE",
            "(SELECT p.state FROM diffusion_publication p WHERE p.id = ROW.publication_id) <> "
            "'draft'",
            "Las cifras de una publicación se eligen mientras se prepara.",
        ),
        refuse(
            "diffusion_publicationfigure",
            "of_its_day",
            "INSERT",
            '(SELECT p."on" FROM diffusion_publication p WHERE p.id = ROW.publication_id) <> '
            '(SELECT s."on" FROM indicators_indicatorsnapshot s WHERE s.id = ROW.snapshot_id)',
            "La cifra es la del día en que se difundió.",
        ),
        TriggerList(append_only("diffusion_publicationfigure")[:1]),
    ]

    class Meta:
        verbose_name = "cifra publicada"
        verbose_name_plural = "cifras publicadas"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "snapshot"], name="publicationfigure_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.snapshot)
