"""The shape of each tone, so that no colour has to be seen."""

from minga.core.charts.canvas import Box, Canvas, Spot, width_of
from minga.core.charts.spec import Series, Tone

R = 5


def mark(canvas: Canvas, x: int, y: int, tone: Tone) -> None:
    """Done a dot, going a square, waiting a diamond, stopped a triangle, not begun a ring."""
    look = f"mark t-{tone}"
    match tone:
        case "done" | "plan":
            canvas.add("circle", look, cx=x, cy=y, r=R)
        case "unstarted":
            canvas.add("circle", look, cx=x, cy=y, r=R - 1)
        case "going":
            canvas.add("rect", look, x=x - 4, y=y - 4, width=8, height=8)
        case "wait":
            canvas.add("path", look, d=f"M{x} {y - 6}l6 6l-6 6l-6 -6z")
        case "stop":
            canvas.add("path", look, d=f"M{x} {y - 6}l6 11h-12z")
    canvas.taken.append(Box(x - 6, y - 6, x + 6, y + 6))


def fill(canvas: Canvas, box: Box, tone: Tone) -> None:
    """An area of a tone: what waits is hatched, what stopped is crossed, what has not begun is
    hollow."""
    canvas.rect(box, f"fill t-{tone}")
    if tone in ("wait", "stop"):
        width, height = box.right - box.left, box.bottom - box.top
        canvas.add(
            "rect",
            x=box.left,
            y=box.top,
            width=width,
            height=height,
            fill=f"url(#{canvas.key}-{tone})",
        )


def legend(canvas: Canvas, series: tuple[Series, ...], left: int, top: int) -> int:
    """A line of names with their fills, as many lines as it takes; the height below it."""
    x, y = left, top
    for one in series:
        width = 20 + width_of(one.label) + 18
        if x + width - 18 > canvas.width and x > left:
            x, y = left, y + 20
        if one.tone == "plan":
            canvas.line(x, y + 7, x + 14, y + 7, "planned")
        else:
            fill(canvas, Box(x, y, x + 14, y + 14), one.tone)
        canvas.words(Spot(x + 20, y + 12), one.label)
        x += width
    return y + 24
