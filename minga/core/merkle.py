"""Merkle trees: one hash that vouches for many leaves, and a short proof that a leaf is among them.

As in RFC 6962: a leaf and a node are hashed with different first bytes, so that no node can be
passed off as a leaf; the last of an odd level goes up as it is.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EMPTY = hashlib.sha256().digest()


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The hash of the whole tree; that of nothing when there are no leaves."""
    sha256 = hashlib.sha256
    level = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY


def _above(level: list[bytes]) -> list[bytes]:
    """The level over this one. A tight loop: 200.000 leaves have as many nodes."""
    sha256 = hashlib.sha256
    pairs = zip(level[::2], level[1::2], strict=False)
    nodes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    if len(level) % 2:
        nodes.append(level[-1])
    return nodes


@dataclass(frozen=True)
class Step:
    """The other half of a node on the way from a leaf to the root."""

    hash: bytes
    is_left: bool


def proof(leaves: Sequence[bytes], index: int) -> list[Step]:
    """What has to be known besides leaf number `index` to reach the root, from below."""
    if not 0 <= index < len(leaves):
        msg = f"There is no leaf {index} among {len(leaves)}."
        raise IndexError(msg)
    level, steps = [leaf_hash(leaf) for leaf in leaves], []
    while len(level) > 1:
        other = index ^ 1
        if other < len(level):
            steps.append(Step(level[other], is_left=other < index))
        level, index = _above(level), index // 2
    return steps


def check(leaf: bytes, steps: Iterable[Step], expected: bytes) -> bool:
    """Is the leaf in the tree with that root?"""
    found = leaf_hash(leaf)
    for step in steps:
        found = node_hash(step.hash, found) if step.is_left else node_hash(found, step.hash)
    return found == expected
