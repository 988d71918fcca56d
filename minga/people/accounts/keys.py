"""Security keys and passkeys by WebAuthn: the question, what was signed, and whether it is right.

The challenge stays in the session and is used up by the first answer. A key signs for the name of
the site, so it works at `localhost` or at a real name, never at a number.
"""

import ipaddress
import json
import struct
from typing import Any

from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from minga.core.models import User
from minga.people.accounts.errors import KeyNotValid
from minga.people.accounts.models import SecurityKey, SecurityKeyUse

STATE = "webauthn"
# What reading an answer that is none can end in.
NONSENSE = (ValueError, KeyError, TypeError, AttributeError, IndexError, struct.error)


def works_here(request: HttpRequest) -> bool:
    """Not where the site is called by a number."""
    try:
        ipaddress.ip_address(_host(request).strip("[]"))
    except ValueError:
        return True
    return False


def ask_new(request: HttpRequest, user: User, known: list[SecurityKey]) -> str:
    """What the browser asks a key to make, as JSON."""
    owner = PublicKeyCredentialUserEntity(
        name=user.username, id=f"minga-{user.pk}".encode(), display_name=user.username
    )
    options, state = _server(request).register_begin(
        owner,
        [_data(key) for key in known],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    request.session[STATE] = state
    return json.dumps(dict(options)["publicKey"])


def read_new(request: HttpRequest, signed: str) -> tuple[str, str, int]:
    """Identifier, data and counter of the key that answered."""
    state = request.session.pop(STATE, None)
    if state is None:
        raise KeyNotValid
    try:
        made = _server(request).register_complete(state, json.loads(signed))
    except NONSENSE as error:
        raise KeyNotValid from error
    data = made.credential_data
    assert data is not None
    return data.credential_id.hex(), bytes(data).hex(), made.counter


def ask(request: HttpRequest, keys: list[SecurityKey]) -> str:
    """What the browser asks one of the keys to sign, as JSON."""
    options, state = _server(request).authenticate_begin(
        [_data(key) for key in keys],
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    request.session[STATE] = state
    return json.dumps(dict(options)["publicKey"])


def check(request: HttpRequest, keys: list[SecurityKey], signed: str) -> SecurityKey:
    """The key that signed this question. One whose counter went back is a copy."""
    state = request.session.pop(STATE, None)
    if state is None or not keys:
        raise KeyNotValid
    try:
        answer: Any = json.loads(signed)
        used = _server(request).authenticate_complete(state, [_data(k) for k in keys], answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except NONSENSE as error:
        raise KeyNotValid from error
    key = next(key for key in keys if key.credential == used.credential_id.hex())
    uses = SecurityKeyUse.objects.filter(key=key)
    # Some never count: theirs stays 0.
    fresh = uses.filter(counter__lt=counter) if counter else uses.filter(counter=0)
    if not fresh.update(counter=counter, used_at=timezone.now()):
        raise KeyNotValid
    return key


def _data(key: SecurityKey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes.fromhex(key.data))


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]


def _server(request: HttpRequest) -> Fido2Server:
    """For the site as the browser calls it: scheme, name and port have to be these."""
    site = f"{request.scheme}://{request.get_host()}"
    entity = PublicKeyCredentialRpEntity(name="Minga", id=_host(request))
    return Fido2Server(entity, verify_origin=lambda origin: origin == site)
