"""Procedures under ISO 9001: versions with ordered activities, outputs, reviews, corrections."""
