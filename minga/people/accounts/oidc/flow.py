"""There and back: what leaves with the person, what has to come back with them, who they are."""

import hmac
import logging
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from minga.core.errors import DomainError
from minga.core.models import User
from minga.people.accounts.oidc.provider import Provider, ProviderFailed
from minga.people.actions import RutNotValid, clean_rut

log = logging.getLogger(__name__)

KEY = "oidc"
LASTS = 10 * 60


class NotConfirmed(DomainError):
    """The way back is not of this way there, or the provider said no."""

    code = "accounts.not_confirmed"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} no confirmó su identidad. Comience de nuevo.")


class ProviderAway(DomainError):
    code = "accounts.provider_away"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} no responde en este momento. Espere unos minutos, o entre con su usuario y "
            "contraseña."
        )


class NoAccount(DomainError):
    """Known to the provider, and without an account here: nobody gets one by coming in."""

    code = "accounts.no_account"
    status = 403

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} confirmó su identidad, pero su RUN no tiene una cuenta habilitada en Minga."
        )


@dataclass(frozen=True)
class Confirmed:
    """Who came back, where they were going, and the token with which they leave."""

    user: User
    target: str
    id_token: str


def depart(provider: Provider, session: Any, redirect_uri: str, target: str) -> str:
    """The address to go to; what has to come back stays in the session."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    try:
        door = provider.doors.authorize
    except ProviderFailed as error:
        log.warning("OpenID Connect: %s", error)
        raise ProviderAway(provider.name) from error
    session[KEY] = [state, nonce, verifier, target, int(time.time())]
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": provider.scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{door}?{urlencode(asked)}"


def arrive(
    provider: Provider, session: Any, redirect_uri: str, said: Mapping[str, str]
) -> Confirmed:
    """The account of who came back. What was kept for it is used up, right or wrong."""
    kept = session.pop(KEY, None)
    if not _is_ours(kept, said):
        raise NotConfirmed(provider.name)
    state, nonce, verifier, target, _ = kept
    try:
        tokens = provider.exchange(said["code"], verifier, redirect_uri, state)
        id_token = str(tokens.get("id_token", ""))
        claims = provider.claims(id_token, nonce)
        person = provider.person(str(tokens.get("access_token", "")))
    except ProviderFailed as error:
        log.warning("OpenID Connect: %s", error)
        raise NotConfirmed(provider.name) from error
    if person.get("sub") != claims["sub"]:
        log.warning("OpenID Connect: token and person are of different subjects.")
        raise NotConfirmed(provider.name)
    return Confirmed(_account(provider, person), target, id_token)


def _is_ours(kept: Any, said: Mapping[str, str]) -> bool:
    """The same state, not long ago, with a code and without an error."""
    if not isinstance(kept, list) or len(kept) != 5 or "error" in said or not said.get("code"):
        return False
    same = hmac.compare_digest(kept[0].encode(), said.get("state", "").encode())
    return same and 0 <= time.time() - kept[4] <= LASTS


def _account(provider: Provider, person: Mapping[str, Any]) -> User:
    run = run_of(person)
    found = User.objects.filter(person__party__rut=run, is_active=True).first() if run else None
    if found is None:
        raise NoAccount(provider.name)
    return found


def run_of(person: Mapping[str, Any]) -> str | None:
    """«12345678-5» of `RolUnico`; nothing when it is no RUN or its digit is wrong."""
    role = person.get("RolUnico")
    if not isinstance(role, dict) or str(role.get("tipo", "RUN")).upper() != "RUN":
        return None
    try:
        return clean_rut(f"{role.get('numero')}-{role.get('DV')}")
    except RutNotValid:
        return None
