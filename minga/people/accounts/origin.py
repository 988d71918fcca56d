"""From where a request comes, and with what: for the list of sessions and the log of entries."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# In this order: Edge also says Chrome, and Chrome also says Safari.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def origin_of(request: HttpRequest) -> str:
    """The address of who asks. Behind the proxy of `MINGA_HTTPS` it is the last one that the proxy
    wrote; where it writes none, nobody's: else everybody would be the proxy."""
    said = str(request.META.get("REMOTE_ADDR", ""))
    if settings.HTTPS:
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    try:
        return str(ipaddress.ip_address(said.strip()))
    except ValueError:
        return ""


def device_of(agent: str) -> str:
    """«Firefox en Windows»."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "Otro navegador")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser} en {system}" if system else browser
