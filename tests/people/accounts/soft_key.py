"""A security key made of software, as the standard (WebAuthn, level 2) describes one: it signs for
one site, counts, and knows no secret but its own."""

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

SITE = "http://testserver"


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class SoftKey:
    counter: int = 0
    counts: bool = True
    identifier: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    secret: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, asked: str, site: str = SITE) -> str:
        """The answer to `navigator.credentials.create`."""
        options = json.loads(asked)
        public = cbor.encode(dict(ES256.from_cryptography_key(self.secret.public_key())))
        length = len(self.identifier).to_bytes(2, "big")
        attested = bytes(16) + length + self.identifier + public
        data = self._data(options["rp"]["id"], 0x41) + attested
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options["challenge"], site)
        return self._packed({"clientDataJSON": b64(client), "attestationObject": b64(made)})

    def sign(self, asked: str, site: str = SITE) -> str:
        """The answer to `navigator.credentials.get`."""
        options = json.loads(asked)
        self.counter += self.counts
        data = self._data(options["rpId"], 0x01)
        client = self._client("webauthn.get", options["challenge"], site)
        signed = data + sha256(client).digest()
        signature = self.secret.sign(signed, ec.ECDSA(hashes.SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._packed({name: b64(value) for name, value in answer.items()})

    def _data(self, site_id: str, flags: int) -> bytes:
        return sha256(site_id.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    @staticmethod
    def _client(kind: str, challenge: str, site: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": site}).encode()

    def _packed(self, response: dict[str, str]) -> str:
        name = b64(self.identifier)
        packed = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps(packed | {"clientExtensionResults": {}})
