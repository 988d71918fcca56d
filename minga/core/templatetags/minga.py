"""es-CL in templates: dates, figures, sizes, plurals. Builtin: no `{% load %}` needed."""

from datetime import date, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core import money
from minga.core.charts import MIDDLE, NARROW, WIDE, Chart, Map, screen, table
from minga.core.months import Month
from minga.core.numbers import decimal
from minga.core.reports.text import lines
from minga.core.rut import show_rut

register = template.Library()

# The drawings of a chart: that which fits its place is shown, so that text never shrinks.
SIZES = {"wide": WIDE, "middle": MIDDLE, "narrow": NARROW}

register.filter("pesos", money.pesos)
register.filter("uf", money.uf)
register.filter("uf_day", money.uf_day)
register.filter("thousands", money.thousands)
register.filter("thousands_figure", money.thousands_figure)
register.filter("rut", show_rut)


@register.simple_tag
def day(value: date | None) -> SafeString | str:
    """«30-11-2007» inside `<time>`; a dash for no date."""
    if value is None:
        return "–"
    return format_html('<time datetime="{}">{}</time>', f"{value:%Y-%m-%d}", f"{value:%d-%m-%Y}")


@register.filter
def long_day(value: date) -> str:
    """«viernes 30 de noviembre de 2007»."""
    return date_format(value, r"l j \d\e F \d\e Y")


@register.filter
def integer(value: int) -> str:
    """«1.234.567»: points between thousands, a true minus sign."""
    return f"{value:,}".replace(",", ".").replace("-", "\u2212")


@register.filter
def number(value: int, places: int) -> str:
    """`1234|number:1` → «123,4»: an integer of the smallest unit, with that many decimals."""
    return decimal(value, places, least=places)


@register.filter
def hundredths(value: int) -> str:
    """`4550|hundredths` → «45,5»: only the decimals that it has."""
    return decimal(value, 2)


@register.filter
def month(value: Month | None) -> str:
    """«octubre de 2007»; a dash for none."""
    return value.name if value else "–"


@register.filter
def size(value: int) -> str:
    """«18 kB», «1,2 MB»: what a person compares with a limit."""
    if value < 1_000_000:
        return f"{max(1, round(value / 1000))} kB"
    whole, tenths = divmod(round(value / 100_000), 10)
    return f"{whole},{tenths} MB" if tenths else f"{whole} MB"


@register.filter
def took(value: timedelta | None) -> str:
    """«2 min 5 s», «1 h 3 min»: as exact as a person cares; a dash before it begins."""
    if value is None:
        return "–"
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    if minutes:
        return f"{minutes} min {seconds} s"
    return f"{seconds} s" if seconds else "menos de 1 s"


@register.filter
def counted(number: int, words: str) -> str:
    """`3|counted:"evidencia,evidencias"` → «3 evidencias»."""
    one, many = words.split(",")
    return f"{integer(number)} {one if number == 1 else many}"


@register.filter
def choose(number: int, words: str) -> str:
    """The word that agrees with the number, alone: `1|choose:"falta,faltan"` → «falta»."""
    one, many = words.split(",")
    return one if number == 1 else many


@register.filter
def item(mapping: dict[str, object], key: str) -> object:
    return mapping.get(key, "")


@register.inclusion_tag("core/_chart.html")
def chart(chart: Chart | Map) -> dict[str, object]:
    """The inside of a `<figure class="fig">`: finding, drawings, its data."""
    if chart.is_empty:
        return {"chart": chart}
    # A map is as large on a wide screen as on a narrow one.
    sizes = {"whole": NARROW} if isinstance(chart, Map) else SIZES
    data = table(chart)
    rows = [
        [
            (column, " ".join(line.text for line in lines(cell, column)))
            for column, cell in zip(data.columns, row, strict=True)
        ]
        for group in data.groups
        for row in group.rows
    ]
    return {
        "chart": chart,
        "drawings": [(name, SafeString(screen(chart, width))) for name, width in sizes.items()],
        "columns": data.columns,
        "rows": rows,
    }
