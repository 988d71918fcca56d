"""The map of every page: what it says (`spec`), where its land comes from (`ground`), how a place is
drawn on it in a form (`widgets`). A page says `{% atlas map %}`; a report, `charts.figure(map.chart)`."""

from minga.territory.atlas.ground import Ground, ground_of
from minga.territory.atlas.spec import Atlas, AtlasArea, AtlasLine, AtlasPoint

__all__ = ["Atlas", "AtlasArea", "AtlasLine", "AtlasPoint", "Ground", "ground_of"]
