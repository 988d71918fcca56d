"""What the benches are measured against. Imports nothing of minga."""


def score_one_by_one(weights: list[int], fulfilled: list[bool]) -> int:
    """The earned weight as a person would add it, row by row, in plain Python."""
    total = 0
    for weight, done in zip(weights, fulfilled, strict=True):
        if done:
            total += weight
    return total
