"""Parameters of norms: what the package brings, corrected by a service through another person."""
