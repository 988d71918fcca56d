"""The list of accounts that an administrator answers for."""

from typing import Any

from django.urls import reverse

from minga.core.kinds import DATE
from minga.core.lists.filters import Choice
from minga.core.lists.spec import Asking, Column, ListSpec
from minga.people.accounts.scope import manageable
from minga.people.accounts.states import STATES, TONES, moment, told
from minga.people.actions import MANAGE


def _name(person: Any) -> str:
    return f"{person.family_names}, {person.given_names}"


def _factor(person: Any) -> str:
    if person.factor_on:
        return "teléfono y llave" if person.has_key else "teléfono"
    return "llave" if person.has_key else "no lo tiene"


def _accounts(asking: Asking) -> Any:
    return told(manageable(asking.access, asking.day))


ACCOUNTS = ListSpec(
    "cuentas",
    "Cuentas",
    "accounts:accounts",
    queryset=_accounts,
    unscoped="narrowed to the institutions that the person administers",
    columns=[
        Column("persona", "Persona", value=_name, order=("family_names", "given_names"), lead=True),
        Column("usuario", "Usuario", path="user__username"),
        Column("estado", "Estado", path="state", tone=lambda row: TONES[row.state]),
        Column("factor", "Segundo factor", value=_factor, order=("factor_on",)),
        Column("desde", "Factor desde", DATE, path="factor_on", shown=False),
        Column(
            "entrada",
            "Última entrada",
            value=lambda row: moment(row.entered_at),
            order=("entered_at",),
        ),
    ],
    filters=[Choice("estado", "Estado", "state", choices=STATES)],
    search=("given_names", "family_names", "user__username"),
    order="persona",
    permission=MANAGE,
    nouns=("cuenta", "cuentas"),
    empty_title="Aquí verá las cuentas de su servicio",
    empty="Invite a la primera persona.",
    row_url=lambda row: reverse("accounts:account", args=[row.public_id]),
    template="accounts/accounts.html",
)
