"""Guarantees as the tests need them, made by the same actions as anybody's."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from minga.budget.actions import GivenGuarantee, receive_guarantee
from minga.budget.models import Guarantee
from minga.people.roles import Role
from tests.commitments.factories import member
from tests.conftest import SCRIBE, TODAY, Cast, Somebody

_numbers = count(1)
ISSUED = TODAY - timedelta(days=40)
RECEIVED = TODAY - timedelta(days=30)
EXPIRES = TODAY + timedelta(days=100)


def keeper(cast: Cast, service: Any = None) -> Somebody:
    return member(service or cast.serviu, Role.TREASURY, ("Daniela", "Olivares"))


def given(**more: Any) -> GivenGuarantee:
    said: dict[str, Any] = {
        "kind": "bank_slip",
        "purpose": "performance",
        "issuer": "Banco del Desierto",
        "number": f"B-{next(_numbers):05}",
        "holder_name": "Constructora Los Molles",
        "valid_from": ISSUED,
        "received_on": RECEIVED,
        "valid_until": EXPIRES,
        "amount": 12_345_678,
    }
    return GivenGuarantee(**(said | more))


def guarantee(
    cast: Cast, *, by: Any = SCRIBE, service: Any = None, dossier: Any = None, **more: Any
) -> Guarantee:
    where = service or cast.serviu
    return receive_guarantee(where, given(**more), dossier=dossier, by=by, on=TODAY)


def read(made: Guarantee) -> Guarantee:
    return Guarantee.objects.for_page().get(pk=made.pk)


def typed(**more: Any) -> dict[str, Any]:
    """As the form sends it."""
    said = {
        "kind": "policy",
        "purpose": "advance",
        "issuer": "Seguros  del Norte",
        "number": "P-77",
        "holder_name": "Constructora Los Molles",
        "amount": "",
        "amount_uf": "1.234,5678",
        "valid_from": ISSUED.isoformat(),
        "valid_until": EXPIRES.isoformat(),
        "received_on": RECEIVED.isoformat(),
    }
    return said | {name: v.isoformat() if isinstance(v, date) else v for name, v in more.items()}
