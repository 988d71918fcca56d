"""The smallest true persons and attentions, made by actions. RUNs of an invented range."""

from datetime import date
from typing import Any

from minga.core.rut import check_digit
from minga.people.citizens import actions
from minga.people.citizens.models import Attention, AttentionSubject, Citizen
from minga.people.models import Organisation
from tests.conftest import SCRIBE, TODAY, Cast, Somebody


def run(number: int) -> str:
    """«33333301-5» for 1: nobody's."""
    body = 33_333_300 + number
    return f"{body}-{check_digit(body)}"


def citizen(
    by: Somebody,
    service: Organisation,
    number: int = 1,
    names: tuple[str, str] = ("Rosa", "Mamani Choque"),
    on: date = TODAY,
    **more: Any,
) -> Citizen:
    identity = actions.Identity(*names, **more)
    return actions.add_citizen(service, identity, run=run(number), by=by.on(on), on=on)


def foreigner(cast: Cast, number: str = "AB123456") -> Citizen:
    return actions.add_citizen(
        cast.serviu,
        actions.Identity("Yeni", "Condori"),
        document="passport",
        document_number=number,
        document_country="Bolivia",
        by=cast.celia.access,
    )


def rosa(cast: Cast) -> Citizen:
    """Known by the service of the tests, with everything that can be known."""
    return citizen(
        cast.celia,
        cast.serviu,
        birth_date=date(1960, 5, 17),
        phone="57 2 555 010",
        email="rosa@example.cl",
        address="Los Molles 12",
    )


def subject(cast: Cast, name: str = "Postulación a subsidio") -> AttentionSubject:
    found = AttentionSubject.objects.filter(service=cast.serviu, name=name).first()
    return found or actions.add_subject(cast.serviu, name, by=SCRIBE, on=date(2000, 1, 3))


def attention(cast: Cast, of: Citizen | None = None, **more: Any) -> Attention:
    on, by = more.pop("on", TODAY), more.pop("by", cast.celia)
    values = {"subject": subject(cast), "citizen": of} | more
    return actions.register_attention(
        cast.serviu, actions.Asked(**values), confirmed=True, by=by.on(on), on=on
    )


def referred(cast: Cast, of: Citizen | None = None, **more: Any) -> Attention:
    """Awaits the unit of Emilio and Bruno."""
    return attention(cast, of, referred_to=cast.unit, **more)
