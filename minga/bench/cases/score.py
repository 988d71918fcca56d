"""How long the score takes, against adding it row by row."""

import random
from fractions import Fraction

from minga.bench.framework import Bench
from minga.bench.references.score import score_one_by_one


class Score(Bench):
    name = "score"
    says = "puntaje de un plan de trabajo"
    against = "la misma suma, fila por fila, en Python"
    rows = 200_000
    limit = Fraction(1)

    def load(self) -> None:
        from minga.rules import workplan as rules

        draw = random.Random(2007)  # noqa: S311  (a fixed seed: a bench, not a secret)
        self.weights = [draw.randint(1, 100) for _ in range(self.count)]
        self.fulfilled = [draw.random() < 0.5 for _ in range(self.count)]
        self.columns = rules.ints(self.weights), rules.bools(self.fulfilled)

    def ours(self) -> int:
        from minga.rules import workplan as rules

        return int(rules.earned(*self.columns).sum())

    def reference(self) -> int:
        return score_one_by_one(self.weights, self.fulfilled)
