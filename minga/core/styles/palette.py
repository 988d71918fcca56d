"""The colours of the tokens file and their contrasts: the style page tells no old figure."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TOKENS = Path(__file__).parent / "01-tokens.css"
TEXTS = ("ink", "ink-2", "ink-3", "link", "ok", "wait", "stop")
GROUNDS = ("paper", "sand-1", "sand-2", "field")


class Contrast(NamedTuple):
    """A text token and its contrast (WCAG 2) on each of GROUNDS."""

    text: str
    ratios: list[float]


def colours() -> dict[str, str]:
    """Every token that is a colour, by name without dashes in front: {"paper": "#fdfbf7", …}."""
    css = TOKENS.read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6}|var\(--[\w-]+\));", css):
        found[name] = found[value[6:-1]] if value.startswith("var") else value
    return found


def contrasts() -> list[Contrast]:
    """The contrast of each text on each ground; below 4.5 nobody should have to read."""
    known = colours()
    return [Contrast(t, [contrast(known[t], known[g]) for g in GROUNDS]) for t in TEXTS]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours written #rrggbb (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Iterator[float]:
    for start in (1, 3, 5):
        channel = int(colour[start : start + 2], 16) / 255
        yield channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
