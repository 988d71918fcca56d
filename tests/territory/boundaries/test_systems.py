"""Everything becomes EPSG:4326, or a sentence says why not."""

import pytest
import shapely

from minga.territory.boundaries.reading import read_file
from minga.territory.boundaries.remarks import FileRefused
from minga.territory.boundaries.systems import Placed, place, system
from tests.territory.boundaries.making import Row, geojson, moved, three, zipped
from tests.territory.shapes import IQUIQUE

PSAD56 = (
    'PROJCS["PSAD_1956_UTM_Zone_19S",GEOGCS["GCS_Provisional_S_American_1956",'
    'DATUM["D_Provisional_S_American_1956",SPHEROID["International_1924",6378388.0,297.0]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",-69.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
LOCAL = (
    'PROJCS["Plano local",GEOGCS["GCS_Otro",DATUM["D_Otro",SPHEROID["Otro",6377000.0,300.0]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",-69.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def placed(rows: list[Row], crs: str = "", **more: object) -> Placed:
    return place(read_file("a.geojson", geojson(rows, crs=crs)), **more)  # type: ignore[arg-type]


def is_iquique(found: Placed, metres: float = 1) -> bool:
    distance = shapely.hausdorff_distance(found.features[0].geometry, IQUIQUE)
    return bool(distance < metres / 100_000)


@pytest.mark.parametrize("epsg", [4326, 4674, 5360, 32719, 5361, 24879])
def test_a_declared_system_is_converted(epsg: int) -> None:
    found = placed(moved(three(), epsg), crs=f"urn:ogc:def:crs:EPSG::{epsg}")

    assert is_iquique(found)
    assert found.crs == f"EPSG:{epsg}"
    assert [r.stops for r in found.remarks] == ([] if epsg == 4326 else [False])


def test_psad56_read_as_a_modern_system_would_be_off_by_hundreds_of_metres() -> None:
    rows = moved(three(), 24879)

    assert is_iquique(placed(rows, asked="EPSG:24879"))
    assert not is_iquique(placed(rows, asked="EPSG:32719"), metres=300)


def test_the_system_of_a_prj_is_recognised_without_its_code() -> None:
    data = zipped(moved(three(), 24879), prj=PSAD56)

    found = place(read_file("a.zip", data))

    assert found.crs == "EPSG:24879"
    assert is_iquique(found)


def test_a_system_without_a_known_way_is_refused() -> None:
    data = zipped(moved(three(), 32719), prj=LOCAL)

    with pytest.raises(FileRefused, match="No se conoce el paso exacto de Plano local"):
        place(read_file("a.zip", data))


def test_utm_that_says_nothing_is_recognised_where_only_one_zone_is_on_land() -> None:
    found = placed(moved(three(), 32719))

    assert is_iquique(found)
    assert found.crs == "EPSG:32719"
    assert "por sus coordenadas es UTM 19 sur" in found.remarks[0].reason


def test_utm_that_two_zones_put_on_land_is_asked_about() -> None:
    aysen = [({"cut": "11101"}, shapely.box(-72.6, -45.6, -72.5, -45.5))]

    with pytest.raises(FileRefused, match="No se sabe en qué sistema"):
        placed(moved(aysen, 32718))
    assert placed(moved(aysen, 32718), asked="EPSG:32718").remarks == ()


def test_utm_where_degrees_are_declared_is_refused_with_both() -> None:
    with pytest.raises(FileRefused, match=r"dice EPSG:4326, que va en grados.*indique EPSG:32719"):
        placed(moved(three(), 32719), crs="urn:ogc:def:crs:OGC:1.3:CRS84")


def test_degrees_where_metres_are_said_are_refused() -> None:
    with pytest.raises(FileRefused, match="va en metros, y las coordenadas son grados"):
        placed(three(), crs="EPSG:32719")
    with pytest.raises(FileRefused, match="Se indicó EPSG:32719"):
        placed(three(), asked="32719")


def test_metres_of_nowhere_are_asked_about() -> None:
    rows = [({"cut": "01101"}, shapely.box(10_000, 20_000, 11_000, 21_000))]

    with pytest.raises(FileRefused, match="No se sabe en qué sistema"):
        placed(rows)


def test_a_system_that_is_none_is_refused() -> None:
    with pytest.raises(FileRefused, match="«la de siempre» no es un sistema"):
        placed(three(), asked="la de siempre")


def test_swapped_axes_are_told_for_each_feature_and_turned_when_asked() -> None:
    swapped = [(said, shapely.transform(shape, lambda p: p[:, ::-1])) for said, shape in three()]

    told = placed(swapped).remarks
    turned = placed(swapped, swapped=True)

    assert [(r.number, r.stops) for r in told] == [(1, True), (2, True), (3, True)]
    assert "la latitud donde va la longitud" in told[0].reason
    assert is_iquique(turned)
    assert turned.remarks == ()


def test_a_lost_sign_and_another_country_are_told() -> None:
    positive = ({}, shapely.transform(IQUIQUE, lambda p: -p))
    abroad, nowhere = ({}, shapely.box(-60, -20, -59, -19)), ({}, shapely.Point(0, 0))

    found = placed([positive, abroad, nowhere])

    assert ["signo menos" in r.reason for r in found.remarks] == [True, False, False]
    assert "fuera de Chile" in found.remarks[1].reason
    assert "0; 0" in found.remarks[2].reason


@pytest.mark.parametrize(
    ("text", "epsg"),
    [
        ("EPSG:32719", 32719),
        ("32718", 32718),
        ("epsg 5361", 5361),
        ("urn:ogc:def:crs:EPSG:6.9:4674", 4674),
        ("http://www.opengis.net/def/crs/EPSG/0/5360", 5360),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
    ],
)
def test_the_ways_to_write_a_system(text: str, epsg: int) -> None:
    found = system(text)

    assert found is not None
    assert found.to_epsg() == epsg


def test_islands_and_antarctica_are_of_the_country() -> None:
    rows = [
        ({}, shapely.box(-109.5, -27.2, -109.2, -27.0)),
        ({}, shapely.box(-79.1, -33.8, -78.7, -33.5)),
        ({}, shapely.box(-68.8, -56.6, -68.6, -56.4)),
        ({}, shapely.box(-90, -90, -53, -62)),
    ]

    assert placed(rows).remarks == ()
