"""What a drawing is made of: readable without sight, without style, the same each time."""

import re
from dataclasses import replace

import pytest
from lxml import etree

from minga.core.charts import MIDDLE, NARROW, WIDE, Chart, Map, figure, paper, screen
from minga.core.charts.svg import STYLES, rules
from minga.core.reports import palette
from tests.core.charts import samples

SVG = "{http://www.w3.org/2000/svg}"
everything = pytest.mark.parametrize(
    "chart", samples.ALL, ids=lambda chart: getattr(chart, "kind", "map")
)
sizes = pytest.mark.parametrize("width", [WIDE, MIDDLE, NARROW])


def tree(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


@everything
@sizes
def test_a_drawing_has_a_role_a_name_and_a_description(chart: Chart | Map, width: int) -> None:
    root = tree(screen(chart, width))

    assert root.get("role") == "img"
    title, description = root.get("aria-labelledby", "").split()
    assert root.find(f"title[@id='{title}']").text == chart.title  # type: ignore[union-attr]
    assert chart.note in root.find(f"desc[@id='{description}']").text  # type: ignore[operator, union-attr]


@everything
@sizes
def test_the_content_policy_has_nothing_to_say(chart: Chart | Map, width: int) -> None:
    svg = screen(chart, width)

    assert not re.search(r"style=|<style|<script|\son\w+=|href=|https?:", svg)


@everything
def test_every_class_of_a_drawing_has_its_look(chart: Chart | Map) -> None:
    known = set(re.findall(r"\.([\w-]+)", STYLES.read_text(encoding="utf-8")))
    used = {name for e in tree(screen(chart)).iter() for name in (e.get("class") or "").split()}

    assert used - {"t-done", "t-going"} <= known


@everything
def test_the_drawings_of_a_page_have_names_of_their_own(chart: Chart | Map) -> None:
    drawings = [screen(chart, width) for width in (WIDE, MIDDLE, NARROW)]
    names = [e.get("id") for svg in drawings for e in tree(svg).iter() if e.get("id")]

    assert len(names) == len(set(names))
    for svg in drawings:
        assert set(re.findall(r"url\(#([\w-]+)\)", svg)) <= set(names)


@everything
def test_the_same_chart_is_the_same_drawing(chart: Chart | Map) -> None:
    assert screen(chart) == screen(replace(chart))
    assert paper(chart) == paper(replace(chart))
    assert screen(chart) != screen(replace(chart, note="Otra medida"))


@everything
def test_paper_carries_the_colours_that_the_screen_names(chart: Chart | Map) -> None:
    root = tree(paper(chart))

    assert root.get("font-family") == "Source Sans Pro"
    assert not [e for e in root.iter() if e.get("class")]
    assert all(e.get("font-size") in ("13", "14") for e in root.iter(f"{SVG}text"))
    assert not re.search(r"var\(|\d(px|rem)", paper(chart))


def test_paper_reads_its_look_from_the_styles_of_the_screen() -> None:
    look = dict(rules())

    assert look[".line"]["stroke"] == "#006fb3"
    assert look[".line"]["stroke-width"] == "3"
    assert look[".mark.t-unstarted"]["fill"] == "#ffffff"
    assert look["text"]["fill"].lstrip("#").upper() == palette.INK


def test_what_a_person_wrote_stays_text() -> None:
    trap = '"><script>alert(1)</script> & \x00\u202e'
    chart = samples.bars((trap, 1), target=None)
    chart = replace(chart, title=trap, note=trap)

    for svg in (screen(chart), paper(chart), screen(replace(samples.LAND, title=trap))):
        assert "<script" not in svg
        assert "\x00" not in svg
        assert tree(svg) is not None


def test_tones_differ_by_dash_hatch_or_shape_and_not_only_by_colour() -> None:
    look = dict(rules())
    dashes = [look[f".line.t-{tone}"]["stroke-dasharray"] for tone in samples.TONES[1:]]
    assert len(set(dashes)) == 4

    shapes = {
        (e.tag, e.get("d", "")[-8:])
        for e in tree(screen(samples.LINES)).iter()
        if "mark" in (e.get("class") or "")
    }
    assert len(shapes) == 4
    assert screen(samples.STACKED).count("<pattern") == 2


def test_a_report_takes_the_drawing_its_words_and_its_figures() -> None:
    item = figure(samples.STEP)

    assert item.svg == paper(samples.STEP)
    assert item.alt.startswith("El puntaje llegó a 50. Puntos ganados en 2007.")
    assert item.table is not None
    assert item.width == WIDE
