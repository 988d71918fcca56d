"""Charts to try the drawings on: one of each kind, with what makes a drawing hard."""

from collections.abc import Iterable
from datetime import date

from minga.core.charts import Area, Chart, Map, Point, Series, Target, Tone
from minga.core.kinds import PERCENT
from minga.core.months import Month

TONES: tuple[Tone, ...] = ("done", "going", "wait", "stop", "unstarted")
YEARS = tuple(str(year) for year in range(2001, 2008))


def step(*points: Point, day: date | None = date(2007, 11, 30)) -> Chart:
    return Chart(
        kind="step", title="El puntaje llegó a 50", note="Puntos ganados en 2007",
        series=(Series("Puntaje", points),), target=Target(100, pace=True),
        start=date(2007, 1, 1), until=date(2007, 12, 31), day=day, label_title="Actividad",
    )  # fmt: skip


TEN = Point(date(2007, 4, 30), 10, "1.2")
FIFTY = Point(date(2007, 11, 15), 50, "5.2")
STEP = step(TEN, FIFTY)


def along(values: Iterable[int | None]) -> tuple[Point, ...]:
    return tuple(Point(year, value) for year, value in zip(YEARS, values, strict=False))


def line(*values: int | None, **more: object) -> Chart:
    series = (Series("Monto", along(values)),)
    return Chart(kind="line", title="Sube", note="Pesos", series=series, **more)  # type: ignore[arg-type]


def bars(*values: tuple[str, int | None], **more: object) -> Chart:
    points = tuple(Point(name, value) for name, value in values)
    return Chart(kind="bars", title="Uno", note="Casos", series=(Series("Casos", points),), **more)  # type: ignore[arg-type]


LINES = Chart(
    kind="line", title="La efectiva pasó", note="Pesos de cada año",
    series=tuple(
        Series(f"Serie {tone}", along(100 * n + 20 * number for n in range(7)), tone)
        for number, tone in enumerate(TONES)
    ),
    target=Target(450),
)  # fmt: skip
PLANNED = Chart(
    kind="bars", title="Uno va atrás", note="Avance, en porcentaje", value=PERCENT,
    series=(
        Series("Real", (Point("Un nombre muy largo de una obra que pasa de la línea", 6200),
                        Point("Parque", 5200, "atrasado", "stop"), Point("Sede", None))),
        Series("Programado", (Point("Parque", 7000),), "plan"),
    ),
    target=Target(9000, "Tope"),
)  # fmt: skip
STACKED = Chart(
    kind="stacked", title="La mitad ya recibió", note="Familias",
    series=tuple(
        Series(tone, (Point("Rural", 10 + n), Point("Urbano", 100 * n)), tone)
        for n, tone in enumerate(TONES)
    ),
)  # fmt: skip
MONTHS = Chart(
    kind="months", title="El gasto va detrás", note="Millones de pesos",
    series=(
        Series("Pagado", tuple(Point(Month(2007, n), 10 * n) for n in range(1, 12))),
        Series("Por pagar", (Point(Month(2007, 11), 30),), "wait"),
        Series("Programado", tuple(Point(Month(2007, n), 12 * n) for n in range(1, 13)), "plan"),
    ),
    target=Target(140, "Tope"),
)  # fmt: skip
SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))
LAND = Map(
    title="Iquique tiene los asuntos", note="Asuntos por comuna", limits=(0, 2),
    areas=(
        Area("Iquique", (SQUARE,), (-2, 5), 3, "end"),
        Area("Pica", (tuple((x + 10, y) for x, y in SQUARE),), (15, 5), None),
        Area("Huara", (tuple((x, y + 10) for x, y in SQUARE),), (5, 15), 0),
    ),
    place_title="Comuna", value_title="Asuntos",
)  # fmt: skip
ALL: tuple[Chart | Map, ...] = (STEP, LINES, PLANNED, STACKED, MONTHS, LAND)
