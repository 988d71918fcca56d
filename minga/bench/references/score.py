"""The earned weight of activities, added as a person would."""


def score_one_by_one(weights: list[int], fulfilled: list[bool]) -> int:
    """Row by row, in plain Python."""
    total = 0
    for weight, done in zip(weights, fulfilled, strict=True):
        if done:
            total += weight
    return total
