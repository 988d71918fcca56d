"""What of a model text is still to be written."""

import re

from minga.core.errors import DomainError

HOLE = re.compile(r"\[[^\W\d_][^\[\]\n]{1,60}\]")


class TextHasHoles(DomainError):
    code = "wording.text_has_holes"

    def __init__(self, holes: list[str]) -> None:
        shown = ", ".join(holes)
        super().__init__(f"Complete en el texto lo que está entre corchetes: {shown}.")


def require_whole(*texts: str) -> None:
    """That nothing of a model text is still to be written: «[firmante]»."""
    found = [hole for text in texts for hole in HOLE.findall(text)]
    holes = [hole for hole in dict.fromkeys(found) if hole.lower() != "[sic]"]
    if holes:
        raise TextHasHoles(holes)
