"""Ritmo de una obra: when it ends if it goes on as in its last months.

Source: the house's own method, said on every page that shows it. Progress in hundredths of a
percent (0 … 10.000), whole months.
"""

from collections.abc import Sequence

WHOLE = 10_000
LAST = 3
# Farther than this nobody believes a forecast.
LONGEST = 120


def pace(accumulated: Sequence[int], last: int = LAST) -> tuple[int, int]:
    """What was gained in the last months that are known, and in how many: hundredths and months.
    `accumulated`: one value a month, in order, the last one today's."""
    months = min(last, len(accumulated) - 1)
    return (0, 0) if months < 1 else (accumulated[-1] - accumulated[-1 - months], months)


def months_to_end(accumulated: Sequence[int], last: int = LAST) -> int | None:
    """Whole months until 100 % at that pace; nothing where it does not advance, or never would."""
    if not accumulated:
        return None
    left = WHOLE - accumulated[-1]
    gained, months = pace(accumulated, last)
    if left <= 0:
        return 0
    if gained <= 0:
        return None
    needed = -(-left * months // gained)
    return needed if needed <= LONGEST else None


def ahead(accumulated: Sequence[int], last: int = LAST) -> list[int]:
    """Where it stands at the end of each month to come, until 100 %; half up."""
    needed = months_to_end(accumulated, last)
    if not needed:
        return []
    gained, months = pace(accumulated, last)
    steps = range(1, needed + 1)
    return [
        min(WHOLE, accumulated[-1] + (2 * gained * step + months) // (2 * months)) for step in steps
    ]
