"""Where things fall: values in proportion, words inside of the drawing and off each other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.charts import MIDDLE, NARROW, WIDE, Chart, Map, Point, Series
from minga.core.charts.canvas import Box, Canvas, Shape, Spot, around
from minga.core.charts.figures import levels
from minga.core.charts.svg import drawn
from minga.core.months import Month
from tests.core.charts import samples

sizes = pytest.mark.parametrize("width", [WIDE, MIDDLE, NARROW])
everything = pytest.mark.parametrize(
    "chart", samples.ALL, ids=lambda chart: getattr(chart, "kind", "map")
)


def of(canvas: Canvas, tag: str, look: str = "") -> list[dict[str, str | int]]:
    return [dict(s.attributes) for s in canvas.shapes if s.tag == tag and look in s.look]


def texts(canvas: Canvas) -> Iterator[tuple[Shape, Box]]:
    for shape in canvas.shapes:
        if shape.tag == "text":
            own = dict(shape.attributes)
            spot = Spot(int(own["x"]), int(own["y"]), str(own["text-anchor"]))
            yield shape, around(spot, shape.text, bold="last" in shape.look)


def said(canvas: Canvas) -> list[str]:
    return [shape.text for shape, _ in texts(canvas)]


@everything
@sizes
def test_every_word_is_inside_and_none_stands_on_another(chart: Chart | Map, width: int) -> None:
    canvas = drawn(chart, width)

    for shape, box in texts(canvas):
        assert box.left >= 0, shape.text
        assert box.right <= canvas.width, shape.text
        assert box.bottom <= canvas.height, shape.text
    for (one, box), (other, second) in combinations(texts(canvas), 2):
        assert not box.meets(second), (one.text, other.text)


def test_a_step_goes_along_and_then_up_to_the_last_known_day() -> None:
    canvas = drawn(samples.STEP, WIDE)

    (path,) = of(canvas, "path", "line")
    corners = [tuple(map(int, p.split())) for p in re.findall(r"[\d]+ [\d]+", str(path["d"]))]
    heights = [y for _, y in corners]
    assert heights[0] == heights[1] > heights[2] == heights[3] > heights[4] == heights[5]
    assert [x for x, _ in corners][1:3] == [corners[1][0]] * 2
    (dot,) = of(canvas, "circle", "mark")
    assert (dot["cx"], dot["cy"]) == corners[-1]
    zero, top = corners[0][1], of(canvas, "line", "plan")[0]["y2"]
    assert zero - heights[2] == pytest.approx((zero - int(top)) / 10, abs=1)


def test_a_step_line_without_steps_is_a_level_of_zero_up_to_its_day() -> None:
    canvas = drawn(samples.step(), WIDE)

    (path,) = of(canvas, "path", "line")
    assert len(set(re.findall(r"\d+ (\d+)", str(path["d"])))) == 1
    assert "0" in said(canvas)


def test_a_gap_in_the_data_is_a_gap_in_the_line() -> None:
    assert len(of(drawn(samples.line(1, 2, None, 4, 5), WIDE), "path", "line")) == 2
    assert len(of(drawn(samples.line(1, 2, 3, 4, 5), WIDE), "path", "line")) == 1


def test_each_line_is_named_where_it_ends_in_the_order_of_the_lines() -> None:
    ends = [(s.text, box.top) for s, box in texts(drawn(samples.LINES, WIDE)) if "last" in s.look]

    assert [text.split()[1] for text, _ in sorted(ends, key=lambda end: -end[1])] == list(
        samples.TONES
    )


def test_bars_are_as_long_as_their_values() -> None:
    canvas = drawn(samples.bars(("a", 100), ("b", 50), ("c", 0), ("d", None)), WIDE)

    whole, half, none = (bar["width"] for bar in of(canvas, "rect", "fill"))
    assert int(whole) == pytest.approx(2 * int(half), abs=2)
    assert none == 0
    assert "sin dato" in said(canvas)


def test_what_is_less_than_zero_goes_to_the_left() -> None:
    canvas = drawn(samples.bars(("a", 100), ("b", -50)), WIDE)

    above, below = of(canvas, "rect", "fill")
    (zero,) = of(canvas, "line", "baseline")
    assert int(above["x"]) == zero["x1"]
    assert int(below["x"]) + int(below["width"]) == zero["x1"]


def test_what_was_planned_is_a_mark_where_the_plan_reaches() -> None:
    canvas = drawn(samples.PLANNED, WIDE)

    mark = of(canvas, "line", "planned")[-1]
    (target,) = of(canvas, "line", "plan")[-1:]
    first = of(canvas, "line", "baseline")[0]
    zero = int(first["x1"])
    assert (int(mark["x1"]) - zero) / (int(target["x1"]) - zero) == pytest.approx(7 / 9, abs=0.01)


def test_the_parts_of_a_stack_follow_each_other() -> None:
    bars = of(drawn(samples.STACKED, WIDE), "rect", "fill")[len(samples.TONES) :][
        : len(samples.TONES)
    ]

    for one, other in pairwise(bars):
        assert int(one["x"]) + int(one["width"]) == other["x"]


def test_months_are_named_every_so_many_and_years_when_there_are_many() -> None:
    assert said(drawn(samples.MONTHS, WIDE)).count("feb") == 1
    assert "feb" not in said(drawn(samples.step(samples.TEN), NARROW))
    two = Series("x", tuple(Point(Month(2006, 1) + n, 5) for n in range(24)))
    assert "ene 06" in said(drawn(replace(samples.MONTHS, series=(two,)), WIDE))
    days = Series("x", (Point(date(2001, 1, 1), 1), Point(date(2007, 12, 31), 2)))
    assert "2004" in said(drawn(replace(samples.LINES, series=(days,)), WIDE))


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**12))
def test_levels_are_round_few_and_hold_what_lies_between(low: int, span: int) -> None:
    found = levels(low, low + span)

    assert found[0] <= low
    assert found[-1] >= low + span
    assert 2 <= len(found) <= 7
    (step,) = {after - before for before, after in pairwise(found)}
    assert str(step).rstrip("0") in ("1", "2", "25", "5")


values = st.lists(st.none() | st.integers(-(10**9), 10**13), min_size=1, max_size=9)
words = st.text("abcdefgh ñ", max_size=45)


@given(
    st.lists(st.tuples(words, values), min_size=1, max_size=5),
    st.sampled_from((WIDE, MIDDLE, NARROW)),
)
def test_any_figures_can_be_drawn_as_lines(
    data: list[tuple[str, list[int | None]]], width: int
) -> None:
    day = date(2007, 1, 1)
    series = tuple(
        Series(name, tuple(Point(day + timedelta(40 * n), y) for n, y in enumerate(ys)), tone)
        for (name, ys), tone in zip(data, samples.TONES, strict=False)
    )
    canvas = drawn(replace(samples.LINES, series=series), width)

    levels_of = [int(a["y1"]) for a in of(canvas, "line", "gridline")]
    assert all(0 <= y <= canvas.height for y in levels_of)
    for path in of(canvas, "path", "line"):
        assert all(0 <= int(y) <= canvas.height for y in re.findall(r"\d+ (-?\d+)", str(path["d"])))


@given(
    st.dictionaries(words, st.none() | st.integers(-(10**9), 10**13), min_size=1, max_size=8),
    st.sampled_from((WIDE, NARROW)),
)
def test_any_figures_can_be_drawn_as_bars(data: dict[str, int | None], width: int) -> None:
    canvas = drawn(samples.bars(*data.items()), width)

    for bar in of(canvas, "rect", "fill"):
        assert int(bar["width"]) >= 0
        assert 0 <= int(bar["x"]) <= width
        assert int(bar["x"]) + int(bar["width"]) <= width
