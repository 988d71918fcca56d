"""Facilities: known by their code, compared field by field, told when they lie elsewhere."""

from datetime import date

import pytest
import shapely

from minga.core.errors import DomainError
from minga.core.models import Event
from minga.territory.boundaries.actions import NothingNew, load_geometry
from minga.territory.boundaries.plan import CHANGED, NEW, SAME
from minga.territory.boundaries.reading import read_file
from minga.territory.distances import distances, facilities_on, places_of
from minga.territory.models import Facility, GeometryLoad
from tests.conftest import SCRIBE, Cast, nothing_recorded
from tests.core.database import refused, refused_constraint, sql
from tests.territory.boundaries.making import ON, Row, geojson, judged, notes, order, real, stops
from tests.territory.shapes import THREE, draw

SINCE = date(2007, 1, 1)


def school(code: str = "10", x: float = -70.15, y: float = -20.3, **more: object) -> Row:
    said = {"tipo": "educacion", "codigo": code, "nombre": f"Escuela {code}", "cut": "01101"}
    return said | more, shapely.Point(x, y)


def load(*rows: Row, **more: object) -> GeometryLoad:
    asked = order("facility", **more)
    return load_geometry(read_file("a.geojson", geojson(rows)), asked, by=SCRIBE, on=ON)


def told(*rows: Row, **more: object) -> list[str]:
    return stops(judged(geojson(rows), "facility", **more))


def test_facilities_are_loaded_as_one_event(cast: Cast) -> None:
    load(school(), school("11", -70.16), school(tipo="Carabineros", nombre="Tenencia"))

    rows = Facility.objects.order_by("kind", "code").values_list("kind", "code", "name")
    assert list(rows) == [
        ("police", "10", "Tenencia"),
        ("school", "10", "Escuela 10"),
        ("school", "11", "Escuela 11"),
    ]
    assert Event.objects.latest("sequence").data["what"] == "3 equipamientos"


def test_the_same_again_changes_nothing_and_a_change_is_seen(cast: Cast) -> None:
    load(school(), school("11"))
    renamed = school("11", nombre="Liceo 11")

    with nothing_recorded(), pytest.raises(NothingNew):
        load(school("11"), school())
    plan = judged(geojson([school(), renamed, school("12")]), "facility")

    assert [item.what for item in plan.items] == [SAME, CHANGED, NEW]
    assert (plan.items[1].before, plan.items[1].name) == ("Escuela 11", "Liceo 11")


def test_a_changed_one_follows_the_row_before(cast: Cast) -> None:
    load(school(), on=SINCE)

    load(school(x=-70.16), on=date(2007, 6, 1))
    load(school(x=-70.17), on=date(2007, 6, 1))

    def longitude(day: date) -> list[int]:
        return [facility.longitude for facility in facilities_on(day, "school")]

    assert longitude(date(2007, 5, 31)) == [-701_500_000]
    assert longitude(date(2007, 6, 1)) == [-701_700_000]
    assert Facility.objects.filter(is_withdrawn=True).count() == 1


def test_one_known_from_a_later_day_ends_where_that_one_begins(cast: Cast) -> None:
    load(school(), on=ON)

    load(school(x=-70.16), on=SINCE)

    assert [f.valid_until for f in Facility.objects.order_by("valid_from")] == [ON, None]


def test_one_in_another_commune_is_loaded_told_and_marked(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)
    plan = judged(geojson([school(x=-70.05)]), "facility")

    load(school(x=-70.05))

    assert "dice Iquique y su punto está en Alto Hospicio, a 5,2 km de Iquique" in notes(plan)[0]
    assert Facility.objects.get().is_elsewhere


def test_one_in_the_sea_is_an_error_unless_it_is_on_the_shore(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)

    assert (
        "cae en el mar o fuera de las comunas cargadas, a 31,3 km de Iquique"
        in (told(school(x=-70.5))[0])
    )
    assert told(school(x=-70.202)) == []
    assert not judged(geojson([school(x=-70.202)]), "facility").items[0].values[-1]


def test_without_boundaries_it_is_said_that_nobody_looked(cast: Cast) -> None:
    draw(THREE, schematic=True, by=SCRIBE, on=SINCE)

    plan = judged(geojson([school(x=-70.5)]), "facility")

    assert plan.stops == []
    assert "no hay límites cargados" in notes(plan)[0]


def test_each_thing_that_is_missing_is_told(cast: Cast) -> None:
    row = ({"cut": "01101"}, None)

    found = told(row)

    for reason in ("ubicación", "de qué tipo es", "su código", "su nombre"):
        assert any(reason in said for said in found)
    assert len(told(row, facility="school")) == 3
    proposals = [remark.proposal for remark in judged(geojson([row]), "facility").remarks]
    for column in ("tipo", "codigo", "nombre"):
        assert f"Agregue la columna «{column}»." in proposals
    assert (
        "se espera un punto"
        in told((school()[0], shapely.LineString([(-70, -20), (-70.1, -20)])))[0]
    )
    assert "ninguna comuna tiene el código" in told(school(cut="99999"))[0]


def test_every_facility_twice_is_told(cast: Cast) -> None:
    found = told(school(), school("11"), school(), school("11"))

    assert found[0].startswith("Archivo: cada elemento viene dos veces: trae 4 y son 2.")
    assert "repite el código 10 del elemento 1" in found[1]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Educación", "school"),
        ("Jardín infantil", "kindergarten"),
        ("SALUD", "health"),
        ("bomberos", "fire"),
        ("Plaza", "green_area"),
        ("Paradero", "transit"),
        ("fire", "fire"),
    ],
)
def test_types_as_registries_call_them(cast: Cast, said: str, kind: str) -> None:
    assert judged(geojson([school(tipo=said)]), "facility").items[0].values[0] == kind


def test_the_database_keeps_one_of_each_on_a_day(cast: Cast) -> None:
    load(school(), school("11"))

    columns = "kind, code, name, detail, state, is_elsewhere, longitude, latitude, source, note"
    again = (
        "INSERT INTO territory_facility (public_id, valid_from, is_withdrawn, event_id, {columns}) "
        "SELECT 'otro', '2020-01-01', {withdrawn}, event_id, {columns} FROM territory_facility "
        "WHERE code = '10'"
    )
    with refused("El mismo equipamiento no puede estar dos veces"):
        sql(again.format(columns=columns, withdrawn="%s"), False)
    for change in ("longitude = 0", "valid_from = '2001-01-01'", "code = '12'"):
        with refused("El equipamiento no se cambia"):
            sql(f"UPDATE territory_facility SET {change} WHERE code = '11'")
    with refused("El equipamiento no se cambia"):
        sql("DELETE FROM territory_facility")
    with refused_constraint("facility_ends_after_start", "facility_ends_after_start"):
        sql("UPDATE territory_facility SET valid_until = valid_from")


def test_the_real_registers_load_and_measure(cast: Cast) -> None:
    """665 facilities, of which three lie in another commune than they say."""
    communes = read_file("a.geojson", real("comunas_tarapaca_arica.geojson"))
    load_geometry(communes, order(), by=SCRIBE, on=ON)
    data = real("equipamiento_tarapaca_arica.geojson")

    load_geometry(read_file("a.geojson", data), order("facility"), by=SCRIBE, on=ON)

    assert Facility.objects.count() == 665
    assert Facility.objects.filter(is_elsewhere=True).count() == 3
    with pytest.raises(DomainError, match="no cambia nada"):
        load_geometry(read_file("a.geojson", data), order("facility"), by=SCRIBE, on=ON)
    schools = facilities_on(ON, "school")
    near = distances([(-70.143015, -20.237395)], places_of(schools))
    assert schools[near.which[0]].name == "ESCUELA THILDA PORTILLO OLIVARES"
    assert near.metres[0] == pytest.approx(233, abs=20)
