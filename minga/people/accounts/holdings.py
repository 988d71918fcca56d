"""What accounts hold of a person: told in the copy of their data. Nothing of it is emptied by an
erasure, which is refused while there is an account; entries and sessions end by themselves."""

from collections.abc import Collection
from typing import Any

from minga.people.accounts.models import AccountDetails, AccountLink, SecurityKey, Session, SignIn
from minga.people.accounts.sessions import opened
from minga.people.accounts.states import moment
from minga.people.citizens.holdings import Holding, Rows, register


def declare() -> None:
    for holding in (DETAILS, KEYS, SESSIONS, ENTRIES):
        register(holding)


def _of(model: Any) -> Any:
    def rows(people: Collection[int]) -> Rows:
        found: Rows = model.objects.filter(user__person__in=people).order_by("pk")
        return found.select_related("user")

    return rows


def _told(row: Session, name: str) -> object:
    found = opened(row)
    return getattr(found, name) if found else None


DETAILS = Holding(
    AccountDetails,
    "cuenta de Minga",
    _of(AccountDetails),
    (("Usuario", lambda row: row.user.username), ("Correo", lambda row: row.email)),
    with_models=(AccountLink,),
    order=61,
)
KEYS = Holding(
    SecurityKey,
    "llaves de seguridad",
    _of(SecurityKey),
    (
        ("Nombre", lambda row: row.name),
        ("Agregada", lambda row: row.added_on),
        ("Quitada", lambda row: row.ended_on),
    ),
    order=62,
)
SESSIONS = Holding(
    Session,
    "sesiones abiertas",
    _of(Session),
    (
        ("Equipo", lambda row: _told(row, "device")),
        ("Dirección de red", lambda row: _told(row, "origin")),
        ("Vence", lambda row: moment(row.expire_date)),
    ),
    order=63,
)
ENTRIES = Holding(
    SignIn,
    "entradas a Minga",
    _of(SignIn),
    (
        ("Cuándo", lambda row: moment(row.at)),
        ("Dirección de red", lambda row: row.origin),
        ("Cómo", lambda row: row.get_how_display()),
        ("Resultado", lambda row: row.get_result_display()),
    ),
    order=64,
)
