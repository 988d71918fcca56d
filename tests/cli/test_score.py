"""`minga workplan score`: what a plan earned, on any day, for a person and for a program."""

import json
from datetime import date
from typing import Any

import pytest

from minga.cli.main import main
from tests.conftest import Cast
from tests.workplan.factories import approved, line, verified

Capture = pytest.CaptureFixture[str]


def score(*arguments: str) -> int:
    return main(["workplan", "score", "--year", "2007", *arguments])


def answer(capsys: Capture, *arguments: str) -> Any:
    assert score("--json", *arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_the_service_of_the_first_region_is_meant_where_none_is_named(
    cast: Cast, capsys: Capture
) -> None:
    approved(cast)

    found = answer(capsys)

    assert (found["institution"], found["region"], found["year"]) == ("serviu", "01", 2007)
    assert found["institution_name"] == "SERVIU Región de Tarapacá"
    assert (found["weight"], found["earned"], found["on"]) == (100, 0, "2007-11-30")
    for named in ("serviu", "SERVIU", "serviu-tarapaca"):
        assert answer(capsys, "--institution", named)["weight"] == 100


def test_the_weight_is_earned_on_the_day_of_the_verification(cast: Cast, capsys: Capture) -> None:
    at = line(approved(cast, ((60,), (40,))), 1)
    verified(at, uploader=cast.ana, verifier=cast.bruno, on=date(2007, 6, 29))

    earned = {
        day: answer(capsys, "--on", day)["earned"]
        for day in ("2006-12-31", "2007-06-28", "2007-06-29", "2010-01-01")
    }

    assert earned == {"2006-12-31": 0, "2007-06-28": 0, "2007-06-29": 40, "2010-01-01": 40}
    assert [o["earned"] for o in answer(capsys)["objectives"]] == [0, 40]


def test_a_person_reads_it_in_lines(cast: Cast, capsys: Capture) -> None:
    approved(cast)

    assert score("--on", "2007-12-31") == 0

    assert capsys.readouterr().out.splitlines() == [
        "SERVIU Región de Tarapacá, programa 2007, al 31-12-2007",
        "Ponderación 100, ganado 0",
        "  1. 0 de 100  Planes con visión territorial",
    ]


REFUSED = {
    "--region 99": "No hay región con el código «99» el 30-11-2007.",
    "--region 15 --on 2007-10-07": "No hay región con el código «15» el 07-10-2007.",
    "--region 15": "No hay programa 2007 de «serviu» en la Región de Arica y Parinacota.",
    "--institution gore": "No hay programa 2007 de «gore» en la Región de Tarapacá.",
    "--institution x": "No hay programa 2007 de «x» en la Región de Tarapacá.",
    "--year 2008": "No hay programa 2008 de «serviu» en la Región de Tarapacá.",
}


@pytest.mark.parametrize("call", REFUSED)
def test_what_does_not_exist_is_said_and_ends_with_a_one(
    cast: Cast, capsys: Capture, call: str
) -> None:
    approved(cast)

    assert score("--json", *call.split()) == 1

    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.strip() == REFUSED[call]


def test_before_the_first_approval_the_first_version_is_meant(cast: Cast, capsys: Capture) -> None:
    approved(cast)

    found = answer(capsys, "--on", "2007-03-29")

    assert (found["version"], found["weight"], found["earned"]) == (1, 100, 0)
