"""A provider of identity on this machine, over real HTTP: the flow and the claims of ClaveÚnica.

It holds what the standard asks of one: a code serves once, with the address and the PKCE verifier
it was asked with; tokens are signed; who shows a token is told who it is. What it is told to say
otherwise, it says.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "minga-de-prueba", "secreto-de-prueba"


def _key() -> Any:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, STRANGE_KEY = _key(), _key()


def _public(key: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return found | {"kid": "uno", "use": "sig", "alg": "RS256"}


@dataclass
class Provider:
    """Who is at its door, what it gave out, and what it was asked."""

    url: str = ""
    run: tuple[int, str] = (11111111, "1")
    # «claims»: what its token says otherwise; «person»: what it says of the person otherwise.
    claims: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    says_no: bool = False
    describes_itself: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    logouts: list[dict[str, str]] = field(default_factory=list)

    def grant(self, query: dict[str, str]) -> str:
        """The address to go back to, with a code."""
        back = {"state": query["state"]}
        if self.says_no:
            back["error"] = "access_denied"
        else:
            code = secrets.token_urlsafe()
            self.codes[code] = query
            back["code"] = code
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        right = (
            asked is not None
            and (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
            and form.get("redirect_uri") == asked["redirect_uri"]
            and asked.get("code_challenge_method") == "S256"
            and proof == asked["code_challenge"]
        )
        if not right or asked is None:
            return None
        token = secrets.token_urlsafe()
        self.tokens.add(token)
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": 3600,
            "id_token": self._id_token(asked),
        }

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": "2594",
            "aud": CLIENT,
            "exp": now + 600,
            "iat": now,
            "nonce": asked.get("nonce"),
        }
        return jwt.encode(claims | self.claims, self.key, algorithm="RS256", headers={"kid": "uno"})

    def told(self) -> dict[str, Any]:
        number, digit = self.run
        return {
            "sub": "2594",
            "RolUnico": {"numero": number, "DV": digit, "tipo": "RUN"},
            "name": {"nombres": ["Ana", "María"], "apellidos": ["Soto", "Vera"]},
        } | self.person


class _Door(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.asked.append(f"GET {parts.path}")
        described = self.provider.describes_itself
        if parts.path == "/.well-known/openid-configuration" and described:
            self._json(self._description())
        elif parts.path == "/jwks":
            self._json({"keys": [_public(KEY)]})
        elif parts.path == "/authorize/":
            self._page(self.provider.grant(query), "Autorizar")
        elif parts.path == "/logout":
            self.provider.logouts.append(query)
            back = query.get("post_logout_redirect_uri") or query.get("redirect", "")
            self._redirect(back)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        self.provider.asked.append(f"POST {path}")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if path == "/token/":
            answer = self.provider.exchange(form)
            self._json(answer or {"error": "invalid_grant"}, 200 if answer else 400)
        elif path == "/userinfo/":
            shown = self.headers.get("Authorization", "").removeprefix("Bearer ")
            known = shown in self.provider.tokens
            self._json(self.provider.told() if known else {}, 200 if known else 401)
        else:
            self.send_error(404)

    def _description(self) -> dict[str, str]:
        url = self.provider.url
        return {
            "issuer": url,
            "authorization_endpoint": f"{url}/authorize/",
            "token_endpoint": f"{url}/token/",
            "userinfo_endpoint": f"{url}/userinfo/",
            "jwks_uri": f"{url}/jwks",
            "end_session_endpoint": f"{url}/logout",
        }

    def _json(self, answer: Any, status: int = 200) -> None:
        self._send(json.dumps(answer).encode(), "application/json", status)

    def _page(self, address: str, verb: str) -> None:
        link = f'<a id="si" href="{escape(address)}">{verb}</a>'
        page = f'<!doctype html><html lang="es"><title>Proveedor</title><h1>Proveedor</h1>{link}'
        self._send(page.encode(), "text/html; charset=utf-8", 200)

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, body: bytes, kind: str, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()
    door = type("Door", (_Door,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    provider.url = f"http://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
