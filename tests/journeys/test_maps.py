"""Maps in a browser: alive with a script, whole without one, and a place drawn by hand."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def live_map(visitor: Visitor, path: str = "/territorio/") -> Locator:
    """The first map of a page, once somebody touched the page."""
    visitor.page.goto(path, wait_until="networkidle")
    visitor.page.mouse.move(500, 300)
    live = visitor.main.locator(".map-live").first
    expect(live.locator("path.land").first).to_be_visible()
    return live


def zoomed(live: Locator) -> float:
    box = live.locator("path.land").first.bounding_box()
    assert box is not None
    return box["width"]


def test_the_live_map_says_what_the_table_says(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")

    live = live_map(visitor)

    said = sorted(live.locator("path.land").evaluate_all("all => all.map(a => a.ariaLabel)"))
    rows = visitor.main.locator(".map-data tbody tr")
    told = sorted(rows.evaluate_all("all => all.map(r => r.dataset.said)"))
    assert said == told
    assert len(said) == 7


def test_it_is_walked_and_opened_by_keys(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    live = live_map(visitor)
    area = live.get_by_role("link", name=re.compile("^Pica"))
    area.focus()

    before = zoomed(live)
    visitor.page.keyboard.press("+")
    visitor.page.wait_for_timeout(500)
    assert zoomed(live) > before * 1.3
    place = area.bounding_box()
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_timeout(500)
    assert area.bounding_box() != place
    visitor.page.keyboard.press("Enter")

    expect(visitor.heading).to_have_text("Pica")


def test_tab_comes_to_every_area_of_the_map(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    live = live_map(visitor)
    live.focus()

    reached = set()
    for _ in range(16):
        visitor.page.keyboard.press("Tab")
        reached.add(visitor.page.evaluate("document.activeElement.getAttribute('aria-label')"))

    assert {said.split(":")[0] for said in reached if said} >= {"Iquique", "Pica", "Colchane"}


def test_a_row_and_its_area_light_up_together(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    live = live_map(visitor)

    visitor.main.locator("tr[data-row]", has_text="Huara").last.hover()
    lit = live.locator("path.is-lit")
    expect(lit).to_have_attribute("aria-label", re.compile("^Huara"))
    live.get_by_role("link", name=re.compile("^Camiña")).hover()

    rows = visitor.main.locator("tr.is-lit")
    expect(rows.last).to_contain_text("Camiña")


def test_without_a_script_the_drawing_leads_to_each_place(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    cookies = visitor.context.cookies()
    quiet = enter(shown, java_script_enabled=False)
    quiet.context.add_cookies(cookies)
    quiet.page.goto("/territorio/")

    link = quiet.main.locator(".map-base svg a", has=quiet.page.locator("path")).first
    link.focus()
    name = str(link.get_attribute("aria-label")).split(":")[0]
    quiet.page.keyboard.press("Enter")

    expect(quiet.heading).to_have_text(name)


def test_paper_has_the_quiet_drawing_and_not_the_live_one(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    live = live_map(visitor)

    visitor.page.emulate_media(media="print")

    assert not live.is_visible()
    assert visitor.main.locator(".map-base > svg").is_visible()


def corners(visitor: Visitor) -> list[str]:
    return visitor.main.locator("textarea[data-draw]").input_value().split("\n")


def test_a_place_is_drawn_by_clicks_and_by_keys(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    live_map(visitor, "/estilo/mapas/")
    board = visitor.main.locator(".draw-map .map-live")
    board.scroll_into_view_if_needed()
    first = corners(visitor)
    assert len(first) == 3

    board.click(position={"x": 60, "y": 300})
    assert len(corners(visitor)) == 4
    assert corners(visitor)[:3] == first
    visitor.press("Deshacer")
    assert corners(visitor) == first
    corner = visitor.main.locator(".draw-corner").first
    corner.focus()
    visitor.page.keyboard.press("ArrowUp")
    moved = corners(visitor)
    assert (moved[0] != first[0], moved[1:]) == (True, first[1:])
    visitor.page.keyboard.press("Delete")
    assert corners(visitor) == first[1:]
    expect(visitor.main.get_by_text("falta 1 para cerrar la figura")).to_be_visible()
    visitor.press("Agregar vértice al centro")

    assert len(corners(visitor)) == 3


def test_a_neighbourhood_is_drawn_over_its_commune_and_beside_the_others(
    shown: Product, enter: Enter
) -> None:
    visitor = enter(shown, "mquispe")
    visitor.page.goto("/territorio/")
    place = visitor.main.locator("table a", has_text="Iquique").first.get_attribute("href")
    assert place is not None
    visitor.page.goto(place.partition("?")[0] + "dibujar/")
    board = visitor.main.locator(".draw-map .map-live")
    board.hover()
    lands = board.locator("path.land:not(.here)")
    expect(lands).not_to_have_count(0)

    kinds = lands.evaluate_all("paths => paths.map(path => path.classList.contains('part'))")
    assert kinds == sorted(kinds), "the commune covers its neighbourhoods"
    assert kinds.count(True) >= 1
    scale = board.locator(".leaflet-control-scale-line").inner_text()
    assert "km" not in scale or int(scale.split()[0]) <= 2, "it opens on the whole region"


def test_a_corner_is_dragged(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    live_map(visitor, "/estilo/mapas/")
    corner = visitor.main.locator(".draw-corner").first
    corner.scroll_into_view_if_needed()
    first, box = corners(visitor), corner.bounding_box()
    assert box is not None

    x, y = box["x"] + 8, box["y"] + 8
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(x + 40, y + 30, steps=6)
    visitor.page.mouse.up()

    moved = corners(visitor)
    assert moved[0] != first[0]
    assert moved[1:] == first[1:]


def test_what_is_written_by_hand_is_drawn(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    live_map(visitor, "/estilo/mapas/")
    field = visitor.main.locator("textarea[data-draw]")

    field.fill("-69.9, -20.4\n-69.8, -20.4\n-69.8, -20.5\n-69.9, -20.5")
    field.blur()

    expect(visitor.main.locator(".draw-corner")).to_have_count(4)


@pytest.mark.parametrize("path", ["/territorio/", "/estilo/mapas/"])
def test_a_live_map_is_for_everybody_and_fits_a_phone(
    shown: Product, enter: Enter, path: str
) -> None:
    visitor, looker = enter(shown, "mquispe"), Looker()
    live_map(visitor, path)

    looker.look(visitor, f"live {path}")

    assert looker.complaints == []


def test_the_land_comes_after_the_first_view_and_is_light(shown: Product, enter: Enter) -> None:
    visitor = enter(shown, "mquispe")
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.goto("/territorio/", wait_until="networkidle")
    assert not any("geojson" in url for url in asked)

    with visitor.page.expect_response(re.compile("geojson")) as answer:
        visitor.page.mouse.move(500, 300)

    assert len(answer.value.body()) < 60_000
