"""Addresses of cells as a spreadsheet names them, and patterns that tell one out of bounds."""

import re

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """(0, 0) → A1."""
    return f"{letters(column)}{row + 1}"


def position(text: str) -> tuple[int, int] | None:
    """«B7» → (6, 1); nothing for what is no address."""
    found = ADDRESS.fullmatch(text)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def up_to_number(limit: int) -> str:
    """A pattern for 1 … limit, without leading zeros: 42 → `[1-9](?![0-9])|[1-3][0-9]|4[0-1]|42`.
    Most numbers are of the first way, which is tried first."""
    digits = str(limit)
    shorter = [f"[1-9][0-9]{{0,{len(digits) - 2}}}(?![0-9])"] if len(digits) > 1 else []
    return "|".join(shorter + _up_to(digits, first="1", low="0", high="9"))


def up_to_letters(column: int) -> str:
    """A pattern for the columns A … the one of the (0-based) number."""
    name = letters(column)
    ways = [f"[A-Z]{{{length}}}" for length in range(1, len(name))]
    return "|".join(ways + _up_to(name, first="A", low="A", high="Z"))


def _up_to(text: str, *, first: str, low: str, high: str) -> list[str]:
    """Words of the same length that do not come after `text`."""
    ways = []
    for index, sign in enumerate(text):
        start = low if index else first
        if sign > start:
            rest = len(text) - index - 1
            ways.append(f"{text[:index]}[{start}-{chr(ord(sign) - 1)}][{low}-{high}]{{{rest}}}")
    return [*ways, text]
