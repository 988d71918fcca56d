"""Identifiers: random ones for addresses, time-ordered ones for events."""

import secrets
import time

# No vowels and no look-alikes: no words by accident, nothing to confuse when read over the phone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
PUBLIC_ID_LENGTH = 12


def new_public_id() -> str:
    """Twelve random characters, 57 bits: what an address, the API or an event calls a row."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def new_event_id() -> int:
    """A 63-bit integer, milliseconds first: known before the event is written, so that rows can
    name it."""
    return (time.time_ns() // 1_000_000) << 22 | secrets.randbits(22)
