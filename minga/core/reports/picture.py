"""A drawing as a picture of points, for the programs that know no SVG."""

from pathlib import Path

import typst

from minga.core.reports.fonts import fonts, printable
from minga.core.reports.spec import Figure

TEMPLATE = Path(__file__).with_name("picture.typ")
# Points of the picture in one of the paper: sharp in print.
SHARPNESS = 216.0


def png(figure: Figure) -> bytes:
    """The same drawing gives the same bytes."""
    with fonts() as known:
        return typst.compile(
            TEMPLATE,
            sys_inputs={"svg": printable(figure.svg), "width": str(figure.width)},
            font_paths=known,
            format="png",
            ppi=SHARPNESS,
        )
