"""`{% chart %}` on a page: the finding, the drawing for each place, the data one click away."""

from dataclasses import replace

from django.template import Context, Template
from lxml import html

from minga.core.charts import Chart, Map
from tests.core.charts import samples


def rendered(chart: Chart | Map) -> html.HtmlElement:
    return html.fromstring(
        Template('<figure class="fig">{% chart chart %}</figure>').render(Context({"chart": chart}))
    )


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


def test_the_finding_is_its_title_and_the_data_are_one_click_away() -> None:
    page = rendered(replace(samples.STEP, source="Registro."))

    assert texts(page, "//figcaption/b") == ["El puntaje llegó a 50"]
    assert texts(page, "//p[@class='src']") == ["Registro."]
    assert texts(page, "//details//th[@scope='col']") == ["Fecha", "Actividad", "Puntaje"]
    assert texts(page, "//details//tbody/tr") == ["30-04-2007 1.2 10", "15-11-2007 5.2 50"]
    assert texts(page, "//details//tr/*[contains(@class, 'num')]") == ["Puntaje", "10", "50"]


def test_there_is_a_drawing_for_each_width_and_a_map_has_one() -> None:
    assert len(rendered(samples.STEP).xpath("//svg")) == 3
    assert len(rendered(samples.LAND).xpath("//svg")) == 1


def test_a_value_that_is_not_known_is_a_dash() -> None:
    assert texts(rendered(samples.LAND), "//tbody/tr") == ["Iquique 3", "Pica –", "Huara 0"]


def test_without_data_there_is_a_sentence() -> None:
    page = rendered(samples.line(None, empty="Todavía no hay pagos en 2007."))

    assert texts(page, "//p") == ["Todavía no hay pagos en 2007."]
    assert not page.xpath("//svg | //details")


def test_a_level_without_steps_is_drawn_but_has_no_table() -> None:
    page = rendered(samples.step())

    assert len(page.xpath("//svg")) == 3
    assert not page.xpath("//details")
