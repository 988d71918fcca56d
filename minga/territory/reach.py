"""What lies in the places that somebody answers for: a region's reader reads its communes."""

from minga.core.access import Access
from minga.core.clock import today
from minga.territory.frames import frame_on


def places_within(access: Access) -> set[int]:
    """Identities of the places of an access and of all their parts, on its day."""
    if not access.territories:
        return set()
    division = frame_on(access.on or today()).division
    parts = (division.inside(place) for place in access.territories)
    return {version.territory_id for part in parts for version in part}
