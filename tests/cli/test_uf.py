"""`minga uf`: the value of a day, for a person and for a program; loading what was published."""

import json
from pathlib import Path

import pytest

from minga.cli.main import main
from minga.core.models import Event
from minga.core.uf.values import uf_on
from tests.cli.process import minga
from tests.core.uf.paying import LAST

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("day", "value"), [("2007-12-31", "19.622,66"), ("2009-05-10", "21.017,77")]
)
def test_it_prints_the_value_and_nothing_else(
    db: None, capsys: Capture, day: str, value: str
) -> None:
    assert main(["uf", day]) == 0
    assert capsys.readouterr().out == f"{value}\n"


def test_a_fresh_installation_knows_it_before_it_has_tables(tmp_path: Path) -> None:
    done = minga(tmp_path, "uf", "2007-12-31")

    assert (done.returncode, done.stdout, done.stderr) == (0, "19.622,66\n", "")


def test_it_answers_a_program(db: None, capsys: Capture) -> None:
    assert main(["uf", "2007-12-31", "--amount", "205", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "day": "2007-12-31",
        "value": "19.622,66",
        "hundredths": 1962266,
        "origin": "computed",
        "is_used": False,
        "amount_uf4": 2050000,
        "pesos": 4022645,
    }


def test_it_converts_an_amount(db: None, capsys: Capture) -> None:
    main(["uf", "2007-12-31", "--amount", "205"])
    assert capsys.readouterr().out == "$ 4.022.645\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["2010-02-10"], "No hay UF para el 10-02-2010: falta el IPC de enero de 2010."),
        (["2010-02-10"], "en «UF e IPC». Desde aquí: «minga uf --load ARCHIVO»."),
        (["2007-12-31", "--amount", "1234.5"], "Escriba «1.234,5» o «12.345»."),
        ([], "Diga de qué día"),
        (["--load", "no/existe.csv"], "No se pudo leer no/existe.csv"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(
    db: None, capsys: Capture, arguments: list[str], says: str
) -> None:
    assert main(["uf", *arguments]) == 1
    assert says in capsys.readouterr().err


def test_a_date_that_is_none_is_a_wrong_call(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["uf", "2007-02-31"])
    assert "«2007-02-31» no es una fecha aaaa-mm-dd" in capsys.readouterr().err


def test_a_file_is_loaded_once(db: None, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "uf.csv"
    file.write_text("31-12-2007;19.700,00\n", encoding="utf-8")

    assert main(["uf", "--load", str(file), "--source", "Banco Central"]) == 0
    assert capsys.readouterr().out == "Se cargó la UF de un día.\n"
    assert uf_on(LAST) == 19_700_00
    assert Event.objects.get().data["source"] == "Banco Central"

    assert main(["uf", "--load", str(file)]) == 1
    assert "no trae nada nuevo" in capsys.readouterr().err


def test_a_file_that_is_wrong_tells_every_line(db: None, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "uf.csv"
    file.write_text("31-02-2026;1\nayer;2\n", encoding="utf-8")

    assert main(["uf", "--load", str(file)]) == 1

    said = capsys.readouterr().err
    assert "El archivo tiene 2 líneas por corregir" in said
    assert "Línea 1: «31-02-2026» no existe" in said
    assert "Línea 2:" in said
