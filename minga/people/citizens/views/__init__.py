"""Pages of the counter, short functions by what they are about."""
