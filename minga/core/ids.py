"""Identifiers: random ones for addresses, time-ordered ones for events."""

import secrets
import time

# No vowels and no look-alikes: no words by accident, nothing to confuse when read over the phone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
PUBLIC_ID_LENGTH = 12


# Bytes below 243 = 9 × 27 stand for a letter each, equally often; the others are thrown away.
LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
UNFAIR = bytes(range(256 - 256 % len(ALPHABET), 256))


def new_public_id() -> str:
    """Twelve random characters, 57 bits: what an address, the API or an event calls a row."""
    return new_public_ids(1)[0]


def new_public_ids(count: int) -> list[str]:
    """Many at once, a hundred times faster than one by one."""
    drawn = b""
    while len(drawn) < count * PUBLIC_ID_LENGTH:
        drawn += secrets.token_bytes(count * (PUBLIC_ID_LENGTH + 1) + 8).translate(LETTERS, UNFAIR)
    text = drawn.decode("ascii")
    size = PUBLIC_ID_LENGTH
    return [text[at : at + size] for at in range(0, count * size, size)]


def new_event_id() -> int:
    """A 63-bit integer, milliseconds first: known before the event is written, so that rows can
    name it."""
    return (time.time_ns() // 1_000_000) << 22 | secrets.randbits(22)
