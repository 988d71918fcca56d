"""The charts of the style page: invented figures, one drawing of each kind."""

from collections.abc import Iterable
from datetime import date

from minga.core.charts import Area, Chart, Map, Point, Series, Target, Tone
from minga.core.charts.spec import Place
from minga.core.kinds import PERCENT
from minga.core.months import Month
from minga.territory import schematic

JANUARY = Month(2007, 1)
YEARS = tuple(str(year) for year in range(2001, 2008))


def along(places: Iterable[Place], values: Iterable[int | None]) -> tuple[Point, ...]:
    """A value for each of the first places."""
    return tuple(Point(place, value) for place, value in zip(places, values, strict=False))


def months(values: Iterable[int], start: Month = JANUARY) -> tuple[Point, ...]:
    return tuple(Point(start + number, value) for number, value in enumerate(values))


STEPS = Chart(
    kind="step",
    title="El título del gráfico dice el hallazgo",
    note="La línea segunda dice la medida, la unidad y el período",
    series=(
        Series(
            "Puntaje",
            (
                Point(date(2007, 4, 30), 10, "1.2"),
                Point(date(2007, 6, 29), 20, "1.1"),
                Point(date(2007, 7, 31), 30, "2.2"),
                Point(date(2007, 8, 31), 40, "5.1"),
                Point(date(2007, 11, 15), 50, "5.2"),
            ),
            ending="50 al 30-11",
        ),
    ),
    target=Target(100, pace=True),
    start=date(2007, 1, 1),
    until=date(2007, 12, 31),
    day=date(2007, 11, 30),
    label_title="Actividad",
    source="Rótulo junto a la línea, meta visible y tabla a un clic.",
)
LINES = Chart(
    kind="line",
    title="La inversión efectiva pasó a la decretada en 2006",
    note="Inversión de cada año, en millones de pesos",
    series=(
        Series("Efectiva", along(YEARS, (1204, 1518, None, 2102, 2540, 3921, 4150))),
        Series("Decretada", along(YEARS, (1800, 1912, 2200, 2630, 2900, 3300, 3500)), "going"),
    ),
    place_title="Año",
    source="Un año sin dato corta la línea. Cada tono tiene su trazo.",
)
BARS = Chart(
    kind="bars",
    title="Un contrato va atrás de lo programado",
    note="Avance físico al 30-11-2007, en porcentaje",
    value=PERCENT,
    series=(
        Series(
            "Real",
            (
                Point("Pavimentación pasaje Los Molles", 6200),
                Point("Mejoramiento del borde costero de Pisagua, segunda etapa", 8800),
                Point("Parque Santa Rosa", 5200, "atrasado", "stop"),
                Point("Centro cívico", None),
            ),
        ),
        Series(
            "Programado",
            (
                Point("Pavimentación pasaje Los Molles", 6600),
                Point("Mejoramiento del borde costero de Pisagua, segunda etapa", 9000),
                Point("Parque Santa Rosa", 7000),
                Point("Centro cívico", 1000),
            ),
            "plan",
        ),
    ),
    place_title="Contrato",
    label_title="Observación",
)
PROGRAMMES = ("Fondo Solidario", "Rural", "Patrimonio Familiar")
STATES: tuple[tuple[str, Tone, tuple[int, ...]], ...] = (
    ("Pagado", "done", (220, 40, 92)),
    ("En obra", "going", (80, 10, 60)),
    ("Espera acta", "wait", (30, 12, 9)),
    ("Detenido", "stop", (14, 2, 4)),
    ("Sin iniciar", "unstarted", (50, 22, 30)),
)
STACKS = Chart(
    kind="stacked",
    title="La mitad de las familias ya recibió su pago",
    note="Familias seleccionadas en 2007, por estado",
    series=tuple(
        Series(label, along(PROGRAMMES, families), tone) for label, tone, families in STATES
    ),
    place_title="Programa",
)
MONTHS = Chart(
    kind="months",
    title="El gasto va detrás de lo programado desde agosto",
    note="Gasto de 2007, en millones de pesos por mes",
    series=(
        Series("Pagado", months((12, 25, 31, 44, 40, 52, 61, 30, 22, 18, 25))),
        Series("Por pagar", months((12, 20, 9), JANUARY + 8), "wait"),
        Series("Programado", months((14, 24, 30, 40, 45, 50, 60, 62, 64, 70, 75, 80)), "plan"),
    ),
)
EMPTY = Chart(
    kind="bars",
    title="Avance por comuna",
    note="Avance físico, en porcentaje",
    series=(),
    empty="Todavía no hay contratos con avance informado en 2007.",
)
# The seven communes of the region since 08-10-2007.
MATTERS = {
    "iquique": 2,
    "alto-hospicio": 3,
    "pozo-almonte": 2,
    "pica": 0,
    "huara": 1,
    "camina": 0,
    "colchane": None,
}
PLACES = Map(
    title="En el mapa la cifra se escribe en el lugar",
    note="Asuntos abiertos por comuna",
    areas=tuple(
        Area(
            schematic.NAMES[key],
            (schematic.outline(key),),
            schematic.LABELS[key][:2],
            matters,
            schematic.LABELS[key].anchor,
        )
        for key, matters in MATTERS.items()
    ),
    limits=(0, 1, 2),
    source=schematic.NOTE,
    place_title="Comuna",
    value_title="Asuntos",
)
CHARTS = {
    "steps": STEPS,
    "lines": LINES,
    "bars": BARS,
    "stacks": STACKS,
    "months": MONTHS,
    "empty": EMPTY,
    "places": PLACES,
}
