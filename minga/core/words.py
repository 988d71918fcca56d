"""Cells that hold words: texts, dates, yes or no, percentages."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from minga.core.errors import Unreadable
from minga.core.months import NAMES, month_named
from minga.core.numbers import Unit, decimal, plain, read_decimal

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})")
ISO = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})")
WRITTEN = re.compile(
    r"(?P<day>[0-9]{1,2})(?: de |[ /-])(?P<name>[a-z]+)\.?(?: de | del |[ /-])(?P<year>[0-9]{4})"
)
TWO_DIGITS = re.compile(r"(?P<head>[0-9]{1,2}[-/.][0-9]{1,2}[-/.])(?P<year>[0-9]{2})")
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?Z?$")
YES = {"si", "s", "verdadero", "true", "1", "x"}
NO = {"no", "n", "falso", "false", "0"}
PERCENT_UNIT = Unit("un porcentaje", ("%",), "12,5 %")
EXPECTED_DATE = "Se esperaba una fecha dd-mm-aaaa"
# Day 0 of a spreadsheet: two days before 1900 begins, since it counts a 29 February 1900.
EPOCH = date(1899, 12, 30)


def fold(text: str) -> str:
    """Small letters without accents and with single spaces: how words are compared."""
    small = plain(text).lower()
    if small.isascii():
        return small
    bare = unicodedata.normalize("NFKD", small)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key to sort codes as people count: «1.2» before «1.10», figures before letters."""
    parts = re.findall(r"[0-9]+|[^0-9]+", fold(text))
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts)


def read_text(value: object, max_length: int = 0) -> str | None:
    """Without spaces around; a number or a date as it would be written. Nothing for an empty
    cell."""
    text = _as_text(value).strip()
    if CONTROL.search(text):
        raise Unreadable("El texto tiene caracteres de control, que no se ven.", _clean(text))
    if max_length and len(text) > max_length:
        raise Unreadable(
            f"El texto tiene {len(text)} caracteres y caben {max_length}.",
        )
    return text or None


def _clean(text: str) -> str:
    return f"«{CONTROL.sub('', text)[:80]}»"


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%d-%m-%Y %H:%M}"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def read_date(value: object) -> date | None:
    """A date typed or in a cell; nothing for an empty one."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return _without_hour(value)
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        raise _serial(value)
    text = MIDNIGHT.sub("", plain(str(value)))
    return _from_text(text) if text else None


def _without_hour(value: datetime) -> date:
    if value.time() != time():
        raise Unreadable(
            f"{EXPECTED_DATE} y trae también la hora {value:%H:%M}.", f"«{value:%d-%m-%Y}»"
        )
    return value.date()


def _serial(value: int | float) -> Unreadable:
    """A number where a date should be: perhaps the count of days of a spreadsheet."""
    usual = not isinstance(value, bool) and 20_000 <= value <= 80_000 and value == int(value)
    meant = f"«{EPOCH + timedelta(days=int(value)):%d-%m-%Y}»" if usual else ""
    return Unreadable(f"{EXPECTED_DATE} y viene un número.", meant)


def _from_text(text: str) -> date:
    found = DAY_FIRST.fullmatch(text) or ISO.fullmatch(text)
    if found:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]), text)
    short = TWO_DIGITS.fullmatch(text)
    if short:
        head, year = short["head"], short["year"]
        raise Unreadable(
            f"«{text}» no dice el año completo.", f"«{head}20{year}» o «{head}19{year}»"
        )
    written = WRITTEN.fullmatch(fold(text))
    month = month_named(written["name"]) if written else None
    if written is None or month is None:
        raise Unreadable(f"{EXPECTED_DATE} y dice «{text[:40]}».")
    return _day(int(written["year"]), month, int(written["day"]), text)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise _no_such_day(year, month, day, text) from error
    if not 1800 <= year <= 2200:
        raise Unreadable(f"«{text}» es del año {year}: revise el año.")
    return found


def _no_such_day(year: int, month: int, day: int, text: str) -> Unreadable:
    """«12-31-2007» is written with the month first; «31-02-2026» is no day at all."""
    if 12 < month <= 31 and 1 <= day <= 12 and year:
        return Unreadable(f"«{text}» pone el mes primero.", f"«{month:02d}-{day:02d}-{year}»")
    if 1 <= month <= 12:
        return Unreadable(f"«{text}» no existe: {NAMES[month - 1]} no tiene día {day}.")
    return Unreadable(f"«{text}» no existe en el calendario.")


def read_boolean(value: object) -> bool | None:
    """Yes or no; nothing for an empty cell."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    word = fold(str(value))
    if word in YES or word in NO:
        return word in YES
    if not word:
        return None
    raise Unreadable(f"Se esperaba «sí» o «no» y dice «{plain(str(value))[:40]}».")


def read_percent(value: object) -> int | None:
    """Hundredths of a percentage point: «12,5 %» is 1250.

    A bare number of a workbook up to 1 is refused: a cell with percent format keeps 50 % as 0.5.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < abs(value) <= 1:
        shown = decimal(round(value * 10_000), 4)
        hundred = decimal(round(value * 1_000_000), 4)
        raise Unreadable(
            f"El número {shown} puede ser {shown} % o {hundred} %.",
            f"«{shown} %» o «{hundred} %», como texto",
        )
    return read_decimal(value, 2, PERCENT_UNIT)
