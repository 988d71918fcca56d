"""What a chart refuses to be, and what it says without being drawn."""

from dataclasses import replace
from datetime import date

import pytest

from minga.core import kinds
from minga.core.charts import Area, Chart, Map, Point, Series, Target, spoken, table
from minga.core.charts.figures import figure
from minga.core.months import Month
from minga.core.reports.spec import Table
from tests.core.charts import samples


def rows(found: Table) -> list[tuple[object, ...]]:
    return [tuple(row) for group in found.groups for row in group.rows]


def test_two_series_that_would_look_the_same_are_refused() -> None:
    one = samples.STEP.series[0]

    with pytest.raises(ValueError, match="would look the same"):
        replace(samples.STEP, series=(one, replace(one, label="Otra")))


def test_a_point_that_differs_from_its_series_says_why() -> None:
    with pytest.raises(ValueError, match="says why"):
        Point("Parque", 1, tone="stop")


def test_only_a_line_may_begin_above_zero() -> None:
    assert replace(samples.line(90, 100), from_zero=False).reach == [90, 100]
    with pytest.raises(ValueError, match="begin at zero"):
        replace(samples.STEP, from_zero=False)


def test_the_steps_of_a_map_are_four_at_most_and_in_order() -> None:
    for limits in ((1, 2, 3, 4), (2, 1), (1, 1)):
        with pytest.raises(ValueError, match="at most four"):
            replace(samples.LAND, limits=limits)


def test_a_value_on_the_limit_belongs_to_the_lower_step() -> None:
    assert [samples.LAND.step(value) for value in (None, 0, 1, 2, 3)] == [None, 0, 1, 1, 2]


def test_a_chart_is_empty_without_values_and_a_map_without_places_that_have_one() -> None:
    assert samples.line(None, None).is_empty
    assert not samples.line(0).is_empty
    assert samples.step(day=None).is_empty
    assert not samples.step().is_empty
    assert Map(title="m", note="n", areas=(Area("a", (samples.SQUARE,), (0, 0), None),)).is_empty


def test_who_does_not_see_the_picture_hears_its_points() -> None:
    assert spoken(samples.STEP) == (
        "Puntos ganados en 2007. Puntaje: 30-04-2007: 10, 15-11-2007: 50; meta 100."
    )
    assert spoken(samples.step()) == "Puntos ganados en 2007. Sin puntos; meta 100."
    assert spoken(samples.LAND) == "Asuntos por comuna. Iquique: 3, Huara: 0."


def test_who_hears_a_long_series_is_sent_to_the_table() -> None:
    points = tuple(Point(Month(2006, 1) + n, n) for n in range(24))
    said = spoken(replace(samples.MONTHS, series=(Series("Pagado", points),), target=None))

    assert said.endswith("enero de 2007: 12, y 11 más en la tabla.")


def test_the_table_has_every_place_once_with_its_labels() -> None:
    found = table(samples.STEP)

    assert [column.title for column in found.columns] == ["Fecha", "Actividad", "Puntaje"]
    assert rows(found) == [(date(2007, 4, 30), "1.2", 10), (date(2007, 11, 15), "5.2", 50)]


def test_series_of_different_months_share_one_table_in_the_order_of_time() -> None:
    late = Series("Por pagar", (Point(Month(2006, 12), 3), Point(Month(2007, 2), 4)), "wait")
    chart = replace(samples.MONTHS, series=(samples.MONTHS.series[0], late))

    found = rows(table(chart))

    assert found[:3] == [
        (Month(2006, 12), None, 3),
        (Month(2007, 1), 10, None),
        (Month(2007, 2), 20, 4),
    ]
    assert table(chart).columns[0].title == "Mes"


def test_the_table_of_a_map_has_the_places_without_value_too() -> None:
    found = table(samples.LAND)

    assert [column.title for column in found.columns] == ["Comuna", "Asuntos"]
    assert rows(found) == [("Iquique", 3), ("Pica", None), ("Huara", 0)]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0, kinds.INTEGER, "0"),
        (1_234_567, kinds.PESOS, "1.234.567"),
        (-1_234, kinds.INTEGER, "−1.234"),
        (12_345, kinds.UF, "1,2345"),
        (6_250, kinds.PERCENT, "62,5\u00a0%"),
        (10_000_000, kinds.PESOS, "10\u00a0mill."),
        (9_999_999, kinds.PESOS, "9.999.999"),
        (1_250_449_999, kinds.PESOS, "1.250,4\u00a0mill."),
        (1_250_450_000, kinds.PESOS, "1.250,5\u00a0mill."),
        (-20_000_000, kinds.INTEGER, "−20\u00a0mill."),
        (125_000_000_000, kinds.UF, "12,5\u00a0mill."),
    ],
)
def test_a_figure_is_short(value: int, kind: kinds.Kind, text: str) -> None:
    assert figure(value, kind) == text


def test_charts_that_differ_have_names_that_differ() -> None:
    keys = [chart.key for chart in samples.ALL]

    assert len(set(keys)) == len(keys)
    assert samples.STEP.key == samples.step(samples.TEN, samples.FIFTY).key
    assert samples.STEP.key != replace(samples.STEP, target=Target(90)).key
    assert isinstance(samples.STEP, Chart)
