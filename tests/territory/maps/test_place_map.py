"""The map of places: what it draws, what its table says and what a live map knows are the same."""

import re
from datetime import date

import pytest
from django.template import Context, Template
from lxml import html
from shapely import Point

from minga.core.charts import Mark
from minga.territory.frames import frame_on
from minga.territory.maps import Ground, MapArea, MapLine, MapPoint, PlaceMap, ground_of
from minga.territory.models import Territory
from tests.conftest import SCRIBE, Cast
from tests.territory.shapes import THREE, draw

DAY = date(2007, 11, 30)
VALUES = {"iquique": 12, "alto-hospicio": 3, "huara": None}
POINTS = (
    MapPoint(name="Escuela A", kind="escuela", at=(-70.15, -20.2), symbol="square"),
    MapPoint(
        name="Posta B", kind="salud", at=(-70.05, -20.3), symbol="diamond", tone="stop",
        state="detenida", href="/nada/",
    ),
)  # fmt: skip
LINE = MapLine(name="Calle C", kind="calle", path=((-70.2, -20.1), (-70.1, -20.2)))


def places(*, on: date = DAY, keys: tuple[str, ...] = tuple(VALUES)) -> Ground:
    frame = frame_on(on)
    return ground_of(frame, [v for v in frame.versions.values() if v.territory.key in keys])


def a_map(*, points: bool = False, **more: object) -> PlaceMap:
    ground = places()
    known = {land.ident: land.version.territory.key for land in ground.lands}
    areas = tuple(
        MapArea(ident, VALUES[key], f"/territorio/{ident}/") for ident, key in known.items()
    )
    things = {"points": POINTS, "lines": (LINE,)} if points else {}
    told = (
        {"title": "Iquique tiene más", "note": "Obras por comuna", "limits": (5,)} | things | more
    )
    return PlaceMap(ground=ground, areas=areas, **told)  # type: ignore[arg-type]


def rendered(shown: PlaceMap) -> html.HtmlElement:
    page = Template("{% load maps %}<div>{% place_map map %}</div>").render(Context({"map": shown}))
    return html.fragment_fromstring(page)


def table_of(tree: html.HtmlElement) -> dict[str, list[str]]:
    return {
        row.get("data-row"): [" ".join(cell.text_content().split()) for cell in row]
        for row in tree.xpath("//tbody/tr")
    }


def drawn(tree: html.HtmlElement) -> dict[str, str]:
    """What each area and thing of the drawing says of itself, by the row it belongs to."""
    return {
        item.get("data-row"): item.get("aria-label")
        for item in tree.xpath("//*[local-name()='svg']//*[@data-row]")
    }


def test_a_commune_alone_bears_its_name_on_its_land(cast: Cast) -> None:
    """In the sketch of the region it stands in the sea, which would be out of its drawing."""
    [alone] = places(keys=("alto-hospicio",)).lands
    among = next(land for land in places().lands if land.ident == alone.ident)

    assert [land.geometry.covers(Point(land.label)) for land in (alone, among)] == [True, False]


def test_the_map_and_its_table_say_the_same(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)

    tree = rendered(a_map(points=True))

    rows, said = table_of(tree), drawn(tree)
    assert set(rows) == set(said)
    assert len(rows) == 6
    for row, cells in rows.items():
        name = re.sub(r"^\d+\. ", "", cells[0])
        kind, value, state = cells[1:4]
        wanted = f"{name}: {value}" if kind == "comuna" and value != "–" else None
        if kind == "comuna" and value == "–":
            wanted = f"{name}: sin dato"
        wanted = wanted or ", ".join(part for part in (name, kind, state) if part != "–")
        assert said[row] == wanted
        assert tree.xpath(f"//tr[@data-row='{row}']/@data-said") == [wanted]


def test_what_a_live_map_draws_is_what_the_table_says(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)

    tree = rendered(a_map(points=True))

    rows = {row.xpath("string(th)").strip(): row for row in tree.xpath("//tbody/tr")}
    assert rows["Iquique"].get("data-look") == "land r1"
    assert rows["Alto Hospicio"].get("data-look") == "land r0"
    assert rows["Huara"].get("data-look") == "land none"
    school, clinic = rows["1. Escuela A"], rows["2. Posta B"]
    assert school.get("data-point") == "-70.15000,-20.20000"
    assert (clinic.get("data-symbol"), clinic.get("data-tone")) == ("diamond", "stop")
    assert clinic.get("data-number") == "2"
    assert rows["Calle C"].get("data-line") == "-70.20000,-20.10000 -70.10000,-20.20000"


def test_everything_of_the_drawing_that_opens_something_is_a_link_to_it(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)

    tree = rendered(a_map(points=True))

    links = tree.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")
    in_table = tree.xpath("//tbody//a/@href")
    assert sorted(links) == sorted(in_table)
    assert len(links) == 4


def test_the_legend_says_steps_kinds_and_states_in_words(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)

    legend = [
        " ".join(item.text_content().split()) for item in rendered(a_map(points=True)).xpath("//li")
    ]

    assert legend == ["3", "12", "sin dato", "calle", "escuela", "salud, detenida"]


def test_the_chosen_place_stands_out_in_both(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)
    huara = Territory.objects.get(key="huara").public_id

    tree = rendered(a_map(selected=huara))

    here = tree.xpath("//*[local-name()='path'][contains(@class, 'here')]/../@data-row")
    assert here == [huara] == tree.xpath("//tr[@class='is-sel']/@data-row")


def test_the_foot_says_where_the_land_comes_from_and_of_which_day_it_is(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)

    assert a_map(source="Encuesta.").foot == "Encuesta. Pruebas. División del 30-11-2007."


def test_without_boundaries_our_own_schematic_is_drawn_and_says_what_it_is(cast: Cast) -> None:
    shown = a_map()

    assert len(shown.chart.areas) == 3
    assert "Esquema referencial, sin validez legal." in shown.foot


def test_a_place_without_any_shape_says_so_instead_of_a_drawing(cast: Cast) -> None:
    tree = rendered(PlaceMap(title="M", note="n", ground=Ground(DAY, ())))

    assert "Todavía no hay un contorno" in tree.text_content()
    assert not tree.xpath("//*[local-name()='svg']")


def test_a_colour_never_stands_without_its_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        Mark(name="A", kind="obra", place=(0, 0), tone="stop")


def test_a_map_of_many_points_does_not_number_them(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)
    many = tuple(MapPoint(name=f"P{n}", kind="obra", at=(-70.15, -20.2)) for n in range(21))

    tree = rendered(a_map(points=True))
    crowded = rendered(PlaceMap(title="M", note="n", ground=places(), points=many))

    assert tree.xpath("//tr/@data-number") == ["1", "2"]
    assert crowded.xpath("//tr/@data-number") == []
    assert len(crowded.xpath("//tr[@data-point]")) == 21


def test_nothing_that_a_person_typed_is_read_as_markup(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=DAY)
    bad = MapPoint(name='"><script>x</script>', kind="obra", at=(-70.15, -20.2))

    tree = rendered(PlaceMap(title="<b>", note="<i>", ground=places(), points=(bad,)))

    assert not tree.xpath("//script | //b[not(parent::figcaption)] | //i")
    assert tree.xpath("//tr[@data-point]/@data-said") == ['"><script>x</script>, obra']
