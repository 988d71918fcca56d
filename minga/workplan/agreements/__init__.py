"""Performance agreements: goals with target, formula and weight."""
