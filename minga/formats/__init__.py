"""Formats that Django does not ship: Chilean Spanish."""
