"""The colours of the house on white paper (static/tokens.css has them for the screen)."""

from typing import Final

from minga.core.reports.spec import Tone

INK: Final = "0A132D"
INK_2: Final = "3A4360"
INK_3: Final = "57607A"
SAND: Final = "D9CFBF"
SAND_DARK: Final = "C4B294"
TONES: Final[dict[Tone, str]] = {
    "done": "005A96",
    "going": INK,
    "wait": "6F5200",
    "stop": "B3262B",
    "unstarted": INK_3,
}
