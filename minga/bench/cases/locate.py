"""How long it takes to say in which commune each of many points is."""

import random
from datetime import date
from fractions import Fraction
from typing import Any

from minga.bench.framework import Bench
from minga.bench.references.locate import query_tree

DAY = date(2007, 11, 30)
# Rows and columns of made-up communes, whose edges bend as those of a map do.
ACROSS, DOWN, BENDS = 3, 4, 150


class Locate(Bench):
    name = "locate"
    says = "comuna de cada punto"
    against = "el árbol STRtree de shapely, con los mismos puntos y polígonos"
    rows = 1_000_000
    limit = Fraction(3, 2)

    def load(self) -> None:
        import numpy as np
        import shapely

        from minga.territory.shapes import Shape

        self.polygons = _communes()
        draw = np.random.default_rng(2007)
        # A tenth of them at sea or abroad.
        east, north = draw.uniform(-0.15, ACROSS, self.count), draw.uniform(0, DOWN, self.count)
        self.points = shapely.points(east, north)
        self.shapes = tuple(
            Shape(number, f"comuna-{number:02}", polygon, False, "", "")
            for number, polygon in enumerate(self.polygons, 1)
        )

    def ours(self) -> Any:
        from minga.territory.locate import locate_in

        return locate_in(self.shapes, self.points)

    def reference(self) -> Any:
        return query_tree(self.points, self.polygons)

    def answer(self, result: Any) -> Any:
        """How many points each commune has; none of these lies on an edge."""
        import numpy as np

        number = result[1] + 1 if result.ndim == 2 else result[result > 0]
        return np.bincount(number, minlength=len(self.polygons) + 1).tolist()


def _communes() -> list[Any]:
    """A grid whose lines are bent at random, so that neighbours share each vertex."""
    import shapely

    draw = random.Random(2007)  # noqa: S311  (a fixed seed: a bench, not a secret)
    upright = {(x, y): _bent(draw, x, y, (0, 1)) for x in range(ACROSS + 1) for y in range(DOWN)}
    level = {(x, y): _bent(draw, x, y, (1, 0)) for x in range(ACROSS) for y in range(DOWN + 1)}
    rings = (
        level[x, y] + upright[x + 1, y] + level[x, y + 1][::-1] + upright[x, y][::-1]
        for x in range(ACROSS)
        for y in range(DOWN)
    )
    return [shapely.Polygon(ring) for ring in rings]


def _bent(draw: random.Random, x: int, y: int, to: tuple[int, int]) -> list[tuple[float, float]]:
    """From a corner to the next, straying less the nearer it is to either: lines never cross."""
    line = []
    for bend in range(BENDS + 1):
        way = bend / BENDS
        astray = draw.uniform(-0.2, 0.2) * way * (1 - way)
        line.append((x + to[0] * way + to[1] * astray, y + to[1] * way + to[0] * astray))
    return line
