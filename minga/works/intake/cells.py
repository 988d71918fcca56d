"""Cells of a foreign sheet: money as each office writes it, years, days, codes, communes."""

import re
from datetime import date, datetime
from typing import Any

from minga.core.errors import DomainError

LARGEST = 10**12  # M$
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
NO_MONEY = {"", "-", "–", "$", "$-", "$ -", "s/i", "s/m"}
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
DAY = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4}|\d{2})")
BIP = re.compile(r"(\d{8})(?:\s*-\s*(\d))?")
LOST = "\ufffd"


class CellUnread(DomainError):
    code = "intake.cell_unread"


def said(value: Any) -> str:
    """A cell as text, on one line."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return f"{value:%d-%m-%Y}"
    return " ".join(str(value).split())


def amount(value: Any) -> int | None:
    """A whole amount in the unit of its column: `$248,435`, `-$803`, `(1.200)`, `57,039`."""
    text = said(value)
    if text.lower() in NO_MONEY:
        return None
    figure = text.replace(" ", "").replace("M$", "$")
    negative = figure.startswith("(") and figure.endswith(")")
    figure = figure.strip("()").replace("$", "", 1)
    if figure.startswith("-"):
        negative, figure = True, figure[1:]
    if not figure.isascii() or not (figure.isdigit() or _grouped(figure)):
        raise CellUnread(f"«{text[:30]}» no se lee como un monto entero.")
    number = int(re.sub(r"[.,]", "", figure))
    if number > LARGEST * 1000:
        raise CellUnread(f"«{text[:30]}» es un monto demasiado grande.")
    return -number if negative else number


def _grouped(figure: str) -> bool:
    """Thousands by commas or by points, not by both."""
    return bool(GROUPED.fullmatch(figure)) and not ("," in figure and "." in figure)


def years(value: Any) -> list[int]:
    """`2022/2024` names two."""
    return [int(found) for found in YEAR.findall(said(value))]


def day(value: Any) -> date | None:
    """`30.09.25`, `14/6/23`, `9-3-2022`; nothing where it is no day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = DAY.fullmatch(said(value))
    if found is None:
        return None
    number, month, year = map(int, found.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, number)
    except ValueError:
        return None


def bip(value: Any) -> tuple[str, str]:
    """Its eight digits and the last one, each empty when it does not come."""
    found = BIP.fullmatch(said(value))
    return (found[1], found[2] or "") if found else ("", "")


def communes(value: Any) -> list[str]:
    """`COBQUECURA / COELEMU / TREHUACO` are three."""
    names = (name.strip() for name in re.split(r"\s*[/;]\s*|\s+-\s+", said(value)))
    return list(dict.fromkeys(name for name in names if name))
