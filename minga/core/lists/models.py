"""Saved views: a person's own way of asking for a list."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from minga.core.access import Access
from minga.core.ids import new_public_id

MOST_QUERY = 2000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def open_to(self, user_id: int | None, access: Access) -> Self:
        """One's own, and those that others shared with one's institutions."""
        own = Q(owner=user_id) if user_id is not None else Q(pk__in=[])
        return self.filter(own | Q(institution_id__in=access.institutions))


class SavedView(models.Model):
    """Vista guardada: filters, sort and columns of a list under a name, for oneself or shared with
    one's institution. A tool of its owner: renamed and deleted freely."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="dueño"
    )
    owner_label = models.CharField("quién la guardó", max_length=80)
    list_key = models.SlugField("lista", max_length=40)
    path = models.CharField("dirección de la lista", max_length=200)
    name = models.CharField("nombre", max_length=60)
    query = models.CharField("lo que pide", max_length=MOST_QUERY, blank=True)
    # What the list took from the page (place, year): a sending asks for it without one.
    context = models.JSONField("lo que se miraba", default=dict)
    institution_id = models.BigIntegerField("institución con que se comparte", null=True)
    is_default = models.BooleanField("con ella abre la lista", default=False)
    saved_at = models.DateTimeField("guardada el", default=timezone.now)

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vista guardada"
        verbose_name_plural = "vistas guardadas"
        indexes = [
            models.Index(
                fields=["list_key", "institution_id"],
                condition=Q(institution_id__isnull=False),
                name="savedview_shared",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_key", "path", "name"],
                name="savedview_name_once",
                violation_error_message="Ya tiene una vista con ese nombre en esta lista.",
            ),
            models.UniqueConstraint(
                fields=["owner", "list_key", "path"],
                condition=Q(is_default=True),
                name="savedview_one_default",
                violation_error_message="La lista abre con una sola vista.",
            ),
            models.CheckConstraint(
                name="savedview_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Escriba un nombre para la vista.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The list as it was saved; its parts stand in the address, and so do its chips."""
        query = f"{self.query}&" if self.query else ""
        return f"{self.path}?{query}vista={self.public_id}"
