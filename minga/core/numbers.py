"""Numbers as people in Chile write them. What can be read two ways is refused, never guessed.

Inside, a number with decimals is an integer of its smallest unit: «1.234,5» with four places is
12345000.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from minga.core.errors import Unreadable

# Every space and every dash that spreadsheets, pages and word processors put into figures.
SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\ufeff]+")
MINUS = "\u2212"
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"))
LONGEST = 18  # digits that a BIGINT always holds

CHILEAN = re.compile(
    r"(?P<sign>-?)(?P<whole>[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+)(?:,(?P<part>[0-9]+))?"
)
# Where a point may be a decimal one: «1.234» of something that has decimals.
ONE_POINT = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
FOREIGN = re.compile(r"(?P<sign>-?)(?P<whole>[0-9][0-9,]*)\.(?P<part>[0-9]+)")
MANY_COMMAS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){2,}")
MAYBE_THOUSANDS = re.compile(r"-?[0-9]{1,3},[0-9]{3}")
IN_BRACKETS = re.compile(r"\((?P<inside>[0-9][0-9.,]*)\)")


@dataclass(frozen=True)
class Unit:
    """What may stand beside the figure, and how it is called in a sentence."""

    name: str = "un número"
    marks: tuple[str, ...] = ()
    example: str = "1.234"


PLAIN = Unit()


def plain(text: str) -> str:
    """One kind of space, one kind of dash, nothing around."""
    return SPACES.sub(" ", text).strip().translate(DASHES)


def whole(number: int) -> str:
    """«1.234.567», with a true minus sign."""
    return f"{number:,}".replace(",", ".").replace("-", MINUS)


def decimal(number: int, places: int, *, least: int = 0) -> str:
    """«1.234,5» from the integer of the smallest unit; at least `least` decimals are shown."""
    if places == 0:
        return whole(number)
    units, part = divmod(abs(number), 10**places)
    digits = f"{part:0{places}d}".rstrip("0").ljust(least, "0")
    sign = MINUS if number < 0 else ""
    return f"{sign}{whole(units)},{digits}" if digits else f"{sign}{whole(units)}"


def read_integer(value: object, unit: Unit = PLAIN) -> int | None:
    """A whole number typed or in a cell; nothing for an empty one."""
    return read_decimal(value, 0, unit)


def read_decimal(value: object, places: int, unit: Unit = PLAIN) -> int | None:
    """The number × 10^places, exact; nothing for an empty cell. What has two readings is refused
    with both of them."""
    if value is None:
        return None
    if isinstance(value, bool):
        raise Unreadable(f"Se esperaba {unit.name} y dice verdadero o falso.")
    if isinstance(value, int):
        return _fits(value * 10**places, unit)
    if isinstance(value, float):
        return _from_float(value, places, unit)
    if not isinstance(value, str):
        raise Unreadable(f"Se esperaba {unit.name} y viene una fecha.")
    text = plain(value)
    return _from_text(text, places, unit) if text else None


def _from_float(value: float, places: int, unit: Unit) -> int:
    """A native number of a workbook: the decimal that it shows, which is its shortest form."""
    if not math.isfinite(value):
        raise Unreadable(f"Se esperaba {unit.name} y la celda tiene un error de cálculo.")
    shortest = Decimal(repr(value))
    scaled = shortest.scaleb(places)
    if scaled != scaled.to_integral_value():
        raise _too_fine(f"{shortest:f}".replace(".", ","), places, unit)
    return _fits(int(scaled), unit)


def _from_text(text: str, places: int, unit: Unit) -> int:
    figure = _without_marks(text, unit)
    if places and ONE_POINT.fullmatch(figure):
        raise _two_readings(figure, places)
    found = CHILEAN.fullmatch(figure)
    if found is None or _mixed(figure):
        raise _refused(text, figure, places, unit)
    part = (found["part"] or "").rstrip("0")
    if len(part) > places:
        raise _too_long(figure, found["whole"], part, places, unit)
    digits = re.sub(r"[. ]", "", found["whole"]) + part.ljust(places, "0")
    number = _fits(int(digits) if len(digits) < 40 else 10**LONGEST, unit)
    return -number if found["sign"] else number


def _mixed(figure: str) -> bool:
    """Thousands with points and with spaces at once."""
    return "." in figure and " " in figure


def _without_marks(text: str, unit: Unit) -> str:
    """The figure alone: «$ -1.234», «-$ 1.234», «1.234,5 UF»."""
    sign, rest = ("-", text[1:].lstrip()) if text.startswith("-") else ("", text)
    for mark in sorted(unit.marks, key=len, reverse=True):
        low = rest.lower()
        if low.startswith(mark):
            rest = rest[len(mark) :].lstrip(" .") if mark.isalpha() else rest[len(mark) :].lstrip()
            break
        if low.endswith(mark):
            rest = rest[: -len(mark)].rstrip()
            break
    return sign + rest.replace("- ", "-") if not (sign and rest.startswith("-")) else text


def _fits(number: int, unit: Unit) -> int:
    if abs(number) >= 10**LONGEST:
        raise Unreadable(f"El número es demasiado grande para {unit.name}.")
    return number


def _two_readings(figure: str, places: int) -> Unreadable:
    """«1.234» of something with decimals: a thousand and more, or one and a bit."""
    grouped = int(figure.replace(".", ""))
    fraction = figure.replace(".", ",").lstrip("0") or "0"
    if re.fullmatch(r"-?0\.[0-9]+", figure):
        return Unreadable(f"«{figure}» usa el punto como decimal.", f"«{figure.replace('.', ',')}»")
    readings = f"«{decimal(grouped, 0)},0» o «{fraction}»"
    return Unreadable(
        f"«{figure}» puede ser {decimal(grouped, 0)} o {fraction}: el punto separa miles y la "
        "coma, decimales.",
        readings.replace(MINUS, "-"),
    )


def _refused(text: str, figure: str, places: int, unit: Unit) -> Unreadable:
    """Not written as in Chile: with the ways in which it could be meant."""
    brackets = IN_BRACKETS.fullmatch(figure)
    if brackets:
        return Unreadable(f"«{_short(text)}» está entre paréntesis.", f"«-{brackets['inside']}»")
    if MANY_COMMAS.fullmatch(figure):
        return Unreadable(
            f"«{_short(text)}» usa la coma para los miles.", f"«{figure.replace(',', '.')}»"
        )
    foreign = FOREIGN.fullmatch(figure)
    if foreign and len(figure) <= LONGEST * 2:
        said = (
            "no dice cuáles son los decimales: el punto separa miles y la coma, decimales."
            if places
            else "no se lee como un número entero: aquí van sin decimales, y el punto separa miles."
        )
        readings = _readings(foreign, places) if places else _whole_readings(foreign)
        return Unreadable(
            f"«{_short(text)}» {said}", " o ".join(f"«{reading}»" for reading in readings)
        )
    return Unreadable(f"Se esperaba {unit.name}, como «{unit.example}», y dice «{_short(text)}».")


def _readings(found: re.Match[str], places: int) -> list[str]:
    """With the point as decimal, and with the point between thousands; each as the unit holds
    it."""
    sign, before, part = found["sign"], found["whole"], found["part"]
    head, _, tail = before.partition(",")
    as_decimal = rounded(int(before.replace(",", "")), part, places)
    other = rounded(int(head), tail.replace(",", "") + part, places) if tail else int(before + part)
    scale = 1 if tail else 10**places
    meant = dict.fromkeys((as_decimal, other * scale))
    return [f"{sign}{decimal(number, places)}" for number in meant]


def _whole_readings(found: re.Match[str]) -> Iterator[str]:
    """Of what is counted whole, only what was written: decimals are not taken off nor rounded."""
    sign, before, part = found["sign"], found["whole"], found["part"]
    if not part.strip("0"):
        yield sign + whole(int(before.replace(",", "")))
    if len(part) == len("000") and "," not in before:
        yield sign + whole(int(before + part))


def rounded(units: int, part: str, places: int) -> int:
    """Half up to so many decimals: only to propose, never to read."""
    kept: int = units * 10**places + int(part[:places].ljust(places, "0") or "0")
    return kept + 1 if part[places : places + 1] >= "5" else kept


def _too_long(figure: str, before: str, part: str, places: int, unit: Unit) -> Unreadable:
    """More decimals than the unit has: «1,234» of something counted whole may be a thousand."""
    sign = "-" if figure.startswith("-") else ""
    if places == 0:
        grouped = f"«{sign}{before}.{part}»" if MAYBE_THOUSANDS.fullmatch(figure) else ""
        return Unreadable(_fine(figure, places, unit), grouped)
    kept = rounded(int(re.sub(r"[. ]", "", before)[:LONGEST]), part, places)
    return Unreadable(_fine(figure, places, unit), f"«{sign}{decimal(kept, places)}»")


def _too_fine(shown: str, places: int, unit: Unit) -> Unreadable:
    if places == 0:
        return Unreadable(_fine(shown, places, unit))
    sign = "-" if shown.startswith("-") else ""
    units, _, part = shown.removeprefix("-").partition(",")
    kept = rounded(int(units[:LONGEST]), part, places)
    return Unreadable(_fine(shown, places, unit), f"«{sign}{decimal(kept, places)}»")


def _fine(shown: str, places: int, unit: Unit) -> str:
    if places == 0:
        return f"«{_short(shown)}» tiene decimales y se esperaba {unit.name} sin ellos."
    most = f"{places} decimales" if places > 1 else "un decimal"
    return f"«{_short(shown)}» tiene más de {most}, que es lo que admite {unit.name}."


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
