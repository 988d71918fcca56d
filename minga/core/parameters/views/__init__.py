"""Pages of parámetros de las normas: reading them, and proposing a correction."""
