"""es-CL in templates: dates, figures, sizes, plurals. Builtin: no `{% load %}` needed."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


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
def size(value: int) -> str:
    """«18 kB», «1,2 MB»: what a person compares with a limit."""
    if value < 1_000_000:
        return f"{max(1, round(value / 1000))} kB"
    whole, tenths = divmod(round(value / 100_000), 10)
    return f"{whole},{tenths} MB" if tenths else f"{whole} MB"


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
