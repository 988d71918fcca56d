"""Looking at a page with the eyes of axe, on a desk and on two phones."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.visitor import DESK, PHONE, SMALL_PHONE, Visitor

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# The page hears of its new size in its next frame; one more, and what it did of it is drawn.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A folder to leave pictures in: JOURNEY_SHOTS=pictures pytest -m browser
SHOTS = os.environ.get("JOURNEY_SHOTS")


@dataclass
class Looker:
    """Keeps what is wrong with each page, so that a test shows all of it at once."""

    complaints: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def look(self, visitor: Visitor, label: str) -> None:
        self.seen.append(label)
        visitor.page.evaluate(AXE_SCRIPT)
        for size in (DESK, PHONE, SMALL_PHONE):
            visitor.page.set_viewport_size(size)
            visitor.page.evaluate(DRAWN)
            self._fits(visitor, f"{label} at {size['width']}")
            if size is not SMALL_PHONE:
                self._axe(visitor, f"{label} at {size['width']}")
        visitor.page.set_viewport_size(DESK)

    def _fits(self, visitor: Visitor, label: str) -> None:
        if SHOTS:
            name = "".join(c if c.isalnum() else "-" for c in label)
            visitor.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
        if (extra := visitor.page.evaluate(SIDEWAYS)) > 0:
            self.complaints.append(f"{label}: {extra} px wider than the screen")

    def _axe(self, visitor: Visitor, label: str) -> None:
        found = visitor.page.evaluate("rules => axe.run(document, rules)", RULES)
        self.complaints += [f"{label}: {_said(violation)}" for violation in found["violations"]]


def _said(violation: dict[str, Any]) -> str:
    where = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:4])
    return f"{violation['id']}, {violation['help']}: {where}"
