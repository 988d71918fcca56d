"""Merkle trees against a slow obvious one."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core import merkle

LEAVES = st.lists(st.binary(max_size=40), max_size=40)


def by_the_book(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written: split at the largest power of two below."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(
        b"\x01" + by_the_book(leaves[:half]) + by_the_book(leaves[half:])
    ).digest()


@given(LEAVES)
def test_the_root_is_that_of_the_standard(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == by_the_book(leaves)


def test_the_root_of_seven_leaves_is_the_same_for_ever() -> None:
    """Of the test vectors of Certificate Transparency."""
    leaves = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243")]

    assert merkle.root([]).hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert merkle.root(leaves[:1]).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert merkle.root(leaves[:3]).hex() == (
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    )


@given(LEAVES.filter(bool), st.data())
def test_each_leaf_has_a_proof_and_another_leaf_has_not(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    root = merkle.root(leaves)

    steps = merkle.proof(leaves, index)

    assert merkle.check(leaves[index], steps, root)
    assert not merkle.check(leaves[index] + b"x", steps, root)
    assert len(steps) <= max(len(leaves) - 1, 0).bit_length()


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=20), st.data())
def test_any_change_or_swap_of_leaves_changes_the_root(
    leaves: list[bytes], data: st.DataObject
) -> None:
    one, other = (data.draw(st.integers(0, len(leaves) - 1)) for _ in range(2))
    changed = list(leaves)
    changed[one], changed[other] = changed[other], changed[one] + b"x"

    assert merkle.root(changed) != merkle.root(leaves)
    assert merkle.root([*leaves, leaves[-1]]) != merkle.root(leaves)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=9))
def test_a_node_is_not_taken_for_a_leaf(leaves: list[bytes]) -> None:
    """Otherwise two leaves could be replaced by one made of their hashes."""
    first, second = merkle.leaf_hash(leaves[0]), merkle.leaf_hash(leaves[1])

    assert merkle.root([first + second, *leaves[2:]]) != merkle.root(leaves)


@pytest.mark.parametrize("index", [-1, 2])
def test_there_is_no_proof_of_what_is_no_leaf(index: int) -> None:
    with pytest.raises(IndexError, match="no leaf"):
        merkle.proof([b"a", b"b"], index)
