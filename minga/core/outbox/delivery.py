"""From the table to the server, at least once.

A process that dies between the server's «accepted» and our note of it sends the message again: the
second one has the same Message-ID, by which a mailbox or a person knows it.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from minga.core import results
from minga.core.datafolder import write_whole
from minga.core.outbox.models import LONGEST, Message
from minga.core.outbox.settings import Server, domain, sender, server

log = logging.getLogger(__name__)

TIMEOUT = 30
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    LONGEST,
    LONGEST,
)
REFUSED = "El servidor de correo no aceptó la dirección {to}. Revísela con quien programó el envío."
UNREACHED = "No se pudo hablar con el servidor de correo ({reason}). Se intentará de nuevo."
GIVEN_UP = (
    "No se pudo hablar con el servidor de correo en {tries} intentos ({reason}). Revise "
    "MINGA_EMAIL_URL y reinténtelo."
)
UNWRITABLE = "El mensaje no se puede escribir como correo ({reason})."
LOST = "El archivo adjunto «{name}» ya no está en la carpeta de resultados."


class Unfit(Exception):
    """The message itself cannot be sent, now or later."""


def is_configured() -> bool:
    return bool(settings.EMAIL_URL)


def deliver(progress: Callable[[int, int], None] = lambda done, total: None) -> dict[str, int]:
    """Try every message that is due; answer how many left, stayed and failed."""
    due = list(Message.objects.due().order_by("pk").values_list("pk", flat=True))
    for number, pk in enumerate(due):
        progress(number, len(due))
        message = Message.objects.due().filter(pk=pk).first()
        if message is not None:
            _try(message, server())
    tried = Message.objects.filter(pk__in=due)
    return {status: tried.filter(status=status).count() for status in Message.Status.values}


def _try(message: Message, to: Server | None) -> None:
    try:
        built = build(message)
        if to is None:
            _keep(message, built)
        else:
            _hand_over(built, to)
    except Unfit as error:
        _note(message, Message.Status.FAILED, str(error))
    except ValueError as error:  # a header or a letter that no mail can carry
        _note(message, Message.Status.FAILED, UNWRITABLE.format(reason=type(error).__name__))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        _refused(message, error)
    except (OSError, smtplib.SMTPException) as error:
        _again(message, error)
    else:
        _note(message, Message.Status.KEPT if to is None else Message.Status.SENT)


def build(message: Message) -> EmailMessage:
    """What is sent. Its identifier and date are of the row: the same at every try."""
    built = EmailMessage(
        subject=message.subject,
        body=message.text,
        from_email=sender(),
        to=[message.to],
        headers={
            "Message-ID": f"<{message.public_id}@{domain()}>",
            "Date": format_datetime(message.created_at),
            "Auto-Submitted": "auto-generated",
        },
    )
    for file in message.attachments:
        path = results.path_of(file["sha256"])
        if not path.exists():
            raise Unfit(LOST.format(name=file["name"]))
        built.attach(file["name"], path.read_bytes(), file["content_type"])
    return built


def _hand_over(built: EmailMessage, to: Server) -> None:
    backend = EmailBackend(
        host=to.host,
        port=to.port,
        username=to.user,
        password=to.password,
        use_tls=to.tls,
        use_ssl=to.ssl,
        timeout=TIMEOUT,
    )
    backend.send_messages([built])


def _keep(message: Message, built: EmailMessage) -> None:
    """`MINGA_DATA/correo/FECHA-ID.eml`, whole or not at all; any mail program opens it."""
    name = f"{timezone.localtime(message.created_at):%Y-%m-%d}-{message.public_id}.eml"
    target = Path(settings.DATA_DIR) / "correo" / name
    write_whole(target, built.message().as_bytes(linesep="\r\n"))


def _refused(message: Message, error: smtplib.SMTPException) -> None:
    """5xx is for ever; 4xx («try later») is not."""
    codes = [code for code, _ in getattr(error, "recipients", {}).values()]
    codes.append(getattr(error, "smtp_code", 0))
    if max(codes) >= 500:
        _note(message, Message.Status.FAILED, REFUSED.format(to=message.to))
    else:
        _again(message, error)


def _again(message: Message, error: Exception) -> None:
    reason = type(error).__name__ if not str(error) else str(error).replace("\0", "")[:120]
    log.warning("Message %s was not delivered: %s", message.public_id, reason)
    if message.tries >= len(WAITS):
        said = GIVEN_UP.format(tries=message.tries + 1, reason=reason)
        _note(message, Message.Status.FAILED, said)
    else:
        later = timezone.now() + WAITS[message.tries]
        _note(message, Message.Status.WAITING, UNREACHED.format(reason=reason), later)


def _note(message: Message, status: str, error: str = "", later: datetime | None = None) -> None:
    """Only over the state it was tried in: what somebody decided meanwhile stays."""
    Message.objects.filter(pk=message.pk, status="waiting", tries=message.tries).update(
        status=status,
        tries=message.tries + 1,
        error=error[:300],
        next_try_at=later,
        sent_at=timezone.now() if status == Message.Status.SENT else None,
    )
