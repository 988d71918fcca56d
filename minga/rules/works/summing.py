"""Exact sums of whole numbers by a key of several columns."""

from dataclasses import dataclass

import numpy as np

from minga.rules.works.portfolio import Ints


@dataclass(frozen=True)
class Groups:
    """The different keys, ordered; of each row, the place of its key; of each key, a first row."""

    keys: tuple[Ints, ...]
    place: Ints
    first: Ints

    def total(self, amounts: Ints) -> Ints:
        """The sum of each key: int64, never through float."""
        sums = np.zeros(len(self.first), dtype=np.int64)
        np.add.at(sums, self.place, amounts)
        return sums

    def least(self, values: Ints) -> Ints:
        found = np.full(len(self.first), np.iinfo(np.int64).max, dtype=np.int64)
        np.minimum.at(found, self.place, values)
        return found

    def most(self, values: Ints) -> Ints:
        found = np.full(len(self.first), np.iinfo(np.int64).min, dtype=np.int64)
        np.maximum.at(found, self.place, values)
        return found


def groups(*columns: Ints) -> Groups:
    """`columns`: (n,) each."""
    if not len(columns[0]):
        return Groups(tuple(columns), columns[0], columns[0])
    order = np.lexsort(columns[::-1])
    ordered = [column[order] for column in columns]
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.any([column[1:] != column[:-1] for column in ordered], axis=0)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.cumsum(new) - 1
    first = order[new]
    return Groups(tuple(column[first] for column in columns), place, first)


def matched(keys: tuple[Ints, ...], among: tuple[Ints, ...], amounts: Ints) -> tuple[Ints, Ints]:
    """For each row of `keys`, what `among` (each key once) has in `amounts`, 0 where it has none;
    and whether it has one, 0 or 1."""
    size = len(keys[0])
    both = groups(*(np.concatenate([key, other]) for key, other in zip(keys, among, strict=True)))
    found = np.zeros(len(both.first), dtype=np.int64)
    there = np.zeros(len(both.first), dtype=np.int64)
    found[both.place[size:]] = amounts
    there[both.place[size:]] = 1
    return found[both.place[:size]], there[both.place[:size]]
