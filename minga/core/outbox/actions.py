"""Write a message, and try one again."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.outbox.models import Message
from minga.core.outbox.permissions import MANAGE
from minga.core.results import Kept


class NotAnAddress(DomainError):
    code = "outbox.not_an_address"
    field = "recipients"

    def __init__(self, text: str) -> None:
        shown = "".join(c for c in text if c.isprintable())[:80]
        super().__init__(
            f"«{shown}» no es una dirección de correo. Escríbala como nombre@servicio.cl."
        )


class NothingToSend(DomainError):
    code = "outbox.nothing_to_send"
    status = 409

    def __init__(self, message: Message) -> None:
        super().__init__(
            f"Este mensaje está {message.get_status_display()}: no hay qué intentar de nuevo."
        )


def send(
    to: str | Sequence[str],
    subject: str,
    text: str,
    attachments: Iterable[Kept] = (),
    *,
    by: Access,
    service: str = "",
) -> list[Message]:
    """Leave a message to each address, in the transaction of the caller; it leaves when that
    commits.

    Attachments are files of `core.results` (`results.keep`, or what a job attached).
    """
    addresses = [address(one) for one in ([to] if isinstance(to, str) else to)]
    files = [asdict(file) for file in attachments]
    return [
        Message.objects.create(
            to=one,
            subject=one_line(subject),
            text=text.replace("\0", ""),
            attachments=files,
            asked_by=by.actor_id,
            asked_by_label=by.label,
            service=service,
        )
        for one in dict.fromkeys(addresses)
    ]


def address(text: str) -> str:
    """The address alone, as written; anything else is refused."""
    clean = text.strip()
    try:
        validate_email(clean)
    except ValidationError as error:
        raise NotAnAddress(text) from error
    # A quoted name («"a b"@c.cl») is legal, and nobody has one.
    if len(clean) > 254 or not clean.isascii() or not clean.isprintable() or '"' in clean:
        raise NotAnAddress(text)
    return clean


def one_line(text: str) -> str:
    """A subject: spaces for whatever breaks a line or cannot be seen."""
    seen = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(seen.split())[:200] or "Sin asunto"


@action("message.retried", says="pidió enviar de nuevo un mensaje")
def retry(message: Message, *, by: Access, on: date | None = None) -> Message:
    """One that failed, or that stayed in the folder before there was a server to send it."""
    if not by.may(MANAGE):
        raise NotAllowed("Solo quien administra el sistema puede enviar de nuevo un mensaje.")
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.may_retry:
        raise NothingToSend(message)
    message.status, message.tries, message.error = Message.Status.WAITING, 0, ""
    message.next_try_at = timezone.now()
    message.save()
    current_act().about(message)
    return message
