"""A step line: where each change of level falls, and what the picture says."""

from minga.core.charts import Mark, StepChart


def chart(*marks: Mark, upto: int = 333, title: str = "El puntaje llegó a 50") -> StepChart:
    return StepChart(
        title=title, note="Puntos", marks=list(marks), length=365, upto=upto, target=100,
        last_label="50",
    )  # fmt: skip


TEN, FIFTY = Mark(119, 10, "1.2", "30-04-2007"), Mark(318, 50, "5.2", "15-11-2007")


def test_the_level_goes_along_and_then_up() -> None:
    drawing = chart(TEN, FIFTY).wide

    assert drawing.line == (
        f"M34 {drawing.y(0)}"
        f"H{drawing.x(119)}V{drawing.y(10)}H{drawing.x(318)}V{drawing.y(50)}H{drawing.x(333)}"
    )
    assert (drawing.x(0), drawing.x(365)) == (drawing.left, drawing.right)
    assert (drawing.y(0), drawing.y(100)) == (drawing.bottom, drawing.TOP)


def test_the_last_change_is_the_level() -> None:
    assert chart(TEN, FIFTY).level == 50
    assert chart().level == 0
    assert chart().wide.end == (chart().wide.x(333), chart().wide.bottom)


def test_the_last_figure_stands_beside_the_point_or_under_it_when_there_is_no_room() -> None:
    early, late = chart(TEN, upto=120).wide, chart(FIFTY, upto=365).wide

    assert early.end_label[2] == "start"
    assert early.end_label[0] > early.end[0]
    assert late.end_label[2] == "end"


def test_a_narrow_drawing_names_every_second_month() -> None:
    assert [name for _, name in chart().wide.months][:2] == ["ene", "feb"]
    assert [name for _, name in chart().narrow.months][:2] == ["ene", "mar"]


def test_who_does_not_see_the_picture_hears_its_points() -> None:
    assert chart(TEN, FIFTY).spoken == (
        "El puntaje llegó a 50. 10 el 30-04-2007, 50 el 15-11-2007; meta 100."
    )
    assert chart(title="Sin avance").spoken == "Sin avance. Sin puntos; meta 100."
