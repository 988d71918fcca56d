"""`MINGA_EMAIL_URL`: which server takes the mail. Without it, messages stay in a folder."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str
    tls: bool
    ssl: bool


def server() -> Server | None:
    """None when mail is not configured."""
    return parse(settings.EMAIL_URL) if settings.EMAIL_URL else None


def parse(url: str) -> Server:
    """`smtp://user:password@host:port?tls=1`, or `smtps://…` for a port that is TLS from the
    start."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        msg = "MINGA_EMAIL_URL debe ser como smtp://usuario:clave@servidor:587?tls=1"
        raise ValueError(msg)
    ssl = parts.scheme == "smtps"
    return Server(
        host=parts.hostname,
        port=parts.port or (465 if ssl else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=not ssl and parse_qs(parts.query).get("tls") == ["1"],
        ssl=ssl,
    )


def sender() -> str:
    """`MINGA_EMAIL_FROM`, or an address that says which installation writes."""
    return settings.EMAIL_FROM or f"minga@{domain()}"


def domain() -> str:
    """Of the identifiers of messages: it has to stay the same, so it is not asked from the
    network."""
    name = settings.EMAIL_FROM.rpartition("@")[2].strip("> ")
    return name or "minga.invalid"
