"""The worked example of the 2007 case: works in four communes, read on both sides of 08-10-2007.
Invented amounts, computed by the same code as any other figure."""

from collections.abc import Sequence
from datetime import date

from minga.territory.frames import Atlas, atlas
from minga.territory.reexpress import Figures, figures

NOTE = "Ejemplo con datos de demostración."
BEFORE, AFTER = date(2007, 10, 7), date(2007, 10, 8)
# Each on a day of its own: some before the law, some after.
WORKS: Sequence[tuple[str, date, int]] = (
    ("arica", date(2007, 3, 15), 100),
    ("putre", date(2007, 11, 5), 50),
    ("iquique", date(2007, 6, 1), 200),
    ("pozo-almonte", date(2007, 10, 8), 70),
)


def works(known: Atlas | None = None) -> Figures | None:
    """Nothing where its places are not loaded."""
    versions = (known or atlas()).versions
    places = {version.territory.key: version.territory_id for version in versions}
    if not all(key in places for key, _, _ in WORKS):
        return None
    return figures((places[key], day, amount) for key, day, amount in WORKS)
