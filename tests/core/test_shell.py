"""What frames every page: the menu, who is signed in, and the words of a command."""

import argparse
import json
from datetime import date

import pytest
from django.test import Client

from minga.core import console
from tests.conftest import Cast


def menu(client: Client, path: str) -> dict[str, bool]:
    areas = client.get(path).context["shell"]["areas"]
    return {area["label"]: area["current"] for area in areas}


def test_the_menu_marks_the_area_of_the_page_and_no_other(cast: Cast) -> None:
    client = cast.aldo.client()
    pages = {
        "/": "Mi trabajo",
        "/definiciones/": "Definiciones estratégicas",
        "/registro/": "Registro",
        "/registro/eventos/": "Registro",
    }

    for path, area in pages.items():
        assert [label for label, current in menu(client, path).items() if current] == [area]


def test_a_search_belongs_to_no_area(cast: Cast) -> None:
    assert not any(menu(cast.ana.client(), "/buscar/").values())


def test_the_frame_says_who_one_is_and_where(cast: Cast) -> None:
    shell = cast.bruno.client().get("/").context["shell"]

    assert (shell["person"], shell["organisation"]) == ("B. Díaz", "SERVIU Región de Tarapacá")


def test_who_has_no_function_is_called_by_the_user_name(cast: Cast) -> None:
    assert cast.pia.client().get("/").context["shell"]["person"] == "pia"


def test_a_stranger_gets_the_light_frame(db: None, client: Client) -> None:
    shell = client.get("/registro/").context["shell"]

    assert shell["person"] == ""
    assert "areas" not in shell


def test_a_command_answers_json_with_its_accents(capsys: pytest.CaptureFixture[str]) -> None:
    console.say_json({"región": "Tarapacá", "on": date(2007, 11, 30)})

    written = capsys.readouterr().out
    assert "Tarapacá" in written
    assert json.loads(written) == {"región": "Tarapacá", "on": "2007-11-30"}


def test_a_day_is_typed_as_year_month_day() -> None:
    assert console.day("2007-11-30") == date(2007, 11, 30)
    with pytest.raises(argparse.ArgumentTypeError, match="«30-11-2007» no es una fecha aaaa-mm-dd"):
        console.day("30-11-2007")
