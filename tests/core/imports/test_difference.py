"""The difference against a slow and obvious one."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from minga.core.access import NOBODY
from minga.core.imports import staging
from minga.core.imports.difference import Difference, difference
from minga.core.imports.spec import Field, ImportSpec
from minga.core.kinds import INTEGER, TEXT
from minga.core.months import Month

FIELDS = (Field("year", "Año", INTEGER), Field("code", "Código", TEXT), Field("name", "N", TEXT))

# Few keys and values, so that rows meet.
keys = st.tuples(st.integers(1, 2), st.sampled_from("ab"))
names = st.sampled_from(["x", "y", "", None])
tables = st.dictionaries(keys, names, max_size=4)


def spec_of(rows: list[Any]) -> ImportSpec:
    def nothing(found: Difference, access: Any) -> None:
        raise AssertionError

    return ImportSpec(
        "k", "cosas", "p", FIELDS, ("year", "code"), existing=lambda access: rows, apply=nothing
    )


def columns(table: dict[tuple[int, str], Any]) -> dict[str, list[Any]]:
    return {
        "year": [year for year, _ in table],
        "code": [code for _, code in table],
        "name": list(table.values()),
    }


@given(tables, tables, st.booleans())
def test_it_agrees_with_a_look_at_each_row(
    file: dict[Any, Any], there: dict[Any, Any], as_tuples: bool
):
    rows: list[Any] = [(*key, name) for key, name in there.items()]
    if not as_tuples:
        rows = [dict(zip(("year", "code", "name"), row, strict=True)) for row in rows]

    found = difference(spec_of(rows), columns(file), NOBODY)

    order = list(file)
    assert [order[number] for number in found.new] == [key for key in order if key not in there]
    assert sorted(found.missing) == sorted(key for key in there if key not in file)
    both = [key for key in order if key in there]
    differ = [key for key in both if (file[key] or None) != (there[key] or None)]
    assert [order[change.row] for change in found.changed] == differ
    assert [change.fields for change in found.changed] == [
        (("name", there[key] or None, file[key] or None),) for key in differ
    ]
    assert found.same == len(both) - len(differ)


@given(tables, tables, tables)
def test_its_fingerprint_changes_when_its_effect_does(
    file: dict[Any, Any], before: dict[Any, Any], after: dict[Any, Any]
):
    def effect(there: dict[Any, Any]) -> tuple[Any, str]:
        rows = [(*key, name) for key, name in there.items()]
        found = difference(spec_of(rows), columns(file), NOBODY)
        return (found.new, found.changed, found.same), found.fingerprint()

    (first, one), (second, other) = effect(before), effect(after)

    assert (one == other) == (first == second)


def test_what_was_read_comes_back_from_the_disk_as_it_was():
    values = {
        "code": ["a", None, "b"],
        "on": [date(2007, 10, 8), None, date(1999, 1, 1)],
        "month": [Month(2007, 12), Month(2008, 1), None],
        "amount": [10**17, -1, None],
        "empty": [None, None, None],
        "flag": [True, False, None],
    }

    sha256 = staging.save_rows("abc", values, [1, 2, 5])

    assert staging.load_rows("abc", sha256) == (values, [1, 2, 5])


def test_of_what_comes_whole_only_that_is_told_as_missing():
    rows = [{"year": 1, "code": "a"}, {"year": 1, "code": "b"}, {"year": 2, "code": "a"}]
    spec = replace(spec_of(rows), whole=("year",))

    found = difference(spec, columns({(1, "a"): None}), NOBODY)

    assert found.missing == [(1, "b")]
