"""Picking n of a population with a seed, so that anyone can repeat it with nothing but SHA-256.

The population is the list of public identifiers, in order, one a line. Each one is followed after
the seed, `SHA-256(seed + identifier)` in hexadecimal; the n lowest are the sample, lowest first.
"""

import hashlib
import secrets
from collections.abc import Iterable

SEED_BYTES = 16


def new_seed() -> str:
    return secrets.token_hex(SEED_BYTES)


def rank(seed: str, public_id: str) -> str:
    return hashlib.sha256(f"{seed}{public_id}".encode()).hexdigest()


def pick(seed: str, population: Iterable[str], size: int) -> list[str]:
    """The same seed over the same population gives the same sample, in the same order."""
    return sorted(set(population), key=lambda public_id: rank(seed, public_id))[:size]


def population_hash(population: Iterable[str]) -> str:
    """Of the identifiers in order, one a line: what `sort | sha256sum` says of a text file."""
    text = "".join(f"{public_id}\n" for public_id in sorted(set(population)))
    return hashlib.sha256(text.encode()).hexdigest()
