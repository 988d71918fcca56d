"""The page that a head of service opens on a Monday."""
