"""What a protected table inherits: rows that only an action writes and that the chain can vouch
for."""

import secrets
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models

from minga.core.acts import current_act

M = TypeVar("M", bound=models.Model, covariant=True)


KEY_BYTES = 32


def new_digest_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def new_digest_keys(count: int) -> list[bytes]:
    """Many at once: asking for each takes four times as long."""
    drawn = secrets.token_bytes(KEY_BYTES * count)
    return [drawn[at : at + KEY_BYTES] for at in range(0, len(drawn), KEY_BYTES)]


class DigestKey(models.Model):
    """Clave de huella: the secret of one person's digests; deleting it erases them (Ley 21.719)."""

    model = models.CharField("tabla", max_length=60)
    row_id = models.BigIntegerField("fila")
    key = models.BinaryField("clave", default=new_digest_key)

    class Meta:
        verbose_name = "clave de huella"
        verbose_name_plural = "claves de huella"
        constraints = [
            models.UniqueConstraint(fields=["model", "row_id"], name="digestkey_one_per_row")
        ]

    def __str__(self) -> str:
        return f"clave de {self.model} {self.row_id}"


class FactQuerySet(models.QuerySet[M]):
    """Reads freely; the writes that would pass by the record are closed."""

    def _closed(self, *args: Any, **kwargs: Any) -> NoReturn:
        msg = (
            "A protected row is written one by one, inside an action: row.save() or row.delete(); "
            "many at once, by minga.core.bulk."
        )
        raise TypeError(msg)

    update = _closed
    delete = _closed
    bulk_create = _closed
    bulk_update = _closed


class Fact(models.Model):
    """Row of a protected table: each write belongs to an event, which keeps its digest."""

    # The event is written last: the key is known from the start and checked at commit.
    event = models.ForeignKey(
        "core.Event", models.PROTECT, related_name="+", editable=False, verbose_name="evento"
    )

    objects: ClassVar[models.Manager[Self]] = FactQuerySet.as_manager()

    # Rows with a person's data: their digests are keyed, so that deleting the key erases them.
    has_personal_data: ClassVar[bool] = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        act = current_act()
        self.event_id = act.event_id
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "event"}
        super().save(*args, **kwargs)
        act.touch(type(self), self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        current_act().forget(type(self), self.pk)
        return super().delete(*args, **kwargs)
