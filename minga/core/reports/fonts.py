"""The four faces of our documents, and the characters that they can draw."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from fontTools.ttLib import TTFont

from minga.core.reports.text import one_line

FONTS = {
    "font_source_sans_pro": ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf"),
    "font_source_serif_pro": ("SourceSerifPro-Regular.otf", "SourceSerifPro-Semibold.otf"),
}
# A PDF/A may not hold a character that no font can draw.
UNKNOWN = "⁇"
SUBSTITUTES = str.maketrans({"\u2011": "-", "\u202f": "\u00a0", "\u2007": "\u00a0", "\u200b": ""})
INVISIBLE = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e007f]")


@contextmanager
def fonts() -> Iterator[typst.Fonts]:
    """Only our four files: the packages hold each font twice, the system may hold others."""
    with TemporaryDirectory(prefix="minga-fonts-") as folder:
        for path in font_files():
            Path(folder, path.name).symlink_to(path)
        yield typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )


def font_files() -> list[Path]:
    return [
        Path(str(files(package) / "files" / name))
        for package, names in FONTS.items()
        for name in names
    ]


@cache
def drawable() -> frozenset[int]:
    """The characters that all our fonts can draw."""
    return frozenset.intersection(*(frozenset(TTFont(path).getBestCmap()) for path in font_files()))


def printable(text: str) -> str:
    """A mark stands for what the fonts cannot draw: an emoji, another script."""
    if not text.isascii():
        text = _known(text)
    return text


def _known(text: str) -> str:
    text = INVISIBLE.sub("", text.translate(SUBSTITUTES))
    known = "".join(char if ord(char) in drawable() or char == "\n" else UNKNOWN for char in text)
    return re.sub(f"{UNKNOWN}+", UNKNOWN, known)


def printable_line(text: str) -> str:
    return printable(one_line(text))
