"""What a file is, whatever its name says."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from minga.territory.boundaries.reading import read_file
from minga.territory.boundaries.remarks import FileRefused
from tests.territory.boundaries.making import geojson, three, zipped


def refused(name: str, data: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read_file(name, data)
    return str(caught.value)


def test_a_geojson_is_read_whatever_its_name() -> None:
    found = read_file("limites.txt", geojson(three(), crs="urn:ogc:def:crs:EPSG::4326"))

    assert [f.number for f in found.features] == [1, 2, 3]
    assert found.features[0].properties == {"cut": "01101"}
    assert found.declared == "urn:ogc:def:crs:EPSG::4326"


@pytest.mark.parametrize("name", ["comunas.geojson", "comunas.csv", "comunas.zip"])
def test_a_web_page_with_the_name_of_a_file_is_told(name: str) -> None:
    page = b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>404 No encontrado</body></html>"

    assert "es una página web" in refused(name, page)


def test_what_is_empty_cut_or_something_else_is_told() -> None:
    assert "está vacío" in refused("a.geojson", b" \n")
    assert "cortado o mal escrito cerca de la línea 1" in refused(
        "a.geojson", geojson(three())[:99]
    )
    assert "no es un GeoJSON" in refused("a.csv", b"cut;nombre\n01101;Iquique\n")
    assert "no GeoJSON" in refused("a.json", b'{"comunas": []}')
    assert "no GeoJSON" in refused("a.json", b"[1, 2]")
    assert "no trae ningún elemento" in refused("a.geojson", geojson([]))
    assert "dañado" in refused("a.geojson", b"[" * 100_000)


def test_latin_1_is_read_and_said() -> None:
    data = geojson([({"nombre": "Camiña"}, three()[0][1])], encoding="latin-1")

    found = read_file("a.geojson", data)

    assert found.features[0].properties["nombre"] == "Camiña"
    assert "Latin-1" in found.remarks[0].reason


def test_coordinates_that_make_no_sense_are_an_error_of_their_feature() -> None:
    broken = {"type": "Polygon", "coordinates": [[["a", "b"], [1, 2]]]}

    found = read_file("a.geojson", geojson([three()[0], ({"cut": "01107"}, broken)]))

    assert [(r.number, r.stops) for r in found.remarks] == [(2, True)]


def test_a_ring_that_does_not_close_is_closed_and_said() -> None:
    open_ring = [[-70.2, -20.5], [-70.1, -20.5], [-70.1, -20.0], [-70.2, -20.0]]
    rows = [({"cut": "01101"}, {"type": "Polygon", "coordinates": [open_ring]})]

    found = read_file("a.geojson", geojson(rows))

    assert "no cerraba" in found.remarks[0].reason
    assert found.features[0].geometry.is_valid


# -- Shapefiles. --


def test_a_shapefile_in_a_folder_of_a_zip_is_read() -> None:
    found = read_file("limites.zip", zipped(three()))

    assert [f.properties["cut"] for f in found.features] == ["01101", "01107", "01404"]
    assert found.features[0].geometry.equals(three()[0][1])


def test_without_its_table_it_is_told_what_is_missing() -> None:
    assert "le falta su .dbf" in refused("a.zip", zipped(three(), without=["dbf"]))
    assert "falta el archivo .shp" in refused("a.zip", zipped(three(), without=["shp"]))


def test_without_its_index_or_its_system_it_is_read() -> None:
    found = read_file("a.zip", zipped(three(), without=["shx", "cpg"]))

    assert len(found.features) == 3
    assert ["no trae .prj" in r.reason for r in found.remarks] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_without_its_alphabet_its_texts_are_still_read(encoding: str) -> None:
    rows = [({"nombre": "Camiña"}, three()[0][1])]

    found = read_file("a.zip", zipped(rows, without=["cpg"], encoding=encoding))

    assert found.features[0].properties["nombre"] == "Camiña"
    assert any("Latin-1" in r.reason for r in found.remarks) == (encoding == "cp1252")


def test_a_part_alone_is_told_to_come_with_the_others() -> None:
    with ZipFile(io.BytesIO(zipped(three()))) as archive:
        alone = archive.read("capa/limites.shp")

    assert "solo una parte de un shapefile" in refused("limites.shp", alone)


def test_two_layers_in_one_zip_are_told_by_name() -> None:
    kept = io.BytesIO()
    with ZipFile(kept, "w") as archive:
        archive.writestr("comunas.shp", b"x")
        archive.writestr("barrios.shp", b"x")

    assert "(barrios, comunas)" in refused("a.zip", kept.getvalue())


def test_a_bomb_is_not_inflated() -> None:
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        archive.writestr("limites.shp", b"\0" * 60_000_000)
        archive.writestr("limites.dbf", b"")

    assert "se hincha al descomprimirlo" in refused("a.zip", kept.getvalue())


def test_damage_ends_in_a_sentence() -> None:
    whole = zipped(three())
    with ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kept = io.BytesIO()
    with ZipFile(kept, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data[:90] if name.endswith("shp") else data)

    assert "dañado" in refused("a.zip", kept.getvalue())
    assert "dañado" in refused("a.zip", whole[:-40])
    assert "dañado" in refused("a.zip", whole[:300])


def test_a_row_without_shape_stays_a_row() -> None:
    rows = [*three()[:2], ({"cut": "01404"}, None)]

    found = read_file("a.zip", zipped(rows))

    assert [f.geometry is None for f in found.features] == [False, False, True]
