"""`minga territory import`: the whole file or nothing, and each wrong row with its name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer

from minga.cli.main import main
from minga.territory.models import GeometryLoad, Kind, Outline
from minga.territory.shapes import outlines_on
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.territory.boundaries.making import geojson, real, three

Capture = pytest.CaptureFixture[str]
Spoil = Callable[[list[dict[str, Any]]], Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tres.geojson"
    path.write_bytes(geojson(three()))
    return path


def run(path: Path, *more: str) -> int:
    return main(["territory", "import", str(path), *more])


def test_it_loads_and_the_same_again_changes_nothing(
    cast: Cast, file: Path, capsys: Capture
) -> None:
    assert run(file, "--kind", "commune") == 0
    assert "Se cargaron 3 comunas; 0 ya estaban así." in capsys.readouterr().out

    with nothing_recorded():
        assert run(file, "--kind", "commune") == 0
    assert "El archivo no cambia nada: 3 comunas ya están así." in capsys.readouterr().out


def test_it_answers_a_program(cast: Cast, file: Path, capsys: Capture) -> None:
    run(file, "--kind", "commune", "--json", "--source", "IDE")

    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "ok": True,
        "kind": "commune",
        "on": TODAY.isoformat(),
        "crs": "EPSG:4326",
        "loaded": 3,
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "notes": [],
    }
    assert GeometryLoad.objects.get().source == "IDE"


def test_a_preview_loads_nothing(cast: Cast, file: Path, capsys: Capture) -> None:
    with nothing_recorded():
        assert run(file, "--kind", "commune", "--preview") == 0

    assert "Cambiaría 3 comunas" in capsys.readouterr().out


def test_a_file_that_is_none_is_told(cast: Cast, tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "comunas.geojson"
    page.write_text("<html>404</html>")

    absent = tmp_path / "no.json"
    told = {
        page: "es una página web",
        absent: f"No existe el archivo {absent}.",
        tmp_path: "No se pudo leer",
    }
    for path, says in told.items():
        assert run(path, "--kind", "commune") == 1
        assert says in capsys.readouterr().err
    assert run(page, "--kind", "commune", "--json") == 1
    assert "página web" in json.loads(capsys.readouterr().out)["errors"][0]["reason"]
    assert run(page, "--kind", "facility", "--facility-type", "casino") == 1
    assert "«casino» no es un tipo" in capsys.readouterr().err


# -- The real file, and copies of it spoiled in a folder of the test. --


def utm(features: list[dict[str, Any]]) -> None:
    to = Transformer.from_crs(4326, 32719, always_xy=True)
    for one in features:
        ring = one["geometry"]["coordinates"][0]
        one["geometry"]["coordinates"] = [[list(to.transform(*point)) for point in ring]]


def swap(features: list[dict[str, Any]]) -> None:
    for one in features:
        ring = one["geometry"]["coordinates"][0]
        one["geometry"]["coordinates"] = [[point[::-1] for point in ring]]


def said(name: str, value: Any, number: int = 3) -> Spoil:
    return lambda features: features[number - 1]["properties"].update({name: value})


def drawn(geometry: Any, number: int = 3) -> Spoil:
    return lambda features: features[number - 1].update(geometry=geometry)


SPOILED: dict[str, tuple[Spoil, list[int | None], str]] = {
    "unknown code": (said("cut", "01999"), [3], "ninguna comuna tiene el código 01999"),
    "code of before": (said("cut", "01106"), [3], "fue de Pozo Almonte hasta el 08-10-2007"),
    "code of another": (said("cut", "01101"), [3], "su nombre dice «Pozo Almonte»"),
    "name of nobody": (said("nombre_comuna", "Pozo Amargo"), [3], "«Pozo Amargo»"),
    "code with decimals": (said("cut", 1401.5), [3], "no es un código"),
    "empty geometry": (drawn(None), [3], "no trae geometría"),
    "point": (drawn({"type": "Point", "coordinates": [-69.8, -20.3]}), [3], "punto"),
    "broken ring": (
        drawn({"type": "Polygon", "coordinates": [[[-69.8, "x"]]]}),
        [3],
        "no se entienden",
    ),
    "abroad": (
        drawn({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}),
        [3],
        "fuera de Chile",
    ),
    "every feature twice": (
        lambda features: features.extend(list(features)),
        [None, *range(12, 23)],
        "cada elemento viene dos veces",
    ),
    "swapped axes": (swap, list(range(1, 12)), "la latitud donde va la longitud"),
    "metres where degrees are said": (utm, [None], "las coordenadas son metros"),
}


def real_file(tmp_path: Path, spoil: Spoil | None = None) -> Path:
    whole = json.loads(real("comunas_tarapaca_arica.geojson"))
    if spoil is not None:
        spoil(whole["features"])
    path = tmp_path / "comunas.geojson"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_the_real_communes_are_eleven_and_again_nothing(
    cast: Cast, tmp_path: Path, capsys: Capture
) -> None:
    path = real_file(tmp_path)

    assert run(path, "--kind", "commune", "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert run(path, "--kind", "commune", "--json") == 0
    again = json.loads(capsys.readouterr().out)

    assert (first["loaded"], first["unchanged"]) == (11, 0)
    assert (again["loaded"], again["unchanged"]) == (0, 11)
    assert len(outlines_on(TODAY, Kind.COMMUNE)) == 11


@pytest.mark.parametrize("name", SPOILED)
def test_each_spoiled_copy_is_refused_whole_with_its_rows_named(
    cast: Cast, tmp_path: Path, capsys: Capture, name: str
) -> None:
    spoil, rows, says = SPOILED[name]
    path = real_file(tmp_path, spoil)

    with nothing_recorded():
        assert run(path, "--kind", "commune", "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert [error["row"] for error in answer["errors"]] == rows
    assert says in " ".join(error["reason"] for error in answer["errors"])
    assert not Outline.objects.exists()

    assert run(path, "--kind", "commune") == 1
    assert says in capsys.readouterr().err
