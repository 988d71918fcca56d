"""What is kept of a secret: sealed with a key that is not in the database, or only its digest."""

import hmac
import secrets
from hashlib import sha256

import pyotp
from django.conf import settings

NONCE, TAG = 16, 16


def _key(use: str) -> bytes:
    """Derived from the key of the installation, which is not in the database: one for each use."""
    return hmac.new(settings.SECRET_KEY.encode(), f"minga.factor.{use}".encode(), sha256).digest()


def seal(secret: str) -> str:
    """Encrypted with a keyed stream of one block, then signed: the database alone tells nothing."""
    plain, nonce = secret.encode(), secrets.token_bytes(NONCE)
    assert len(plain) <= sha256().digest_size
    stream = hmac.new(_key("stream"), nonce, sha256).digest()
    sealed = nonce + bytes(a ^ b for a, b in zip(plain, stream, strict=False))
    return (sealed + hmac.new(_key("tag"), sealed, sha256).digest()[:TAG]).hex()


def unseal(sealed: str) -> str | None:
    """None when the key of the installation is another: the factor has to be activated again."""
    data = bytes.fromhex(sealed)
    body, tag = data[:-TAG], data[-TAG:]
    if not hmac.compare_digest(hmac.new(_key("tag"), body, sha256).digest()[:TAG], tag):
        return None
    stream = hmac.new(_key("stream"), body[:NONCE], sha256).digest()
    return bytes(a ^ b for a, b in zip(body[NONCE:], stream, strict=False)).decode()


def new_secret() -> str:
    """160 bits, as the standard asks; in the letters that a person can type."""
    return pyotp.random_base32(length=32)


def digest_of(code: str) -> str:
    """Of a recovery code, however it was typed."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hmac.new(_key("recovery"), plain.encode(), sha256).hexdigest()
