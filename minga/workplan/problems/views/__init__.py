"""Pages of territorial problems."""
