"""`minga territory`: the communes of a region on both sides of the day of the law, for a person and
for a program; all of Chile in one order."""

import json
from typing import Any

import pytest

from minga.cli.main import main
from minga.territory.models import Kind, Territory
from tests.conftest import Cast

Capture = pytest.CaptureFixture[str]


def answer(capsys: Capture, *arguments: str) -> Any:
    assert main(["territory", "frame", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("day", "count", "pozo", "province"),
    [("2007-10-07", 11, "01106", "Iquique"), ("2007-10-08", 7, "01401", "Tamarugal")],
)
def test_the_region_has_the_communes_and_codes_of_its_day(
    cast: Cast, capsys: Capture, day: str, count: int, pozo: str, province: str
) -> None:
    found = answer(capsys, day, "--region", "01")

    assert (found["on"], found["region"]["name"]) == (day, "Región de Tarapacá")
    assert len(found["communes"]) == count
    (row,) = (commune for commune in found["communes"] if commune["name"] == "Pozo Almonte")
    assert (row["code"], row["province"]) == (pozo, province)
    assert row["is_verified"] == (pozo == "01401")


def test_without_a_region_it_tells_all_of_them(cast: Cast, capsys: Capture) -> None:
    found = answer(capsys, "2007-10-08")

    assert {r["code"]: len(r["communes"]) for r in found["regions"]} == {"01": 7, "15": 4}


def test_a_person_reads_it_in_lines(cast: Cast, capsys: Capture) -> None:
    assert main(["territory", "frame", "2007-10-07", "--region", "01"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "División vigente al 07-10-2007",
        "01 Región de Tarapacá: 11 comunas",
        "  01101 Iquique (provincia Iquique)",
    ]
    assert "  01106 Pozo Almonte (provincia Iquique, código sin verificar)" in lines


def test_a_region_that_was_not_there_is_refused_with_those_that_were(
    cast: Cast, capsys: Capture
) -> None:
    assert main(["territory", "frame", "2007-10-07", "--region", "15"]) == 1

    assert capsys.readouterr().err == (
        "El 07-10-2007 no había región con el código «15»; había 01.\n"
    )


def test_before_any_place_is_loaded_it_says_how(db: None, capsys: Capture) -> None:
    assert main(["territory", "frame", "2007-10-07"]) == 1

    assert "minga territory load" in capsys.readouterr().err


def test_all_of_chile_is_loaded_in_one_order_and_twice_is_once(db: None, capsys: Capture) -> None:
    for _ in range(2):
        assert main(["territory", "load"]) == 0

    kinds = (Kind.REGION, Kind.PROVINCE, Kind.COMMUNE)
    # The province of Ñuble ended in 2018.
    assert [Territory.objects.filter(kind=kind).count() for kind in kinds] == [16, 56 + 1, 346]
    assert capsys.readouterr().out.splitlines()[1] == (
        "Se cargaron 0 versiones de territorios y 0 cifras y códigos."
    )
