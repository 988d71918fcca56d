"""Rules of works and studies over columns: what is wrong with a portfolio, what it has earned."""
