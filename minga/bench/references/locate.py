"""Points among polygons, as shapely's own tree answers."""

from typing import Any

import shapely


def query_tree(points: Any, polygons: Any) -> Any:
    """Pairs (point, polygon) of those that meet."""
    return shapely.STRtree(polygons).query(points, predicate="intersects")
