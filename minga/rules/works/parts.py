"""Amounts of many things divided among their parts, each adding to the peso.

The same as `rules.division.largest_remainder`, for many amounts at once.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Above this a product of two columns may not fit in 64 bits.
FITS = 2**62


def split_all(amount: Ints, owner: Ints, weight: Ints) -> Ints:
    """`amount` (m), one of each owner; `owner` (n), 0 … m - 1, and `weight` (n) of each part, not
    less than zero. Answers (n): what each part gets. The pesos that remain of an owner go to its
    largest remainders, then to its first parts. Raises ValueError when an owner's weights add to
    nothing."""
    whole = np.zeros(len(amount), dtype=np.int64)
    np.add.at(whole, owner, weight)
    if np.any(whole[owner] <= 0):
        msg = "the weights of an owner add to nothing"
        raise ValueError(msg)
    size = np.abs(amount)[owner]
    fits = not len(size) or int(size.max()) * int(weight.max(initial=0)) < FITS
    product = size * weight if fits else size.astype(object) * weight
    parts = np.asarray(product // whole[owner], dtype=np.int64)
    remainder = np.asarray(product % whole[owner], dtype=np.int64)
    left = np.abs(amount).copy()
    np.subtract.at(left, owner, parts)
    order = np.lexsort((np.arange(len(owner)), -remainder, owner))
    parts[order] += _rank(owner[order]) < left[owner[order]]
    return np.where(amount[owner] < 0, -parts, parts)


def _rank(group: Ints) -> Ints:
    """Of each position within its group; groups stand together."""
    at = np.arange(len(group))
    begins = np.r_[True, group[1:] != group[:-1]] if len(group) else np.zeros(0, dtype=bool)
    return np.asarray(at - np.maximum.accumulate(np.where(begins, at, 0)), dtype=np.int64)
