"""A small area with a row that three people decide, by its amount: what the tests approve."""
