"""Boundaries of communes: every error at once, the exact difference, all or nothing."""

from datetime import date

import pytest
import shapely

from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.territory.actions import load_figures
from minga.territory.boundaries.actions import (
    ChangedSinceSeen,
    NothingNew,
    load_geometry,
)
from minga.territory.boundaries.judge import NoTerritories
from minga.territory.boundaries.plan import CHANGED, NEW, SAME
from minga.territory.boundaries.reading import read_file
from minga.territory.boundaries.remarks import NothingLoaded
from minga.territory.models import GeometryLoad, Kind, Outline, Territory
from minga.territory.shapes import outlines_on
from minga.territory.tables import other_codes, populations
from tests.conftest import SCRIBE, Cast, nothing_recorded
from tests.territory.boundaries.making import (
    ON,
    Row,
    geojson,
    judged,
    notes,
    order,
    real,
    stops,
    three,
    zipped,
)
from tests.territory.shapes import HUARA, IQUIQUE, box, draw

REAL = "comunas_tarapaca_arica.geojson"


def load(data: bytes, kind: str = "commune", **more: object) -> GeometryLoad:
    asked = order(kind, **more)
    return load_geometry(read_file("limites.geojson", data), asked, by=SCRIBE, on=ON)


def spoiled(number: int, **properties: object) -> list[Row]:
    """The three, with other properties for one of them."""
    rows = three()
    rows[number - 1] = (properties, rows[number - 1][1])
    return rows


def test_it_loads_what_is_new_as_one_event(cast: Cast) -> None:
    loaded = load(geojson(three()))

    assert {s.key for s in outlines_on(ON, Kind.COMMUNE)} == {"iquique", "alto-hospicio", "huara"}
    assert set(Outline.objects.values_list("load", "source")) == {(loaded.pk, "pruebas")}
    event = Event.objects.latest("sequence")
    assert (event.kind, event.data["what"]) == (
        "territory.geometry_loaded",
        "los límites de 3 comunas",
    )
    assert event.data["batches"] == {"territory.outline": 3}


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    load(geojson(three()))

    plan = judged(geojson(three()))

    assert (plan.changes, plan.same) == ([], 3)
    for data in (geojson(three()), geojson(three()[::-1]), zipped(three())):
        with nothing_recorded(), pytest.raises(NothingNew, match="sus 3 elementos ya están"):
            load(data)


def test_it_says_exactly_what_would_change(cast: Cast) -> None:
    load(geojson(three()[:2]))
    wider = [({"cut": "01101"}, box(-70.3, -20.5, -70.1, -20.0)), *three()[1:]]

    plan = judged(geojson(wider))

    assert [(i.name, i.what) for i in plan.items] == [
        ("Iquique", CHANGED),
        ("Alto Hospicio", SAME),
        ("Huara", NEW),
    ]
    assert (plan.items[0].before, plan.items[0].after) == ("578,3 km²", "1.156,7 km²")
    assert plan.absent == []


def test_those_that_do_not_come_are_told_and_stay(cast: Cast) -> None:
    load(geojson(three()))

    plan = judged(geojson(three()[:1]))

    assert plan.absent == ["Alto Hospicio", "Huara"]
    assert len(outlines_on(ON, Kind.COMMUNE)) == 3


def test_a_later_file_holds_from_its_day(cast: Cast) -> None:
    load(geojson(three()))
    wider = [({"cut": "01101"}, box(-70.3, -20.5, -70.1, -20.0))]

    load(geojson(wider), on=date(2008, 3, 1))

    before, after = (
        {s.key: s.geometry.bounds[0] for s in outlines_on(day, Kind.COMMUNE)}
        for day in (date(2008, 2, 29), date(2008, 3, 1))
    )
    assert (before["iquique"], after["iquique"]) == (-70.2, -70.3)


# -- What is wrong, each told with its feature and nothing loaded. --


@pytest.mark.parametrize(
    ("properties", "says"),
    [
        ({"cut": "99999"}, "ninguna comuna tiene el código 99999"),
        ({"cut": 1405.5}, "«1405.5» no es un código de comuna"),
        ({"cut": "01107", "nombre": "Iquiqe"}, "el código 01107 es Alto Hospicio"),
        ({"cut": "01106"}, "el código 01106 fue de Pozo Almonte hasta el 08-10-2007"),
        ({"cut": 1101, "nombre": "Arica"}, "Iquique como CUT y Arica como código del SII"),
        ({"nombre": "Ikike"}, "ninguna comuna se llama «Ikike»"),
        ({"nombre": "IQUIQUE / HUARA"}, "nombra varias comunas"),
        ({}, "no trae código ni nombre de comuna"),
        ({"cut": "01101"}, "repite el lugar del elemento 1"),
    ],
)
def test_a_wrong_row_refuses_the_whole_file(
    cast: Cast, properties: dict[str, object], says: str
) -> None:
    load_figures(populations(), other_codes(), by=SCRIBE)
    data = geojson(spoiled(2, **properties))

    assert [r.number for r in judged(data).stops] == [2]
    assert says in stops(judged(data))[0]
    with nothing_recorded(), pytest.raises(NothingLoaded, match="una observación"):
        load(data)
    assert not Outline.objects.exists()


@pytest.mark.parametrize("code", [1101, 1101.0, "1101", " 01101"])
def test_codes_that_lost_their_zero_are_read(cast: Cast, code: object) -> None:
    assert judged(geojson(spoiled(1, CUT_COM=code))).stops == []


def test_all_errors_are_told_at_once(cast: Cast) -> None:
    rows = [
        ({"cut": "99999"}, None),
        ({"cut": "01107"}, shapely.Point(-70.05, -20.3)),
        ({"nombre": "Nada"}, HUARA),
        *three()[:1],
    ]

    plan = judged(geojson(rows))

    assert [r.number for r in plan.stops] == [1, 1, 2, 3]
    assert plan.stops[0].said == "99999"
    assert [item.number for item in plan.items] == [4]


def test_every_feature_twice_is_told_as_such(cast: Cast) -> None:
    plan = judged(geojson(three() * 2))

    assert stops(plan)[0].startswith("Archivo: cada elemento viene dos veces: trae 6 y son 3.")
    assert [r.number for r in plan.stops[1:]] == [4, 5, 6]
    assert "es igual al elemento 1" in stops(plan)[1]


def test_an_empty_geometry_is_told(cast: Cast) -> None:
    rows = [three()[0], ({"cut": "01107"}, None), ({"cut": "01404"}, shapely.Polygon())]

    assert [(r.number, "no trae geometría" in r.reason) for r in judged(geojson(rows)).stops] == [
        (2, True),
        (3, True),
    ]


def test_swapped_axes_are_told_and_turned_when_asked(cast: Cast) -> None:
    swapped = [(said, shapely.transform(shape, lambda p: p[:, ::-1])) for said, shape in three()]

    plan = judged(geojson(swapped))

    assert [r.number for r in plan.stops] == [1, 2, 3]
    turned = judged(geojson(swapped), swapped=True)
    assert (turned.stops, turned.notes, len(turned.items)) == ([], [], 3)


def test_neighbours_that_share_much_ground_are_told(cast: Cast) -> None:
    rows = [*three()[:1], ({"cut": "01107"}, box(-70.11, -20.5, -70.0, -20.0))]

    assert "se superpone con Iquique (elemento 1) en un 10 %" in stops(judged(geojson(rows)))[0]
    sliver = [*three()[:1], ({"cut": "01107"}, box(-70.1001, -20.5, -70.0, -20.0))]
    assert judged(geojson(sliver)).stops == []
    assert "se traslapan en menos de 1 %" in " ".join(notes(judged(geojson(sliver))))


def test_codes_of_the_tax_service_without_names_are_seen_by_where_they_lie(cast: Cast) -> None:
    arica = box(-70.3, -18.6, -70.0, -18.3)
    draw({"iquique": IQUIQUE, "arica": arica}, schematic=True, by=SCRIBE, on=date(2007, 1, 1))

    plan = judged(geojson([({"cut": 1101}, arica.buffer(-0.01))]))

    assert "su contorno cae en Arica y su código dice Iquique" in stops(plan)[0]
    assert "códigos son del SII" in stops(plan)[0]


def test_a_repair_and_a_turned_ring_are_told_and_loaded(cast: Cast) -> None:
    corners = [(-70.1, -20.5), (-70.0, -20.5), (-70.0, -20.0), (-70.1001, -20.0), (-70.1, -19.9999)]
    rows = [
        ({"cut": "01101"}, shapely.reverse(shapely.orient_polygons(IQUIQUE))),
        ({"cut": "01107"}, shapely.Polygon(corners)),
    ]

    plan = judged(geojson(rows))

    assert plan.stops == []
    told = notes(plan)
    assert [("se dio vuelta" in said, "se cruza a sí mismo" in said) for said in told] == [
        (True, False),
        (False, True),
    ]


# -- Who, when, and what somebody else did. --


def test_only_who_administers_loads_boundaries(cast: Cast) -> None:
    for who in (cast.ana, cast.diana, cast.aldo, cast.pia):
        with nothing_recorded(), pytest.raises(NotAllowed):
            load_geometry(read_file("a.geojson", geojson(three())), order(), by=who.access, on=ON)


def test_what_changed_since_it_was_seen_is_not_written(cast: Cast) -> None:
    seen = judged(geojson(three())).mark
    load(geojson(three()[:1]))

    with nothing_recorded(), pytest.raises(ChangedSinceSeen):
        load_geometry(
            read_file("a.geojson", geojson(three())), order(), seen=seen, by=SCRIBE, on=ON
        )


def test_before_there_were_communes_nothing_can_be_loaded(cast: Cast) -> None:
    with pytest.raises(NoTerritories, match="01-01-1900"):
        judged(geojson(three()), on=date(1900, 1, 1))


# -- Places inside of a commune. --


def inside(name: str = "EL MORRO", **more: object) -> list[Row]:
    return [({"nombre": name, "cut": "01101"} | more, box(-70.15, -20.3, -70.14, -20.29))]


def test_a_neighbourhood_is_made_in_its_commune(cast: Cast) -> None:
    load(geojson(three()))

    load(geojson(inside()), "neighbourhood")

    place = Territory.objects.get(kind=Kind.NEIGHBOURHOOD)
    version = place.versions.get()
    assert (place.key, version.name, version.code) == ("barrio-iquique-el-morro", "El Morro", "")
    assert version.parent == Territory.objects.get(key="iquique")
    assert [s.key for s in outlines_on(ON, Kind.NEIGHBOURHOOD)] == [place.key]


def test_the_same_neighbourhood_again_is_the_same_place(cast: Cast) -> None:
    load(geojson(inside()), "neighbourhood")
    moved = [({"nombre": "El Morro", "cut": "01101"}, box(-70.16, -20.3, -70.14, -20.29))]

    with nothing_recorded(), pytest.raises(NothingNew):
        load(geojson(inside("El  morro")), "neighbourhood")
    load(geojson(moved), "neighbourhood", on=date(2008, 1, 1))

    assert Territory.objects.filter(kind=Kind.NEIGHBOURHOOD).count() == 1
    assert Outline.objects.count() == 2


def test_without_its_commune_it_is_found_by_where_it_lies(cast: Cast) -> None:
    load(geojson(three()))
    rows = [({"nombre": "El Boro"}, box(-70.06, -20.3, -70.05, -20.29))]

    plan = judged(geojson(rows), "neighbourhood")

    assert (plan.stops, plan.items[0].place) == ([], "Alto Hospicio")


def test_one_that_lies_in_another_commune_or_in_the_sea_is_told(cast: Cast) -> None:
    load(geojson(three()))
    elsewhere = [({"nombre": "El Boro", "cut": "01101"}, box(-70.06, -20.3, -70.05, -20.29))]
    at_sea = [({"nombre": "Isla", "cut": "01101"}, box(-70.5, -20.3, -70.4, -20.2))]
    partly = [({"nombre": "Playa", "cut": "01101"}, box(-70.202, -20.3, -70.19, -20.2))]

    assert (
        "dice ser de Iquique y está en Alto Hospicio"
        in stops(judged(geojson(elsewhere), "neighbourhood"))[0]
    )
    assert "está en el mar" in stops(judged(geojson(at_sea), "neighbourhood"))[0]
    told = judged(geojson(partly), "neighbourhood")
    assert told.stops == []
    assert "un 16,67 % de su superficie queda fuera de Iquique" in notes(told)[0]


def test_a_neighbourhood_without_name_is_told(cast: Cast) -> None:
    rows = [({"cut": "01101"}, box(-70.15, -20.3, -70.14, -20.29))]

    assert "no trae nombre" in stops(judged(geojson(rows), "neighbourhood"))[0]


def test_two_of_the_same_name_get_keys_of_their_own(cast: Cast) -> None:
    other = [({"nombre": "El Morro", "cut": "01107"}, box(-70.06, -20.3, -70.05, -20.29))]

    load(geojson([*inside(), *other]), "neighbourhood")
    load(geojson(inside()), "urban_limit")

    assert set(
        Territory.objects.filter(key__contains="el-morro").values_list("key", flat=True)
    ) == {
        "barrio-iquique-el-morro",
        "barrio-alto-hospicio-el-morro",
        "limite-iquique-el-morro",
    }


# -- The real files. --


def test_the_real_communes_are_eleven(cast: Cast) -> None:
    data = real(REAL)

    load(data)

    assert len(outlines_on(ON, Kind.COMMUNE)) == 11
    assert judged(data).changes == []


def test_the_real_urban_limits_are_eight(cast: Cast) -> None:
    load(real(REAL))
    data = real("limite_urbano_censal_2017.geojson")

    load(data, "urban_limit")

    assert len(outlines_on(ON, Kind.URBAN_LIMIT)) == 8
    assert judged(data, "urban_limit").changes == []


def test_the_real_informal_settlements_are_seventy_eight(cast: Cast) -> None:
    load(real(REAL))

    load(real("campamentos_2024_tarapaca_arica.geojson"), "neighbourhood")

    assert len(outlines_on(ON, Kind.NEIGHBOURHOOD)) == 78
