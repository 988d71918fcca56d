"""Texts as they are once they have been in a cell and read from it."""

from minga.core.words import CONTROL

LINE_ENDS = (("\r\n", "\n"), ("\r", "\n"))


def as_read(text: str | None) -> str | None:
    """Without what a workbook can't keep: spaces around, signs that are not seen, and the ' before
    a figure, which spreadsheets put there themselves."""
    if not text:
        return None
    for old, new in LINE_ENDS:
        text = text.replace(old, new)
    text = CONTROL.sub("", text).strip()
    if text[:1] == "'" and text[1:2] and not text[1:2].isalpha():
        text = text[1:].strip()
    return text or None
