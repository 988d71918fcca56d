"""Who looks after the mail."""

from minga.core.permissions import declare

MANAGE = declare("outbox.manage", "ver y reintentar el correo", ["administrator"])
