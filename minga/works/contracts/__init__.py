"""Contracts of works: tender rounds, contracts, changes, fines, statements and acceptance."""
