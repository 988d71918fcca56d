"""The provider: where its doors are, and what it answers. Switched on by `MINGA_OIDC_ISSUER`."""

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings

PATIENCE = 10  # seconds for each answer of the provider
KEPT = 3600  # seconds that what it says of itself is believed
MOST = 1_000_000  # bytes of an answer
LOCAL = ("localhost", "127.0.0.1", "::1")


class ProviderFailed(Exception):
    """It does not answer, or not what the standard says. The text is for the operator's log."""


class NothingThere(ProviderFailed):
    """The provider is up and has no such address."""


@dataclass(frozen=True)
class Doors:
    """The addresses of a provider."""

    authorize: str
    token: str
    userinfo: str
    jwks: str
    logout: str = ""


@dataclass
class Provider:
    """As the settings name it."""

    issuer: str
    client_id: str
    secret: str
    name: str
    scope: str
    algorithms: list[str]
    logout_url: str = ""
    _doors: Doors | None = field(default=None, repr=False)
    _read_at: float = 0.0
    _keys: jwt.PyJWKClient | None = field(default=None, repr=False)

    @property
    def doors(self) -> Doors:
        """Asked for once an hour."""
        if self._doors is None or time.monotonic() - self._read_at > KEPT:
            self._doors, self._read_at = _discover(self.issuer), time.monotonic()
        return self._doors

    def exchange(self, code: str, verifier: str, redirect_uri: str, state: str) -> dict[str, Any]:
        """The tokens of a code, which serves once."""
        form = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "client_secret": self.secret,
            "redirect_uri": redirect_uri,
            "code": code,
            "code_verifier": verifier,
            "state": state,  # ClaveÚnica asks for it here too
        }
        return _ask(self.doors.token, urlencode(form).encode())

    def claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        """What the signed token says, when signature, issuer, audience, time and nonce hold."""
        try:
            found: dict[str, Any] = jwt.decode(
                id_token,
                self._key_of(id_token),
                algorithms=self.algorithms,
                audience=self.client_id,
                issuer=self.issuer,
                leeway=60,
                options={"require": ["exp", "iat", "sub", "nonce"]},
            )
        except jwt.PyJWTError as error:
            msg = f"The token is not valid: {error}"
            raise ProviderFailed(msg) from error
        if found["nonce"] != nonce:
            msg = "The token answers another request: its nonce differs."
            raise ProviderFailed(msg)
        return found

    def person(self, access_token: str) -> dict[str, Any]:
        """`sub`, `RolUnico`, `name`: asked for by POST, as ClaveÚnica's guide says."""
        return _ask(self.doors.userinfo, b"", {"Authorization": f"Bearer {access_token}"})

    def logout_address(self, back: str, id_token: str) -> str:
        """Where its session is closed; empty when it has no such door."""
        if self.logout_url:
            return f"{self.logout_url}?{urlencode({'redirect': back})}"
        door = self.doors.logout
        hints = {
            "id_token_hint": id_token,
            "post_logout_redirect_uri": back,
            "client_id": self.client_id,
        }
        return f"{door}?{urlencode(hints)}" if door else ""

    def _key_of(self, id_token: str) -> Any:
        if set(self.algorithms) == {"HS256"}:
            if not self.secret:
                msg = "Without a client secret anybody can sign by HS256."
                raise ProviderFailed(msg)
            return self.secret
        if self._keys is None:
            self._keys = jwt.PyJWKClient(self.doors.jwks, timeout=PATIENCE)
        return self._keys.get_signing_key_from_jwt(id_token).key


_known: dict[tuple[str, ...], Provider] = {}


def provider() -> Provider | None:
    """None when it is switched off."""
    if not settings.OIDC["issuer"]:
        return None
    said = settings.OIDC
    key = tuple(str(said[name]) for name in sorted(said))
    if key not in _known:
        texts: dict[str, Any] = dict(said)
        _known[key] = Provider(**texts | {"algorithms": texts["algorithms"].split(",")})
    return _known[key]


def _discover(issuer: str) -> Doors:
    """From its own description; one that has none stands as ClaveÚnica's guide draws it."""
    base = _safe(issuer).rstrip("/")
    try:
        said = _ask(f"{base}/.well-known/openid-configuration")
    except NothingThere:
        paths = ("authorize/", "token/", "userinfo/", "jwks")
        return Doors(*(f"{base}/{path}" for path in paths))
    try:
        return Doors(
            _safe(said["authorization_endpoint"]),
            _safe(said["token_endpoint"]),
            _safe(said["userinfo_endpoint"]),
            _safe(said["jwks_uri"]),
            _safe(said["end_session_endpoint"]) if "end_session_endpoint" in said else "",
        )
    except KeyError as error:
        msg = f"{issuer} does not say its {error}."
        raise ProviderFailed(msg) from error


def _safe(address: str) -> str:
    """HTTPS, but on this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL):
        return address
    msg = f"{address} is not HTTPS."
    raise ProviderFailed(msg)


def _ask(
    address: str, form: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """JSON from an address of the provider; a form is sent by POST."""
    request = urllib.request.Request(  # noqa: S310  (judged by _safe)
        _safe(address), data=form, headers={"Accept": "application/json"} | (headers or {})
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            found = json.loads(answer.read(MOST))
    except urllib.error.HTTPError as error:
        error.close()
        kind = NothingThere if error.code == 404 else ProviderFailed
        msg = f"{address}: {error}"
        raise kind(msg) from error
    except (urllib.error.URLError, TimeoutError, OSError, ValueError) as error:
        msg = f"{address}: {error}"
        raise ProviderFailed(msg) from error
    if not isinstance(found, dict):
        msg = f"{address} did not answer an object."
        raise ProviderFailed(msg)
    return found
