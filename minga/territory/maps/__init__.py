"""The map of every page: what it says (`spec`), where its land comes from (`ground`), how a place
is drawn on it in a form (`widgets`).

A page says `{% place_map map %}`; a report, `charts.figure(map.chart)`.
"""

from minga.territory.maps.ground import Ground, Land, ground_of
from minga.territory.maps.spec import MapArea, MapLine, MapPoint, PlaceMap

__all__ = ["Ground", "Land", "MapArea", "MapLine", "MapPoint", "PlaceMap", "ground_of"]
