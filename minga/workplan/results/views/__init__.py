"""Pages of results: the matrix, a product, a figure, reporting, panels."""
